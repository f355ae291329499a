"""Which entries are asked for → the FROM and WHERE of a statement. Pure."""

from __future__ import annotations

from typing import NamedTuple

from cstonews.archive.answers.fts import compile_query
from cstonews.archive.numbers import DAY_ROWS, SPILL, UNDATED_TOP, first_number
from cstonews.archive.sql import places
from cstonews.model import DateRange, DateSource, Filter
from cstonews.query.tree import Query


class Selection(NamedTuple):
    """The entries that are asked for, in SQL's words.

    ``sql`` is ``FROM … WHERE …`` with the entries as ``e``, ``values`` those of its
    placeholders. ``match`` is the FTS5 expression in it, or None where there is none; then
    there is nothing to rank by.
    """

    sql: str
    values: tuple[str | int, ...]
    match: str | None


def select(query: Query, chosen: Filter) -> Selection:
    """Return the entries that ``query`` finds and ``chosen`` lets through."""
    compiled = compile_query(query)
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
    return Selection(f"FROM {tables} WHERE {condition}", tuple(values), compiled.match)


def _bounds(dates: DateRange) -> list[tuple[str, str]]:
    bounds = ((">=", dates.first), ("<=", dates.last))
    return [(sign, day.isoformat()) for sign, day in bounds if day]


def _numbers(dates: DateRange) -> tuple[int, int]:
    """The row numbers of the days of a range, bar those that did not fit into their day."""
    first = first_number(dates.first.isoformat()) if dates.first else UNDATED_TOP + 1
    last = first_number(dates.last.isoformat()) + DAY_ROWS - 1 if dates.last else SPILL - 1
    return first, last
