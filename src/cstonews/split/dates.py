"""Dates as sites print them: ``DD.MM.YYYY`` alone, behind a title or before a text; on other
sites also in words, with a time, or behind a word that says what it is.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from cstonews.split import days, phrases

_GLUED = r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})"
_DATE = rf"{_GLUED}(?![0-9])"
_WHOLE = re.compile(rf"{_DATE}\.?(?:\s*г\.?)?(?:\s+(Download|Скачать)\b.*)?$", re.DOTALL)
# The days of a month that open a text; they may be glued to the date before them.
_DAYS = (
    r"[0-9]{1,2}(?:(?:\s?[–—-]\s?|\s(?:and|to|и|по)\s)[0-9]{1,2})?\s"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)"
)
# Not the first of a range of days, nor a date that a sentence goes on behind.
_HEAD = re.compile(
    rf"{_GLUED}(?:(?![0-9])(?:\s*г\.)?(?!\s*[–—-]\s*[0-9a-zа-яё])|(?={_DAYS}))"
    r"(?:\s+(?=[^\s.,:;)/a-zа-яё])|(?=[^\s.,:;)/-]))"
)
_TAIL = re.compile(rf"\s{_DATE}\.?$")
_TAIL_CUT = re.compile(r"\s[0-9]{1,2}(?:\.(?:[0-9]{1,2}(?:\.[0-9]{0,3})?)?)?$")
_TAIL_LENGTH = 24
_DAY_LINE = 100
_WORD = re.compile(r"[^\W\d_]+")
# An author, a day, a place side by side.
_BESIDE = re.compile(r"[^\s|•·](?:[^|•·]*[^\s|•·])?")
_IN_FIGURES = re.compile(
    rf"(?<![0-9]){_DATE}|(?<![0-9])([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![0-9])"
)
_YEARS = range(1900, 2100)


class Stamp(NamedTuple):
    """A printed date ``[start, end)`` of a line; ``date`` is None where no such day exists.

    ``note`` is the offset at which a download note behind the date begins, or None.
    """

    start: int
    end: int
    date: dt.date | None
    note: int | None = None


def date_line(text: str) -> Stamp | None:
    """Read a line that holds nothing but a date, or a date and a download note."""
    match = _WHOLE.match(text)
    if not match:
        return None
    note = match.start(4) if match.group(4) else None
    return Stamp(0, match.end(3), _day(match), note)


def day_line(text: str) -> Stamp | None:
    """Read a line that holds nothing but a day and perhaps a time, as other sites print it:
    ``14:35, 27 May 2019``, ``Published: March 2, 2025``, ``05.09.2022 18:42``.
    """
    if len(text) > _DAY_LINE:
        return None
    for part in _BESIDE.finditer(text):
        if stamp := _day_alone(text[: part.end()], part.start()):
            return stamp
    return None


def _day_alone(text: str, at: int) -> Stamp | None:
    label = phrases.PUBLISHED.match(text, at)
    begin = label.end() if label else at
    match = phrases.DAY_ALONE.match(text, begin)
    if match is None:
        return None
    start = match.start("day")
    before = _WORD.search(text, begin, start)
    # "Minsk, 30 November 2017" may be where and when something was signed.
    if before and not phrases.WEEKDAY.fullmatch(before.group()):
        return None
    found = _IN_FIGURES.match(text, start)
    if found:
        return Stamp(*found.span(), _day(found) if found[1] else _iso_day(found[4]))
    return _day_in_words(text, start)


def _day_in_words(text: str, start: int) -> Stamp | None:
    found = days.day_in(text, start)
    if found is None or found.day.year is None:
        return None
    return Stamp(found.start, found.end, found.day.date)


def _iso_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def leading_date(text: str) -> Stamp | None:
    """Read a date that opens a text, glued to its first word or not.

    ``end`` is where the text behind it begins.
    """
    match = _HEAD.match(text)
    return Stamp(0, match.end(), _day(match)) if match else None


def trailing_date(text: str) -> Stamp | None:
    """Read a date at the end of a line; ``start`` is where the text before it ends."""
    at = max(0, len(text) - _TAIL_LENGTH)
    match = _TAIL.search(text, at)
    return Stamp(match.start(), match.end(), _day(match)) if match else None


def cut_date(text: str) -> int | None:
    """Return where a date that the end of the dump cuts off begins, or None."""
    match = _TAIL_CUT.search(text, max(0, len(text) - _TAIL_LENGTH))
    return match.start() if match else None


def _day(match: re.Match[str]) -> dt.date | None:
    day, month, year = (int(match.group(n)) for n in (1, 2, 3))
    if year not in _YEARS:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
