"""Entries out of the archive: listed and searched. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from cstonews.archive.answers.fts import Compiled, compile_query
from cstonews.archive.answers.rows import entries_by_number
from cstonews.archive.numbers import DAY_ROWS, SPILL, UNDATED_TOP, first_number
from cstonews.archive.sql import chunks, places
from cstonews.model import (
    MARK_OFF,
    MARK_ON,
    Answer,
    DateRange,
    DateSource,
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


class _Clause(NamedTuple):
    """The FROM and WHERE of a question, with the values of its placeholders."""

    sql: str
    values: tuple[str | int, ...]
    match: str | None


def search(
    db: sqlite3.Connection, query: Query, chosen: Filter, order: Order, limit: int | None
) -> Answer:
    """Return the entries that ``query`` finds, the best or the nearest ``limit`` of them.

    Without a word to rank by, RELEVANCE is NEWEST.
    """
    clause = _clause(compile_query(query), chosen)
    (total,) = db.execute(f"SELECT count(*) {clause.sql}", clause.values).fetchone()
    if not total:
        empty = db.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None
        return Answer((), 0, empty)
    if order is Order.RELEVANCE and not clause.match:
        order = Order.NEWEST
    rank = f", bm25(entries_fts, {_TITLE_WEIGHT}, {_BODY_WEIGHT}) AS rank"
    columns = f"SELECT e.id{rank if order is Order.RELEVANCE else ''}"
    rows = db.execute(
        f"{columns} {clause.sql} ORDER BY {_ORDERS[order]} LIMIT ?",
        (*clause.values, -1 if limit is None else limit),
    )
    numbers = [row[0] for row in rows]
    entries = entries_by_number(db, numbers)
    marked = _marked(db, clause.match, numbers)
    return Answer(tuple(_hit(entry, marked.get(n)) for n, entry in entries.items()), total)


def _clause(compiled: Compiled, chosen: Filter) -> _Clause:
    tables = "entries e"
    where, values = list(compiled.where), list[str | int](compiled.values)
    if compiled.match:
        tables = "entries_fts f JOIN entries e ON e.id = f.rowid"
        where.insert(0, "entries_fts MATCH ?")
        values.insert(0, compiled.match)
    number = "f.rowid" if compiled.match else "e.id"
    if chosen.dates or chosen.undated is False:
        first, last = _numbers(chosen.dates)
        where.append(f"({number} BETWEEN ? AND ? OR {number} >= {SPILL})")
        values += [first, last]
        where += [f"e.date {sign} ?" for sign, day in _bounds(chosen.dates)]
        values += [day for _, day in _bounds(chosen.dates)]
    if len(chosen.sources) < len(DateSource):
        where.append(f"e.date_source IN ({places(list(chosen.sources))})")
        values += chosen.sources
    if chosen.undated:
        where.append(f"{number} <= {UNDATED_TOP}")
    if chosen.kind:
        where.append("e.kind = ?")
        values.append(chosen.kind)
    condition = " AND ".join(f"({part})" for part in where) or "1"
    return _Clause(f"FROM {tables} WHERE {condition}", tuple(values), compiled.match)


def _bounds(dates: DateRange) -> list[tuple[str, str]]:
    bounds = ((">=", dates.first), ("<=", dates.last))
    return [(sign, day.isoformat()) for sign, day in bounds if day]


def _numbers(dates: DateRange) -> tuple[int, int]:
    """The row numbers of the days of a range, bar those that did not fit into their day."""
    first = first_number(dates.first.isoformat()) if dates.first else UNDATED_TOP + 1
    last = first_number(dates.last.isoformat()) + DAY_ROWS - 1 if dates.last else SPILL - 1
    return first, last


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
