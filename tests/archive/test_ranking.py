"""Which of two answers is the better one."""

from __future__ import annotations

import pytest
from queries import parse

from cstonews.archive.answers.ranking import Candidate, score, sought, weighted, wishes
from cstonews.found import MARK_OFF, MARK_ON
from cstonews.model import Kind
from cstonews.query.tree import And, Forms, Wish, Word


def entry(title: str | None, body: str, kind: Kind = Kind.ARTICLE) -> Candidate:
    mark = {"[": MARK_ON, "]": MARK_OFF}
    return Candidate(
        title.translate(str.maketrans(mark)) if title else None,
        body.translate(str.maketrans(mark)),
        kind,
    )


FILLER = "Other things were told at length, and nobody took notes of them. " * 20
BETTER = {
    "title over opening": (
        "border",
        entry("The [border]", FILLER),
        entry("A title", f"The [border]. {FILLER}"),
    ),
    "title over many in the text": (
        "border",
        entry("The [border]", FILLER),
        entry("A title", FILLER + "[border] " * 6),
    ),
    "opening over rest": (
        "border",
        entry("A title", f"The [border]. {FILLER}"),
        entry("A title", f"{FILLER} The [border]."),
    ),
    "article over teaser": (
        "border",
        entry("A title", "The [border]."),
        entry("A title", "The [border].", Kind.TEASER),
    ),
    "close together": (
        "border guards",
        entry(None, f"{FILLER}[border] [guards] {FILLER}"),
        entry(None, f"{FILLER}[border] {FILLER} [guards]"),
    ),
    "all in the title": (
        "border guards",
        entry("[border] [guards]", FILLER),
        entry("[border] news", f"[guards] {FILLER}"),
    ),
    "the alphabet that was typed": (
        "border",
        entry(None, "The [border]."),
        entry(None, "The [граница]."),
    ),
}


@pytest.mark.parametrize(("words", "better", "worse"), BETTER.values(), ids=BETTER)
def test_the_better_answer_comes_first(words: str, better: Candidate, worse: Candidate) -> None:
    query = parse(words)
    if words == "border":
        query = Forms(query, (query, Word("граница")))
    things = sought(query)
    assert score(better, things) > score(worse, things)


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    things = weighted(sought(parse("Masadykov meeting")), {"masadykov": 3, "meet": 50_000})
    rare, common = entry(None, "[Masadykov] spoke."), entry(None, "The [meeting] was held.")
    assert score(rare, things) > score(common, things)


def test_what_is_excluded_is_not_sought() -> None:
    assert sought(parse("border -drugs")) == sought(parse("border"))


def test_a_wish_ranks() -> None:
    query = And((Wish(Word("С.В.")), Word("Лавров")))
    things, wished = sought(query), wishes(query)
    full, other = entry(None, "С.В. [Лавров] сказал."), entry(None, "И.И. [Лавров] сказал.")
    assert score(full, things, wished) > score(other, things, wished)
    assert len(wished) == 1


def test_a_beginning_of_a_word_is_found_again() -> None:
    things = sought(parse("peacekeep*"))
    assert score(entry("[Peacekeepers]", ""), things) > score(entry(None, "[Peacekeeping]"), things)


def test_a_function_word_that_is_not_asked_for_does_not_rank() -> None:
    assert wishes(And((Wish(Word("what"), ranks=False), Word("border")))) == []
