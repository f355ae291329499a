"""Readers never write; files that are no archive are refused; writers wait."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cstonews.archive import connection, schema
from cstonews.archive.connection import read, read_each, writing
from cstonews.archive.migrations import APART_FROM_ENTRIES
from cstonews.errors import ArchiveError


def count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = str(tmp_path / "a #1 100%?.db")
    with writing(path):
        pass
    return path


def test_reading_creates_no_file(path: str, tmp_path: Path) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    assert read(path, count) == 0
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before


def test_reading_works_while_a_write_is_under_way(path: str) -> None:
    with writing(path) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(
            "INSERT INTO entries (id, handle, kind, body) VALUES (1, ?, 'teaser', '')", ["0" * 32]
        )
        assert read(path, count) == 0
        writer.execute("COMMIT")
        assert read(path, count) == 1
    assert read(path, count) == 1


def test_reading_leaves_the_log_of_an_archive_that_has_become_empty(path: str) -> None:
    Path(path).write_bytes(b"")
    log = Path(f"{path}-wal")
    log.write_bytes(b"what is left")
    for ask in (read, lambda path, question: list(read_each(path, lambda db: [question(db)]))):
        with pytest.raises(ArchiveError, match="is empty"):
            ask(path, count)
        assert log.read_bytes() == b"what is left"


def test_through_a_link_reading_sees_what_stands_in_the_log(path: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "a.db"
    link.symlink_to(path)
    with writing(path) as writer:
        writer.execute(
            "INSERT INTO entries (id, handle, kind, body) VALUES (1, ?, 'teaser', '')", ["0" * 32]
        )
        assert read(str(link), count) == 1
        assert list(read_each(str(link), lambda db: [count(db)])) == [1]


def test_a_question_is_put_again_when_a_writer_came_meanwhile(path: str) -> None:
    asked = []

    def question(db: sqlite3.Connection) -> int:
        asked.append(count(db))
        if len(asked) == 1:
            with writing(path) as writer:
                writer.execute(
                    "INSERT INTO entries (id, handle, kind, body) VALUES (1, ?, 'teaser', '')",
                    ["0" * 32],
                )
        return count(db)

    assert read(path, question) == 1
    assert len(asked) == 2


def add_entry(path: str, number: int) -> None:
    with writing(path) as writer:
        writer.execute(
            "INSERT INTO entries (id, handle, kind, body) VALUES (?, ?, 'teaser', '')",
            [number, "0" * 32],
        )


def numbers(db: sqlite3.Connection) -> Iterator[int]:
    """The numbers of all entries, each by a statement of its own."""
    number = 0
    while found := db.execute("SELECT min(id) FROM entries WHERE id > ?", [number]).fetchone()[0]:
        number = int(found)
        yield number


@pytest.fixture
def three(path: str) -> str:
    for number in (1, 2, 3):
        add_entry(path, number)
    return path


def test_reading_one_by_one_creates_no_file(three: str, tmp_path: Path) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    each = read_each(three, numbers)
    assert next(each) == 1
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before
    assert list(each) == [2, 3]


def test_reading_one_by_one_sees_one_state_while_a_write_is_under_way(three: str) -> None:
    with writing(three) as writer:
        writer.execute("UPDATE entries SET body = 'x'")
        each = read_each(three, numbers)
        assert next(each) == 1
        add_entry(three, 4)
        assert list(each) == [2, 3]
    assert list(read_each(three, numbers)) == [1, 2, 3, 4]


def test_a_short_answer_is_looked_at_before_any_of_it_is_given_out(three: str) -> None:
    each = read_each(three, numbers, held=4)
    assert next(each) == 1
    add_entry(three, 4)
    assert list(each) == [2, 3]


def test_of_a_long_answer_what_was_given_out_and_then_changed_is_an_error(three: str) -> None:
    each = read_each(three, numbers, held=3)
    assert next(each) == 1
    add_entry(three, 4)
    with pytest.raises(ArchiveError, match="run the same command again"):
        list(each)


def test_what_changed_before_anything_was_given_out_is_read_again(three: str) -> None:
    asked = []

    def question(db: sqlite3.Connection) -> Iterator[int]:
        asked.append(db)
        if len(asked) == 1:
            add_entry(three, 4)
        yield from numbers(db)

    assert list(read_each(three, question)) == [1, 2, 3, 4]
    assert len(asked) == 2


def test_one_by_one_no_archive_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cstonews ingest"):
        next(read_each(str(tmp_path / "none.db"), numbers))
    assert not list(tmp_path.iterdir())


def test_one_question_of_several_statements_sees_one_state(three: str) -> None:
    def twice(db: sqlite3.Connection) -> tuple[int, int]:
        before = count(db)
        add_entry(three, 4)
        return before, count(db)

    with writing(three) as writer:
        writer.execute("UPDATE entries SET body = 'x'")
        assert read(three, twice) == (3, 3)


def test_a_reader_cannot_write(path: str) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        read(path, lambda db: db.execute("DELETE FROM entries"))


@pytest.mark.parametrize("name", ["file:a.db", "file:a.db?mode=memory", ":memory:", "a.db"])
def test_a_name_that_sqlite_would_read_as_more_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with writing(name):
        pass
    assert read(name, count) == 0
    with connection.replacing(name):
        pass
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_no_archive_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cstonews ingest"):
        read(str(tmp_path / "none.db"), count)
    assert not list(tmp_path.iterdir())


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE recipes (name)")
    db.close()


def newer(path: Path) -> None:
    with writing(str(path)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, '')",
            (schema.MIGRATION_SET, "9999_from_the_future"),
        )


def text(path: Path) -> None:
    path.write_text("no database\n" * 100)


OLD = Path(__file__).parent / "old"


@pytest.mark.parametrize("specimen", sorted(OLD.glob("*.sqlite")), ids=lambda path: path.stem)
def test_a_reader_of_entries_does_without_what_is_apart_from_them(
    tmp_path: Path, specimen: Path
) -> None:
    path = tmp_path / "a.db"
    shutil.copy(specimen, path)
    lacking = list(schema.MIGRATIONS)[list(schema.MIGRATIONS).index(specimen.stem) + 1 :]
    if APART_FROM_ENTRIES.issuperset(lacking):
        assert read(str(path), count) == 12
    else:
        with pytest.raises(ArchiveError, match="cstonews resplit"):
            read(str(path), count)
    with pytest.raises(ArchiveError, match="cstonews resplit"):
        read(str(path), count, without=frozenset())
    assert path.read_bytes() == specimen.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


@pytest.mark.parametrize(
    ("make", "says"),
    [(foreign, "no cstonews archive"), (newer, "newer cstonews"), (text, "no archive")],
)
def test_what_is_no_archive_is_refused_and_left_alone(tmp_path: Path, make, says: str) -> None:
    path = tmp_path / "file.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match=says):
        read(str(path), count)
    with pytest.raises(ArchiveError, match=says), writing(str(path)):
        pass
    assert path.read_bytes() == before


def test_an_archive_that_is_made_meanwhile_is_not_taken_for_a_strangers(tmp_path: Path) -> None:
    path, statements = tmp_path / "a.db", []

    def make(statement: str) -> None:
        statements.append(statement)
        if len(statements) == 2:
            with writing(str(path)):
                pass

    with closing(sqlite3.connect(path)) as db:
        db.set_trace_callback(make)
        assert schema.missing(db) in (schema.MIGRATIONS.keys(), frozenset())


def test_migrations_are_named_and_run_once(path: str) -> None:
    with writing(path) as db:
        schema.migrate(db)
        rows = db.execute("SELECT name FROM _sqlite_migrations").fetchall()
    assert [name for (name,) in rows] == list(schema.MIGRATIONS)


def test_sqlite_utils_knows_the_full_text_index(path: str) -> None:
    from sqlite_utils import Database

    database = Database(path)
    assert database["entries"].detect_fts() == "entries_fts"
    database.close()


def test_a_reader_needs_no_room_for_temporary_files(path: str) -> None:
    def place(db: sqlite3.Connection) -> int:
        return int(db.execute("PRAGMA temp_store").fetchone()[0])

    in_memory = 2
    assert read(path, place) == in_memory
    assert list(read_each(path, lambda db: [place(db)])) == [in_memory]


def test_an_archive_that_is_taken_away_meanwhile_is_not_made_anew(path: str, monkeypatch) -> None:
    state = connection.state

    def taken_away(path: str) -> tuple[int, int, int]:
        found = state(path)
        Path(path).unlink()
        monkeypatch.setattr(connection, "state", state)
        return found

    monkeypatch.setattr(connection, "state", taken_away)
    with pytest.raises((ArchiveError, OSError)):
        read(path, count)
    assert not Path(path).exists()
