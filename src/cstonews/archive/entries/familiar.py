"""Sightings that tell the archive nothing new, so that no entry needs to be looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from cstonews.archive.sql import chunks, places
from cstonews.model import DateSource

# What opening words, or the neighbours of an item, tell of its date counts no more beside these.
_SURE = (DateSource.CORRECTED, DateSource.STATED, DateSource.MATCHED)


class Sighting(NamedTuple):
    """What counts of a segment that is about to be stored; columns are those of ``segments``."""

    text: int
    piece: int | None
    parts: str | None
    date: str | None
    inferred: str | None
    day: str | None
    article: bool


class _Owner(NamedTuple):
    """Whose entry a copy of a text is."""

    article: bool
    entry: int
    date: str | None
    date_source: str | None


def familiar_entries(db: sqlite3.Connection, sightings: Iterable[Sighting]) -> dict[Sighting, int]:
    """Return those of ``sightings`` that stand in the archive already, each with its entry.

    The same bytes were read as the same text under the same stated date, and what is inferred
    of the date is known, too, or does not count.
    """
    wanted = set(sightings)
    owners = _owners(db, sorted({sighting.text for sighting in wanted}))
    found: dict[Sighting, int] = {}
    for sighting in wanted:
        owner = owners.get((sighting.text, sighting.date or ""))
        if owner and _says_nothing_new(sighting, owner) and _stands(db, sighting):
            found[sighting] = owner.entry
    return found


def _owners(db: sqlite3.Connection, texts: list[int]) -> dict[tuple[int, str], _Owner]:
    owners = {}
    for chunk in chunks(texts):
        for text, date, *columns in db.execute(
            "SELECT c.text, c.date, c.article, c.entry, e.date, e.date_source "
            f"FROM copies c JOIN entries e ON e.id = c.entry WHERE c.text IN ({places(chunk)})",
            chunk,
        ):
            owners[text, date] = _Owner(*columns)
    return owners


def _says_nothing_new(sighting: Sighting, owner: _Owner) -> bool:
    if sighting.article and not owner.article:
        return False
    if owner.date_source in _SURE or (sighting.inferred is None and sighting.day is None):
        return True
    return sighting.inferred is not None and sighting.inferred == owner.date


def _stands(db: sqlite3.Connection, sighting: Sighting) -> bool:
    """Whether a dump shows the same bytes as the same text with the same parts."""
    found = db.execute(
        "SELECT 1 FROM segments WHERE piece = ? AND text = ? AND parts = ? LIMIT 1",
        [sighting.piece, sighting.text, sighting.parts],
    ).fetchone()
    return found is not None
