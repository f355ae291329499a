"""What was found, counted by its properties."""

from __future__ import annotations

import sqlite3

import pytest
from entries import archive_of
from queries import parse

from cstonews.archive.answers.facets import FACETS, facet_of_queries, facets
from cstonews.counts import Facet, FacetCount
from cstonews.found import Filter
from cstonews.model import Kind

ENTRIES = [
    {"body": "A summit in Minsk", "date": "2024-01-30", "kind": "article"},
    {"body": "A summit in Almaty", "date": "2023-01-31", "source": "matched"},
    {"body": "A second summit in Minsk", "date": "2023-04-01"},
    {"body": "Саммит в Оше, summit"},
    {"body": "2024: summit 会议 峰会", "date": "2021-04-01", "source": "inferred"},
    {"body": "An exercise in Osh", "date": "2019-10-05"},
]
ALL_OF_THEM = Filter()


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    return archive_of(ENTRIES)


def ask(db, words: str, name: str, limit: int | None = None, chosen: Filter = ALL_OF_THEM):
    (facet,) = facets(db, parse(words), chosen, [name], limit).facets
    return [tuple(count) for count in facet.counts]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kind", [("teaser", 4), ("article", 1)]),
        ("lang", [("en", 4), ("ru", 1)]),
        ("year", [("2024", 1), ("2023", 2), ("2021", 1), (None, 1)]),
        ("date_source", [("stated", 2), ("inferred", 1), ("matched", 1), (None, 1)]),
    ],
)
def test_each_facet_counts_what_was_found(db, name: str, expected: list) -> None:
    assert ask(db, "summit", name) == expected


def test_counts_of_each_facet_add_up(db) -> None:
    for words in ("", "summit", "Minsk", "-Minsk"):
        found = facets(db, parse(words), Filter(), FACETS, None)
        for facet in found.facets:
            assert sum(count.entries for count in facet.counts) == found.total


def test_a_limit_keeps_what_most_entries_have(db) -> None:
    assert ask(db, "summit", "year", 2) == [("2023", 2), (None, 1)]
    (facet,) = facets(db, parse("summit"), Filter(), ["year"], 2).facets
    assert facet.values == 4


def test_filters_count(db) -> None:
    assert ask(db, "", "year", chosen=Filter(kind=Kind.ARTICLE)) == [("2024", 1)]
    assert ask(db, "", "year", chosen=Filter(undated=True)) == [(None, 1)]


def test_nothing_found(db) -> None:
    found = facets(db, parse("nowhere"), Filter(), FACETS, None)
    assert (found.total, found.empty) == (0, False)
    assert all(facet.counts == () for facet in found.facets)
    assert facets(archive_of([]), parse(""), Filter(), FACETS, None).empty


def test_a_facet_of_queries(db) -> None:
    """So that named things, which are queries, are counted as well."""
    named = [(name, parse(name)) for name in ("Minsk", "Osh OR Almaty", "-second", "nowhere")]
    facet = facet_of_queries(db, "entity", named, parse("summit"), Filter(), None)
    assert facet == Facet(
        "entity",
        (FacetCount("-second", 4), FacetCount("Minsk", 2), FacetCount("Osh OR Almaty", 1)),
        3,
    )
    facet = facet_of_queries(db, "entity", named, parse(""), Filter(kind=Kind.ARTICLE), 1)
    assert facet == Facet("entity", (FacetCount("-second", 1),), 2)
