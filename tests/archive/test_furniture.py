"""Furniture that nobody listed is learnt from many dumps, in any order, and unlearnt with them."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from seminars import FOOTER, PLACES, page

from cstonews.archive.answers.lookup import entries_by_handle
from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.writer import writing
from cstonews.dumps import Dump, decode


def ingest(path: Path, dumps: list[Dump]) -> int:
    with writing(str(path)) as writer:
        for dump in dumps:
            writer.add(dump, "2024-01-01T00:00:00+00:00")
    return writer.reread


def rows(path: Path, sql: str) -> set[tuple[object, ...]]:
    return read(str(path), lambda db: set(db.execute(sql).fetchall()))


def bodies(path: Path) -> set[str]:
    return {str(body) for (body,) in rows(path, "SELECT body FROM entries")}


def test_what_closes_many_different_dumps_is_furniture(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    dumps = [page(place) for place in PLACES]
    assert ingest(path, dumps[:4]) == 0
    assert all(FOOTER in body for body in bodies(path))
    assert ingest(path, dumps[4:5]) == 5
    assert not any(FOOTER in body for body in bodies(path))
    assert ingest(path, dumps[5:]) == 0
    assert len(bodies(path)) == 8
    assert not any(FOOTER in body for body in bodies(path))
    assert rows(path, "SELECT line FROM furniture") == {
        ("portal of the member states",),
        ("homepage of the bloc",),
    }
    assert check(str(path)).problems == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_does_not_matter(tmp_path: Path, seed: int) -> None:
    dumps = [page(place, "" if place == "Osh" else FOOTER) for place in PLACES]
    ingest(tmp_path / "a.db", dumps)
    random.Random(seed).shuffle(dumps)
    ingest(tmp_path / "b.db", dumps)
    sql = "SELECT handle, date, date_source, kind, title, body FROM entries"
    assert rows(tmp_path / "a.db", sql) == rows(tmp_path / "b.db", sql)


def test_it_is_unlearnt_with_the_dumps_that_showed_it(tmp_path: Path) -> None:
    dumps = [page(place) for place in PLACES]
    ingest(tmp_path / "a.db", dumps)
    with writing(str(tmp_path / "a.db")) as writer:
        for dump in dumps[4:]:
            writer.forget(dump.sha256)
    ingest(tmp_path / "b.db", dumps[:4])
    for table in ("entries", "furniture", "texts"):
        columns = {"entries": "handle, title, body", "furniture": "line", "texts": "handle"}[table]
        sql = f"SELECT {columns} FROM {table}"
        assert rows(tmp_path / "a.db", sql) == rows(tmp_path / "b.db", sql)
    assert check(str(tmp_path / "a.db")).problems == ()


def test_one_page_that_was_saved_often_teaches_nothing(tmp_path: Path) -> None:
    text = page("Minsk").text
    dumps = [decode(f"{text}\n{' ' * n}".encode(), str(n)) for n in range(8)]
    assert ingest(tmp_path / "a.db", dumps) == 0
    assert rows(tmp_path / "a.db", "SELECT line FROM furniture") == set()


def test_a_handle_from_before_still_finds_the_entry(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    dumps = [page(place) for place in PLACES]
    ingest(path, dumps[:1])
    ((before,),) = rows(path, "SELECT handle FROM entries")
    ingest(path, dumps[1:])
    (found,) = read(str(path), lambda db: entries_by_handle(db, str(before)))
    assert found.title and found.title.endswith("in Minsk")
    assert not str(before).startswith(found.handle)


def test_check_finds_what_was_learnt_without_evidence(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    ingest(path, [page(place) for place in PLACES])
    for sql in ("INSERT INTO furniture VALUES ('a line')", "DELETE FROM furniture"):
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(sql)
        db.close()
        assert any("furniture" in problem for problem in check(str(path)).problems)


RESCUE = "Rescue today"


def news(place: str, last: str = "") -> Dump:
    """A page whose first line may be a title, until many pages open with it."""
    text = (
        f"{RESCUE}\n\nOn 5 February 2024, a seminar for the rescue services of five states began "
        f"in {place}. It is the first one in {place}, and it goes on for two days.\n{last}"
    )
    return decode(text.encode(), place)


def test_corrections_and_handles_outlive_a_first_line_that_is_learnt(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    ingest(path, [news("Minsk")])
    ((before,),) = rows(path, "SELECT handle FROM entries")
    with writing(str(path)) as writer:
        writer.edit(str(before), {"title": "By hand"}, "2024-01-01T00:00:00+00:00")
    ingest(path, [news(place) for place in PLACES[1:]])
    assert ("rescue today",) in rows(path, "SELECT line FROM furniture")
    (found,) = read(str(path), lambda db: entries_by_handle(db, str(before)))
    assert found.title == "By hand"


@pytest.mark.parametrize(
    "last",
    [f"{FOOTER}.", f"{FOOTER}:", f"{'-' * 20}{FOOTER}{'-' * 20}", f"{FOOTER}\n\n{FOOTER}"],
    ids=["a sentence", "a colon", "with dashes", "twice"],
)
def test_lines_that_could_not_be_learnt_from_are_not_read_by_what_was_learnt(
    tmp_path: Path, last: str
) -> None:
    dumps = [page(place, last if place == "Minsk" else FOOTER) for place in PLACES]
    ingest(tmp_path / "a.db", dumps)
    ingest(tmp_path / "b.db", dumps[::-1])
    sql = "SELECT handle, date, date_source, kind, title, body FROM entries"
    assert rows(tmp_path / "a.db", sql) == rows(tmp_path / "b.db", sql)


def test_a_former_handle_outlives_one_of_two_dumps(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    twins = [page("Minsk"), decode(page("Minsk").data + b"\n", "again")]
    ingest(path, twins)
    ((before,),) = rows(path, "SELECT handle FROM entries")
    ingest(path, [page(place) for place in PLACES[1:]])
    with writing(str(path)) as writer:
        writer.forget(twins[1].sha256)
    assert len(read(str(path), lambda db: entries_by_handle(db, str(before)))) == 1


def test_the_report_counts_what_is_there_in_the_end(tmp_path: Path) -> None:
    with writing(str(tmp_path / "a.db")) as writer:
        for place in PLACES:
            writer.add(page(place), "2024-01-01T00:00:00+00:00")
        told = sum(sum(written.segments.values()) for written in writer.written.values())
    ((stored,),) = rows(tmp_path / "a.db", "SELECT count(*) FROM segments")
    assert told == stored
