"""Entries out of the archive: listed and searched. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from cstonews.archive.answers.rows import entries_by_number, holds_nothing
from cstonews.archive.answers.selection import select
from cstonews.archive.sql import chunks, places
from cstonews.model import (
    MARK_OFF,
    MARK_ON,
    Answer,
    Entry,
    Filter,
    Hit,
    Order,
)
from cstonews.query.tree import Query

# A word of the title tells more of what an item is about than one of its text.
_TITLE_WEIGHT, _BODY_WEIGHT = 10.0, 1.0
_SNIPPET_TOKENS = 40
_OPENING = 320  # characters of a body that are shown where no word was searched
RANK = f"bm25(entries_fts, {_TITLE_WEIGHT}, {_BODY_WEIGHT})"
NEWEST_FIRST = "e.date DESC, e.handle"
_ORDERS = {
    Order.RELEVANCE: f"rank, {NEWEST_FIRST}",
    Order.NEWEST: NEWEST_FIRST,
    Order.OLDEST: "e.date IS NULL, e.date, e.handle",
}


def search(
    db: sqlite3.Connection, query: Query, chosen: Filter, order: Order, limit: int | None
) -> Answer:
    """Return the entries that ``query`` finds, the best or the nearest ``limit`` of them.

    Without a word to rank by, RELEVANCE is NEWEST.
    """
    selection = select(query, chosen)
    (total,) = db.execute(f"SELECT count(*) {selection.sql}", selection.values).fetchone()
    if not total:
        return Answer((), 0, holds_nothing(db))
    if order is Order.RELEVANCE and not selection.match:
        order = Order.NEWEST
    columns = f"SELECT e.id{f', {RANK} AS rank' if order is Order.RELEVANCE else ''}"
    rows = db.execute(
        f"{columns} {selection.sql} ORDER BY {_ORDERS[order]} LIMIT ?",
        (*selection.values, -1 if limit is None else limit),
    )
    return Answer(hits_of(db, [row[0] for row in rows], selection.match), total)


def hits_of(db: sqlite3.Connection, numbers: Sequence[int], match: str | None) -> tuple[Hit, ...]:
    """Return what is shown of the entries with these row numbers, in their order.

    Where they were found by words, ``match`` is the FTS5 expression that finds these.
    """
    entries = entries_by_number(db, numbers)
    marked = _marked(db, match, numbers)
    return tuple(_hit(entry, marked.get(number)) for number, entry in entries.items())


def _marked(
    db: sqlite3.Connection, match: str | None, numbers: Sequence[int]
) -> dict[int, tuple[str | None, str]]:
    """Titles and the best places of bodies with the hits marked, by row number."""
    if not match:
        return {}
    marked = {}
    for chunk in chunks(numbers):
        rows = db.execute(
            "SELECT rowid, highlight(entries_fts, 0, ?, ?), "
            "snippet(entries_fts, 1, ?, ?, '…', ?) FROM entries_fts "
            f"WHERE entries_fts MATCH ? AND rowid IN ({places(chunk)})",
            (MARK_ON, MARK_OFF, MARK_ON, MARK_OFF, _SNIPPET_TOKENS, match, *chunk),
        )
        marked.update({number: (title, body) for number, title, body in rows})
    return marked


def _hit(entry: Entry, marked: tuple[str | None, str] | None) -> Hit:
    if marked:
        return Hit(entry, *marked)
    return Hit(entry, entry.title, _opening(entry.body))


def _opening(body: str) -> str:
    """The first words of a body, cut at a blank."""
    if len(body) <= _OPENING:
        return body
    return body[:_OPENING].rsplit(None, 1)[0] + " …"
