"""Entries out of the archive, by row number and by handle. Every function only reads."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cstonews.archive.identity import SHOWN, parse_handle
from cstonews.archive.stored import dump_words
from cstonews.errors import QueryError
from cstonews.model import DateSource, Entry, Kind, Sighting

_CHUNK = 500  # values in one statement; SQLite takes more, but no faster


def chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut ``numbers`` into runs that fit into one statement."""
    for start in range(0, len(numbers), _CHUNK):
        yield numbers[start : start + _CHUNK]


def places(values: Sequence[object]) -> str:
    """The placeholders for ``values`` in a statement."""
    return ", ".join("?" * len(values))


def entries_by_number(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Entry]:
    """Return the entries with these row numbers, in their order, without their sightings."""
    found: dict[int, Entry] = {}
    for chunk in chunks(numbers):
        rows = db.execute(
            "SELECT id, handle, date, date_source, kind, lang, title, body, "
            f"{_SIGHTINGS} FROM entries e WHERE id IN ({places(chunk)})",
            chunk,
        ).fetchall()
        for row in rows:
            found[row[0]] = _entry(db, row)
    return {number: found[number] for number in numbers}


_SIGHTINGS = """(SELECT count(*) FROM copies c JOIN segments s
    ON s.text = c.text AND coalesce(s.date, '') = c.date WHERE c.entry = e.id)"""


def _entry(
    db: sqlite3.Connection, row: tuple[int, str, str, str, str, str, str, str, int]
) -> Entry:
    _, handle, date, source, kind, lang, title, body, sightings = row
    return Entry(
        handle=_shown_handle(db, handle, date),
        date=dt.date.fromisoformat(date) if date else None,
        date_source=DateSource(source) if source else None,
        kind=Kind(kind),
        lang=lang,
        title=title,
        body=body,
        sightings=sightings,
    )


def _shown_handle(db: sqlite3.Connection, handle: str, date: str | None) -> str:
    """The shortest form of a handle, of seven digits or more, that names one entry alone."""
    above = "SELECT handle FROM texts WHERE handle > ? ORDER BY handle LIMIT 1"
    below = "SELECT handle FROM texts WHERE handle < ? ORDER BY handle DESC LIMIT 1"
    neighbours = [row[0] for sql in (above, below) for row in db.execute(sql, [handle])]
    shared = max((_shared(handle, other) for other in neighbours), default=0)
    shown = handle[: max(SHOWN, shared + 1)]
    twins = db.execute(
        "SELECT count(DISTINCT c.entry) FROM texts t JOIN copies c ON c.text = t.id "
        "WHERE t.handle = ?",
        [handle],
    ).fetchone()[0]
    return f"{shown}@{date}" if twins > 1 and date else shown


def _shared(one: str, other: str) -> int:
    """How many characters the two have in common from the start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


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
    return replace(entry, seen=seen)


def _sighting_source(date: str | None, entry: Entry) -> DateSource | None:
    if date:
        return DateSource.STATED
    return DateSource.MATCHED if entry.date_source is DateSource.STATED else entry.date_source
