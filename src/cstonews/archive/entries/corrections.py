"""What people say of entries: a date or a title that is right, whatever the dumps say."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cstonews.archive.entries.resolve import Group
from cstonews.archive.facts.former import texts_at


class Correction(NamedTuple):
    """A field of the entry that holds the text with ``handle``, as a person wants it.

    ``dated`` is the date that the dumps gave the entry, empty for none; behind ``~`` where
    no other entry shared the text then, so that it is the right one under any date.
    ``value`` is None for no date or no title. The one made last counts.
    """

    made: str
    handle: str
    dated: str
    field: str
    value: str | None


Corrections = Mapping[int, Sequence[Correction]]


def store(db: sqlite3.Connection, correction: Correction) -> None:
    """Keep a correction, in place of an earlier one of the same field."""
    db.execute(
        "INSERT OR REPLACE INTO corrections (made, handle, dated, field, value) "
        "VALUES (?, ?, ?, ?, ?)",
        correction,
    )


def find(db: sqlite3.Connection, other: Correction) -> Correction | None:
    """Return what is said here of that of which ``other`` speaks."""
    row = db.execute(
        "SELECT made, handle, dated, field, value FROM corrections "
        "WHERE handle = ? AND dated = ? AND field = ?",
        [other.handle, other.dated, other.field],
    ).fetchone()
    return Correction(*row) if row else None


def drop(db: sqlite3.Connection, corrections: Sequence[Correction]) -> None:
    """Take corrections back."""
    db.executemany(
        "DELETE FROM corrections WHERE handle = ? AND dated = ? AND field = ?",
        [(one.handle, one.dated, one.field) for one in corrections],
    )


def all_corrections(db: sqlite3.Connection) -> list[Correction]:
    """Return what was said of all entries."""
    rows = db.execute("SELECT made, handle, dated, field, value FROM corrections")
    return [Correction(*row) for row in rows]


def corrections_by_text(db: sqlite3.Connection) -> Corrections:
    """Return all corrections by the row number of the text that they speak of."""
    found: dict[int, list[Correction]] = defaultdict(list)
    for one in all_corrections(db):
        for text in _texts(db, one.handle):
            found[text].append(one)
    return found


def _texts(db: sqlite3.Connection, handle: str) -> set[int]:
    rows = db.execute("SELECT id FROM texts WHERE handle = ?", [handle]).fetchall()
    return {text for (text,) in rows} or {text for _, text in texts_at(db, handle, handle)}


def corrections_of(
    group: Group, groups: Sequence[Group], corrections: Corrections
) -> list[Correction]:
    """Return what was said of the entry ``group``, one of the ``groups`` of a cluster, the
    latest last.
    """
    if not corrections:
        return []
    mine: set[Correction] = set()
    for text in {copy.text for copy in group.copies}:
        for one in corrections.get(text, ()):
            holders = [g for g in groups if any(copy.text == text for copy in g.copies)]
            if group is _meant(one, holders):
                mine.add(one)
    return sorted(mine)


def _meant(correction: Correction, holders: Sequence[Group]) -> Group | None:
    """The one of the entries with a text that a correction speaks of.

    Where other entries had the text, too, it speaks of none but that of its date.
    """
    alone = correction.dated.startswith("~")
    date = correction.dated.removeprefix("~")
    exact = next((group for group in holders if group.date == date), None)
    return exact or (holders[0] if alone else None)
