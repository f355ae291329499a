"""Searches under a name: kept as typed, replaced and deleted on request alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from queries import parse

from cstonews.archive.answers.news import WHOLE_ARCHIVE, news
from cstonews.archive.answers.saved import counted, saved_searches, saved_words
from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.dumps import decode
from cstonews.errors import QueryError
from cstonews.found import Filter
from cstonews.reports import SavedSearch

MADE, LATER = "2024-08-01T10:00:00+00:00", "2024-08-02T10:00:00+00:00"
PAGES = (
    "A seminar of rescue services was opened in Dushanbe by officers of five states.\n",
    "Physicians of the Organization came to Minsk for a seminar about the rescue of divers.\n",
    "An exhibition of drawings by children about rescuers can be seen in the Secretariat.\n",
)


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = str(tmp_path / "a.db")
    ingest(path, *PAGES[:1])
    return path


def ingest(path: str, *texts: str) -> None:
    with writing(path) as writer:
        for text in texts:
            writer.add(decode(text.encode(), "dump"), MADE)


def listed(path: str) -> list[SavedSearch]:
    found = read(path, saved_searches)
    return [
        read(path, lambda db, one=one: counted(db, parse(one.words), Filter(), one))
        for one in found
    ]


def test_words_are_kept_as_they_are_typed(path: str) -> None:
    words = 'date:"last  month"  (a OR\n-b) «в» '
    with writing(path) as writer:
        assert writer.save("one", words, MADE)
    assert read(path, lambda db: saved_words(db, "one")) == words
    assert read(path, saved_searches) == [SavedSearch("one", words, MADE, None)]


@pytest.mark.parametrize("name", ["drugs", "a", "7", "CSTO-2.5_x", "учения", "a--b..c_"])
def test_a_word_is_a_name(path: str, name: str) -> None:
    with writing(path) as writer:
        assert writer.save(name, "x", MADE)
    assert read(path, lambda db: saved_words(db, name)) == "x"


@pytest.mark.parametrize(
    "name", [WHOLE_ARCHIVE, "-a", ".a", "_", "a b", "a/b", "a\n", "\x1b", "\udcff"]
)
def test_what_is_no_word_is_no_name(path: str, name: str) -> None:
    with writing(path) as writer, pytest.raises(QueryError, match="cannot be a name"):
        writer.save(name, "x", MADE)
    assert read(path, saved_searches) == []


def test_other_words_take_a_name_on_request_alone(path: str) -> None:
    with writing(path) as writer:
        writer.save("one", "seminar", MADE)
        writer.mark_seen("one", "seminar", 1, MADE)
        assert not writer.save("one", "seminar", LATER)
        assert not writer.save("one", "seminar", LATER, replace=True)
        with pytest.raises(QueryError, match="one is saved already, as: seminar; --replace"):
            writer.save("one", "exhibition", LATER)
        assert read(path, saved_searches) == [SavedSearch("one", "seminar", MADE, MADE)]
        assert writer.save("one", "exhibition", LATER, replace=True)
        assert writer.save("two", "minsk", LATER, replace=True)
    assert read(path, saved_searches) == [
        SavedSearch("one", "exhibition", LATER, None),
        SavedSearch("two", "minsk", LATER, None),
    ]


def test_a_deleted_name_is_free_again_and_was_never_looked_at(path: str) -> None:
    with writing(path) as writer:
        writer.save("one", "seminar", MADE)
        writer.mark_seen("one", "seminar", 1, MADE)
        assert writer.delete_saved("one") == "seminar"
        with pytest.raises(QueryError, match="no search is saved as one"):
            writer.delete_saved("one")
        writer.save("one", "seminar", LATER)
    assert listed(path) == [SavedSearch("one", "seminar", LATER, None, 1, 1)]
    with pytest.raises(QueryError, match="cstonews saved"):
        read(path, lambda db: saved_words(db, "two"))


def test_each_has_looks_of_its_own(path: str) -> None:
    with writing(path) as writer:
        writer.save("all", "rescue*", MADE)
        writer.save("seminars", "seminar", MADE)
        writer.mark_seen("seminars", "seminar", 1, LATER)
    ingest(path, *PAGES[1:])
    assert listed(path) == [
        SavedSearch("all", "rescue*", MADE, None, 3, 3),
        SavedSearch("seminars", "seminar", MADE, LATER, 2, 1),
    ]
    with writing(path) as writer:
        writer.mark_seen(WHOLE_ARCHIVE, None, 3, LATER)
    assert [one.new for one in listed(path)] == [3, 1]


def test_what_other_words_find_is_not_marked(path: str) -> None:
    with writing(path) as writer:
        writer.save("one", "seminar", MADE)
        with pytest.raises(QueryError, match="other words meanwhile"):
            writer.mark_seen("one", "exhibition", 1, MADE)
        with pytest.raises(QueryError, match="no search is saved as two"):
            writer.mark_seen("two", "exhibition", 1, MADE)
    assert listed(path) == [SavedSearch("one", "seminar", MADE, None, 1, 1)]


def test_an_archive_of_before_can_be_watched(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    shutil.copy(Path(__file__).parent / "old" / "0002_origins_and_corrections.sqlite", path)
    with writing(path) as writer:
        writer.mark_seen(WHOLE_ARCHIVE, None, 3, MADE)
        writer.forget("2023-12-27-consultations-plan.txt")
    ingest(path, PAGES[0])
    found = read(path, lambda db: news(db, parse(""), Filter(), WHOLE_ARCHIVE, None))
    assert (len(found.shown), found.upto) == (1, 4)
