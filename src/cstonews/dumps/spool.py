"""Streams that can be read once → openers that can be read again."""

from __future__ import annotations

import io
import itertools
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Protocol

from cstonews.dumps.dump import Opener
from cstonews.dumps.limits import exceeded, in_units
from cstonews.dumps.signatures import container
from cstonews.dumps.text import SAMPLE, refuse_binary
from cstonews.errors import DumpError

_IN_MEMORY = 8 << 20  # bytes of a stream that are kept in memory
_CHUNK = 1 << 20


class Readable(Protocol):
    """All that is asked of a stream that is kept."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""


def held(data: bytes) -> Opener:
    """Keep ``data`` as it is."""
    return lambda: io.BytesIO(data)


def spooled(stream: Readable, name: str, limit: int, option: str = "--max-unpacked") -> Opener:
    """Keep what ``stream`` holds, as ``kept`` does, if it can be a dump or a container.

    Raises DumpError beyond ``limit`` bytes, which ``option`` raises, and where the first bytes
    show that it is neither.
    """
    head = b""
    while len(head) < SAMPLE and (data := stream.read(SAMPLE - len(head))):
        head += data
    if container(head) is None:
        refuse_binary(head, name)
    rest = iter(lambda: stream.read(_CHUNK), b"")
    return kept(_limited(itertools.chain([head], rest), name, limit, option), name)


def kept(chunks: Iterable[bytes], name: str) -> Opener:
    """Keep what ``chunks`` yield, beyond some size in a temporary file without a name.

    It is let go when nothing refers to the opener any more. Raises DumpError where the
    temporary folder has no room for it.
    """
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - lives as long as its opener
    try:
        for data in chunks:
            _write(data, spool, name)
    except BaseException:
        _close(spool)
        raise

    @contextmanager
    def opener() -> Iterator[IO[bytes]]:
        spool.seek(0)
        yield spool

    weakref.finalize(opener, spool.close)
    return opener


def _write(data: bytes, spool: IO[bytes], name: str) -> None:
    try:
        spool.write(data)
    except OSError as error:
        folder = tempfile.tempdir or "that of the system"
        raise DumpError(
            f"{name} cannot be kept in the temporary folder, {folder}: {error.strerror}; "
            "make room there, or set TMPDIR to a folder with more"
        ) from error


def _close(spool: IO[bytes]) -> None:
    try:
        spool.close()
    except OSError:  # of a full disk, once more
        return


def _limited(chunks: Iterable[bytes], name: str, limit: int, option: str) -> Iterator[bytes]:
    size = 0
    for data in chunks:
        size += len(data)
        if size > limit:
            exceeded(name, f"has more than {in_units(limit)}", option)
        yield data
