"""Dates of undated items by the day that their opening words tell of.

A year that is not told is taken from the other items of the sidebar, which runs newest
first; where they do not tell it, the item keeps its day for those who know more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from cstonews.model import DateSource, Kind, Segment
from cstonews.split.days import Day, opening_day, parse_day

_SIDEBAR = 24  # items that are looked at together
_SLACK = dt.timedelta(days=31)  # how far a sidebar may be out of order
_FAR = dt.timedelta(days=400)  # from all others of a sidebar: a day that the item remembers
_MANY = 2  # dates of others that tell the time of a sidebar


def infer_dates(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield ``segments`` with the dates of undated items as their opening words tell them."""
    sidebar: list[Segment] = []
    for segment in segments:
        if segment.kind is Kind.TEASER and len(sidebar) < _SIDEBAR:
            sidebar.append(segment)
            continue
        yield from _with_years(sidebar)
        sidebar = [segment] if segment.kind is Kind.TEASER else []
        if not sidebar:
            yield _alone(segment)
    yield from _with_years(sidebar)


def nearest_date(day: str, above: dt.date | None, below: dt.date | None) -> dt.date | None:
    """The date of a day ``--MM-DD`` of an item that stands between two dated ones.

    The item ``above`` is not older and the one ``below`` not newer, but for the slack
    that sidebars have. None where no year fits both, or neither is known.
    """
    return _near(parse_day(day), above, below)


def _alone(segment: Segment) -> Segment:
    """An item that nothing around it tells the year of."""
    day = _told(segment)
    if day is None:
        return segment
    return _dated(segment, day.date) if day.year else segment._replace(day=str(day))


def _with_years(sidebar: list[Segment]) -> Iterator[Segment]:
    """Yield the items of a sidebar, with a missing year from the nearest ones that have dates."""
    days = [_told(segment) for segment in sidebar]
    if not any(days):
        yield from sidebar
        return
    known = _known(sidebar, days)
    for place, (segment, day) in enumerate(zip(sidebar, days, strict=True)):
        if segment.date or day is None:
            yield segment
        elif day.year:
            yield _dated(segment, known[place])
        else:
            above = next((date for date in reversed(known[:place]) if date), None)
            below = next((date for date in known[place + 1 :] if date), None)
            date = _near(day, above, below)
            unknown = above is None and below is None
            yield segment._replace(day=str(day)) if unknown else _dated(segment, date)


def _told(segment: Segment) -> Day | None:
    if not segment.is_item or segment.date or not segment.body:
        return None
    return opening_day(segment.body)


def _known(sidebar: list[Segment], days: list[Day | None]) -> list[dt.date | None]:
    """The dates that items state or tell with the year; not one that is far from all others."""
    told = [segment.date or (day and day.date) for segment, day in zip(sidebar, days, strict=True)]
    known = list(told)
    for place, date in enumerate(told):
        others = [other for other in told[:place] + told[place + 1 :] if other]
        if date and not sidebar[place].date and len(others) >= _MANY:
            known[place] = date if any(abs(date - other) <= _FAR for other in others) else None
    return known


def _near(day: Day, above: dt.date | None, below: dt.date | None) -> dt.date | None:
    """The latest date of a day by the item above it, or the first by the one below."""
    around = above or below
    if around is None:
        return None
    years = range(around.year - 1, around.year + 2)
    dates = [
        date
        for year in years
        if (date := day.of(year))
        and (above is None or date <= above + _SLACK)
        and (below is None or date >= below - _SLACK)
    ]
    return (max if above else min)(dates, default=None)


def _dated(segment: Segment, date: dt.date | None) -> Segment:
    if date is None:
        return segment
    return segment._replace(date=date, date_source=DateSource.INFERRED)
