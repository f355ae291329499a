"""The day that the opening words of a text name, in English or in Russian.

``On 16 February 2024``, ``From April 8 to 11, 2024``, ``7 февраля``, ``24-25 апреля с.г.``:
the first day of several is meant, on or after which the text was published.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from cstonews.split import phrases

_I = re.IGNORECASE
_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
)  # fmt: skip
_MONTH_NUMBERS = {start: place % 12 + 1 for place, start in enumerate(_MONTHS)}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b\.?"
)
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th|-?го)?\b(?:\s+of\b)?"
_TO = r"\s*(?:-|–|—|\bto\b|\btill\b|\buntil\b|\band\b|\bпо\b|\bи\b|,)\s*"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)[0-9]{2})\b)?"
_FIRST_YEAR = r"(?:,?\s+(?P<first>(?:19|20)[0-9]{2})\b,?)?"
_DAY_FIRST = (
    re.compile(
        rf"\b(?P<day>{_DAY})(?:\s+(?P<month>{_MONTH}){_FIRST_YEAR})?{_TO}"
        rf"{_DAY}\s+(?P<last>{_MONTH}){_YEAR}",
        _I,
    ),
    re.compile(rf"\b(?P<day>{_DAY})\s+(?P<month>{_MONTH}){_YEAR}", _I),
)
_MONTH_FIRST = (
    re.compile(
        rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_FIRST_YEAR}{_TO}"
        rf"(?:(?P<last>{_MONTH})\s+)?{_DAY}{_YEAR}",
        _I,
    ),
    re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_YEAR}", _I),
)
# One or two figures of a day, neither in a longer number nor behind a period. What is not before
# the first is said behind it, since a search for a figure is far faster than one for what is not.
_NUMBER = re.compile(r"[0-9](?<![0-9.].)(?:(?<=[0-3])[0-9])?(?![0-9])")
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s+$", _I)
_LEAD = 36  # characters before a day without a year at most, so that it stands in the opening
_SENTENCE = 240  # and before one with a year, which stands in the first sentence
_TALE = 200  # characters behind a day that say what it is the day of
_NEW_SENTENCE = re.compile(r"(?:[^\W\d_]{2}|[0-9)\]»”\"])[.!?…]+[»”\"]?\s")
# What is told of a text or an event that the news refers to: "the decision of 7 May", "signed
# in Moscow on 7 May", but not "was signed on 7 May".
_REFERS = re.compile(
    r"""(?:\b(?i:of|since|until|till|by|before|after|dated|от|до|после|к)\s+(?:the\s+)?
    |\b(?:born|родил\w+)\b[^.]{0,30}
    |(?<!was\ )(?<!were\ )(?<!been\ )(?<!\bbe\ )
      \b(?:signed|adopted|approved|concluded|agreed|taken|reached|established|issued|confirmed|ratified)\s+(?:[Ii]n\s+[\w-]+\s+)?on\s+
    |\b(?:подписанн|принят|утвержденн|состоявш|прошедш|заключенн|созданн|учрежденн)\w{2,}\s+
      (?:[Вв]\s+[\w-]+\s+)?)$""",
    re.VERBOSE,
)
# A day of every year, or one of long ago.
_REMEMBERED = re.compile(
    r"""\W{0,3}(?:is|was|marks?|marked)\s+(?:\w+\s+){0,3}?(?:day|birthday|anniversary|date)\b
    |\s*(?:года|г\.)?\s*[–—-]\s*(?:\w+\s+)?(?:day|день|дата|годовщина)\b
    |\s*(?:года|г\.)?\s*(?:исполн|отмеча)
    |\s*(?:last\s+year|прошлого\s+года)""",
    _I | re.VERBOSE,
)
_LONG_AGO = re.compile(
    r"""[^.!?]*\b(?:years\s+ago|лет\s+назад|(?:was|were)\s+(?:established|founded|born)
      |был[аои]?\s+(?:создан|учрежден|образован|основан)[аоы]?)\b""",
    _I | re.VERBOSE,
)
_PAST = ("ago", "назад", "established", "founded", "born", "создан", "учрежд", "образ", "основ")


class Day(NamedTuple):
    """A day of a month, with the year where it is told."""

    day: int
    month: int
    year: int | None

    def __str__(self) -> str:
        return f"--{self.month:02}-{self.day:02}"

    def of(self, year: int) -> dt.date | None:
        """The date of the day in a year, or None where that year has no such day."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> dt.date | None:
        """The date, where the year is told and has such a day."""
        return self.of(self.year) if self.year else None


def parse_day(text: str) -> Day:
    """Read a day as ``str`` writes it, ``--MM-DD``; a ``ValueError`` where it is none."""
    match = re.fullmatch(r"--([0-9]{2})-([0-9]{2})", text)
    if not match:
        raise ValueError(f"not a day of a month: {text!r}")
    return Day(int(match[2]), int(match[1]), None)


def opening_day(text: str) -> Day | None:
    """The day that the first words of ``text`` name as that of what they tell."""
    opening = text[: _SENTENCE + _TALE].split("\n", 1)[0]
    match = _first_day(opening)
    if match is None:
        return None
    day = _day(match)
    if match.start() > (_SENTENCE if day.year else _LEAD) or day.of(day.year or 2024) is None:
        return None
    if _NEW_SENTENCE.search(opening, 0, match.start()) or _REFERS.search(opening[: match.start()]):
        return None
    return None if _is_remembered(opening, match.end()) else day


def _is_remembered(opening: str, end: int) -> bool:
    """Whether what stands behind a day says that it is one of every year, or of long ago."""
    if _REMEMBERED.match(opening, end):
        return True
    return phrases.may_hold(opening[end:], _PAST) and bool(_LONG_AGO.match(opening, end))


class FoundDay(NamedTuple):
    """A day as it stands at ``[start, end)`` of a text."""

    start: int
    end: int
    day: Day


def day_in(text: str, start: int = 0) -> FoundDay | None:
    """The first day that ``text`` names in words from ``start`` on."""
    match = _first_day(text[start:])
    return FoundDay(start + match.start(), start + match.end(), _day(match)) if match else None


def _first_day(opening: str) -> re.Match[str] | None:
    """The first number that a month stands behind or before."""
    for number in _NUMBER.finditer(opening):
        start, forms = number.start(), _DAY_FIRST
        if opening[start - 1 : start].isspace():
            before = _MONTH_BEFORE.search(opening, max(0, start - 14), start)
            if before:
                start, forms = before.start(), _MONTH_FIRST
        for form in forms:
            if match := form.match(opening, start):
                return match
    return None


def _day(match: re.Match[str]) -> Day:
    told = match.groupdict()
    month = _month(told["month"] or told["last"])
    year = told.get("first") or told["year"]
    # "From 28 December to 3 January 2024": the first day is one of the year before.
    last = _month(told["last"]) if told.get("last") else month
    turned = last < month and not told.get("first")
    number = int(re.match(r"[0-9]+", told["day"])[0])  # type: ignore[index]
    return Day(number, month, int(year) - turned if year else None)


def _month(name: str) -> int:
    return _MONTH_NUMBERS[name[:3].casefold()]
