"""The day that an undated item tells of in its opening words, as a date that it may have.

``On 16 February 2024``, ``From April 8 to 11, 2024``, ``7 февраля``, ``24-25 апреля с.г.``:
the first day is meant, on or after which the item was published. A year that is not
told is taken from the other items of the sidebar, which runs newest first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cstonews.model import DateSource, Kind, Segment

_MONTHS = (
    "jan|янв", "feb|фев", "mar|мар", "apr|апр", "may|ма[йя]", "june?|июн", "july?|июл",
    "aug|авг", "sep|сен", "oct|окт", "nov|ноя", "dec|дек",
)  # fmt: skip
_MONTH_STARTS = [re.compile(start, re.IGNORECASE) for start in _MONTHS]
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b\.?"
)
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?\b"
_TO = r"\s*(?:-|–|—|\bto\b|\band\b|\bпо\b|\bи\b|,)\s*"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)[0-9]{2})\b)?"
_FORMS = (
    re.compile(
        rf"\b(?P<day>{_DAY})(?:\s+(?P<month>{_MONTH}))?{_TO}{_DAY}\s+(?P<last>{_MONTH}){_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_TO}(?:{_MONTH}\s+)?{_DAY}{_YEAR}", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<day>{_DAY})\s+(?P<month>{_MONTH}){_YEAR}", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_YEAR}", re.IGNORECASE),
)
_LEAD = 36  # characters before the date at most, so that it stands in the opening words
_SIDEBAR = 24  # items that are looked at together
_SLACK = dt.timedelta(days=31)  # how far a sidebar may be out of order


class _Day(NamedTuple):
    day: int
    month: int
    year: int | None


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
            yield _dated(segment, _whole(opening_day(segment)))
    yield from _with_years(sidebar)


def opening_day(segment: Segment) -> _Day | None:
    """The day that the opening words of an undated item name, with the year or without it."""
    if not segment.is_item or segment.date or not segment.body:
        return None
    opening = segment.body[: _LEAD + 48].split("\n", 1)[0]
    found = [match for form in _FORMS if (match := form.search(opening))]
    match = min(found, key=lambda match: match.start(), default=None)
    if match is None or match.start() > _LEAD or re.search(r"[.!?]\s", opening[: match.start()]):
        return None
    month = match["month"] or match["last"]
    number = next(n for n, start in enumerate(_MONTH_STARTS, 1) if start.match(month))
    day = int(re.match(r"[0-9]+", match["day"])[0])  # type: ignore[index]
    return _Day(day, number, int(match["year"]) if match["year"] else None)


def _with_years(sidebar: list[Segment]) -> Iterator[Segment]:
    """Yield the items of a sidebar, with a missing year from the nearest one that has a date."""
    days = [opening_day(segment) for segment in sidebar]
    known = [segment.date or _whole(day) for segment, day in zip(sidebar, days, strict=True)]
    for place, (segment, day) in enumerate(zip(sidebar, days, strict=True)):
        date = known[place]
        if day and day.year is None:
            date = _near(day, known, place)
            if date is None:
                segment = segment._replace(day=f"--{day.month:02}-{day.day:02}")
        yield _dated(segment, date)


def _near(day: _Day, known: list[dt.date | None], place: int) -> dt.date | None:
    """The date of a day by the item above it, which is not older, or the one below."""
    above = next((date for date in reversed(known[:place]) if date), None)
    below = next((date for date in known[place + 1 :] if date), None)
    if above:
        years = (above.year, above.year - 1)
        dates = [date for year in years if (date := _date(day, year)) and date <= above + _SLACK]
        return max(dates, default=None)
    if below:
        years = (below.year, below.year + 1)
        dates = [date for year in years if (date := _date(day, year)) and date >= below - _SLACK]
        return min(dates, default=None)
    return None


def _whole(day: _Day | None) -> dt.date | None:
    return _date(day, day.year) if day and day.year else None


def _date(day: _Day, year: int) -> dt.date | None:
    try:
        return dt.date(year, day.month, day.day)
    except ValueError:
        return None


def _dated(segment: Segment, date: dt.date | None) -> Segment:
    if segment.date or date is None:
        return segment
    return segment._replace(date=date, date_source=DateSource.INFERRED)


def nearest_date(day: str, above: dt.date | None, below: dt.date | None) -> dt.date | None:
    """Return the date of ``day`` (``--MM-DD``) by the item above it and the one below it."""
    month, number = int(day[2:4]), int(day[5:7])
    return _near(_Day(number, month, None), [above, None, below], 1)
