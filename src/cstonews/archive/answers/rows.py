"""Rows of the archive → entries. Every function only reads."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cstonews.archive.handles import SHOWN
from cstonews.archive.sql import SIGHTED_COPIES, chunks, places
from cstonews.model import DateSource, Entry, Kind

if TYPE_CHECKING:
    from cstonews.archive.answers.selection import Selection


def entries_by_number(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Entry]:
    """Return the entries with these row numbers, in their order, without their sightings."""
    found: dict[int, Entry] = {}
    for chunk in chunks(numbers):
        rows = db.execute(
            f"SELECT e.id, {_HANDLE}, date, date_source, kind, lang, title, body, corrected, "
            f"{_SIGHTINGS} FROM entries e WHERE e.id IN ({places(chunk)})",
            chunk,
        )
        for number, handle, above, below, stated, *told in rows:
            found[number] = _entry(handle, _shown_handle(handle, above, below, stated), *told)
    return {number: found[number] for number in numbers}


def handles_by_number(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the handles of the entries with these row numbers, as they are shown."""
    found: dict[int, str] = {}
    for chunk in chunks(numbers):
        rows = db.execute(
            f"SELECT e.id, {_HANDLE} FROM entries e WHERE e.id IN ({places(chunk)})", chunk
        )
        found.update({number: _shown_handle(*told) for number, *told in rows})
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
# What tells how much of a handle names the entry alone: the handle, its neighbours, and where the
# same text is another entry's, too, the first date that was stated for it as this one's.
_HANDLE = """e.handle,
    (SELECT handle FROM texts WHERE handle > e.handle ORDER BY handle LIMIT 1),
    (SELECT handle FROM texts WHERE handle < e.handle ORDER BY handle DESC LIMIT 1),
    (SELECT CASE WHEN count(DISTINCT c.entry) > 1
        THEN min(CASE WHEN c.entry = e.id THEN nullif(c.date, '') END) END
        FROM texts t JOIN copies c ON c.text = t.id WHERE t.handle = e.handle)"""


def _entry(
    handle: str,
    shown: str,
    date: str | None,
    source: str | None,
    kind: str,
    lang: str | None,
    title: str | None,
    body: str,
    corrected: str | None,
    sightings: int,
) -> Entry:
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


def _shown_handle(handle: str, above: str | None, below: str | None, stated: str | None) -> str:
    """The shortest form of a handle, of seven digits or more, that names one entry alone.

    Twins are told apart by the dates that were stated for them, whatever they were corrected to.
    """
    shown = handle[:SHOWN]
    alike = [other for other in (above, below) if other and other.startswith(shown)]
    if alike:
        shown = handle[: max(_shared(handle, other) for other in alike) + 1]
    return f"{shown}@{stated}" if stated else shown


def _shared(one: str, other: str) -> int:
    """How many characters the two have in common from the start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
