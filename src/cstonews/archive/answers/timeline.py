"""How many entries there are in each period. Every function only reads."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from cstonews.archive.answers.rows import holds_nothing
from cstonews.archive.answers.selection import select
from cstonews.counts import Series, Timeline, Unit
from cstonews.found import Filter
from cstonews.model import DateRange
from cstonews.query.periods import fitting_unit, period, periods
from cstonews.query.tree import Query

Days: TypeAlias = Mapping[dt.date | None, int]


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
    counted = [(name, _days(db, query, chosen)) for name, query in series]
    empty = not any(days for _, days in counted) and holds_nothing(db)
    span = _span([days for _, days in counted], chosen.dates)
    if not span:
        undated = tuple(Series(name, (), days.get(None, 0)) for name, days in counted)
        return Timeline(unit or Unit.YEAR, (), undated, empty)
    unit = unit or fitting_unit(*span)
    labels = tuple(periods(*span, unit))
    return Timeline(
        unit, labels, tuple(_series(name, days, labels, unit) for name, days in counted), empty
    )


def _days(db: sqlite3.Connection, query: Query, chosen: Filter) -> Days:
    """The number of entries of each day, and of those without one."""
    selection = select(query, chosen)
    rows = db.execute(f"SELECT e.date, count(*) {selection.sql} GROUP BY e.date", selection.values)
    return {dt.date.fromisoformat(day) if day else None: count for day, count in rows}


def _span(counted: Sequence[Days], asked: DateRange) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a timeline, or None where nothing tells them."""
    found = [day for days in counted for day in days if day]
    first = asked.first or min(found, default=None)
    last = asked.last or max(found, default=None)
    return (first, last) if first and last else None


def _series(name: str | None, days: Days, labels: Sequence[str], unit: Unit) -> Series:
    counts: Counter[str] = Counter()
    for day, count in days.items():
        if day:
            counts[period(day, unit)] += count
    return Series(name, tuple(counts[label] for label in labels), days.get(None, 0))
