"""Entries out of the archive by handle, with the whole story of each. Every function only reads."""

from __future__ import annotations

import datetime as dt
import sqlite3

from cstonews.archive.handles import parse_handle
from cstonews.archive.rows import entries_by_number
from cstonews.archive.stored import dump_words
from cstonews.errors import QueryError
from cstonews.model import DateSource, Entry, Kind, Sighting


def entries_by_handle(db: sqlite3.Connection, word: str) -> list[Entry]:
    """Return what a handle names, with every sighting: one entry, or those that share a text.

    Raises QueryError where ``word`` is no handle, names nothing, or different texts.
    """
    digits, date = parse_handle(word)
    rows = db.execute(
        "SELECT DISTINCT t.handle, e.id FROM texts t JOIN copies c ON c.text = t.id "
        "JOIN entries e ON e.id = c.entry "
        "WHERE t.handle BETWEEN ? AND ? AND coalesce(e.date = ?, ? IS NULL) ORDER BY e.id",
        [digits, digits + "g", date, date],
    ).fetchall()
    if not rows:
        raise QueryError(f"no entry has the handle {word}; 'cstonews list' shows those there are")
    numbers = list(dict.fromkeys(number for _, number in rows))
    if len({handle for handle, _ in rows}) > 1 and len(numbers) > 1:
        shown = " or ".join(e.handle for e in entries_by_number(db, numbers[:3]).values())
        raise QueryError(f"{word} may mean several entries; type more of it, as {shown}")
    return [
        _with_sightings(db, number, entry)
        for number, entry in entries_by_number(db, numbers).items()
    ]


def _with_sightings(db: sqlite3.Connection, number: int, entry: Entry) -> Entry:
    rows = db.execute(
        "SELECT d.sha256, d.name, s.line, s.kind, s.date FROM copies c JOIN segments s "
        "ON s.text = c.text AND coalesce(s.date, '') = c.date JOIN dumps d ON d.id = s.dump "
        "WHERE c.entry = ? ORDER BY d.name, d.sha256, s.line",
        [number],
    ).fetchall()
    words = dump_words(db, [row[0] for row in rows])
    seen = tuple(
        Sighting(
            dump=words[sha256],
            name=name,
            line=line,
            kind=Kind(kind),
            date=dt.date.fromisoformat(date) if date else entry.date,
            date_source=_sighting_source(date, entry),
        )
        for sha256, name, line, kind, date in rows
    )
    return entry._replace(seen=seen)


def _sighting_source(date: str | None, entry: Entry) -> DateSource | None:
    if date:
        return DateSource.STATED
    return (
        DateSource.INFERRED
        if entry.date_source is DateSource.INFERRED
        else (DateSource.MATCHED if entry.date else None)
    )
