from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstonews.query.describe import describe
from cstonews.query.tree import (
    And,
    Everything,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    all_of,
    any_of,
    negate,
    replace,
)

A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")


def test_parts_are_values_of_their_class() -> None:
    assert Word("a") == Word("a", prefix=False)
    assert len({Word("a"), Word("a"), Phrase("a"), Word("a", title=True), And((A,)), Or((A,))}) == 5
    assert Word("a") != "a"
    assert replace(Word("a", title=True), prefix=True) == Word("a", True, True)
    assert repr(Word("a", prefix=True)) == "Word('a', True, False)"
    with pytest.raises(AttributeError):
        Word("a").text = "b"


NORMAL = {
    "all_of none": (all_of(), Everything()),
    "all_of one": (all_of(A), A),
    "all_of two": (all_of(A, B), And((A, B))),
    "all_of all_of": (all_of(all_of(A, B), C, all_of(D, A)), And((A, B, C, D))),
    "all_of any_of": (all_of(any_of(A, B), C), And((Or((A, B)), C))),
    "all_of everything": (all_of(Everything(), A), A),
    "all_of only everything": (all_of(Everything(), Everything()), Everything()),
    "any_of one": (any_of(A), A),
    "any_of two": (any_of(A, B), Or((A, B))),
    "any_of any_of": (any_of(A, any_of(B, any_of(C, D))), Or((A, B, C, D))),
    "any_of all_of": (any_of(A, all_of(B, C)), Or((A, And((B, C))))),
    "any_of everything": (any_of(A, Everything()), Everything()),
    "negate": (negate(A), Not(A)),
    "negate twice": (negate(negate(A)), A),
    "negate a group": (negate(all_of(A, B)), Not(And((A, B)))),
}

DESCRIBED = {
    "everything": (Everything(), "everything"),
    "word": (A, 'word "a"'),
    "prefix": (Word("afghan", prefix=True), 'word starting with "afghan"'),
    "phrase": (Phrase("a b"), 'phrase "a b"'),
    "prefix phrase": (Phrase("a b", prefix=True), 'phrase starting with "a b"'),
    "not": (Not(A), 'not word "a"'),
    "and not": (
        And((Word("afghanistan"), Not(Word("nato")))),
        'all of: word "afghanistan", not word "nato"',
    ),
    "or in and": (And((Or((A, B)), C)), 'all of: (any of: word "a", word "b"), word "c"'),
    "and in or": (Or((And((A, B)), C)), 'any of: (all of: word "a", word "b"), word "c"'),
    "not group": (Not(Or((A, B))), 'not (any of: word "a", word "b")'),
    "quotes and commas": (Word('a", word "b'), r'word "a\", word \"b"'),
    "backslash": (Word('\\"'), r'word "\\\""'),
}


@pytest.mark.parametrize(("tree", "normal"), NORMAL.values(), ids=NORMAL)
def test_trees_are_built_normal(tree: Query, normal: Query) -> None:
    assert tree == normal


@pytest.mark.parametrize(("tree", "text"), DESCRIBED.values(), ids=DESCRIBED)
def test_a_tree_is_described(tree: Query, text: str) -> None:
    assert describe(tree) == text


def test_a_word_is_no_phrase() -> None:
    assert len({Word("a"), Phrase("a"), Word("a", prefix=True), Phrase("a", prefix=True)}) == 4


def _finds(query: Query, words: frozenset[str]) -> bool:
    match query:
        case Word(text) | Phrase(text):
            return text in words
        case And(parts):
            return all(_finds(part, words) for part in parts)
        case Or(parts):
            return any(_finds(part, words) for part in parts)
        case Not(part):
            return not _finds(part, words)
        case Everything():
            return True
        case _:
            assert_never(query)


LEAVES = st.sampled_from([A, B, C, Phrase("d"), Everything()])
TREES = st.recursive(
    LEAVES,
    lambda trees: (
        st.builds(negate, trees)
        | st.lists(trees, max_size=3).map(lambda parts: all_of(*parts))
        | st.lists(trees, min_size=1, max_size=3).map(lambda parts: any_of(*parts))
    ),
    max_leaves=12,
)
ENTRIES = st.frozensets(st.sampled_from("abcd"))


@given(st.lists(TREES, min_size=1, max_size=4), ENTRIES)
def test_building_keeps_the_meaning(parts: list[Query], words: frozenset[str]) -> None:
    found = [_finds(part, words) for part in parts]
    assert _finds(all_of(*parts), words) == all(found)
    assert _finds(any_of(*parts), words) == any(found)
    assert _finds(negate(parts[0]), words) != found[0]


@given(TREES, TREES)
def test_two_trees_never_share_a_description(one: Query, other: Query) -> None:
    assert (describe(one) == describe(other)) == (one == other)


@pytest.mark.parametrize("leaf", [Word, Phrase])
@given(st.text('ab"\\,() ', max_size=6), st.text('ab"\\,() ', max_size=6))
def test_no_text_breaks_out_of_its_quotes(
    leaf: Callable[[str], Query], one: str, other: str
) -> None:
    pair, single = any_of(leaf(one), leaf(other)), leaf(f"{one}, {other}")
    assert describe(pair) != describe(any_of(single, leaf("")))
    assert (describe(leaf(one)) == describe(leaf(other))) == (one == other)
