"""What begins as typed: entries by handle, dumps by word and name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstonews.archive.answers.openings import dumps_beginning, entries_beginning
from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.dumps import decode

SHOWN = 7


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("openings") / "a.db")
    with writing(path) as writer:
        for number in range(40):
            text = (
                f"{number % 28 + 1:02}.02.2024\n\nText {number} tells of meeting {number} in Osh.\n"
            )
            writer.add(decode(text.encode(), f"pages/{number}.txt"), "2024-08-01T00:00:00+00:00")
    return path


def entries(path: str, typed: str, most: int = 1000) -> list[str]:
    return [e.handle for e in read(path, lambda db: entries_beginning(db, typed, most))]


def dumps(path: str, typed: str, most: int = 1000) -> list[tuple[str, str]]:
    return [tuple(d) for d in read(path, lambda db: dumps_beginning(db, typed, most))]


def test_the_newest_come_where_nothing_is_typed(path: str) -> None:
    newest = read(path, lambda db: entries_beginning(db, "", 5))
    assert [str(entry.date) for entry in newest] == [f"2024-02-{day}" for day in range(28, 23, -1)]
    assert [name for _, name in dumps(path, "", 2)] == ["pages/39.txt", "pages/38.txt"]


@given(st.text("0123456789abcdefg@-%_", max_size=4))
def test_all_that_begin_so_are_found_and_nothing_else(path: str, typed: str) -> None:
    known = entries(path, "")
    assert len(known) == 40
    assert sorted(entries(path, typed)) == sorted(h for h in known if h.startswith(typed))
    named = dumps(path, "")
    assert sorted(dumps(path, typed)) == sorted(d for d in named if d[0].startswith(typed))


def test_names_are_found_as_they_begin(path: str) -> None:
    assert [name for _, name in dumps(path, "pages/1")] == [
        f"pages/{number}.txt" for number in (*range(19, 9, -1), 1)
    ]
    assert dumps(path, "PAGES") == dumps(path, "pages%") == []


def test_a_part_of_what_begins_so_is_not_taken_for_all(path: str) -> None:
    assert len(dumps(path, "pages/1", 11)) == 11
    assert dumps(path, "pages/1", 10) == []
    first = entries(path, "")[0][0]
    count = len(entries(path, first))
    assert len(entries(path, first, count)) == count
    assert entries(path, first, count - 1) == []
