"""How many entries there are in each period. Every function only reads."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from cstonews.archive.answers.rows import holds_nothing
from cstonews.archive.answers.selection import Selection, count, select
from cstonews.archive.numbers import DAY_ROWS, SPILL, UNDATED_TOP, day_of, first_number
from cstonews.counts import Series, Timeline, Unit
from cstonews.found import Filter
from cstonews.model import DateRange
from cstonews.query.periods import first_day, fitting_unit, period, periods
from cstonews.query.tree import Query

Days: TypeAlias = Mapping[dt.date | None, int]

# Periods up to which it is faster to count each by itself than to sort all entries into days.
_MOST_COUNTED = 400


def timeline(
    db: sqlite3.Connection,
    series: Sequence[tuple[str | None, Query]],
    chosen: Filter,
    unit: Unit | None,
) -> Timeline:
    """Count the entries that each of ``series``, a name and a query, finds by their dates.

    The periods reach from the first to the last day of ``chosen``; where it leaves an end
    open, to that of what was found. Without a ``unit`` it is the finest that fits.
    """
    selections = [(name, select(db, query, chosen)) for name, query in series]
    span = _span(db, [selection for _, selection in selections], chosen.dates)
    unit = unit or (fitting_unit(*span) if span else Unit.YEAR)
    labels = tuple(periods(*span, unit)) if span else ()
    counted = tuple(_series(db, name, selection, labels, unit) for name, selection in selections)
    empty = not any(one.total for one in counted) and holds_nothing(db)
    return Timeline(unit, labels, counted, empty)


def _span(
    db: sqlite3.Connection, selections: Sequence[Selection], asked: DateRange
) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a timeline, or None where nothing tells them."""
    first, last = asked
    if not first:
        first = min(filter(None, (_end(db, one, "ASC") for one in selections)), default=None)
    if not last:
        last = max(filter(None, (_end(db, one, "DESC") for one in selections)), default=None)
    return (first, last) if first and last else None


def _end(db: sqlite3.Connection, selection: Selection, direction: str) -> dt.date | None:
    """The first day of what is selected, or the last one."""
    if selection.spilled:
        what, found = f"e.date {selection.sql} AND e.date NOT NULL", selection
    else:
        found = selection.within(UNDATED_TOP + 1, SPILL)
        what = f"{found.number} {found.numbers_sql}"
    row = db.execute(f"SELECT {what} ORDER BY 1 {direction} LIMIT 1", found.values).fetchone()
    if not row:
        return None
    return dt.date.fromisoformat(row[0]) if selection.spilled else day_of(row[0])


def _series(
    db: sqlite3.Connection,
    name: str | None,
    selection: Selection,
    labels: Sequence[str],
    unit: Unit,
) -> Series:
    if selection.in_order_of_numbers and len(labels) <= _MOST_COUNTED:
        ranges = pairwise(_starts(labels, unit))
        counts = (count(db, selection.within(first, end - 1)) for first, end in ranges)
        return Series(name, tuple(counts), count(db, selection.within(1, UNDATED_TOP)))
    days = _days(db, selection)
    by_period: Counter[str] = Counter()
    for day, number in days.items():
        if day:
            by_period[period(day, unit)] += number
    return Series(name, tuple(by_period[label] for label in labels), days.get(None, 0))


def _starts(labels: Sequence[str], unit: Unit) -> list[int]:
    """The row numbers with which periods that follow each other begin, and their end."""
    starts = [first_number(first_day(label, unit).isoformat()) for label in labels]
    return [*starts, SPILL]


def _days(db: sqlite3.Connection, selection: Selection) -> Days:
    """The number of entries of each day, and of those without one."""
    if not selection.in_order_of_numbers:
        sql = f"SELECT e.date, count(*) {selection.sql} GROUP BY e.date"
        rows = db.execute(sql, selection.values)
        return {dt.date.fromisoformat(day) if day else None: total for day, total in rows}
    number = selection.number
    rows = db.execute(
        f"SELECT max({number}), count(*) {selection.numbers_sql} "
        f"GROUP BY max({number} / {DAY_ROWS}, {UNDATED_TOP // DAY_ROWS})",
        selection.values,
    )
    return {day_of(number): total for number, total in rows}
