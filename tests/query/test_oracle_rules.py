"""The oracle itself: its rules for words are those of a real index, its other rules are plain.

The nodes here stand in for those of the program: the oracle knows them by name, and so it can
be held to the engine before and apart from what the program makes of them.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import NamedTuple

import pytest
from connections import connect
from hypothesis import given, settings
from hypothesis import strategies as st
from query.oracle import TOKENIZER, Document, matches, tokens

from cstonews.model import DateRange


class Word(NamedTuple):
    text: str
    prefix: bool = False
    title: bool = False


class Phrase(NamedTuple):
    text: str
    prefix: bool = False
    title: bool = False


class Near(NamedTuple):
    parts: tuple[Word | Phrase, ...]
    distance: int
    title: bool = False


class And(NamedTuple):
    parts: tuple


class Or(NamedTuple):
    parts: tuple


class Not(NamedTuple):
    part: object


class Everything(NamedTuple):
    pass


class Forms(NamedTuple):
    asked: object
    forms: tuple


class Wish(NamedTuple):
    part: object


class OfKind(NamedTuple):
    kind: str


class InLanguage(NamedTuple):
    lang: str


class FromDump(NamedTuple):
    word: str


class Dated(NamedTuple):
    range: DateRange


class Undated(NamedTuple):
    pass


def document(title: str | None, body: str, **other: object) -> Document:
    known = {"kind": "teaser", "lang": "en", "date": dt.date(2024, 6, 14), "dumps": ()}
    return Document(1, title, body, tokens(title or ""), tokens(body), **known | other)


# Few words, so that they meet in all ways; the stemmer makes "train" of "trained".
PIECES = st.sampled_from(["a", "b", "c", "ab", "train", "trained", "U.S.", "é", "Ёж", "-", "§"])
TEXTS = st.lists(PIECES, max_size=12).map(" ".join)
LEAVES = st.builds(
    Phrase, st.lists(PIECES, min_size=1, max_size=3).map(" ".join), st.booleans(), st.booleans()
).filter(lambda leaf: tokens(leaf.text))
NEARS = st.builds(
    Near,
    st.lists(LEAVES, min_size=1, max_size=3).map(tuple),
    st.integers(0, 5),
    st.booleans(),
)


def typed(node: Phrase | Near) -> str:
    """A node in FTS5's words."""
    column = "title : " if node.title else ""
    if isinstance(node, Near):
        parts = (typed(part._replace(title=False)) for part in node.parts)
        return f"{column}NEAR({' '.join(parts)}, {node.distance})"
    return f'{column}"{node.text}"' + " *" * node.prefix


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    db = connect()
    db.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (title, body, tokenize = '{TOKENIZER}')")
    return db


@settings(deadline=None, max_examples=max(500, settings.default.max_examples))
@given(LEAVES | NEARS, TEXTS, TEXTS)
def test_words_and_distances_are_the_engines(
    index: sqlite3.Connection, node: Phrase | Near, title: str, body: str
) -> None:
    index.execute("INSERT INTO texts (rowid, title, body) VALUES (1, ?, ?)", [title, body])
    (found,) = index.execute(
        "SELECT count(*) FROM texts WHERE texts MATCH ?", [typed(node)]
    ).fetchone()
    index.execute("DELETE FROM texts")
    assert matches(node, document(title, body)) == bool(found)


A, B = Word("meeting"), Word("Moscow")
ENTRY = document(
    "The 38th meeting",
    "The Working Group met in Moscow. § 5, U.S.",
    dumps=(("00f8069" + "0" * 57, "data/Pages/one.txt"), ("411700c" + "0" * 57, "two.txt")),
)
UNDATED = ENTRY._replace(date=None)
DAY = ENTRY.date
AFTER = dt.date(2024, 6, 15)

CASES = [
    (Everything(), True),
    (A, True),
    (Word("meetings"), True),
    (Word("met meeting"), False),
    (Phrase("38th meeting"), True),
    (Phrase("meeting the"), False),  # not from the title into the body
    (Word("Mosc"), False),
    (Word("Mosc", prefix=True), True),
    (Word("u.s", prefix=True), True),
    (Word("Moscow", title=True), False),
    (Word("meet", title=True), True),
    (Word("§"), True),
    (Word("§", title=True), False),
    (Word("†"), False),
    (Phrase("g\nThe"), False),  # it has tokens, so it is looked for by them
    (Near((Word("group"), B), 2), True),
    (Near((B, Word("group")), 1), False),
    (Near((Word("meeting"), Word("working")), 9), False),
    (Near((Word("38th"), A), 0, title=True), True),
    (Near((Word("group"), B), 2, title=True), False),
    (Near((Word("§"), B), 2), True),
    (Near((Word("†"), B), 2), False),
    (And((A, B)), True),
    (And((A, Word("Minsk"))), False),
    (Or((Word("Minsk"), B)), True),
    (Or((Word("Minsk"), Word("Osh"))), False),
    (Not(Word("Minsk")), True),
    (Not(Or((Word("Minsk"), A))), False),
    (Forms(Word("Minsk"), (Word("Minsk"), B)), True),
    (Forms(B, (Word("Minsk"), Word("Osh"))), False),  # what was asked is among the forms, or not
    (And((A, Wish(Word("Minsk")))), True),
    (OfKind("teaser"), True),
    (OfKind("article"), False),
    (InLanguage("en"), True),
    (InLanguage("ru"), False),
    (FromDump("00f8"), True),
    (FromDump("00F8069"), True),
    (FromDump("00f"), False),  # too short for a hash, and in no name
    (FromDump("pages/ONE"), True),
    (FromDump("three"), False),
    (Undated(), False),
    (Dated(DateRange(DAY, DAY)), True),
    (Dated(DateRange(None, DAY)), True),
    (Dated(DateRange(AFTER, None)), False),
    (Dated(DateRange()), True),
]


@pytest.mark.parametrize(("tree", "expected"), CASES, ids=[str(case[0]) for case in CASES])
def test_rules(tree: object, expected: bool) -> None:
    assert matches(tree, ENTRY) is expected


@pytest.mark.parametrize(("tree", "expected"), [(Undated(), True), (Dated(DateRange()), False)])
def test_an_undated_entry_is_in_no_range(tree: object, expected: bool) -> None:
    assert matches(tree, UNDATED) is expected


def test_an_entry_without_a_title_has_nothing_in_it() -> None:
    assert not matches(Word("Moscow", title=True), document(None, "Moscow"))
    assert matches(Word("§"), document(None, "§"))
