"""Pieces of statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key", str, bytes)
Value = TypeVar("Value")

# Copies ``c`` with the segments ``s`` that are sightings of them.
SIGHTED_COPIES = "copies c JOIN segments s ON s.text = c.text AND coalesce(s.date, '') = c.date"

_CHUNK = 500  # values in one statement; SQLite takes more, but no faster


def chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Cut ``values`` into runs that fit into one statement."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def places(values: Sequence[object]) -> str:
    """The placeholders for ``values`` in a statement."""
    return ", ".join("?" * len(values))


def text(value: object) -> str:
    """``value``, which a column of texts gives out; TypeError where damage has put another there,
    which SQLite does not look at.
    """
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} instead of a text")
    return value


def numbers_by(
    db: sqlite3.Connection, table: str, column: str, values: Sequence[Key]
) -> dict[Key, int]:
    """Return the row numbers of those rows of ``table`` that have one of ``values``, by it."""
    found: dict[Key, int] = {}
    for chunk in chunks(values):
        sql = f"SELECT {column}, id FROM {table} WHERE {column} IN ({places(chunk)})"
        found.update(db.execute(sql, chunk).fetchall())
    return found


def next_number(db: sqlite3.Connection, table: str) -> int:
    """The row number that the next row of ``table`` may have, and all above it."""
    (top,) = db.execute(f"SELECT max(id) FROM {table}").fetchone()
    return 1 if top is None else int(top) + 1
