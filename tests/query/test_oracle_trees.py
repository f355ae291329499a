"""The search finds what any tree says, also one that nobody can type: each node in each place."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from query.library import Library
from query.typed import WORDS

from cstonews.model import DateRange, Kind
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
RANGES = st.builds(DateRange, DAYS, DAYS).filter(bool)
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
    st.builds(Dated, RANGES),
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


@settings(deadline=None, max_examples=MANY)
@given(TREES)
def test_any_tree_finds_what_it_says(library: Library, tree: Query) -> None:
    assert library.found(tree) == library.expected(tree)
