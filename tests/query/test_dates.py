from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstonews.errors import DateError
from cstonews.model import DateRange
from cstonews.query.dates import on, parse_date_range, since, until

TODAY = dt.date(2024, 7, 31)  # a Wednesday; a month ago there was no 31st

DAYS = {
    "2024-07-01": "2024-07-01",
    "2024-7-1": "2024-07-01",
    "2024/07/01": "2024-07-01",
    "2024.07.01": "2024-07-01",
    "01.07.2024": "2024-07-01",
    "1.7.2024": "2024-07-01",
    "01/07/2024": "2024-07-01",
    "12/11/2024": "2024-11-12",
    "01-07-2024": "2024-07-01",
    "  01.07.2024\n": "2024-07-01",
    "29.02.2024": "2024-02-29",
    "01.07.2024 г.": "2024-07-01",
    "1 July 2024": "2024-07-01",
    "1 july, 2024": "2024-07-01",
    "01 JUL 2024": "2024-07-01",
    "1-Jul-2024": "2024-07-01",
    "1st of July 2024": "2024-07-01",
    "July 1, 2024": "2024-07-01",
    "July 22nd, 2024": "2024-07-22",
    "22nd July 2024": "2024-07-22",
    "Sept. 3 2024": "2024-09-03",
    "1\u00a0июля\u00a02024": "2024-07-01",
    "1 ИЮЛЯ 2024 года": "2024-07-01",
    "3 сент. 2024 г.": "2024-09-03",
    "0001-01-01": "0001-01-01",
    "9999-12-31": "9999-12-31",
    "today": "2024-07-31",
    "Yesterday": "2024-07-30",
    "сегодня": "2024-07-31",
    "Вчера": "2024-07-30",
    "0 days ago": "2024-07-31",
    "1 day ago": "2024-07-30",
    "a day ago": "2024-07-30",
    "45 days ago": "2024-06-16",
    "2 weeks ago": "2024-07-17",
    "a month ago": "2024-06-30",
    "month ago": "2024-06-30",
    "3 months ago": "2024-04-30",
    "5 MONTHS  AGO": "2024-02-29",
    "17 months ago": "2023-02-28",
    "a year ago": "2023-07-31",
    "10 years ago": "2014-07-31",
    "2 дня назад": "2024-07-29",
    "неделю назад": "2024-07-24",
    "3 месяца назад": "2024-04-30",
    "5 лет назад": "2019-07-31",
}
PERIODS = {
    "2024": ("2024-01-01", "2024-12-31"),
    "2024 год": ("2024-01-01", "2024-12-31"),
    "0001": ("0001-01-01", "0001-12-31"),
    "9999": ("9999-01-01", "9999-12-31"),
    "2024-07": ("2024-07-01", "2024-07-31"),
    "2024/7": ("2024-07-01", "2024-07-31"),
    "07.2024": ("2024-07-01", "2024-07-31"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2023-02": ("2023-02-01", "2023-02-28"),
    "1900-02": ("1900-02-01", "1900-02-28"),
    "9999-12": ("9999-12-01", "9999-12-31"),
    "July 2024": ("2024-07-01", "2024-07-31"),
    "Jul. 2024": ("2024-07-01", "2024-07-31"),
    "июль 2024": ("2024-07-01", "2024-07-31"),
    "Июль 2024 г.": ("2024-07-01", "2024-07-31"),
    "2024-W27": ("2024-07-01", "2024-07-07"),
    "2024w1": ("2024-01-01", "2024-01-07"),
    "2020-W53": ("2020-12-28", "2021-01-03"),
    "this week": ("2024-07-29", "2024-08-04"),
    "last week": ("2024-07-22", "2024-07-28"),
    "this month": ("2024-07-01", "2024-07-31"),
    "last month": ("2024-06-01", "2024-06-30"),
    "this year": ("2024-01-01", "2024-12-31"),
    "last year": ("2023-01-01", "2023-12-31"),
    "на прошлой неделе": ("2024-07-22", "2024-07-28"),
    "прошлый месяц": ("2024-06-01", "2024-06-30"),
    "в этом году": ("2024-01-01", "2024-12-31"),
}
RANGES = {
    "2024-01..2024-06": ("2024-01-01", "2024-06-30"),
    "2024..": ("2024-01-01", None),
    "..2024-06": (None, "2024-06-30"),
    "2024-07-01..2024-07-01": ("2024-07-01", "2024-07-01"),
    "2024..2024": ("2024-01-01", "2024-12-31"),
    " 01.07.2024 .. today ": ("2024-07-01", "2024-07-31"),
    "2023-01…2023-02": ("2023-01-01", "2023-02-28"),
    "2023-01...2023-02": ("2023-01-01", "2023-02-28"),
    "last year..last month": ("2023-01-01", "2024-06-30"),
    "1 июля 2024 г...": ("2024-07-01", None),
    "2024-07": ("2024-07-01", "2024-07-31"),
    "yesterday": ("2024-07-30", "2024-07-30"),
}
NO_DATES_TEXT = """
foo|foo 5|5 foo 2024|10|1|07|1.7|1.7.24|01.07.|July|1 July|July 1|199|02024|20240701|10000-01-01
0000|0000-01-01|2024-00|2024-13|2024-00-01|2024-07-00|2024-13-01|13/13/2024|32.13.2024|2023-02-29
29.02.2023|31 April 2024|30 февраля 2024|0 July 2024|1900-02-29|2024-07/01|01.07/2024|2024-07-01-
-2024|+2024|2024-W00|2024-W53|2024-W54|9999-W52|July1 2024|1July 2024|1 of 2024|2024 July 1 2
3 months|months ago 3|-3 months ago|3.5 months ago|foo ago|3 foos ago|last foo|foo month|ago|last
today month|3000 years ago|99999999 months ago|999999999 weeks ago|9999999999 days ago|monday
٢٠٢٤-٠٧-٠١|２０２４|²024-07-01|① July 2024|٣ months ago|𝟚𝟘𝟚𝟜|2024-07-01 foo|foo 2024-07-01
"""
HUGE = ["9" * 9999, *(f"{'9' * n} months ago" for n in (11, 999, 9999)), "9" * 999 + " days ago"]
NO_DATES = ["", " ", "\0", "\ud800", *HUGE, *re.split(r"[|\n]", NO_DATES_TEXT.strip())]
NO_RANGES = ["..", "…", "....", "a..b", "2024..foo", "foo..2024", "..foo", "2024..2025..2026"]
NO_RANGES += ["2024-01..2024-13", "2024..2023-02-29"]
MONTHS = {
    "January": "января",
    "February": "февраля",
    "March": "марта",
    "April": "апреля",
    "May": "мая",
    "June": "июня",
    "July": "июля",
    "August": "августа",
    "September": "сентября",
    "October": "октября",
    "November": "ноября",
    "December": "декабря",
}


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "date"), DAYS.items(), ids=ascii)
def test_a_day_is_read(text: str, date: str) -> None:
    assert on(text, TODAY) == DateRange(day(date), day(date))


@pytest.mark.parametrize(("text", "ends"), PERIODS.items(), ids=ascii)
def test_a_period_is_read(text: str, ends: tuple[str, str]) -> None:
    assert on(text, TODAY) == DateRange(day(ends[0]), day(ends[1]))


@pytest.mark.parametrize(("text", "ends"), PERIODS.items(), ids=ascii)
def test_since_rounds_down_and_until_rounds_up(text: str, ends: tuple[str, str]) -> None:
    assert (since(text, TODAY), until(text, TODAY)) == (day(ends[0]), day(ends[1]))


@pytest.mark.parametrize(("text", "ends"), RANGES.items(), ids=ascii)
def test_a_range_is_read(text: str, ends: tuple[str | None, str | None]) -> None:
    assert parse_date_range(text, TODAY) == DateRange(day(ends[0]), day(ends[1]))


@pytest.mark.parametrize("text", NO_DATES, ids=lambda text: ascii(text)[-30:])
def test_what_is_no_date_is_an_error(text: str) -> None:
    for read in (on, since, until, parse_date_range):
        with pytest.raises(DateError, match="is no date; try"):
            read(text, TODAY)


@pytest.mark.parametrize("text", NO_RANGES, ids=ascii)
def test_what_is_no_range_is_an_error(text: str) -> None:
    with pytest.raises(DateError, match="is no date; try"):
        parse_date_range(text, TODAY)


@pytest.mark.parametrize("read", [on, since, until])
def test_a_range_is_no_single_time(read: Callable[[str, dt.date], object]) -> None:
    with pytest.raises(DateError):
        read("2024..2025", TODAY)


MESSAGES = {
    "foo": """'foo' is no date; try 2024-07-01, "1 July 2024" or "3 months ago\"""",
    "2024..foo": """'foo' is no date; try 2024-07-01, "1 July 2024" or "3 months ago\"""",
    "2024-07-02..2024-07-01": (
        "'2024-07-02..2024-07-01' ends before it begins; try '2024-07-01..2024-07-02'"
    ),
    "2024..2023-12": "'2024..2023-12' ends before it begins; try '2023-12..2024'",
}


@pytest.mark.parametrize(("text", "message"), MESSAGES.items(), ids=MESSAGES)
def test_an_error_says_what_to_type(text: str, message: str) -> None:
    with pytest.raises(DateError) as error:
        parse_date_range(text, TODAY)
    assert str(error.value) == message


@pytest.mark.parametrize("example", ["2024-07-01", "1 July 2024", "3 months ago"])
def test_the_examples_of_an_error_are_dates(example: str) -> None:
    with pytest.raises(DateError, match=example):
        on("foo", TODAY)
    assert on(example, TODAY)


@pytest.mark.parametrize("text", ["\x1b[31m", "a\nb", "\u202e", "\ud800", "x" * 9999], ids=ascii)
def test_a_message_is_one_short_line_of_inert_text(text: str) -> None:
    with pytest.raises(DateError) as error:
        on(text, TODAY)
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 150


EDGES = {
    "yesterday": dt.date.min,
    "a month ago": dt.date.min,
    "last week": dt.date.min,
    "last year": dt.date.min,
    "this week": dt.date.max,
}


@pytest.mark.parametrize(("text", "today"), EDGES.items(), ids=EDGES)
def test_no_date_lies_beyond_the_calendar(text: str, today: dt.date) -> None:
    with pytest.raises(DateError):
        on(text, today)


PIECES = ["2024", "07", "31", "0", "99999999", "٣", "²", "a", "foo", "г."]
PIECES += ["-", ".", "..", "/", ",", "w", " ", "…", "\u00a0", "July", "мая", "th", "of"]
PIECES += ["day", "weeks", "месяцев", "years", "ago", "назад", "last", "this", "в", "today"]
TEXTS = st.text() | st.lists(st.sampled_from([*PIECES, " "]), max_size=9).map("".join)
TEXTS |= st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)


@given(TEXTS, st.dates())
def test_any_text_is_a_range_or_a_date_error(text: str, today: dt.date) -> None:
    try:
        days = parse_date_range(text, today)
    except DateError:
        return
    assert days
    assert days.first is None or days.last is None or days.first <= days.last


@given(st.dates(), st.dates())
def test_a_date_is_read_as_it_is_written(date: dt.date, today: dt.date) -> None:
    year = f"{date.year:04}"
    english, russian = list(MONTHS.items())[date.month - 1]
    for text in (
        date.isoformat(),
        f"{date.day}.{date.month}.{year}",
        f"{date.day:02}/{date.month:02}/{year}",
        f"{date.day} {english} {year}",
        f"{english[:3]} {date.day}, {year}",
        f"{date.day} {russian} {year}",
    ):
        assert on(text, today) == DateRange(date, date)


@given(st.dates(), st.dates())
def test_a_month_holds_its_days_and_no_others(date: dt.date, today: dt.date) -> None:
    text = f"{date.year:04}-{date.month:02}"
    first, last = since(text, today), until(text, today)
    assert first <= date <= last
    for end, step in ((first, -1), (last, 1)):
        if dt.date.min < end < dt.date.max:
            assert (end + dt.timedelta(days=step)).month != date.month


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.integers(0, 9999))
def test_months_ago_is_that_day_or_the_last_of_a_shorter_month(date: dt.date, n: int) -> None:
    ago = since(f"{n} months ago", date)
    assert 12 * (date.year - ago.year) + date.month - ago.month == n
    assert ago.day == date.day or (ago.day < date.day and (ago + dt.timedelta(days=1)).day == 1)


LAZY = """
import datetime, sys
from cstonews.query.dates import on, since
from cstonews.query.parse import parse
parse("a", today := datetime.date(2024, 7, 31)), on("1 July 2024", today), since("yesterday", today)
print(any(name.startswith("dateutil") for name in sys.modules))
since("a month ago", today)
print(any(name.startswith("dateutil") for name in sys.modules))
"""


def test_dateutil_is_imported_only_for_months() -> None:
    run = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
