"""Rows of the archive → entries. Every function only reads."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence

from cstonews.archive.handles import SHOWN
from cstonews.archive.sql import chunks, places
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


_SIGHTINGS = """(SELECT count(*) FROM copies c JOIN segments s
    ON s.text = c.text AND coalesce(s.date, '') = c.date WHERE c.entry = e.id)"""


def _entry(
    db: sqlite3.Connection, row: tuple[int, str, str, str, str, str, str, str, str, int]
) -> Entry:
    _, handle, date, source, kind, lang, title, body, corrected, sightings = row
    shown = _shown_handle(db, handle, date)
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
