"""What is found, in which order, and what is shown of it."""

from __future__ import annotations

import datetime as dt

import pytest
from queries import parse

from cstonews.archive.answers.search import search, search_each
from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.dumps import decode
from cstonews.found import MARK_OFF, MARK_ON, Answer, Filter, Order
from cstonews.model import DateRange, Kind

DUMP = """\
15.07.2024

The Permanent Council met in Moscow and agreed a plan for peacekeeping on the border.


02.07.2024

An exercise of the peacekeeping forces began in Kazakhstan with units of five states.


30.06.2024

A delegation visited the Secretariat and spoke about the border of Tajikistan.


Peacekeeping was the subject of a meeting in Minsk

Peacekeeping was the subject of a meeting in Minsk 05.03.2023

On 5 March 2023, experts met in Minsk. They spoke about mandates, logistics and training.

{filler}

The forces of peacekeeping will train again in autumn.

Go back
"""
OTHER = "A round table on quite another subject brought twenty scholars to the capital.\n"
UNDATED = "The undated text about peacekeeping tells of a seminar for officers at the academy.\n"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("search") / "a.db")
    filler = "\n\n".join(["Nothing else of note was said on that day in that place."] * 20)
    with writing(path) as writer:
        for text in (DUMP.format(filler=filler), f"{UNDATED}\n\n{OTHER}", f"{OTHER}\n\n{UNDATED}"):
            dump = decode(text.encode(), "dump")
            assert writer.add(dump, "2024-08-01T00:00:00+00:00")
    return path


def ask(path: str, words: str, order: Order = Order.RELEVANCE, limit=None, **chosen) -> Answer:
    return read(path, lambda db: search(db, parse(words), Filter(**chosen), order, limit))


def days(answer: Answer) -> list[str]:
    return [str(hit.entry.date) for hit in answer.hits]


def test_a_title_tells_more_than_a_text(path: str) -> None:
    assert days(ask(path, "peacekeeping"))[0] == "2023-03-05"


def test_newest_first_has_the_undated_last(path: str) -> None:
    assert days(ask(path, "peacekeeping", Order.NEWEST)) == [
        "2024-07-15", "2024-07-02", "2023-03-05", "None"
    ]  # fmt: skip


def test_oldest_first_has_the_undated_last(path: str) -> None:
    assert days(ask(path, "peacekeeping", Order.OLDEST)) == [
        "2023-03-05", "2024-07-02", "2024-07-15", "None"
    ]  # fmt: skip


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


FILTERS = [
    ({"dates": DateRange(day("2024-07-01"), None)}, ["2024-07-15", "2024-07-02"]),
    ({"dates": DateRange(None, day("2024-07-02"))}, ["2024-07-02", "2024-06-30", "2023-03-05"]),
    ({"dates": DateRange(day("2024-07-02"), day("2024-07-02"))}, ["2024-07-02"]),
    (
        {"dates": DateRange(day("0001-01-01"), day("9999-12-31")), "kind": Kind.ARTICLE},
        ["2023-03-05"],
    ),
    ({"kind": Kind.ARTICLE}, ["2023-03-05"]),
    ({"kind": Kind.TEASER, "undated": True}, ["None", "None"]),
    ({"undated": False}, ["2024-07-15", "2024-07-02", "2024-06-30", "2023-03-05"]),
]


@pytest.mark.parametrize(("chosen", "expected"), FILTERS, ids=[str(case[0]) for case in FILTERS])
def test_filters_without_words(path: str, chosen: dict, expected: list[str]) -> None:
    answer = ask(path, "", Order.NEWEST, **chosen)
    assert days(answer) == expected
    assert answer.total == len(expected)


@pytest.mark.parametrize(("chosen", "expected"), FILTERS, ids=[str(case[0]) for case in FILTERS])
def test_filters_with_words(path: str, chosen: dict, expected: list[str]) -> None:
    answer = ask(path, "the -border*", Order.NEWEST, **chosen)
    assert set(days(answer)) == set(expected) - {"2024-07-15", "2024-06-30"}


def test_a_limit_shows_some_of_all(path: str) -> None:
    answer = ask(path, "peacekeeping", limit=2)
    assert (len(answer.hits), answer.total) == (2, 4)


def test_hits_are_marked_in_title_and_text(path: str) -> None:
    hit = ask(path, "peacekeeping forces").hits[0]
    assert hit.title is None or MARK_ON in hit.title
    assert hit.snippet.startswith(f"…The {MARK_ON}forces{MARK_OFF} of {MARK_ON}peacekeeping")


@pytest.mark.parametrize("words", ["council", "nothing OR minsk", '"had a"'])
def test_what_looks_like_a_mark_in_a_text_is_none(tmp_path, words: str) -> None:
    own = f"{MARK_ON} {MARK_OFF}"
    text = f"The {own} Council {own} {MARK_ON} met {MARK_OFF} in {own} Minsk and had a {own} plan."
    shown = text.replace(MARK_ON, "\ufffd").replace(MARK_OFF, "\ufffd")
    with writing(str(tmp_path / "a.db")) as writer:
        writer.add(decode(f"01.02.2024\n\n{text}\n".encode(), "x"), "2024-08-01T00:00:00+00:00")
    (hit,) = ask(str(tmp_path / "a.db"), words).hits
    assert hit.entry.body == text
    assert hit.snippet.replace(MARK_ON, "").replace(MARK_OFF, "") == shown
    assert hit.snippet.count(MARK_ON) == hit.snippet.count(MARK_OFF) == 1
    (listed,) = ask(str(tmp_path / "a.db"), "").hits
    assert listed.snippet == shown


def test_a_snippet_shows_the_place_of_the_hit(path: str) -> None:
    (hit,) = ask(path, "autumn").hits
    assert f"{MARK_ON}autumn{MARK_OFF}" in hit.snippet
    assert len(hit.snippet) < len(hit.entry.body) / 2


def test_without_words_the_snippet_is_the_opening(path: str) -> None:
    hit = ask(path, "", kind=Kind.ARTICLE).hits[0]
    assert hit.snippet.startswith("On 5 March 2023, experts met")
    assert hit.snippet.endswith(" …")


def test_sightings_are_counted(path: str) -> None:
    (hit,) = ask(path, "academy").hits
    assert hit.entry.sightings == 2


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("words", ["", "peacekeeping", "meeting OR border"])
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_together_are_the_whole(path: str, words: str, order: Order, size: int) -> None:
    def hits(limit: int | None, offset: int) -> Answer:
        return read(
            path, lambda db: search(db, parse(words), Filter(), order, limit, offset=offset)
        )

    whole = hits(None, 0)
    pages = [hits(size, start) for start in range(0, whole.total + 1, size)]
    assert sum((page.hits for page in pages), ()) == whole.hits
    assert {page.total for page in pages} == {whole.total}


@pytest.mark.parametrize("size", [1, 2, 100])
@pytest.mark.parametrize("words", ["", "peacekeeping", "meeting OR border", "nothing at all"])
def test_parts_together_are_the_whole(
    path: str, words: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ask(path, words)
    monkeypatch.setattr("cstonews.archive.answers.search.PART", size)
    parts = read(
        path,
        lambda db: [*search_each(db, parse(words), Filter(), Order.RELEVANCE, None)],
    )
    assert sum((part.hits for part in parts), ()) == whole.hits
    assert max(len(part.hits) for part in parts) <= size
    assert {part._replace(hits=whole.hits) for part in parts} == {whole}
    assert ask(path, words) == whole


def test_a_limit_of_nothing_counts_alone(path: str) -> None:
    assert ask(path, "peacekeeping", limit=0) == Answer((), ask(path, "peacekeeping").total)
