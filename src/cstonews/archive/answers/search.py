"""Entries out of the archive: listed and searched. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cstonews.archive.answers.ranking import Candidate, Sought, score, sought, weighted, wishes
from cstonews.archive.answers.rows import entries_by_number
from cstonews.archive.answers.selection import Selection, count, select
from cstonews.archive.answers.snippets import best_place, opening
from cstonews.archive.answers.suggest import meant, without
from cstonews.archive.answers.vocabulary import open_vocabulary
from cstonews.archive.sql import chunks, places
from cstonews.model import MARK_OFF, MARK_ON, Answer, Entry, Filter, Hit, Kind, Order
from cstonews.query.tree import Query

# How many of the best by FTS5's own measure are ranked by where their words stand. It is the
# same whatever is shown, so that pages follow each other.
_RANKED = 200
_LITTLE = 2  # entries; where no more are found, a word may be misspelt
_TITLE_WEIGHT, _BODY_WEIGHT = 10.0, 1.0
_NEWEST = "e.date DESC, e.handle"
_BEST = f"bm25(entries_fts, {_TITLE_WEIGHT}, {_BODY_WEIGHT}), {_NEWEST}"
_ORDERS = {
    Order.RELEVANCE: _BEST,
    Order.NEWEST: _NEWEST,
    Order.OLDEST: "e.date IS NULL, e.date, e.handle",
}


class _Marked(NamedTuple):
    """The title and the body of an entry with the hits marked."""

    title: str | None
    body: str


def search(
    db: sqlite3.Connection,
    query: Query,
    chosen: Filter,
    order: Order,
    limit: int | None,
    *,
    offset: int = 0,
) -> Answer:
    """Return ``limit`` of the entries that ``query`` finds, the best or the nearest first.

    ``offset`` of them are left out before. Without a word to rank by, RELEVANCE is NEWEST.
    """
    selection = select(query, chosen)
    total = count(db, selection)
    if not total:
        return _nothing(db, query, chosen)
    if order is Order.RELEVANCE and not selection.match:
        order = Order.NEWEST
    marked: dict[int, _Marked] = {}
    if order is Order.RELEVANCE:
        numbers, marked = _ranked(db, query, selection, offset, limit)
    else:
        numbers = _numbers(db, selection, order, offset, limit)
    missing = [number for number in numbers if number not in marked]
    marked |= _marked(db, selection.match, missing)
    entries = entries_by_number(db, numbers)
    hits = tuple(_hit(entry, marked.get(number)) for number, entry in entries.items())
    return Answer(hits, total, meant=meant(db, query, chosen) if total <= _LITTLE else None)


def _nothing(db: sqlite3.Connection, query: Query, chosen: Filter) -> Answer:
    """The answer where nothing was found: why, and what may help."""
    if db.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None:
        return Answer((), 0, empty=True)
    return Answer((), 0, False, meant(db, query, chosen), without(db, query, chosen))


def _numbers(
    db: sqlite3.Connection, selection: Selection, order: Order, offset: int, limit: int | None
) -> list[int]:
    rows = db.execute(
        f"SELECT e.id {selection.sql} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        (*selection.values, -1 if limit is None else limit, offset),
    )
    return [number for (number,) in rows]


def _ranked(
    db: sqlite3.Connection, query: Query, selection: Selection, offset: int, limit: int | None
) -> tuple[list[int], dict[int, _Marked]]:
    """The row numbers of a page, best first, and what was marked on the way."""
    best = _numbers(db, selection, Order.RELEVANCE, 0, _RANKED)
    marked = _marked(db, selection.match, best)
    things, wished = _weighted(db, query), wishes(query)
    rows = _told(db, best)
    scores = {
        number: score(Candidate(*marked[number], rows[number].kind), things, wished)
        for number in best
    }
    # Scores that hardly differ are equal: the newer entry then comes first.
    best.sort(key=lambda number: rows[number].handle)
    best.sort(key=lambda number: (round(scores[number], 2), rows[number].date), reverse=True)
    end = None if limit is None else offset + limit
    page = best[offset:end]
    if len(best) == _RANKED and (end is None or end > _RANKED):
        rest = None if end is None else end - max(offset, _RANKED)
        page += _numbers(db, selection, Order.RELEVANCE, max(offset, _RANKED), rest)
    return page, marked


def _weighted(db: sqlite3.Connection, query: Query) -> list[Sought]:
    things = sought(query)
    keys = sorted({key for thing in things for key in thing.keys})
    return weighted(things, _counts(db, keys)) if len(things) > 1 else things


def _counts(db: sqlite3.Connection, keys: Sequence[str]) -> Mapping[str, int]:
    """How many entries hold each of the words of the index."""
    open_vocabulary(db)
    return {
        key: doc
        for key in keys
        for (doc,) in db.execute("SELECT doc FROM temp.vocabulary WHERE term = ?", [key])
    }


class _Told(NamedTuple):
    """What ranks an entry besides its words; ``date`` is empty where there is none."""

    kind: Kind
    date: str
    handle: str


def _told(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, _Told]:
    return {
        number: _Told(Kind(kind), date or "", handle)
        for chunk in chunks(numbers)
        for number, kind, date, handle in db.execute(
            f"SELECT id, kind, date, handle FROM entries WHERE id IN ({places(chunk)})", chunk
        )
    }


def _marked(
    db: sqlite3.Connection, match: str | None, numbers: Sequence[int]
) -> dict[int, _Marked]:
    """Titles and bodies with the hits marked, by row number."""
    if not match:
        return {}
    marked = {}
    for chunk in chunks(numbers):
        rows = db.execute(
            "SELECT rowid, highlight(entries_fts, 0, ?, ?), highlight(entries_fts, 1, ?, ?) "
            f"FROM entries_fts WHERE entries_fts MATCH ? AND rowid IN ({places(chunk)})",
            (MARK_ON, MARK_OFF, MARK_ON, MARK_OFF, match, *chunk),
        )
        marked.update({number: _Marked(title, body) for number, title, body in rows})
    return marked


def _hit(entry: Entry, marked: _Marked | None) -> Hit:
    if marked:
        return Hit(entry, marked.title, best_place(marked.body))
    return Hit(entry, entry.title, opening(entry.body))
