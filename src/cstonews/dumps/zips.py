"""What ZIP files call their members, and how to read one that is cut off."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from cstonews.dumps.dump import Opener
from cstonews.dumps.metered import metered, with_read
from cstonews.dumps.place import Place, folders_of_pages, is_left_out
from cstonews.dumps.spool import Readable, spooled
from cstonews.errors import DumpError

_UTF8_NAME, _SIZES_BEHIND, _LOCKED = 0x800, 0x8, 0x1
_HEADER = struct.Struct("<4s2xHH4xIIIHH")  # the local header of a member
_HEADER_MAGIC = b"PK\x03\x04"
_DIRECTORY_MAGIC = b"PK\x01\x02"
_AFTER_MEMBER = re.compile(rb"PK(?:\x03\x04|\x01\x02)")
_DESCRIPTOR = 24  # bytes, at most
_CHUNK = 1 << 16
_MOST_OF_ENTRY = 256  # bytes in a directory that an entry takes, where there are many


def wanted(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The members that can be dumps: of a WACZ file its crawls alone, else all that is shown.

    What a browser saved beside a page is left out, as in a folder.
    """
    names = {info.filename for info in infos}
    if "datapackage.json" in names:
        crawls = [info for info in infos if _is_crawl(info.filename)]
        if crawls:
            return crawls
    beside = folders_of_pages(names)
    return [
        info
        for info in infos
        if not info.filename.endswith("/")  # is_dir() takes no empty name
        and not is_left_out(info.filename)
        and beside.isdisjoint(_folders_above(info.filename))
    ]


def _folders_above(name: str) -> Iterator[str]:
    """Every folder in which a member stands, the nearest first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def counted(stream: IO[bytes], place: Place) -> IO[bytes]:
    """Return ``stream`` for the library that reads ZIP files.

    It reads their directory, which may be long and tightly packed, at once into memory, where
    each member takes several times as much. The stream raises DumpError for too many members.
    """
    most = place.limits.members

    def read(size: int = -1) -> bytes:
        too_long = size > most * _MOST_OF_ENTRY
        data = b"" if too_long else stream.read(size)
        if too_long or (size > most and data.count(_DIRECTORY_MAGIC) > most):
            raise DumpError(f"{place.name} has more than {most:,} members; unpack it first")
        return data

    return with_read(stream, read)


def _is_crawl(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; one that is not said to be UTF-8 may yet be, or be DOS Cyrillic."""
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    return _decoded_name(info.orig_filename.encode("cp437", "replace"))


def _decoded_name(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp866")


def salvaged(stream: IO[bytes], place: Place) -> Iterator[tuple[Place, Opener | DumpError]]:
    """Yield the members of a ZIP file whose directory, at its end, is missing.

    They are read one after the other from the start, up to what is damaged or cut off; one
    that cannot be a dump is yielded with the reason.
    """
    stream.seek(0)
    while len(header := stream.read(_HEADER.size)) == _HEADER.size:
        magic, flags, method, crc, packed, size, name_size, extra_size = _HEADER.unpack(header)
        if magic != _HEADER_MAGIC or flags & _LOCKED or method not in (0, zipfile.ZIP_DEFLATED):
            return
        name = _decoded_name(stream.read(name_size))
        stream.seek(extra_size, 1)
        if not method and (flags & _SIZES_BEHIND or packed != size):
            return
        inside = place.within(name)
        member = _Stored(stream, size) if not method else _Deflated(stream)
        kept = _kept(metered(member, inside.unpacks), inside)
        if flags & _SIZES_BEHIND:
            _skip_descriptor(stream)
        elif member.crc != crc:
            raise zipfile.BadZipFile(f"a member is not what it was: {inside.name}")
        if not name.endswith("/") and not is_left_out(name):
            yield inside, kept


def _kept(member: Readable, place: Place) -> Opener | DumpError:
    try:
        return spooled(member, place.name, place.limits.at_once)
    except DumpError as error:
        while member.read(_CHUNK):  # the next one stands behind it
            pass
        return error


def _skip_descriptor(stream: IO[bytes]) -> None:
    start = stream.tell()
    found = _AFTER_MEMBER.search(stream.read(_DESCRIPTOR + len(_HEADER_MAGIC)))
    stream.seek(start + (found.start() if found else _DESCRIPTOR))


class _Stored:
    """The next ``size`` bytes of a stream."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self._left = size
        self.crc = 0

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(min(size, self._left))
        if self._left and not data:
            raise EOFError("the end is missing")
        self._left -= len(data)
        self.crc = zlib.crc32(data, self.crc)
        return data


class _Deflated:
    """What a stream holds, up to where deflate says that it ends; that stands there then."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self.crc = 0

    def read(self, size: int, /) -> bytes:
        data = b""
        while not data and not self._inflate.eof:
            packed = self._inflate.unconsumed_tail or self._stream.read(_CHUNK)
            if not packed:
                raise EOFError("the end is missing")
            data = self._inflate.decompress(packed, size)
            if self._inflate.eof:
                self._stream.seek(-len(self._inflate.unused_data), 1)
        self.crc = zlib.crc32(data, self.crc)
        return data
