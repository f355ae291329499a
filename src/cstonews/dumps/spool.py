"""Streams that can be read once → openers that can be read again."""

from __future__ import annotations

import io
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Protocol

from cstonews.dumps.dump import Opener
from cstonews.errors import DumpError

MEMBER_LIMIT = 4 << 30  # bytes that one member may have when it is unpacked
_IN_MEMORY = 8 << 20  # bytes of a stream that are kept in memory
_CHUNK = 1 << 20


class Readable(Protocol):
    """All that is asked of a stream that is kept."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""


def held(data: bytes) -> Opener:
    """Keep ``data`` as it is."""
    return lambda: io.BytesIO(data)


def spooled(stream: Readable, name: str, limit: int | None = None) -> Opener:
    """Keep what ``stream`` holds, as ``kept`` does."""
    return kept(iter(lambda: stream.read(_CHUNK), b""), name, limit)


def kept(chunks: Iterable[bytes], name: str, limit: int | None = None) -> Opener:
    """Keep what ``chunks`` yield, beyond some size in a temporary file without a name.

    It is let go when nothing refers to the opener any more. Raises DumpError beyond
    ``limit`` bytes.
    """
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - lives as long as its opener
    try:
        _write(chunks, spool, name, limit)
    except BaseException:
        spool.close()
        raise

    @contextmanager
    def opener() -> Iterator[IO[bytes]]:
        spool.seek(0)
        yield spool

    weakref.finalize(opener, spool.close)
    return opener


def _write(chunks: Iterable[bytes], to: IO[bytes], name: str, limit: int | None) -> None:
    size = 0
    for data in chunks:
        size += len(data)
        if limit is not None and size > limit:
            raise DumpError(
                f"{name} is larger than {limit >> 20:,} MB when unpacked; unpack and cut it"
            )
        to.write(data)
