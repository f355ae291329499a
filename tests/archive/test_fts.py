"""The tree of a query in FTS5's words, each run on a real index."""

from __future__ import annotations

import sqlite3

import pytest
from connections import connect
from hypothesis import given, settings
from hypothesis import strategies as st
from queries import parse

from cstonews.archive import schema
from cstonews.archive.answers.fts import compile_query
from cstonews.archive.answers.search import search
from cstonews.archive.answers.selection import select
from cstonews.archive.numbers import first_number
from cstonews.found import Filter, Order

TEXTS = (
    ("The 38th meeting", "The Working Group on Afghanistan met in Moscow. U.S. and C++ § 5"),
    ("Peacekeepers train", "Joint training in Tajikistan, 1993/94, as Lukashenko's aide said."),
    (None, "Встреча по Афганистану прошла в Москве 🕊"),
)
DATES_AND_LANGUAGES = (("2023-12-07", "en"), ("2024-05-01", "en"), (None, "ru"))


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    connection = connect()
    schema.migrate(connection)
    for number, (title, body) in enumerate(TEXTS, 1):
        date, lang = DATES_AND_LANGUAGES[number - 1]
        row = first_number(date) if date else number
        handle = f"{number:032x}"
        connection.execute(
            "INSERT INTO entries (id, handle, date, kind, lang, title, body) "
            "VALUES (?, ?, ?, 'teaser', ?, ?, ?)",
            (row, handle, date, lang, title, body),
        )
        connection.execute(
            "INSERT INTO texts (id, handle, words) VALUES (?, ?, 9)", (number, handle)
        )
        connection.execute("INSERT INTO copies VALUES (?, ?, 0, ?)", (number, date or "", row))
    for number, (sha256, name) in enumerate((("abcd12", "one.txt"), ("9999ff", "Other.txt")), 1):
        connection.execute(
            "INSERT INTO dumps (id, sha256, name, bytes, encoding, ingested) "
            "VALUES (?, ?, ?, 1, 'utf-8', '2024')",
            (number, sha256, name),
        )
        connection.execute(
            'INSERT INTO segments (dump, seq, kind, start, "end", line, date, text) '
            "VALUES (?1, 0, 'teaser', 0, 1, 1, ?2, ?1)",
            (number, DATES_AND_LANGUAGES[number - 1][0]),
        )
    connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")
    return connection


def found(db: sqlite3.Connection, words: str) -> set[int]:
    answer = search(db, parse(words), Filter(), Order.RELEVANCE, None)
    assert answer.total == len(answer.hits)
    return {int(hit.entry.handle, 16) if hit.entry.handle.strip("0") else 0 for hit in answer.hits}


CASES = [
    ("Afghanistan", {1}),
    ("afghanistan moscow", {1}),
    ("afghanistan tajikistan", set()),
    ("afghanistan OR tajikistan", {1, 2}),
    ("training", {2}),
    ("trained", {2}),
    ('"working group"', {1}),
    ('"group working"', set()),
    ("-afghanistan", {2, 3}),
    ("NOT afghanistan NOT tajikistan", {3}),
    ("meeting -moscow", set()),
    ("peacekeep*", {2}),
    ("(afghanistan OR tajikistan) -moscow", {2}),
    ("-(afghanistan OR tajikistan)", {3}),
    ("afghanistan OR -tajikistan", {1, 3}),
    ("38th", {1}),
    ("U.S.", {1}),
    ("C++", {1}),
    ("1993/94", {2}),
    ("Lukashenko's", {2}),
    ("Lukashenko’s", {2}),
    ("§", {1}),
    ("🕊", {3}),
    ("🕊 OR §", {1, 3}),
    ("moscow -§", set()),
    ("афганистану", {3}),
    ("", {1, 2, 3}),
    ("*", {1, 2, 3}),
    ('"open quote', set()),
    ("title:meeting NEAR(a b) {x} ^y", set()),
    ('a"b', set()),
    ("\x00afghanistan\x00", {1}),
]


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[repr(case[0]) for case in CASES])
def test_a_query_finds_what_it_says(db: sqlite3.Connection, words: str, expected: set[int]) -> None:
    rows = search(db, parse(words), Filter(), Order.RELEVANCE, None)
    assert {TEXTS.index((hit.entry.title, hit.entry.body)) + 1 for hit in rows.hits} == expected
    assert rows.total == len(expected)


SIGNS = st.sampled_from([*"\"*()-+:^{}[]'`~,.;\\ \t\x00\u202eОАа1🕊", "OR", "AND", "NOT", "NEAR"])


@settings(deadline=None, max_examples=400)
@given(st.one_of(st.text(max_size=40), st.lists(SIGNS, max_size=12).map("".join)))
def test_no_query_is_an_error(db: sqlite3.Connection, words: str) -> None:
    answer = search(db, parse(words), Filter(), Order.RELEVANCE, None)
    assert answer.total == len(answer.hits)


def test_a_lone_negation_is_a_condition_beside_the_index() -> None:
    compiled = compile_query(parse("-nato"))
    assert compiled.match is None
    assert compiled.where
    assert compiled.values == ('"nato"',)


def test_a_very_long_query_runs(db: sqlite3.Connection) -> None:
    words = " ".join(f"word{n}" for n in range(5000))
    assert search(db, parse(words), Filter(), Order.RELEVANCE, None).total == 0
    either = " OR ".join([*(f"word{n}" for n in range(2000)), "afghanistan"])
    assert search(db, parse(either), Filter(), Order.RELEVANCE, None).total == 1
    without = " ".join(f"-word{n}" for n in range(2000))
    assert search(db, parse(without), Filter(), Order.RELEVANCE, None).total == 3
    signs = " OR ".join(chr(0x2600 + n) for n in range(1200))
    assert search(db, parse(signs), Filter(), Order.RELEVANCE, None).total == 0
    mixed = " ".join(f"(- OR -word{n})" for n in range(1500))
    assert search(db, parse(mixed), Filter(), Order.RELEVANCE, None).total == 3


FIELD_CASES = [
    ("title:meeting", {1}),
    ("title:moscow", set()),
    ("title:(moscow OR meeting)", {1}),
    ("-title:meeting", {2, 3}),
    ('title:"38th meeting" afghanistan', {1}),
    ("near(afghanistan moscow, 2)", {1}),
    ("near(afghanistan moscow, 1)", set()),
    ("near(moscow afghanistan, 2)", {1}),
    ('near("working group" moscow, 4)', {1}),
    ("title:near(38th meeting)", {1}),
    ("title:near(meeting moscow)", set()),
    ("near(§ moscow)", {1}),
    ("kind:teaser", {1, 2, 3}),
    ("kind:article", set()),
    ("kind:article OR moscow", {1}),
    ("lang:ru", {3}),
    ("-lang:ru moscow", {1}),
    ("date:2024", {2}),
    ("date:..2023", {1}),
    ("date:none", {3}),
    ("date:2024 OR date:none", {2, 3}),
    ("date:2023.. date:..2023", {1}),
    ("-date:2024", {1, 3}),
    ("training date:2024", {2}),
    ("training date:2023", set()),
    ("dump:abcd", {1}),
    ("dump:other", {2}),
    ("dump:OTHER -dump:abcd", {2}),
    ("dump:nowhere", set()),
    ("kind:nothing", set()),
    ("date:nothing", set()),
]


@pytest.mark.parametrize(("words", "expected"), FIELD_CASES, ids=[case[0] for case in FIELD_CASES])
def test_a_field_is_a_condition(db: sqlite3.Connection, words: str, expected: set[int]) -> None:
    rows = search(db, parse(words), Filter(), Order.RELEVANCE, None)
    assert {TEXTS.index((hit.entry.title, hit.entry.body)) + 1 for hit in rows.hits} == expected
    assert rows.total == len(expected)


def test_dates_that_all_must_have_bound_the_walk_of_the_index(db: sqlite3.Connection) -> None:
    selection = select(db, parse("training date:2024"), Filter())
    assert "f.rowid BETWEEN ? AND ?" in selection.sql
    assert selection.match == '"training"'
