"""Entries out of the archive: listed and searched. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from cstonews.archive.answers.rows import entries_by_number
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
_NEWEST = "e.date DESC, e.handle"
_ORDERS = {
    Order.RELEVANCE: f"rank, {_NEWEST}",
    Order.NEWEST: _NEWEST,
    Order.OLDEST: "e.date IS NULL, e.date, e.handle",
}


def search(
    db: sqlite3.Connection,
    query: Query,
    chosen: Filter,
    order: Order,
    limit: int | None,
    *,
    offset: int = 0,
) -> Answer:
    """Return the entries that ``query`` finds, the best or the nearest ``limit`` of them.

    ``offset`` is how many of them are passed over. Without a word to rank by, RELEVANCE is
    NEWEST.
    """
    selection = select(query, chosen)
    (total,) = db.execute(f"SELECT count(*) {selection.sql}", selection.values).fetchone()
    if not total:
        empty = db.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None
        return Answer((), 0, empty)
    if order is Order.RELEVANCE and not selection.match:
        order = Order.NEWEST
    rank = f", bm25(entries_fts, {_TITLE_WEIGHT}, {_BODY_WEIGHT}) AS rank"
    columns = f"SELECT e.id{rank if order is Order.RELEVANCE else ''}"
    rows = db.execute(
        f"{columns} {selection.sql} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        (*selection.values, -1 if limit is None else limit, offset),
    )
    numbers = [row[0] for row in rows]
    entries = entries_by_number(db, numbers)
    marked = _marked(db, selection.match, numbers)
    return Answer(tuple(_hit(entry, marked.get(n)) for n, entry in entries.items()), total)


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
