"""Timelines: periods without a gap, and counts that add up to what a search finds."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3

import pytest
from entries import archive_of
from hypothesis import given, settings
from hypothesis import strategies as st
from queries import parse

from cstonews.archive.answers.search import search
from cstonews.archive.answers.timeline import timeline
from cstonews.counts import Series, Timeline, Unit
from cstonews.found import Filter, Order
from cstonews.model import DateRange, DateSource, Kind

WORDS = ["border", "drugs", "summit", "exercise", "граница"]
ALL_OF_THEM = Filter()


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    chance = random.Random(1)
    first = dt.date(2020, 12, 20).toordinal()
    return archive_of(
        {
            "body": f"{' '.join(chance.sample(WORDS, 2))} text {number}",
            "date": None
            if chance.random() < 0.2
            else str(dt.date.fromordinal(first + chance.randrange(900))),
            "source": chance.choice(["stated", "matched", "inferred"]),
            "kind": chance.choice(["article", "teaser"]),
        }
        for number in range(150)
    )


def ask(
    db: sqlite3.Connection, words: str, unit: Unit | None = None, chosen: Filter = ALL_OF_THEM
) -> Timeline:
    return timeline(db, [(None, parse(words))], chosen, unit)


FEW = [
    {"body": "A summit in Minsk", "date": "2024-01-30"},
    {"body": "A summit in Almaty", "date": "2024-01-31"},
    {"body": "A second summit in Minsk", "date": "2024-04-01"},
    {"body": "A summit in Osh at some time"},
    {"body": "An exercise in Osh", "date": "2023-10-05"},
]


def test_gaps_are_zero_from_the_first_to_the_last_that_was_found() -> None:
    counted = ask(archive_of(FEW), "summit", Unit.MONTH)
    assert counted.periods == ("2024-01", "2024-02", "2024-03", "2024-04")
    assert counted.series == (Series(None, (2, 0, 0, 1), undated=1),)
    assert counted.series[0].total == 4


def test_gaps_are_zero_in_the_range_that_was_asked_for() -> None:
    days = DateRange(dt.date(2023, 12, 15), dt.date(2024, 2, 1))
    counted = ask(archive_of(FEW), "summit", Unit.MONTH, Filter(days))
    assert counted.periods == ("2023-12", "2024-01", "2024-02")
    assert counted.series == (Series(None, (0, 2, 0)),)
    nothing = ask(archive_of(FEW), "nowhere", Unit.MONTH, Filter(days))
    assert nothing.series == (Series(None, (0, 0, 0)),)


def test_an_open_end_reaches_to_what_was_found() -> None:
    counted = ask(
        archive_of(FEW), "summit", Unit.MONTH, Filter(DateRange(dt.date(2023, 12, 1), None))
    )
    assert counted.periods[0] == "2023-12"
    assert counted.periods[-1] == "2024-04"
    counted = ask(
        archive_of(FEW), "summit", Unit.MONTH, Filter(DateRange(None, dt.date(2024, 5, 1)))
    )
    assert counted.periods[0] == "2024-01"
    assert counted.periods[-1] == "2024-05"


def test_without_a_unit_it_is_the_finest_that_fits() -> None:
    assert ask(archive_of(FEW), "almaty").unit is Unit.DAY
    assert ask(archive_of(FEW), "summit").unit is Unit.WEEK
    assert ask(archive_of(FEW), "summit OR exercise").unit is Unit.WEEK
    assert len(ask(archive_of(FEW), "summit OR exercise").periods) == 27


def test_series_share_their_periods() -> None:
    series = [(word, parse(word)) for word in ("Almaty", "Osh", "nowhere")]
    counted = timeline(archive_of(FEW), series, Filter(), Unit.YEAR)
    assert counted.periods == ("2023", "2024")
    assert counted.series == (
        Series("Almaty", (0, 1)),
        Series("Osh", (1, 0), undated=1),
        Series("nowhere", (0, 0)),
    )


def test_undated_entries_alone_have_no_period() -> None:
    counted = ask(archive_of(FEW), "", chosen=Filter(undated=True))
    assert (counted.periods, counted.series) == ((), (Series(None, (), undated=1),))


def test_an_empty_archive_says_so() -> None:
    assert ask(archive_of([]), "").empty
    assert not ask(archive_of(FEW), "nowhere").empty


DATES = st.one_of(st.none(), st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2024, 1, 1)))
FILTERS = st.builds(
    Filter,
    dates=st.builds(DateRange, DATES, DATES),
    sources=st.frozensets(st.sampled_from(DateSource), min_size=1),
    kind=st.one_of(st.none(), st.sampled_from([Kind.ARTICLE, Kind.TEASER])),
    undated=st.sampled_from([None, False, True]),
)
QUERIES = st.lists(
    st.sampled_from([*WORDS, "-border", "OR", "text", "(", ")", "1*"]), max_size=5
).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(QUERIES, FILTERS, st.one_of(st.none(), st.sampled_from(Unit)))
def test_counts_add_up_to_those_of_the_search(
    db: sqlite3.Connection, words: str, chosen: Filter, unit: Unit | None
) -> None:
    if chosen.dates:
        chosen = chosen._replace(undated=False)
    counted = ask(db, words, unit, chosen)
    found = search(db, parse(words), chosen, Order.RELEVANCE, None)
    assert counted.series[0].total == found.total
    assert counted.series[0].undated == sum(hit.entry.date is None for hit in found.hits)
    assert len(counted.series[0].counts) == len(counted.periods)
