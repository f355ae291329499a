"""Words for a day, a week, a month or a year, in English or Russian → dates.

A form is known or it is an error: nothing is filled in or guessed, which is why
dateutil's parser is not asked. It takes ``10`` for a day of this month and
2024-13-01 for 13 January. In numbers the day comes before the month unless the
year comes first, and a year has four digits.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from cstonews.errors import DateError
from cstonews.model import DateRange

_EXAMPLES = '2024-07-01, "1 July 2024" or "3 months ago"'
_SHOWN = 40

_MONTH_WORDS = (
    "january jan январь января янв",
    "february feb февраль февраля фев февр",
    "march mar март марта мар",
    "april apr апрель апреля апр",
    "may май мая",
    "june jun июнь июня июн",
    "july jul июль июля июл",
    "august aug август августа авг",
    "september sep sept сентябрь сентября сен сент",
    "october oct октябрь октября окт",
    "november nov ноябрь ноября ноя нояб",
    "december dec декабрь декабря дек",
)
_MONTHS = {word: n for n, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_UNIT_WORDS = {
    "day": "day days день дня дней",
    "week": "week weeks неделя неделе неделю недели недель",
    "month": "month months месяц месяца месяце месяцев",
    "year": "year years год года году лет",
}
_UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
_MONTHS_AND_DAYS = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}
_DAYS_AGO = {"today": 0, "сегодня": 0, "yesterday": 1, "вчера": 1}
_PERIOD_WORDS = (
    "this этот эта это эту этой этом",
    "last previous прошлый прошлая прошлую прошлой прошлом",
)
_PERIODS_AGO = {word: n for n, words in enumerate(_PERIOD_WORDS) for word in words.split()}

_YEAR = r"(?P<year>[0-9]{4})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_NAME = r"(?P<name>[^\W\d_]+)"
# Patterns and dateutil wait for their first use, since readers must start fast.
_CALENDAR_FORMS = (
    _YEAR,
    rf"{_YEAR}[-./]{_MONTH}",
    rf"{_MONTH}[-./]{_YEAR}",
    rf"{_YEAR}([-./]){_MONTH}\2{_DAY}",
    rf"{_DAY}([-./]){_MONTH}\2{_YEAR}",
    rf"{_YEAR}-?w(?P<week>[0-9]{{1,2}})",
    rf"{_NAME}[ .,/-]+{_YEAR}",
    rf"{_DAY}(?:st|nd|rd|th)?(?: of)?[ .,/-]+{_NAME}[ .,/-]+{_YEAR}",
    rf"{_NAME}[ .,/-]+{_DAY}(?:st|nd|rd|th)?[ .,/-]+{_YEAR}",
)
_YEAR_WORD = r"(?: (?:г\.?|год|года))?"
_UNITS_AGO = r"(?:(?P<count>[0-9]+|an?) )?(?P<unit>\w+) (?:ago|назад)"
_PERIOD = r"(?:(?:in|в|на) )?(?P<which>\w+) (?P<unit>\w+)"
_RANGE_SIGN = r"\.{2,}|…"


class _Span(NamedTuple):
    first: dt.date
    last: dt.date


def since(text: str, today: dt.date) -> dt.date:
    """Return the first day of what ``text`` names: ``2024`` is 1 January 2024.

    Raises DateError if ``text`` names no day, week, month or year.
    """
    return _span(text, today).first


def until(text: str, today: dt.date) -> dt.date:
    """Return the last day of what ``text`` names: ``2024`` is 31 December 2024.

    The day itself is included. Raises DateError as ``since`` does.
    """
    return _span(text, today).last


def on(text: str, today: dt.date) -> DateRange:
    """Return the days of what ``text`` names, from the first to the last.

    ``3 months ago`` is one day, ``last month`` all its days; a week begins on
    Monday. Raises DateError as ``since`` does.
    """
    return DateRange(*_span(text, today))


def parse_date_range(text: str, today: dt.date) -> DateRange:
    """Return the days of ``text``, which names a time or a range: ``2024-01..2024-06``.

    A range reaches from the first day of its left end to the last day of its
    right one; it is open where an end is missing (``2024..``). Raises DateError
    if an end names no day, week, month or year, if both are missing, or if the
    right one lies before the left one.
    """
    ends = [end.strip() for end in re.split(_RANGE_SIGN, text)]
    if len(ends) == 1:
        return on(text, today)
    if len(ends) > 2 or not any(ends):
        raise _no_date(text)
    first = since(ends[0], today) if ends[0] else None
    last = until(ends[1], today) if ends[1] else None
    if first and last and last < first:
        turned = "..".join(reversed(ends))
        raise DateError(f"{_shown(text)} ends before it begins; try {_shown(turned)}")
    return DateRange(first, last)


def _span(text: str, today: dt.date) -> _Span:
    words = " ".join(text.casefold().split())
    try:
        span = _calendar_span(words) or _span_from_today(words, today)
    except (KeyError, ValueError, OverflowError):  # an unknown word, no such day, too far
        span = None
    if span is None:
        raise _no_date(text)
    return span


def _calendar_span(words: str) -> _Span | None:
    for form in _CALENDAR_FORMS:
        if match := re.fullmatch(form + _YEAR_WORD, words):
            return _span_of_fields(**match.groupdict())
    return None


def _span_of_fields(
    year: str,
    month: str | None = None,
    name: str | None = None,
    day: str | None = None,
    week: str | None = None,
) -> _Span:
    if week:
        return _span_around(dt.date.fromisocalendar(int(year), int(week), 1), "week")
    number = int(month) if month else _MONTHS[name] if name else 1
    date = dt.date(int(year), number, int(day or 1))
    return _span_around(date, "day" if day else "month" if month or name else "year")


def _span_from_today(words: str, today: dt.date) -> _Span | None:
    if words in _DAYS_AGO:
        return _span_around(today - dt.timedelta(days=_DAYS_AGO[words]), "day")
    if match := re.fullmatch(_UNITS_AGO, words):
        count = match["count"] or "a"
        steps = int(count) if count.isdecimal() else 1
        return _span_around(_back(today, steps, _UNITS[match["unit"]]), "day")
    if match := re.fullmatch(_PERIOD, words):
        unit = _UNITS[match["unit"]]
        return _span_around(_back(today, _PERIODS_AGO[match["which"]], unit), unit)
    return None


def _back(date: dt.date, steps: int, unit: str) -> dt.date:
    from dateutil.relativedelta import relativedelta

    months, days = _MONTHS_AND_DAYS[unit]
    return date - relativedelta(months=steps * months, days=steps * days)


def _span_around(date: dt.date, unit: str) -> _Span:
    if unit == "week":
        monday = date - dt.timedelta(days=date.weekday())
        return _Span(monday, monday + dt.timedelta(days=6))
    if unit == "month":
        from dateutil.relativedelta import relativedelta

        return _Span(date.replace(day=1), date + relativedelta(day=31))
    if unit == "year":
        return _Span(date.replace(month=1, day=1), date.replace(month=12, day=31))
    return _Span(date, date)


def _no_date(text: str) -> DateError:
    return DateError(f"{_shown(text)} is no date; try {_EXAMPLES}")


def _shown(text: str) -> str:
    # repr, because it keeps the message in one line and shows what a terminal would obey.
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
