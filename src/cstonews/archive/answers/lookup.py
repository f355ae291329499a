"""Entries out of the archive by handle, with the whole story of each. Every function only reads."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping, Sequence

from cstonews.archive.answers.dump_words import dump_words
from cstonews.archive.answers.rows import entries_by_number
from cstonews.archive.handles import parse_handle
from cstonews.archive.sql import SIGHTED_COPIES, chunks, places, text
from cstonews.errors import QueryError
from cstonews.model import DateSource, Entry, Kind, Sighting


def entries_by_handle(db: sqlite3.Connection, word: str, versions: bool = False) -> list[Entry]:
    """Return what a handle names, with every sighting: one entry, or those that share a text.

    With ``versions`` also every text of it. Raises QueryError where ``word`` is no handle,
    names nothing, or different texts.
    """
    found = []
    for number, entry in whole_entries(db, entry_numbers(db, word)).items():
        if versions:
            from cstonews.archive.answers.versions import versions_of

            entry = entry._replace(versions=versions_of(db, number))
        found.append(entry)
    return found


def whole_entries(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Entry]:
    """Return the entries with these row numbers, in their order, with every sighting."""
    entries = entries_by_number(db, numbers)
    seen = _sightings(db, entries)
    return {number: entry._replace(seen=seen[number]) for number, entry in entries.items()}


def entry_numbers(db: sqlite3.Connection, word: str) -> list[int]:
    """Return the row numbers of the entries that a handle names: those that share one text.

    Raises QueryError where ``word`` is no handle, names nothing, or different texts.
    """
    digits, date = parse_handle(word)
    texts = db.execute(
        "SELECT handle, id FROM texts WHERE handle BETWEEN ? AND ?", [digits, digits + "g"]
    ).fetchall()
    rows = [row for text in texts for row in _holders(db, text, date)]
    if not rows:
        from cstonews.archive.facts.former import texts_at

        once = texts_at(db, digits, digits + "g")
        rows = [row for text in once for row in _holders(db, text, date)]
    if not rows:
        raise QueryError(f"no entry has the handle {word}; 'cstonews list' shows those there are")
    numbers = sorted({number for _, number in rows})
    if len({handle for handle, _ in rows}) > 1 and len(numbers) > 1:
        shown = some_handles(db, numbers)
        raise QueryError(f"{word} may mean several entries; type more of it, as {shown}")
    return numbers


def some_handles(db: sqlite3.Connection, numbers: Sequence[int]) -> str:
    """Return the handles of the first of these entries, for a message that offers them."""
    return " or ".join(entry.handle for entry in entries_by_number(db, numbers[:3]).values())


def _holders(
    db: sqlite3.Connection, text: tuple[str, int], date: str | None
) -> list[tuple[str, int]]:
    """The entries that hold a text, as its handle and their number; of one date, if given."""
    handle, number = text
    rows = db.execute(
        "SELECT DISTINCT e.id FROM copies c JOIN entries e ON e.id = c.entry "
        "WHERE c.text = ?1 AND (?2 IS NULL OR e.date = ?2 OR c.date = ?2)",
        [number, date],
    )
    return [(handle, entry) for (entry,) in rows]


_SIGHTINGS = f"""SELECT c.entry, s.date, s.inferred, d.sha256, d.name, s.line, s.kind, d.url,
        coalesce(d.fetched, d.ingested), t.handle = e.handle, d.form
    FROM {SIGHTED_COPIES} JOIN dumps d ON d.id = s.dump
    JOIN entries e ON e.id = c.entry JOIN texts t ON t.id = c.text"""


def _sightings(
    db: sqlite3.Connection, entries: Mapping[int, Entry]
) -> dict[int, tuple[Sighting, ...]]:
    """The sightings of each entry, by its row number, in the order of the dumps' names."""
    found: dict[int, list[Sighting]] = {number: [] for number in entries}
    for chunk in chunks(list(entries)):
        rows = db.execute(
            f"{_SIGHTINGS} WHERE c.entry IN ({places(chunk)}) ORDER BY d.name, d.sha256, s.line",
            chunk,
        ).fetchall()
        words = dump_words(db, [row[3] for row in rows])
        for number, stated, inferred, sha256, name, line, kind, url, saved, whole, form in rows:
            dated = sighting_date(stated, inferred, entries[number])
            place = (words[sha256], text(name), line, Kind(kind))
            seen = Sighting(*place, *dated, url, sha256, saved, bool(whole), form)
            found[number].append(seen)
    return {number: tuple(sightings) for number, sightings in found.items()}


def sighting_date(
    stated: str | None, inferred: str | None, entry: Entry
) -> tuple[dt.date | None, DateSource | None]:
    """Return the date of one sighting of ``entry``, and where it comes from.

    The date line beside it, else the date that a copy elsewhere has, else what its own
    opening words tell.
    """
    if stated:
        return dt.date.fromisoformat(stated), DateSource.STATED
    if entry.date_source in (DateSource.STATED, DateSource.MATCHED):
        return entry.date, DateSource.MATCHED
    if inferred:
        return dt.date.fromisoformat(inferred), DateSource.INFERRED
    return entry.date, entry.date_source
