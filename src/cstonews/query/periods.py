"""Days → the periods by which they are counted: years, months, weeks of ISO 8601, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cstonews.counts import Unit

MOST_ROWS = 40  # periods that are still taken in at a glance


def period(day: dt.date, unit: Unit) -> str:
    """Return the label of the period of ``day``, as ISO 8601 writes it.

    ``2024``, ``2024-07``, ``2024-W07`` or ``2024-07-01``. A week belongs to the year of its
    Thursday. Labels of one unit sort as their periods do.
    """
    if unit is Unit.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[: _LENGTHS[unit]]


_LENGTHS = {Unit.YEAR: 4, Unit.MONTH: 7, Unit.DAY: 10}


def periods(first: dt.date, last: dt.date, unit: Unit) -> Iterator[str]:
    """Yield the labels of all periods from that of ``first`` to that of ``last``, without a gap."""
    if unit is Unit.YEAR:
        yield from (f"{year:04}" for year in range(first.year, last.year + 1))
    elif unit is Unit.MONTH:
        for month in range(_month(first), _month(last) + 1):
            yield f"{month // 12:04}-{month % 12 + 1:02}"
    else:
        step = 7 if unit is Unit.WEEK else 1
        start = first.toordinal() - (first.weekday() if unit is Unit.WEEK else 0)
        for ordinal in range(start, last.toordinal() + 1, step):
            yield period(dt.date.fromordinal(ordinal), unit)


def first_day(label: str, unit: Unit) -> dt.date:
    """Return the first day of the period that has this label."""
    if unit is Unit.WEEK:
        return dt.date.fromisocalendar(int(label[:4]), int(label[6:]), 1)
    return dt.date.fromisoformat(label + "-01-01"[len(label) - 4 :])


def fitting_unit(first: dt.date, last: dt.date, most: int = MOST_ROWS) -> Unit:
    """Return the finest unit by which the days make ``most`` periods or fewer, else years."""
    days = last.toordinal() - first.toordinal() + 1
    weeks = (days + first.weekday() + 6) // 7
    months = _month(last) - _month(first) + 1
    if days <= most:
        return Unit.DAY
    if weeks <= most:
        return Unit.WEEK
    return Unit.MONTH if months <= most else Unit.YEAR


def _month(day: dt.date) -> int:
    """The months since the year 0."""
    return day.year * 12 + day.month - 1
