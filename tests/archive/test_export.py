"""Entries whole: the same as are searched, in the same order, a few at a time."""

from __future__ import annotations

import sqlite3
from itertools import islice
from pathlib import Path

import pytest
from queries import parse

from cstonews.archive.answers import export as exporting
from cstonews.archive.answers.export import export
from cstonews.archive.answers.lookup import entries_by_handle
from cstonews.archive.answers.search import search
from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.dumps import decode
from cstonews.found import Filter, Order
from cstonews.model import Entry, Kind

GOLD = Path(__file__).parent.parent / "gold" / "pages"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("export") / "a.db")
    with writing(path) as writer:
        for page in sorted(GOLD.glob("*.txt")):
            writer.add(decode(page.read_bytes(), page.name), "2024-08-01T00:00:00+00:00")
    return path


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "CHUNK", 3)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("limit", [None, 1, 3, 7])
@pytest.mark.parametrize("words", ["", "Minsk OR Moscow", "-Armenia", "nowhere"])
@pytest.mark.parametrize("chosen", [Filter(), Filter(kind=Kind.ARTICLE), Filter(undated=True)])
def test_what_is_searched_is_exported_in_its_order(
    path: str, order: Order, limit: int | None, words: str, chosen: Filter
) -> None:
    asked = (parse(words), chosen, order, limit)
    searched = [hit.entry for hit in read(path, lambda db: search(db, *asked)).hits]
    exported = read(path, lambda db: list(export(db, *asked)))
    assert [entry._replace(seen=()) for entry in exported] == searched


def everything(db: sqlite3.Connection) -> list[Entry]:
    return list(export(db, parse(""), Filter(), Order.NEWEST, None))


def test_an_exported_entry_is_the_one_that_is_shown(path: str) -> None:
    def both(db: sqlite3.Connection) -> list[tuple[Entry, Entry]]:
        return [(entry, *entries_by_handle(db, entry.handle)) for entry in everything(db)]

    pairs = read(path, both)
    assert len(pairs) > 70
    assert all(exported == shown for exported, shown in pairs)


def test_every_entry_has_a_place_to_cite(path: str) -> None:
    entries = read(path, everything)
    assert all(any(seen.whole for seen in entry.seen) for entry in entries)
    assert all(len(entry.identity) == 32 for entry in entries)
    assert {seen.saved for entry in entries for seen in entry.seen} == {"2024-08-01T00:00:00+00:00"}
    assert {len(seen.sha256) for entry in entries for seen in entry.seen} == {64}
    assert all(len(entry.seen) == entry.sightings for entry in entries)


def test_the_first_entries_come_before_the_last_are_fetched(path: str) -> None:
    def first_four(db: sqlite3.Connection) -> list[int]:
        bodies: list[str] = []
        db.set_trace_callback(lambda sql: bodies.append(sql) if " body, " in sql else None)
        entries = export(db, parse(""), Filter(), Order.OLDEST, None)
        return [len(bodies) for _ in islice(entries, 4)]

    assert read(path, first_four) == [1, 1, 1, 2]


TWIN = "Warm congratulations on the day of the Treaty to all who serve collective security."


def test_twins_keep_apart_by_their_whole_handles(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    with writing(path) as writer:
        for year in (2023, 2024):
            dump = decode(f"15.05.{year}\n\n{TWIN}\n".encode(), f"{year}.txt")
            writer.add(dump, "2024-08-01T00:00:00+00:00")
    one, other = (entry.identity for entry in read(path, everything))
    assert one.endswith("@2024-05-15")
    assert other.endswith("@2023-05-15")
    assert one[:32] == other[:32]
