"""What stands in one archive is carried into another: dumps, and what was said of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from cstonews.archive.answers.dumps import dumps
from cstonews.archive.answers.lookup import entry_numbers
from cstonews.archive.answers.saved import saved_searches
from cstonews.archive.changes.carry import Known, Look, Said, looks, origins
from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.entries.corrections import Correction, all_corrections
from cstonews.archive.facts.former import Place, places_of
from cstonews.archive.facts.stored import stored_dump
from cstonews.archive.writer import writing
from cstonews.dumps import Dump, decode
from cstonews.errors import ArchiveError
from cstonews.model import Origin
from cstonews.reports import SavedSearch

FIRST, LATER = "2024-08-01T10:00:00+00:00", "2024-08-02T10:00:00+00:00"
TEXT = "A seminar of rescue services was opened in Dushanbe by officers of five states."
ORIGIN = Origin("https://example.org/1", "A page", "2024-07-01", "2024-07-02")
DATA = TEXT.encode() + b"\n"


def page(name: str = "page.txt", origin: Origin = ORIGIN, data: bytes = DATA) -> Dump:
    dump = decode(data, name)
    dump.origin = origin
    return dump


@pytest.fixture
def theirs(tmp_path: Path) -> str:
    path = str(tmp_path / "theirs.db")
    with writing(path) as writer:
        writer.add(page(), FIRST, number=7)
        writer.add(page("half", data=b"\xff\xfea\x00b"), LATER)
    return path


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = str(tmp_path / "mine.db")
    with writing(path):
        pass
    return path


@pytest.mark.parametrize("keeps", [False, True])
def test_a_dump_comes_as_it_is_known_there(theirs: str, mine: str, keeps: bool) -> None:
    with writing(mine) as writer, writing(theirs) as other:
        for number in (7, 8):
            stored = stored_dump(other._db, number)
            kept = stored.number if keeps else None
            assert writer.add(stored.dump, stored.ingested, number=kept)
    assert read(mine, dumps) == read(theirs, dumps)
    numbers = read(mine, lambda db: db.execute("SELECT id FROM dumps ORDER BY id").fetchall())
    assert numbers == ([(7,), (8,)] if keeps else [(1,), (2,)])
    assert check(mine).problems == ()


def test_a_damaged_dump_is_not_given_out(theirs: str) -> None:
    with closing(sqlite3.connect(theirs)) as db:
        db.execute("UPDATE pieces SET data = zeroblob(9), packed = 0")
        with pytest.raises(ArchiveError, match=r"the dump page\.txt is damaged"):
            stored_dump(db, 7)


MINE = Correction(LATER, "a" * 32, "~", "date", "2024-01-02")
CORRECTIONS = {
    "theirs is later": (MINE._replace(made=FIRST), MINE._replace(value=None), True),
    "mine is later": (MINE, MINE._replace(made=FIRST, value=None), False),
    "both the same": (MINE, MINE, False),
    "at once, mine greater": (MINE, MINE._replace(value="2024-01-01"), False),
    "at once, theirs greater": (MINE, MINE._replace(value="2024-01-03"), True),
    "at once, theirs takes away": (MINE, MINE._replace(value=None), False),
}


@pytest.mark.parametrize(
    ("mine_is", "theirs_is", "theirs_wins"), CORRECTIONS.values(), ids=CORRECTIONS
)
def test_of_two_corrections_the_later_counts(
    mine: str, mine_is: Correction, theirs_is: Correction, theirs_wins: bool
) -> None:
    with writing(mine) as writer:
        assert writer.carry(Said(corrections=[mine_is])).corrections == 1
        assert writer.carry(Said(corrections=[theirs_is])).corrections == int(theirs_wins)
    assert read(mine, all_corrections) == [theirs_is if theirs_wins else mine_is]


def test_a_correction_that_comes_is_seen_in_its_entry(theirs: str, mine: str) -> None:
    with writing(theirs) as writer:
        handle = writer.edit(_handle(theirs)[:7], {"date": "2024-05-01"}, FIRST).identity
    with writing(mine) as writer:
        writer.add(page(), FIRST)
        writer.carry(Said(corrections=read(theirs, all_corrections)))
    sql = "SELECT handle, date, date_source FROM entries"
    found = read(mine, lambda db: db.execute(sql).fetchall())
    assert found == [(handle, "2024-05-01", "corrected")]
    assert check(mine).problems == ()


def _handle(path: str) -> str:
    sql = "SELECT handle FROM entries"
    return str(read(path, lambda db: db.execute(sql).fetchone()[0]))


def search(name: str, words: str, made: str = FIRST) -> SavedSearch:
    return SavedSearch(name, words, made, None)


def test_a_saved_search_comes_under_its_name_or_a_free_one(mine: str) -> None:
    with writing(mine) as writer:
        writer.save("border", "border", FIRST)
        writer.save("drugs", "drugs", FIRST)
        comes = [search("border", "border", LATER), search("drugs", "narcotics"), search("x", "x")]
        assert writer.carry(Said(saved=comes)).saved == (("drugs", "drugs-2"), ("x", "x"))
        assert writer.carry(Said(saved=comes)).saved == ()
        assert writer.carry(Said(saved=[search("drugs", "opium")])).saved == (("drugs", "drugs-3"),)
    assert read(mine, saved_searches) == [
        search("border", "border"), search("drugs", "drugs"), search("drugs-2", "narcotics"),
        search("drugs-3", "opium"), search("x", "x"),
    ]  # fmt: skip


ORIGINS = {
    "unknown here": (Origin(), ORIGIN, ORIGIN, 1),
    "partly known": (
        Origin("https://example.org/2", None, None, None), ORIGIN,
        Origin("https://example.org/2", *ORIGIN[1:]), 1,
    ),
    "other here": (Origin(*"abcd"), ORIGIN, Origin(*"abcd"), 0),
    "unknown there": (ORIGIN, Origin(), ORIGIN, 0),
}  # fmt: skip


@pytest.mark.parametrize(("here", "there", "then", "count"), ORIGINS.values(), ids=ORIGINS)
def test_where_a_dump_came_from_is_filled_in(
    mine: str, here: Origin, there: Origin, then: Origin, count: int
) -> None:
    sha256 = page().sha256
    with writing(mine) as writer:
        writer.add(page(origin=here), FIRST)
        known = [Known(sha256, there), Known("0" * 64, there)]
        assert writer.carry(Said(origins=known)).origins == count
        assert writer.carry(Said(origins=known)).origins == 0
    assert read(mine, dumps)[0].origin == then
    assert read(mine, lambda db: list(origins(db))) == [Known(sha256, then)]
    assert check(mine).problems == ()


def test_handles_of_texts_that_are_cut_differently_here_find_their_entry(
    theirs: str, mine: str
) -> None:
    once, lost = "a" * 32, "b" * 32
    sha256 = page().sha256
    with writing(theirs) as writer:
        writer.carry(Said(places=[Place(once, sha256, 3), Place(_handle(theirs), sha256, 9)]))
        writer._db.execute("UPDATE texts SET handle = ?", [lost])
    with writing(mine) as writer:
        writer.add(page(), FIRST)
        asked: list[Sequence[str]] = []

        def lacks(handles: Sequence[str]) -> set[str]:
            asked.append(handles)
            return writer.lacks(handles)

        writer.carry(Said(places=read(theirs, lambda db: list(places_of(db, lacks)))))
    assert asked == [[lost], [once]]
    sql = "SELECT handle, dump, start FROM former ORDER BY handle"
    assert read(mine, lambda db: db.execute(sql).fetchall()) == [(once, 1, 3), (lost, 1, 0)]
    for handle in (once, lost, _handle(mine)):
        assert len(read(mine, lambda db, handle=handle: entry_numbers(db, handle))) == 1
    assert check(mine).problems == ()


def test_looks_and_the_last_number_are_kept_where_numbers_are(mine: str) -> None:
    look = Look("", 7, FIRST)
    with writing(mine) as writer:
        writer.carry(Said(looks=[look], last=9))
        writer.carry(Said(looks=[look._replace(dump=3)], last=4))
        writer.add(page(), FIRST)
    assert read(mine, looks) == [look]
    assert read(mine, lambda db: db.execute("SELECT id FROM dumps").fetchall()) == [(10,)]
