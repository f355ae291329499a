"""Streams that are watched while they are read: how much comes, how much is asked for at once."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, Any, cast

_CHUNK = 1 << 20


def metered(stream: Any, told: Callable[[int], None]) -> IO[bytes]:
    """Return ``stream``; ``told`` is called with how many bytes of it were read the first time.

    What lies before a place that is gone to counts too, for all of it is unpacked.
    """
    return cast(IO[bytes], _Metered(stream, told))


def small_reads(stream: IO[bytes], most: int) -> IO[bytes]:
    """Return ``stream``, of which nobody may ask for more than ``most`` bytes at once.

    Headers say how long they are, and their reader believes them; it gets a ValueError.
    """

    def read(size: int) -> bytes:
        if not 0 <= size <= most:
            raise ValueError("a header is too long")
        return stream.read(size)

    return with_read(stream, read)


def with_read(stream: IO[bytes], read: Callable[[int], bytes]) -> IO[bytes]:
    """Return a stream that goes to places as ``stream`` does and is read by ``read``."""
    return cast(IO[bytes], _WithRead(stream, read))


class _Metered:
    def __init__(self, stream: Any, told: Callable[[int], None]) -> None:
        self._stream = stream
        self._told = told
        self._at = self._furthest = 0

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        return self._counted(self._stream.read(size))

    def read1(self, size: int = -1, /) -> bytes:
        return self._counted(self._stream.read1(size))

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        assert whence != io.SEEK_END  # which no reader of a stream asks for
        if whence == io.SEEK_CUR:
            offset += self._at
        while (ahead := offset - self._at) > 0 and self.read(min(_CHUNK, ahead)):
            pass
        if offset < self._at:
            self._at = self._stream.seek(offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def seekable(self) -> bool:
        return True

    def _counted(self, data: bytes) -> bytes:
        self._at += len(data)
        if self._at > self._furthest:
            self._told(self._at - self._furthest)
            self._furthest = self._at
        return data


class _WithRead:
    def __init__(self, stream: IO[bytes], read: Callable[[int], bytes]) -> None:
        self.read = read
        self.tell = stream.tell
        self.seek = stream.seek
        self.seekable = stream.seekable
