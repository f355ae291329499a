"""Entries out of the archive: listed and searched. Every function only reads."""

from __future__ import annotations

import sqlite3

from cstonews.archive.answers.best import Ranked, best
from cstonews.archive.answers.hits import Marked, hits
from cstonews.archive.answers.rows import holds_nothing
from cstonews.archive.answers.selection import NEWEST_FIRST, Selection, count, select
from cstonews.archive.answers.suggest import meant, without
from cstonews.model import Answer, Filter, Order
from cstonews.query.tree import Query

_LITTLE = 2  # entries; where no more are found, a word may be misspelt
_BY_DATE = {
    Order.NEWEST: NEWEST_FIRST,
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
    """Return ``limit`` of the entries that ``query`` finds, the best or the nearest first.

    ``offset`` of them are left out before. Without a word to rank by, RELEVANCE is NEWEST.
    """
    selection = select(query, chosen)
    total = count(db, selection)
    if not total:
        return _nothing(db, query, chosen)
    if order is Order.RELEVANCE and selection.match:
        page = best(db, query, selection, offset, limit)
    else:
        dated = Order.OLDEST if order is Order.OLDEST else Order.NEWEST
        page = Ranked(_numbers(db, selection, dated, offset, limit), dict[int, Marked]())
    shown = hits(db, selection.match, *page)
    return Answer(shown, total, meant=meant(db, query, chosen) if total <= _LITTLE else None)


def _numbers(
    db: sqlite3.Connection, selection: Selection, order: Order, offset: int, limit: int | None
) -> list[int]:
    rows = db.execute(
        f"SELECT e.id {selection.sql} ORDER BY {_BY_DATE[order]} LIMIT ? OFFSET ?",
        (*selection.values, -1 if limit is None else limit, offset),
    )
    return [number for (number,) in rows]


def _nothing(db: sqlite3.Connection, query: Query, chosen: Filter) -> Answer:
    """The answer where nothing was found: why, and what may help."""
    if holds_nothing(db):
        return Answer((), 0, empty=True)
    return Answer((), 0, False, meant(db, query, chosen), without(db, query, chosen))
