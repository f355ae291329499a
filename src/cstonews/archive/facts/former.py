"""Handles of texts that a later reading cut differently: where they stood still finds an entry."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from cstonews.archive.facts.parts import parts_from_text


def remember(db: sqlite3.Connection, dumps: Iterable[int]) -> None:
    """Note handle and place of every text in ``dumps``, before they are read anew."""
    db.execute("CREATE TEMP TABLE places (handle TEXT, dump INTEGER, start INTEGER)")
    for number in dumps:
        db.executemany("INSERT INTO temp.places VALUES (?, ?, ?)", _places(db, number))


def keep_lost(db: sqlite3.Connection) -> None:
    """Keep those of the noted places whose handle no text has any more; forget the others."""
    db.execute(
        "INSERT OR IGNORE INTO former (handle, dump, start) SELECT handle, dump, start "
        "FROM temp.places p WHERE NOT EXISTS (SELECT 1 FROM texts t WHERE t.handle = p.handle)"
    )
    db.execute("DROP TABLE temp.places")


def texts_at(db: sqlite3.Connection, low: str, high: str) -> list[tuple[str, int]]:
    """Return the handles from ``low`` to ``high`` that once were, each with the text that
    stands in its place today.
    """
    return db.execute(
        "SELECT f.handle, s.text FROM former f JOIN segments s ON s.dump = f.dump "
        'AND s.start <= f.start AND f.start < s."end" '
        "WHERE f.handle BETWEEN ? AND ? AND s.text IS NOT NULL ORDER BY f.handle, f.dump",
        [low, high],
    ).fetchall()


def _places(db: sqlite3.Connection, dump: int) -> Iterator[tuple[str, int, int]]:
    rows = db.execute(
        "SELECT t.handle, s.start, s.parts FROM segments s JOIN texts t ON t.id = s.text "
        "WHERE s.dump = ?",
        [dump],
    )
    for handle, start, parts in rows:
        # Not the first part: that may turn out to be furniture.
        longest = max(parts_from_text(parts), key=lambda part: part.end - part.start, default=None)
        yield handle, dump, start + (longest.start if longest else 0)
