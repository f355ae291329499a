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

    ``dated`` is the day that tells the entry from others with the same text, else empty.
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


def drop(db: sqlite3.Connection, corrections: Sequence[Correction]) -> None:
    """Take corrections back."""
    db.executemany(
        "DELETE FROM corrections WHERE handle = ? AND dated = ? AND field = ?",
        [(one.handle, one.dated, one.field) for one in corrections],
    )


def corrections_by_text(db: sqlite3.Connection) -> Corrections:
    """Return all corrections by the row number of the text that they speak of."""
    found: dict[int, list[Correction]] = defaultdict(list)
    for row in db.execute("SELECT made, handle, dated, field, value FROM corrections"):
        one = Correction(*row)
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

    A text may belong to several of them, under a date each; then ``dated`` decides, and
    where it names none of them the first has it.
    """
    if not corrections:
        return []
    mine: set[Correction] = set()
    for text in {copy.text for copy in group.copies}:
        for one in corrections.get(text, ()):
            holders = [g for g in groups if any(copy.text == text for copy in g.copies)]
            if group is next((g for g in holders if g.date == one.dated), holders[0]):
                mine.add(one)
    return sorted(mine)
