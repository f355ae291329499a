"""Rows of the archive → entries. Every function only reads."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence

from cstonews.archive.answers.selection import Selection
from cstonews.archive.handles import SHOWN
from cstonews.archive.sql import SIGHTED_COPIES, chunks, places
from cstonews.model import DateSource, Entry, Kind


def entries_by_number(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Entry]:
    """Return the entries with these row numbers, in their order, without their sightings."""
    found: dict[int, Entry] = {}
    for chunk in chunks(numbers):
        rows = db.execute(
            "SELECT id, handle, date, date_source, kind, lang, title, body, corrected, "
            f"{_SIGHTINGS} FROM entries e WHERE id IN ({places(chunk)})",
            chunk,
        ).fetchall()
        for row in rows:
            found[row[0]] = _entry(db, row)
    return {number: found[number] for number in numbers}


def handles_by_number(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the handles of the entries with these row numbers, as they are shown."""
    found: dict[int, str] = {}
    for chunk in chunks(numbers):
        rows = db.execute(
            f"SELECT id, handle FROM entries WHERE id IN ({places(chunk)})", chunk
        ).fetchall()
        found.update({number: _shown_handle(db, number, handle) for number, handle in rows})
    return found


def note_selected(db: sqlite3.Connection, selection: Selection) -> None:
    """Keep the row numbers of the selected entries in ``temp.selected``, which stands in memory."""
    db.execute("DROP TABLE IF EXISTS temp.selected")
    db.execute("CREATE TEMP TABLE selected (id INTEGER PRIMARY KEY)")
    db.execute(
        f"INSERT INTO temp.selected SELECT {selection.number} {selection.numbers_sql}",
        selection.values,
    )


def holds_nothing(db: sqlite3.Connection) -> bool:
    """Whether the archive has no entries at all."""
    return db.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None


_SIGHTINGS = f"(SELECT count(*) FROM {SIGHTED_COPIES} WHERE c.entry = e.id)"


def _entry(
    db: sqlite3.Connection, row: tuple[int, str, str, str, str, str, str, str, str, int]
) -> Entry:
    number, handle, date, source, kind, lang, title, body, corrected, sightings = row
    shown = _shown_handle(db, number, handle)
    return Entry(
        handle=shown,
        date=dt.date.fromisoformat(date) if date else None,
        date_source=DateSource(source) if source else None,
        kind=Kind(kind),
        lang=lang,
        title=title,
        body=body,
        sightings=sightings,
        corrected=tuple((corrected or "").split()),
        identity=handle + "".join(shown.partition("@")[1:]),
    )


def _shown_handle(db: sqlite3.Connection, number: int, handle: str) -> str:
    """The shortest form of a handle, of seven digits or more, that names one entry alone.

    Twins are told apart by the dates that were stated for them, whatever they were corrected to.
    """
    above = "SELECT handle FROM texts WHERE handle > ? ORDER BY handle LIMIT 1"
    below = "SELECT handle FROM texts WHERE handle < ? ORDER BY handle DESC LIMIT 1"
    neighbours = [row[0] for sql in (above, below) for row in db.execute(sql, [handle])]
    shared = max((_shared(handle, other) for other in neighbours), default=0)
    shown = handle[: max(SHOWN, shared + 1)]
    twins = dict(
        db.execute(
            "SELECT c.entry, min(nullif(c.date, '')) FROM texts t JOIN copies c ON c.text = t.id "
            "WHERE t.handle = ? GROUP BY c.entry",
            [handle],
        ).fetchall()
    )
    stated = twins.get(number)
    return f"{shown}@{stated}" if len(twins) > 1 and stated else shown


def _shared(one: str, other: str) -> int:
    """How many characters the two have in common from the start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
