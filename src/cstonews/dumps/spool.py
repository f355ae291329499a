"""Bytes that come once, kept so that they can be read as often as needed."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from cstonews.dumps.dump import Opener

_IN_MEMORY = 16 << 20  # bytes beyond which they go to a temporary file


def spooled(chunks: Iterable[bytes]) -> Opener:
    """Keep what ``chunks`` yield for as long as the opener that is returned lives."""
    spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - lives as long as its dump
    for chunk in chunks:
        spool.write(chunk)

    @contextmanager
    def opener() -> Iterator[IO[bytes]]:
        spool.seek(0)
        yield spool

    weakref.finalize(opener, spool.close)
    return opener
