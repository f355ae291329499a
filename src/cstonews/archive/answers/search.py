"""Entries out of the archive: listed and searched. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter

from cstonews.archive.answers.hits import Ranked, hits
from cstonews.archive.answers.rows import holds_nothing
from cstonews.archive.answers.selection import NEWEST_FIRST, Selection, count, select
from cstonews.archive.numbers import SPILL, UNDATED_TOP, numbers_of_day
from cstonews.found import Answer, Filter, Order
from cstonews.query.tree import Query

PART = 1000  # entries that are held at a time
_LITTLE = 2  # entries; where no more are found, a word may be misspelt
_OLDEST_FIRST = "e.date IS NULL, e.date, e.handle"


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
    first, *rest = search_each(db, query, chosen, order, limit, offset=offset)
    return first._replace(hits=(*first.hits, *(hit for part in rest for hit in part.hits)))


def search_each(
    db: sqlite3.Connection,
    query: Query,
    chosen: Filter,
    order: Order,
    limit: int | None,
    *,
    offset: int = 0,
) -> Iterator[Answer]:
    """Yield what ``search`` returns in parts of PART entries and a rest, which may be none.

    Only their hits differ.
    """
    selection = select(db, query, chosen)
    total = count(db, selection)
    if not total:
        yield _nothing(db, query, chosen)
        return
    end = None if limit is None else offset + limit
    ranked = in_order(db, query, selection, total, order, end)
    numbers = islice(ranked.numbers, offset, None)
    helped = total <= _LITTLE and selection.marking
    answer = Answer((), total, meant=_meant(db, query, chosen) if helped else None)
    part = [0] * PART
    while len(part) == PART:
        part = list(islice(numbers, PART))
        yield answer._replace(hits=hits(db, selection.marking, part, ranked.marked))


def in_order(
    db: sqlite3.Connection,
    query: Query,
    selection: Selection,
    total: int,
    order: Order,
    end: int | None,
) -> Ranked:
    """Return the first ``end`` of the entries that are selected, sorted; all for None.

    ``selection`` is that of ``query``, ``total`` entries. Without a word to rank by, RELEVANCE
    is NEWEST.
    """
    if order is Order.RELEVANCE and selection.match:
        from cstonews.archive.answers.best import best

        return best(db, query, selection, total, end)
    oldest = order is Order.OLDEST
    if end is None and not selection.spilled:
        return Ranked(_day_by_day(db, selection, oldest), {})
    near = _nearest(db, selection, oldest, end) if end and not selection.spilled else selection
    rows = db.execute(
        f"SELECT e.id {near.sql} ORDER BY {_OLDEST_FIRST if oldest else NEWEST_FIRST} LIMIT ?",
        (*near.values, -1 if end is None else end),
    )
    return Ranked((number for (number,) in rows), {})


def _day_by_day(db: sqlite3.Connection, selection: Selection, oldest: bool) -> Iterator[int]:
    """All that are selected, the undated last; those of one day are held to be sorted.

    Numbers are in the order of dates; within a day the order is that of handles.
    """
    way = "ASC" if oldest else "DESC"
    for part in (selection.within(UNDATED_TOP + 1, SPILL), selection.within(1, UNDATED_TOP)):
        rows = db.execute(
            f"SELECT {part.number}, e.handle {part.sql} ORDER BY {part.number} {way}", part.values
        )
        for _, day in groupby(rows, lambda row: numbers_of_day(row[0])):
            yield from (number for number, _ in sorted(day, key=itemgetter(1)))


def _nearest(db: sqlite3.Connection, selection: Selection, oldest: bool, end: int) -> Selection:
    """All entries of the days on which the first ``end`` of those selected stand.

    Numbers are in the order of dates; within a day the order is that of handles.
    """
    dated = selection.within(UNDATED_TOP + 1, SPILL) if oldest else selection
    row = db.execute(
        f"SELECT {dated.number} {dated.numbers_sql} "
        f"ORDER BY {dated.number} {'ASC' if oldest else 'DESC'} LIMIT 1 OFFSET ?",
        (*dated.values, end - 1),
    ).fetchone()
    if not row:
        return selection
    first, last = numbers_of_day(row[0])
    return dated.within(UNDATED_TOP + 1, last) if oldest else dated.within(first, SPILL)


def _meant(db: sqlite3.Connection, query: Query, chosen: Filter) -> str | None:
    from cstonews.archive.answers.suggest import meant

    return meant(db, query, chosen)


def _nothing(db: sqlite3.Connection, query: Query, chosen: Filter) -> Answer:
    """The answer where nothing was found: why, and what may help."""
    if holds_nothing(db):
        return Answer((), 0, empty=True)
    from cstonews.archive.answers.suggest import without

    return Answer((), 0, False, _meant(db, query, chosen), without(db, query, chosen))
