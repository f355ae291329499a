"""The search finds what any tree says, also one that nobody can type: each node in each place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import build
from query.oracle import documents, matches
from query.typed import WORDS

from cstonews.archive.answers.selection import select
from cstonews.archive.connection import Connection, writing
from cstonews.model import DateRange, Filter, Kind
from cstonews.query.tree import (
    Dated,
    Everything,
    Forms,
    FromDump,
    InLanguage,
    Near,
    OfKind,
    Phrase,
    Query,
    Undated,
    Wish,
    Word,
    all_of,
    any_of,
    negate,
)

MANY = max(300, settings.default.max_examples)

TEXTS = st.lists(WORDS, min_size=1, max_size=2).map(" ".join)
LEAVES = st.builds(Word, WORDS, st.booleans(), st.booleans()) | st.builds(
    Phrase, TEXTS, st.booleans(), st.booleans()
)
DAYS = st.none() | st.dates(dt.date(2018, 1, 1), dt.date(2025, 12, 31))
NODES = st.one_of(
    LEAVES,
    LEAVES,
    st.builds(
        Near,
        st.lists(LEAVES, min_size=2, max_size=3).map(tuple),
        st.integers(0, 15),
        st.booleans(),
    ),
    st.builds(Forms, LEAVES, st.lists(LEAVES, min_size=1, max_size=4).map(tuple)),
    st.builds(OfKind, st.sampled_from([Kind.ARTICLE, Kind.TEASER])),
    st.builds(InLanguage, st.sampled_from(["en", "ru", "de"])),
    st.builds(
        FromDump, st.sampled_from(["2024-06", "RU-", "news-listing", "411700c", "gold", "x"])
    ),
    st.builds(lambda ends: Dated(DateRange(*ends)), st.tuples(DAYS, DAYS)),
    st.just(Undated()),
    st.just(Everything()),
)


def _larger(smaller: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(smaller, min_size=2, max_size=4)
    return st.one_of(
        several.map(lambda parts: all_of(*parts)),
        several.map(lambda parts: any_of(*parts)),
        smaller.map(negate),
        # A wish ranks what the rest of its query finds.
        st.tuples(smaller, LEAVES).map(lambda two: all_of(two[0], Wish(two[1]))),
    )


TREES = st.recursive(NODES, _larger, max_leaves=10)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path: Path = build("large", tmp_path_factory.mktemp("trees") / "archive.db")
    with writing(str(path)) as db, closing(db):
        yield db


@pytest.fixture(scope="module")
def entries(db: Connection) -> list:
    return documents(db)


@settings(deadline=None, max_examples=MANY)
@given(TREES)
def test_any_tree_finds_what_it_says(db: Connection, entries: list, tree: Query) -> None:
    selection = select(tree, Filter())
    found = {number for (number,) in db.execute(f"SELECT e.id {selection.sql}", selection.values)}
    assert found == {entry.number for entry in entries if matches(tree, entry)}
