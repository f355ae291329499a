"""Containers → their members, each as a source that can be read again."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from cstonews.dumps.dump import Opener
from cstonews.dumps.packed import unpacked, zstd_errors
from cstonews.dumps.place import Meter, Place, is_left_out
from cstonews.dumps.signatures import HEAD, Container, container, zip_document
from cstonews.dumps.sources import Source
from cstonews.dumps.spool import MEMBER_LIMIT, spooled
from cstonews.errors import DumpError

_CHUNK = 1 << 20
NESTING = 6  # containers in containers; one that is packed (.tar.gz) counts as two
# All that the standard library's readers raise where bytes are not what they should be.
_DAMAGE = (
    EOFError, OverflowError, RuntimeError, ValueError, lzma.LZMAError, struct.error,
    tarfile.TarError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def unpack(opener: Opener, name: str) -> Iterator[Source]:
    """Yield the members of the container that ``opener`` opens, those of containers in it too.

    What is damaged, cut off, locked or too large is yielded with its problem, and ends
    neither its neighbours nor the container around it.
    """
    return _guarded(_opened(opener, name), name)


def _opened(opener: Opener, name: str) -> Iterator[Source]:
    with opener() as stream:
        yield from _content(stream, Place(name, Meter(stream.tell)))


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
        opener = spooled(stream, place.name, MEMBER_LIMIT)
        yield Source(place.name, place.meter.advance(), opener=opener)
    elif place.depth > NESTING:
        raise DumpError(f"{place.name} lies in more than {NESTING} containers; unpack it first")
    elif kind is Container.ZIP:
        yield from _zip(stream, place)
    elif kind is Container.TAR:
        yield from _tar(stream, place)
    elif kind is Container.WARC:
        from cstonews.dumps.crawls import pages

        yield from pages(stream, place)
    else:
        with unpacked(kind, stream, place.name) as inner:
            yield from _unpack(inner, place.below())


def _tar(stream: IO[bytes], place: Place) -> Iterator[Source]:
    with tarfile.open(fileobj=stream, mode="r:", encoding="utf-8") as tar:
        while info := tar.next():
            tar.members = []  # type: ignore[attr-defined]  # which else grows with the file
            file = tar.extractfile(info) if info.isreg() else None
            if file and not is_left_out(info.name):
                yield from _unpack(file, place.within(info.name))
        # A header that is no header ends the loop as an end mark does.
        stream.seek(tar.offset)
        if stream.read(tarfile.BLOCKSIZE) != tarfile.NUL * tarfile.BLOCKSIZE:
            raise tarfile.ReadError("the end is missing")
        while stream.read(_CHUNK):  # what a tar file is packed in has its checksum at its end
            pass


def _zip(stream: IO[bytes], place: Place) -> Iterator[Source]:
    if place.depth > 1:  # a stream of a stream, in which going back means reading all anew
        opener = spooled(stream, place.name, MEMBER_LIMIT)
        with opener() as kept:
            yield from _zip_members(kept, place)
    else:
        yield from _zip_members(stream, place)


def _zip_members(stream: IO[bytes], place: Place) -> Iterator[Source]:
    from cstonews.dumps import zips

    try:
        archive = zipfile.ZipFile(stream)
    except zipfile.BadZipFile:
        for name, kept in zips.salvaged(stream, place):
            with kept() as member:
                yield from _unpack(member, place.within(name))
        raise
    with archive:
        names = archive.namelist()
        if document := zip_document(names):
            raise DumpError(f"{place.name} is {document}, not text; save it as text first")
        for info in zips.wanted(archive.infolist()):
            inside = place.within(zips.member_name(info))
            yield from _guarded(_zip_member(archive, info, inside), inside.name)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place) -> Iterator[Source]:
    if info.flag_bits & 1:
        raise DumpError(f"{place.name} is locked by a password; unpack it first")
    with archive.open(info) as member:
        yield from _unpack(member, place)
