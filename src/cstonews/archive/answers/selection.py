"""Which entries are asked for → the FROM and WHERE of a statement."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from cstonews.archive.answers.conditions import date_condition, numbers_of
from cstonews.archive.answers.fts import compile_query, marking
from cstonews.archive.numbers import SPILL, UNDATED_TOP
from cstonews.archive.sql import places
from cstonews.found import Filter
from cstonews.model import DateRange, DateSource
from cstonews.query.tree import And, Dated, Query, all_of

_DATED = numbers_of(DateRange())
_ENTRIES = "entries e"
# FTS5's own table of a row an entry, which has its number and no text.
_NUMBERS = "entries_fts_docsize e"
_INDEX = "entries_fts f"
_INDEXED = f"{_INDEX} JOIN {_ENTRIES} ON e.id = f.rowid"
NEWEST_FIRST = "e.date DESC, e.handle"


class Selection(NamedTuple):
    """The entries that are asked for, in SQL's words: as ``e`` where they have to be read.

    ``parameters`` are the values of the placeholders in ``condition``. ``match`` is the FTS5
    expression in it, or None where there is none; then there is nothing to rank by. ``marking``
    is the one of all words that are looked for, wherever they stand in the query. ``span`` are
    the first and the last row number that the index is walked for. ``spilled`` says that some
    entries have a number that tells nothing of their date.
    """

    condition: str
    parameters: tuple[str | int, ...]
    match: str | None
    marking: str | None
    span: tuple[int, int] | None
    spilled: bool

    @property
    def values(self) -> tuple[str | int, ...]:
        """The values of all placeholders in ``sql`` and ``numbers_sql``."""
        return (*self.parameters, *(self.span or ()))

    @property
    def sql(self) -> str:
        """``FROM … WHERE …`` with the entries as ``e``."""
        return f"FROM {_INDEXED if self.match else _ENTRIES} WHERE {self._where}"

    @property
    def number(self) -> str:
        """What names the row number of an entry in ``sql`` and ``numbers_sql``."""
        return "f.rowid" if self.match else "e.id"

    @property
    def by_number(self) -> bool:
        """Whether the index alone tells which entries are asked for."""
        read = self.condition if self.match else self.condition.replace("e.id", "")
        return "e." not in read

    @property
    def numbers_sql(self) -> str:
        """``FROM … WHERE …`` that has ``number``, and reads no entry unless it must."""
        if not self.by_number:
            return self.sql
        return f"FROM {_INDEX if self.match else _NUMBERS} WHERE {self._where}"

    @property
    def in_order_of_numbers(self) -> bool:
        """Whether the index alone tells also in which order their dates are."""
        return self.by_number and not self.spilled

    @property
    def all_dated(self) -> bool:
        """Whether just all entries are asked for that have a date."""
        return self.condition == "1" and self.span == _DATED

    def within(self, first: int, last: int) -> Selection:
        """Return those of the entries whose row numbers are from ``first`` to ``last``."""
        low, high = self.span or (first, last)
        return self._replace(span=(max(low, first), min(high, last)))

    @property
    def _where(self) -> str:
        return (
            f"{self.condition} AND {self.number} BETWEEN ? AND ?" if self.span else self.condition
        )


def select(db: sqlite3.Connection, query: Query, chosen: Filter) -> Selection:
    """Return the entries that ``query`` finds and ``chosen`` lets through."""
    query, dates = _dates_apart(query, chosen.dates)
    compiled = compile_query(query)
    spilled = _has_spilled(db)
    where, values = list(compiled.where), list[str | int](compiled.values)
    if compiled.match:
        where.insert(0, "entries_fts MATCH ?")
        values.insert(0, compiled.match)
    span = (1, UNDATED_TOP) if chosen.undated else None
    if dates or chosen.undated is False:
        if spilled:
            condition, bounds = date_condition(dates, "f.rowid" if compiled.match else "e.id")
            where.append(condition)
            values += bounds
        else:
            span = numbers_of(dates)
    if len(chosen.sources) < len(DateSource):
        where.append(f"e.date_source IN ({places(list(chosen.sources))})")
        values += chosen.sources
    if chosen.kind:
        where.append("e.kind = ?")
        values.append(chosen.kind)
    condition = " AND ".join(f"({part})" for part in where) or "1"
    return Selection(condition, tuple(values), compiled.match, marking(query), span, spilled)


def count(db: sqlite3.Connection, selection: Selection) -> int:
    """Return how many entries are selected."""
    if selection.all_dated:
        # SQLite counts a whole table without looking at its rows.
        return count_all(db) - count(db, selection._replace(span=(1, UNDATED_TOP)))
    counted = db.execute(f"SELECT count(*) {selection.numbers_sql}", selection.values)
    (total,) = counted.fetchone()
    return int(total)


def count_all(db: sqlite3.Connection) -> int:
    """Return how many entries there are."""
    (total,) = db.execute(f"SELECT count(*) FROM {_NUMBERS}").fetchone()
    return int(total)


def _has_spilled(db: sqlite3.Connection) -> bool:
    found = db.execute(f"SELECT 1 FROM {_NUMBERS} WHERE id >= {SPILL} LIMIT 1")
    return found.fetchone() is not None


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
