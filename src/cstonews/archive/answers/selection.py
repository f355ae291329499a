"""Which entries are asked for → the FROM and WHERE of a statement."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from cstonews.archive.answers.conditions import date_condition
from cstonews.archive.answers.fts import compile_query, marking
from cstonews.archive.numbers import UNDATED_TOP
from cstonews.archive.sql import places
from cstonews.found import Filter
from cstonews.model import DateRange, DateSource
from cstonews.query.tree import And, Dated, Query, all_of

_ENTRIES = "entries e"
_INDEX = "entries_fts f"
_INDEXED = f"{_INDEX} JOIN {_ENTRIES} ON e.id = f.rowid"
NEWEST_FIRST = "e.date DESC, e.handle"


class Selection(NamedTuple):
    """The entries that are asked for, in SQL's words: as ``e`` where they have to be read.

    ``values`` are those of the placeholders in ``condition``. ``match`` is the FTS5 expression
    in it, or None where there is none; then there is nothing to rank by. ``marking`` is the one
    of all words that are looked for, wherever they stand in the query.
    """

    condition: str
    values: tuple[str | int, ...]
    match: str | None
    marking: str | None

    @property
    def sql(self) -> str:
        """``FROM … WHERE …`` with the entries as ``e``."""
        return f"FROM {_INDEXED if self.match else _ENTRIES} WHERE {self.condition}"

    @property
    def counting_sql(self) -> str:
        """``FROM … WHERE …`` that reads no entry where the full-text index tells enough."""
        by_index = self.match and "e." not in self.condition
        return f"FROM {_INDEX} WHERE {self.condition}" if by_index else self.sql


def select(query: Query, chosen: Filter) -> Selection:
    """Return the entries that ``query`` finds and ``chosen`` lets through."""
    query, dates = _dates_apart(query, chosen.dates)
    compiled = compile_query(query)
    where, values = list(compiled.where), list[str | int](compiled.values)
    if compiled.match:
        where.insert(0, "entries_fts MATCH ?")
        values.insert(0, compiled.match)
    number = "f.rowid" if compiled.match else "e.id"
    if dates or chosen.undated is False:
        condition, bounds = date_condition(dates, number)
        where.append(condition)
        values += bounds
    if len(chosen.sources) < len(DateSource):
        where.append(f"e.date_source IN ({places(list(chosen.sources))})")
        values += chosen.sources
    if chosen.undated:
        where.append(f"{number} <= {UNDATED_TOP}")
    if chosen.kind:
        where.append("e.kind = ?")
        values.append(chosen.kind)
    condition = " AND ".join(f"({part})" for part in where) or "1"
    return Selection(condition, tuple(values), compiled.match, marking(query))


def count(db: sqlite3.Connection, selection: Selection) -> int:
    """Return how many entries are selected."""
    counted = db.execute(f"SELECT count(*) {selection.counting_sql}", selection.values)
    (total,) = counted.fetchone()
    return int(total)


def _dates_apart(query: Query, dates: DateRange) -> tuple[Query, DateRange]:
    """``query`` without the dates that all of it must have, and these within ``dates``.

    Full text is then walked within the range alone.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    ranges = [part.range for part in parts if isinstance(part, Dated) and part.range]
    if not ranges:
        return query, dates
    firsts = [days.first for days in (dates, *ranges) if days.first]
    lasts = [days.last for days in (dates, *ranges) if days.last]
    rest = all_of(*(part for part in parts if not isinstance(part, Dated) or not part.range))
    return rest, DateRange(max(firsts, default=None), min(lasts, default=None))
