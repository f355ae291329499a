"""Entries as answers: their best places with the hits marked. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cstonews.archive.answers.rows import entries_by_number
from cstonews.archive.sql import chunks, places
from cstonews.found import MARK_OFF, MARK_ON, Hit
from cstonews.model import Entry
from cstonews.snippets import best_place, opening


class Marked(NamedTuple):
    """The title and the body of an entry with the hits marked."""

    title: str | None
    body: str


class Ranked(NamedTuple):
    """Row numbers of entries in order, as they are asked for, and what is marked already."""

    numbers: Iterator[int]
    marked: Mapping[int, Marked]


def hits(
    db: sqlite3.Connection,
    marking: str | None,
    numbers: Sequence[int],
    known: Mapping[int, Marked] | None = None,
) -> tuple[Hit, ...]:
    """Return the entries with these row numbers, with what ``marking`` finds in them marked.

    ``known`` are those that are marked already.
    """
    known = known or {}
    found = {**known, **marked(db, marking, [n for n in numbers if n not in known])}
    entries = entries_by_number(db, numbers)
    return tuple(_hit(entry, found.get(number)) for number, entry in entries.items())


def marked(
    db: sqlite3.Connection, marking: str | None, numbers: Sequence[int]
) -> dict[int, Marked]:
    """Return titles and bodies with the hits marked, by row number, of those that have hits."""
    if not marking:
        return {}
    found = {}
    # The sign keeps FTS5 from looking a beginning of words up again for each row.
    number = "+rowid" if '"*' in marking else "rowid"
    for chunk in chunks(numbers):
        rows = db.execute(
            "SELECT rowid, highlight(entries_fts, 0, ?, ?), highlight(entries_fts, 1, ?, ?) "
            f"FROM entries_fts WHERE entries_fts MATCH ? AND {number} IN ({places(chunk)})",
            (MARK_ON, MARK_OFF, MARK_ON, MARK_OFF, marking, *chunk),
        )
        found.update({number: Marked(title, body) for number, title, body in rows})
    return found


def _hit(entry: Entry, found: Marked | None) -> Hit:
    title, body = found or Marked(entry.title, entry.body)
    title = title and _ours_alone(title, entry.title or "")
    body = _ours_alone(body, entry.body)
    return Hit(entry, title, best_place(body) if found else opening(body))


def _ours_alone(marked: str, text: str) -> str:
    """``marked`` with U+FFFD in the place of what ``text`` itself holds that looks like a mark."""
    if MARK_ON not in text and MARK_OFF not in text:
        return marked
    shown, at = [], 0
    for character in marked:
        own = text[at : at + 1] == character
        at += own
        shown.append("\ufffd" if own and character in (MARK_ON, MARK_OFF) else character)
    return "".join(shown)
