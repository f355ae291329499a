"""Entries like one that is known: by telling words, without itself and its twins."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3

import pytest
from entries import archive_of

from cstonews.archive.answers.related import related
from cstonews.archive.connection import read
from cstonews.archive.facts.identity import handle_of
from cstonews.archive.writer import writing
from cstonews.dumps import decode
from cstonews.errors import QueryError
from cstonews.found import MARK_OFF, MARK_ON, Answer, Filter
from cstonews.model import DateRange, Kind

DRUGS = "Officers seized hashish and synthetic drugs in the anti-drug operation Channel."
RAID = "The operation Channel is over: tons of drugs and hashish were seized on the roads."
PARCELS = "Scanners for parcels help against synthetic drugs, customs officers said."
COUNCIL = "The Council of foreign ministers met in Minsk and agreed on a declaration."
SUMMIT = "The heads of state met in Minsk; the declaration of the Council was signed."
RESCUE = "Rescuers lifted concrete slabs and showed a field hospital in the mountains."
RUSSIAN = "Спасатели развернули полевой госпиталь в горах под Алматы."
OTHER_RUSSIAN = "В горах прошли учения спасателей, полевые госпитали развернуты."
FAR_RUSSIAN = "Совет министров обсудил в Москве бюджет рабочих органов."
ALL = [DRUGS, RAID, PARCELS, COUNCIL, SUMMIT, RESCUE, RUSSIAN, OTHER_RUSSIAN, FAR_RUSSIAN]
ALL_OF_THEM = Filter()


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    return archive_of(ALL)


def ask(db, body: str, limit: int | None = None, chosen: Filter = ALL_OF_THEM) -> list[str]:
    return [hit.entry.body for hit in answer(db, body, limit, chosen).hits]


def answer(db, body: str, limit: int | None = None, chosen: Filter = ALL_OF_THEM) -> Answer:
    return related(db, handle_of(None, body)[:7], chosen, limit)


def test_the_likest_comes_first(db) -> None:
    assert ask(db, DRUGS)[:2] == [RAID, PARCELS]
    assert ask(db, COUNCIL)[0] == SUMMIT


def test_russian_words_are_alike_in_any_form(db) -> None:
    assert ask(db, RUSSIAN) == [OTHER_RUSSIAN]


def test_an_entry_is_not_related_to_itself(db) -> None:
    assert all(body not in ask(db, body) for body in ALL)


def test_twins_are_left_out() -> None:
    """The same words under two dates are two entries, but nobody looks for the other by this."""
    dated = [{"body": DRUGS, "date": f"202{year}-05-15"} for year in (2, 3)]
    db = archive_of([*dated, RAID, COUNCIL])
    found = ask(db, DRUGS)
    assert found[0] == RAID
    assert DRUGS not in found


def test_a_limit_shows_some_of_all(db) -> None:
    found = answer(db, DRUGS, 1)
    assert (len(found.hits), found.total) == (1, len(ask(db, DRUGS)))
    assert found.total >= 2


def test_filters_narrow_it_down() -> None:
    db = archive_of(
        [
            {"body": DRUGS},
            {"body": RAID, "date": "2023-05-05", "kind": "article"},
            {"body": PARCELS, "date": "2024-05-05"},
            {"body": COUNCIL},
        ]
    )
    assert ask(db, DRUGS, chosen=Filter(kind=Kind.ARTICLE)) == [RAID]
    since = DateRange(dt.date(2024, 1, 1), None)
    assert ask(db, DRUGS, chosen=Filter(since, undated=False)) == [PARCELS]


def test_shared_words_are_marked(db) -> None:
    snippet = answer(db, DRUGS).hits[0].snippet
    assert f"{MARK_ON}Channel{MARK_OFF}" in snippet
    assert f"{MARK_ON}hashish{MARK_OFF}" in snippet


def test_a_word_of_the_title_counts_more() -> None:
    known = {"title": "Rescuers", "body": "Guests came for talks."}
    titled, other = "Rescuers had a long day.", "Guests had a short day."
    db = archive_of([other, known, titled, COUNCIL, DRUGS, PARCELS])
    found = related(db, handle_of("Rescuers", known["body"]), Filter(), None)
    assert [hit.entry.body for hit in found.hits][:2] == [titled, other]


def test_nothing_is_like_a_text_of_its_own() -> None:
    assert ask(archive_of([DRUGS, "Quite another thing, you know"]), DRUGS) == []
    assert ask(archive_of([DRUGS]), DRUGS) == []
    assert ask(archive_of([DRUGS, "2024", ""]), "2024") == []


def test_the_order_of_ingest_makes_no_difference() -> None:
    shuffled = [{"body": body, "date": "2024-05-05"} for body in ALL]
    answers = set()
    for seed in range(4):
        random.Random(seed).shuffle(shuffled)
        answers.add(tuple(ask(archive_of(shuffled), DRUGS)))
    assert len(answers) == 1


def test_a_wrong_handle_is_an_error(db) -> None:
    with pytest.raises(QueryError, match="no entry has the handle"):
        related(db, "abcdef0", Filter(), None)


def test_the_handle_of_a_copy_that_was_cut_does_as_well(tmp_path) -> None:
    path = str(tmp_path / "a.db")
    whole = f"{DRUGS} They worked on trains and at airports, and more hashish was found."
    texts = (
        f"01.02.2024\n\n{DRUGS}\n\n\n02.02.2024\n\n{RAID}\n\n\n{COUNCIL}\n",
        f"Drugs seized\n\nDrugs seized 01.02.2024\n\n{whole}\n\nGo back\n",
    )
    with writing(path) as writer:
        for number, text in enumerate(texts):
            writer.add(decode(text.encode(), f"{number}.txt"), "2024-08-01T00:00:00+00:00")
    cut = handle_of(None, DRUGS)[:7]
    found = read(path, lambda db: related(db, cut, Filter(), None))
    assert [hit.entry.body for hit in found.hits] == [f"{RAID}\n\n{COUNCIL}"]
