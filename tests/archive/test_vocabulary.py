"""Words as the index cuts them: what is counted in texts is what is counted in the index."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from entries import archive_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.archive.answers.vocabulary import (
    forms,
    is_word,
    open_forms,
    open_places,
    stem,
    stem_terms,
    terms_of,
    terms_starting,
)
from cstonews.archive.connection import read, writing
from cstonews.query.words import is_russian


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The CSTO’s “38th” – in Minsk.", ["The", "CSTO", "s", "38th", "in", "Minsk"]),
        ("«Канал»: 25-летие", ["Канал", "25", "летие"]),
        ("U.S. C++ 1993/94 a_b", ["U", "S", "C", "1993", "94", "a", "b"]),
        ("a\u00a0b\tc\x00d\n\ne", ["a", "b", "c", "d", "e"]),
        ("", []),
    ],
)  # fmt: skip
def test_forms_are_the_words_as_they_are_written(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


def counted(db: sqlite3.Connection, text: str) -> Counter[str]:
    written = Counter(forms(text))
    terms: Counter[str] = Counter()
    for form, found in zip(written, terms_of(db, list(written)), strict=True):
        for term in found:
            terms[term] += written[form]
    return terms


LETTERS = st.text(
    st.one_of(
        st.sampled_from("abcингЁё 'ing’“-–_.\u0301\u0306\u00ad\u200b\u2116№ÀéΩ字٣Ⅷ²\u00b7\x00"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@settings(deadline=None, max_examples=300)
@given(LETTERS)
def test_texts_are_counted_as_the_index_counts_them(text: str) -> None:
    db = archive_of([{"body": text}])
    open_forms(db)
    indexed = dict(db.execute("SELECT term, cnt FROM temp.vocabulary"))
    assert counted(db, text) == indexed
    db.close()


def test_the_index_cuts_english_words_to_their_stem() -> None:
    db = archive_of([])
    open_forms(db)
    assert terms_of(db, ["Exercises", "exercised", "Café"]) == [["exercis"], ["exercis"], ["cafe"]]
    assert terms_of(db, ["Алматы", "–", "so\u00adft"]) == [["алматы"], [], ["so", "ft"]]
    assert terms_of(db, ["Minsk"]) == [["minsk"]]
    assert terms_of(db, []) == []


def test_russian_words_share_a_stem() -> None:
    assert len({stem(word) for word in ("учение", "учения", "учений", "учениях")}) == 1
    assert stem("учёный") == stem("ученый")
    assert stem("exercis") == "exercis"


def test_the_archives_terms_of_a_stem() -> None:
    db = archive_of(["Учения прошли.", "Учений и учения. Учебник.", "An exercise."])
    open_forms(db)
    assert dict(stem_terms(db, stem("учение"))) == {"учения": 2, "учений": 1}
    assert dict(stem_terms(db, "exercis")) == {"exercis": 1}
    assert dict(stem_terms(db, "exerci")) == {}


def test_the_archives_terms_that_start_so() -> None:
    db = archive_of(["Учения прошли.", "Учений и учения. Учебник.", "An exercise, ученый.", "уч"])
    open_places(db)
    assert list(terms_starting(db, "уче")) == ["учебник", "учений", "учения", "ученый"]
    assert list(terms_starting(db, "учения")) == ["учения"]
    assert list(terms_starting(db, "учеб")) == ["учебник"]
    assert list(terms_starting(db, "я")) == []


@pytest.mark.parametrize(
    ("term", "word"),
    [("meet", True), ("38th", True), ("2024", False), ("a", False), ("я", False), ("ⅷ", False)],
)
def test_figures_and_single_letters_are_no_words(term: str, word: bool) -> None:
    assert is_word(term) is word


def test_alphabets() -> None:
    assert is_russian("одкб")
    assert not is_russian("csto")


def test_nothing_is_written(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    with writing(path):
        pass
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}

    def question(db: sqlite3.Connection) -> list[list[str]]:
        open_forms(db)
        assert list(db.execute("SELECT * FROM temp.vocabulary")) == []
        return terms_of(db, ["Exercises"])

    assert read(path, question) == [["exercis"]]
    with writing(path) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM dumps")
        assert read(path, question) == [["exercis"]]
        writer.execute("ROLLBACK")
    assert {file.name for file in tmp_path.iterdir()} == before.keys()
