"""Periods: labels that sort, lists without gaps or doubles, the unit that fits."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstonews.counts import Unit
from cstonews.query.periods import MOST_ROWS, first_day, fitting_unit, period, periods

DAY, WEEK, MONTH, YEAR = Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("date", "unit", "label"),
    [
        ("2024-07-01", YEAR, "2024"),
        ("2024-07-01", MONTH, "2024-07"),
        ("2024-07-01", DAY, "2024-07-01"),
        ("2024-02-12", WEEK, "2024-W07"),
        ("2024-02-18", WEEK, "2024-W07"),
        ("2024-02-19", WEEK, "2024-W08"),
        ("2024-12-30", WEEK, "2025-W01"),
        ("2023-01-01", WEEK, "2022-W52"),
        ("2020-12-31", WEEK, "2020-W53"),
        ("0001-01-01", WEEK, "0001-W01"),
        ("0988-01-01", YEAR, "0988"),
        ("9999-12-31", WEEK, "9999-W52"),
    ],
)
def test_a_day_is_of_a_period(date: str, unit: Unit, label: str) -> None:
    assert period(day(date), unit) == label
    start = first_day(label, unit)
    assert start <= day(date)
    assert period(start, unit) == label
    assert start == dt.date.min or period(start - dt.timedelta(1), unit) < label


@pytest.mark.parametrize(
    ("first", "last", "unit", "labels"),
    [
        ("2023-12-31", "2024-01-01", YEAR, ["2023", "2024"]),
        ("2023-11-30", "2024-02-01", MONTH, ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ("2024-12-29", "2024-12-30", WEEK, ["2024-W52", "2025-W01"]),
        ("2024-02-28", "2024-03-01", DAY, ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("2024-07-01", "2024-07-01", WEEK, ["2024-W27"]),
        ("0001-01-01", "0001-01-02", WEEK, ["0001-W01"]),
        ("9999-12-24", "9999-12-31", WEEK, ["9999-W51", "9999-W52"]),
        ("9999-12-31", "9999-12-31", DAY, ["9999-12-31"]),
        ("9999-11-30", "9999-12-31", MONTH, ["9999-11", "9999-12"]),
    ],
)
def test_periods_between_two_days(first: str, last: str, unit: Unit, labels: list[str]) -> None:
    assert list(periods(day(first), day(last), unit)) == labels


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2024-07-01", "2024-07-01", DAY),
        ("2024-01-01", "2024-02-09", DAY),
        ("2024-01-01", "2024-02-10", WEEK),
        ("2024-01-01", "2024-10-06", WEEK),
        ("2024-01-01", "2024-10-07", MONTH),
        ("2024-01-01", "2027-04-30", MONTH),
        ("2024-01-01", "2027-05-01", YEAR),
        ("0001-01-01", "9999-12-31", YEAR),
    ],
)
def test_the_finest_unit_that_fits(first: str, last: str, unit: Unit) -> None:
    assert fitting_unit(day(first), day(last)) is unit


SPANS = st.tuples(
    st.dates(), st.integers(0, 3000), st.sampled_from(Unit), st.integers(1, MOST_ROWS)
)


@given(SPANS)
def test_periods_have_no_gap_and_no_double(span: tuple[dt.date, int, Unit, int]) -> None:
    first, length, unit, _ = span
    last = dt.date.fromordinal(min(first.toordinal() + length, dt.date.max.toordinal()))
    labels = list(periods(first, last, unit))
    days = (dt.date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    assert labels == list(dict.fromkeys(period(date, unit) for date in days))
    assert labels == sorted(set(labels))
    assert all(re.fullmatch(r"\d{4}(-W\d\d|-\d\d(-\d\d)?)?", label) for label in labels)


@given(SPANS)
def test_what_fits_fits_and_nothing_finer_does(span: tuple[dt.date, int, Unit, int]) -> None:
    first, length, _, most = span
    last = dt.date.fromordinal(min(first.toordinal() + length, dt.date.max.toordinal()))
    unit = fitting_unit(first, last, most)
    order = list(Unit)
    assert unit is YEAR or len(list(periods(first, last, unit))) <= most
    for finer in order[order.index(unit) + 1 :]:
        assert len(list(periods(first, last, finer))) > most
