"""What is distinctive: scores as in the books, counts as in the texts."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from math import log

import pytest
from entries import archive_of
from queries import parse

from cstonews.archive.answers.terms import log_likelihood, terms
from cstonews.archive.facts.identity import handle_of
from cstonews.counts import Term, Terms
from cstonews.found import Filter
from cstonews.model import DateRange


@pytest.mark.parametrize(
    ("counts", "score"),
    [
        # 20 of 10,000 words: 2 and 18 are expected.
        ((10, 10, 1000, 9000), 2 * (10 * log(10 / 2) + 10 * log(10 / 18))),
        ((10, 10, 1000, 9000), 20.4330),
        # 5 of 1,000 words, all of them here: 0.5 is expected.
        ((5, 0, 100, 900), 2 * 5 * log(5 / 0.5)),
        ((5, 0, 100, 900), 23.0259),
        ((3, 27, 100, 900), 0.0),
        ((1, 99, 500, 500), 2 * (1 * log(1 / 50) + 99 * log(99 / 50))),
        ((0, 10, 500, 500), 2 * 10 * log(2)),
    ],
)
def test_log_likelihood(counts: tuple[int, int, int, int], score: float) -> None:
    assert log_likelihood(*counts) == pytest.approx(score, abs=1e-4)


BORDER = "The border guards trained at the border. A border exercise."
DRUGS = "Exercises: guards of five states trained."
MINSK = "The Council met in Minsk on 5 May 2024. Minsk, Minsk!"
RUSSIAN = "Учения на границе. В учениях участвовали гости."
OTHER_RUSSIAN = "Совет обсудил учение на границе, границу и границы."


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    return archive_of([BORDER, DRUGS, MINSK, RUSSIAN, OTHER_RUSSIAN])


def ask(db: sqlite3.Connection, words: str, limit: int | None = None, **chosen: object) -> Terms:
    return terms(db, parse(words), Filter(**chosen), limit)


def by_term(found: Terms) -> dict[str, Term]:
    return {term.term: term for term in found.terms}


def words_of(*texts: str) -> int:
    """Words that are no figures."""
    return sum(len(re.findall(r"[^\W\d]+", text)) for text in texts)


def test_a_word_is_counted_here_and_elsewhere(db: sqlite3.Connection) -> None:
    found = ask(db, "Minsk OR border")
    assert (found.entries, found.others) == (2, 3)
    minsk = by_term(found)["Minsk"]
    assert (minsk.here, minsk.elsewhere) == (3, 0)
    here, all_words = words_of(BORDER, MINSK), words_of(BORDER, MINSK, DRUGS)
    assert minsk.here_per_1000 == pytest.approx(1000 * 3 / here)
    assert minsk.score == pytest.approx(log_likelihood(3, 0, here, all_words - here))


def test_forms_of_an_english_word_are_one_term(db: sqlite3.Connection) -> None:
    found = by_term(ask(db, "guards -border"))
    assert (found["Exercises"].here, found["Exercises"].elsewhere) == (1, 1)


def test_forms_of_a_russian_word_are_one_term(db: sqlite3.Connection) -> None:
    found = by_term(ask(db, "гости"))
    assert "Учения" in found or "учениях" in found
    term = found.get("Учения") or found["учениях"]
    assert (term.here, term.elsewhere) == (2, 1)
    border = by_term(ask(db, "совет"))["границе"]
    assert (border.here, border.elsewhere) == (3, 1)


def test_the_most_frequent_form_is_shown() -> None:
    db = archive_of(["exercise Exercises exercises exercises", "nothing of note"])
    assert "exercises" in by_term(ask(db, "exercise"))


def test_only_what_is_more_frequent_here_is_shown(db: sqlite3.Connection) -> None:
    found = ask(db, "Minsk")
    assert all(term.here_per_1000 > term.elsewhere_per_1000 for term in found.terms)
    assert "The" not in by_term(ask(db, "guards -border"))


def test_figures_and_single_letters_are_left_out(db: sqlite3.Connection) -> None:
    shown = by_term(ask(db, "Minsk OR border"))
    assert not {"5", "2024", "A"} & shown.keys()
    assert "May" in shown


def test_english_words_are_not_told_from_russian_ones() -> None:
    """A word that all English entries have alike is not distinctive of some of them."""
    english = ["the meeting of the council", "the border of the state"]
    russian = [f"совет обсудил вопрос о границе и еще много слов {number}" for number in range(5)]
    db = archive_of([*english, *russian])
    assert "the" not in by_term(ask(db, "council"))


def test_few_words_of_another_alphabet_are_no_corpus() -> None:
    english = [f"Chapter VIII of the Charter {number}" for number in range(9)]
    db = archive_of(["Учения VIII прошли у границы " * 5, *english])
    assert "VIII" not in by_term(ask(db, "учения"))


def test_the_surest_come_first_and_a_limit_cuts(db: sqlite3.Connection) -> None:
    found = ask(db, "border")
    scores = [term.score for term in found.terms]
    assert scores == sorted(scores, reverse=True)
    assert found.terms[0].term == "border"
    first = ask(db, "border", limit=2)
    assert first.terms == found.terms[:2]
    assert first.total == found.total == len(found.terms)


def test_the_entry_has_most_of_the_term() -> None:
    db = archive_of(
        [
            {"body": "Minsk once in the council", "date": "2024-01-03"},
            {"body": "Minsk and Minsk in the council", "date": "2024-01-01"},
            {"body": "Minsk, again Minsk, said the council", "date": "2024-01-02"},
            {"body": "Minsk Minsk Minsk without it", "date": "2024-01-04"},
        ]
    )
    minsk = by_term(ask(db, "council"))["council"]
    assert minsk.handle == handle_of(None, "Minsk once in the council")[:7]
    db = archive_of(
        [
            {"body": "Minsk and Minsk in the council", "date": "2024-01-01"},
            {"body": "Minsk, again Minsk, said the council", "date": "2024-01-02"},
            {"body": "Osh Osh Osh without it", "date": "2024-01-04"},
        ]
    )
    newest = by_term(ask(db, "council"))["Minsk"]
    assert newest.handle == handle_of(None, "Minsk, again Minsk, said the council")[:7]


def test_a_period_is_compared_too() -> None:
    first = {"body": "drugs and arms", "date": "2023-01-01"}
    db = archive_of([first, {"body": "arms alone", "date": "2024-01-01"}])
    year = DateRange(dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    assert [term.term for term in ask(db, "", dates=year).terms] == ["drugs"]


def test_there_is_nothing_to_compare_all_entries_with(db: sqlite3.Connection) -> None:
    assert ask(db, "") == Terms((), 0, 5, 0)
    assert ask(db, "nowhere") == Terms((), 0, 0, 5)
    assert ask(archive_of([]), "") == Terms((), 0, 0, 0)


def test_counts_are_those_of_the_texts_after_entries_came_and_went() -> None:
    db = archive_of([BORDER, DRUGS, MINSK])
    db.execute(
        "INSERT INTO entries_fts (entries_fts, rowid, body) VALUES ('delete', 2, ?)", [DRUGS]
    )
    db.execute("DELETE FROM entries WHERE id = 2")
    border = by_term(ask(db, "Minsk"))
    assert border["Minsk"].elsewhere == 0
    assert border["Minsk"].elsewhere_per_1000 == 0
    score = log_likelihood(3, 0, words_of(MINSK), words_of(BORDER))
    assert border["Minsk"].score == pytest.approx(score)


def test_progress_is_told_in_entries() -> None:
    subjects = ("drugs", "arms")
    db = archive_of(f"entry {number} tells of {subjects[number % 2]}" for number in range(2100))
    told: list[int] = []
    terms(db, parse("drugs"), Filter(), 5, told.append)
    assert sum(told) == 1000
