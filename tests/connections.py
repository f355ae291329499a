"""Connections that are closed when the test, or the module's fixture, is done with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_OPEN: list[sqlite3.Connection] = []


def connect(path: str = ":memory:") -> sqlite3.Connection:
    """Open a database, in memory by default, each statement a transaction of its own."""
    _OPEN.append(sqlite3.connect(path, isolation_level=None))
    return _OPEN[-1]


@contextmanager
def all_closed() -> Iterator[None]:
    """Close in the end what was opened meanwhile."""
    before = len(_OPEN)
    yield
    while len(_OPEN) > before:
        _OPEN.pop().close()
