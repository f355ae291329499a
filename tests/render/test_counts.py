"""Timelines, terms and facets for programs and for people."""

from __future__ import annotations

from cstonews.counts import Facet, FacetCount, Series, Term, Timeline, Unit
from cstonews.render.counts import (
    TERM_KEYS,
    facet_grid,
    facet_records,
    term_record,
    terms_grid,
    timeline_grid,
    timeline_keys,
    timeline_records,
)
from cstonews.render.plain import grid_lines

ONE = Timeline(Unit.MONTH, ("2024-01", "2024-02"), (Series(None, (3, 0), 2),))
TWO = Timeline(Unit.YEAR, ("2024",), (Series("drugs", (3,), 0), Series("x\x1by", (4,), 1)))
TERM = Term("Афганистан", 15, 15.22842, 0, 0.0, 60.534, "0d08106")


def test_a_timeline_is_a_record_a_period() -> None:
    assert list(timeline_records(ONE)) == [
        {"period": "2024-01", "count": 3},
        {"period": "2024-02", "count": 0},
        {"period": None, "count": 2},
    ]
    assert timeline_keys(ONE) == ("period", "count")


def test_compared_series_are_named() -> None:
    assert list(timeline_records(TWO)) == [
        {"period": "2024", "series": "drugs", "count": 3},
        {"period": None, "series": "drugs", "count": 0},
        {"period": "2024", "series": "x\x1by", "count": 4},
        {"period": None, "series": "x\x1by", "count": 1},
    ]
    assert timeline_keys(TWO) == ("period", "series", "count")


def test_a_timeline_as_a_table() -> None:
    assert [line.split() for line in grid_lines(timeline_grid(TWO))] == [
        ["Period", "drugs", "x␛y"],
        ["2024", "3", "4"],
        ["undated", "0", "1"],
    ]


def test_a_series_of_everything_has_a_heading() -> None:
    grid = timeline_grid(Timeline(Unit.YEAR, ("2024",), (Series("", (3,)), Series("a", (1,)))))
    assert grid.headings == ("Period", "(all)", "a")


def test_a_term_is_a_record() -> None:
    assert term_record(TERM) == {
        "term": "Афганистан",
        "here": 15,
        "here_per_1000": 15.2284,
        "elsewhere": 0,
        "elsewhere_per_1000": 0.0,
        "score": 60.53,
        "handle": "0d08106",
    }
    assert tuple(term_record(TERM)) == TERM_KEYS


def test_terms_as_a_table() -> None:
    _, row = grid_lines(terms_grid((TERM,)))
    assert row.split() == ["0d08106", "15", "15.23", "0", "0.00", "60.5", "Афганистан"]


FACET = Facet("year", (FacetCount("2024", 2), FacetCount(None, 1)), 2)


def test_a_facet_is_a_record_a_value() -> None:
    assert list(facet_records(FACET)) == [
        {"facet": "year", "value": "2024", "count": 2},
        {"facet": "year", "value": None, "count": 1},
    ]


def test_a_facet_as_a_table() -> None:
    assert [line.split() for line in grid_lines(facet_grid(FACET, 3))] == [
        ["Year", "Count", "Share"],
        ["2024", "2", "67%"],
        ["undated", "1", "33%"],
    ]
