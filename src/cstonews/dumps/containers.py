"""Containers → their members, each as a source that can be read again."""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from cstonews.dumps.dump import Opener
from cstonews.dumps.limits import Limits, exceeded
from cstonews.dumps.metered import metered, small_reads
from cstonews.dumps.packed import unpacked, zstd_errors
from cstonews.dumps.place import LEAST, Meter, Place, is_left_out
from cstonews.dumps.signatures import HEAD, Container, container, zip_document
from cstonews.dumps.sources import Source
from cstonews.dumps.spool import spooled
from cstonews.errors import DumpError

_CHUNK = 1 << 20
_LONGEST_HEADER = 4 << 20  # bytes of what a tar file says of a member, a long name, say
# All that the standard library's readers raise where bytes are not what they should be.
_DAMAGE = (
    EOFError, OverflowError, RuntimeError, ValueError, lzma.LZMAError, struct.error,
    tarfile.TarError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def unpack(opener: Opener, name: str, limits: Limits) -> Iterator[Source]:
    """Yield the members of the container that ``opener`` opens, those of containers in it too.

    What is damaged, cut off, locked or too large is yielded with its problem, and ends
    neither its neighbours nor the container around it.
    """
    return _guarded(_opened(opener, name, limits), name)


def _opened(opener: Opener, name: str, limits: Limits) -> Iterator[Source]:
    with opener() as stream:
        allowed = limits.in_all(stream.seek(0, io.SEEK_END))
        stream.seek(0)
        yield from _content(stream, Place(name, Meter(stream.tell, allowed), limits, allowed))


def _unpack(stream: IO[bytes], place: Place) -> Iterator[Source]:
    """Yield what ``stream`` holds at ``place``: itself, if it is no container."""
    return _guarded(_content(stream, place), place.name)


def _guarded(found: Iterator[Source], name: str) -> Iterator[Source]:
    """Yield what is ``found``, and behind it what stopped the finding."""
    told = False
    try:
        for source in found:
            yield source
            told = bool(source.problem)
    except DumpError as error:
        yield Source(name, problem=str(error))
    except NotImplementedError:
        problem = f"{name} is packed in a way that is not supported; pack it as a usual ZIP file"
        yield Source(name, problem=problem)
    except OSError as error:
        if error.strerror:  # a disk's, not a decompressor's
            yield Source(name, problem=f"{name} cannot be read: {error.strerror}")
        elif not told:
            yield _damaged(name, error)
    except Exception as error:
        if not isinstance(error, _DAMAGE + zstd_errors()):
            raise
        if not told:  # of a member that is cut off its container says so once more
            yield _damaged(name, error)


def _damaged(name: str, error: Exception) -> Source:
    reason = " ".join(str(error).split()) or type(error).__name__
    return Source(name, problem=f"{name} is damaged or cut off ({reason}); fetch or pack it anew")


def _content(stream: IO[bytes], place: Place) -> Iterator[Source]:
    head = stream.read(HEAD)
    stream.seek(0)
    kind = container(head)
    if kind is None:
        opener = spooled(stream, place.name, place.limits.at_once)
        yield Source(place.name, place.meter.advance(), opener=opener)
    elif place.depth > place.limits.nesting:
        deep = f"lies in more than {place.limits.nesting} containers"
        exceeded(place.name, deep, "--max-nesting")
    elif kind is Container.ZIP:
        yield from _zip(stream, place)
    elif kind is Container.TAR:
        yield from _tar(stream, place)
    elif kind is Container.WARC:
        from cstonews.dumps.crawls import pages

        yield from pages(stream, place)
    else:
        with unpacked(kind, stream, place.name) as inner:
            yield from _unpack(metered(inner, place.unpacks), place.below())


def _tar(stream: IO[bytes], place: Place) -> Iterator[Source]:
    headers = small_reads(stream, _LONGEST_HEADER)
    with tarfile.open(fileobj=headers, mode="r:", encoding="utf-8") as tar:
        before = -1
        while info := tar.next():
            tar.members = []  # type: ignore[attr-defined]  # which else grows with the file
            if tar.offset <= before:
                raise tarfile.ReadError("its members go in circles")
            before = tar.offset
            if info.isreg() and not is_left_out(info.name):
                inside = place.within(info.name)
                yield from _guarded(_tar_member(tar, info, inside), inside.name)
        # A header that is no header ends the loop as an end mark does.
        stream.seek(tar.offset)
        if stream.read(tarfile.BLOCKSIZE) != tarfile.NUL * tarfile.BLOCKSIZE:
            raise tarfile.ReadError("the end is missing")
        while stream.read(_CHUNK):  # what a tar file is packed in has its checksum at its end
            pass


def _tar_member(tar: tarfile.TarFile, info: tarfile.TarInfo, place: Place) -> Iterator[Source]:
    file = tar.extractfile(info)
    assert file is not None
    with file:
        # A sparse one may say that it has more than the file that holds it.
        yield from _content(metered(file, place.unpacks) if info.issparse() else file, place)


def _zip(stream: IO[bytes], place: Place) -> Iterator[Source]:
    if place.depth > 1:  # a stream of a stream, in which going back means reading all anew
        opener = spooled(stream, place.name, place.limits.at_once)
        with opener() as kept:
            yield from _zip_members(kept, place)
    else:
        yield from _zip_members(stream, place)


def _zip_members(stream: IO[bytes], place: Place) -> Iterator[Source]:
    from cstonews.dumps import zips

    try:
        archive = zipfile.ZipFile(zips.counted(stream, place))
    except zipfile.BadZipFile:
        for inside, kept in zips.salvaged(stream, place):
            if isinstance(kept, DumpError):
                yield Source(inside.name, problem=str(kept))
                continue
            with kept() as member:
                yield from _unpack(member, inside)
        raise
    with archive:
        names = archive.namelist()
        if document := zip_document(names):
            raise DumpError(f"{place.name} is {document}, not text; save it as text first")
        for info in zips.wanted(archive.infolist()):
            place.expect(LEAST)
            inside = place.within(zips.member_name(info))
            yield from _guarded(_zip_member(archive, info, inside), inside.name)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place) -> Iterator[Source]:
    if info.flag_bits & 1:
        raise DumpError(f"{place.name} is locked by a password; unpack it first")
    place.expect(info.file_size)
    with archive.open(info) as member:
        yield from _content(metered(member, place.unpacks), place)
