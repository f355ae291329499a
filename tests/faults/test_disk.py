"""A disk that is full, broken or read-only, and files that are no archive, or not any more.

Whatever is wrong with it: one clear line, status 1, and nothing changed.
"""

from __future__ import annotations

import errno
import io
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from faults.archives import content, files_beside, statements
from faults.everything import ARCHIVED, COMMANDS, PAGE, READERS, WRITERS, Told, leaves

from cstonews.archive import connection
from cstonews.archive.connection import read, read_each
from cstonews.archive.schema import MIGRATION_SET
from cstonews.errors import ArchiveError

SEED = 20241125


def test_no_command_is_left_out() -> None:
    assert set(leaves()) == set(COMMANDS)


@pytest.fixture
def filled(run, archive: Path) -> Path:
    """An archive of a page, with a saved search; there is no log beside it."""
    assert run("ingest", str(PAGE)).status == 0
    assert run("ingest", "-", stdin=b"zzz qqq\n").status == 0  # not understood
    assert run("save", "exercises", "учения").status == 0
    assert [file.name for file in files_beside(archive)] == [archive.name]
    return archive


def handle(archive: Path) -> str:
    return read(str(archive), lambda db: db.execute("SELECT handle FROM entries").fetchone()[0])


@pytest.fixture
def words(filled: Path) -> Callable[[Told], list[str]]:
    """The arguments of a command as they are for that archive."""
    copy = filled.parent.parent / "copy.db"
    shutil.copy(filled, copy)
    meant = {"HANDLE": handle(filled), "COPY": str(copy), "TARGET": f"{copy}.target"}

    def words(told: Told) -> list[str]:
        return [meant.get(word, word) for word in told.arguments]

    return words


@pytest.fixture
def each(filled: Path, words) -> Callable[[Mapping[str, Told]], Iterator[tuple[str, list[str]]]]:
    """Commands with their arguments, each on an archive as it was at first."""
    files = {file: file.read_bytes() for file in files_beside(filled)}

    def each(commands: Mapping[str, Told]) -> Iterator[tuple[str, list[str]]]:
        typed = {name: words(told) for name, told in commands.items()}
        for name, arguments in typed.items():
            for file in files_beside(filled):
                file.unlink()
            for file, data in files.items():
                file.write_bytes(data)
            yield name, arguments

    return each


def test_every_command_works_on_a_sound_archive(run, each) -> None:
    for name, arguments in each(COMMANDS):
        told = run(*arguments)
        assert told.status == 0, (name, told.err)
        assert told.out, name


def complains(told: Any, *, alone: bool = True) -> None:
    """A command ended with one line that says what is wrong, and said nothing else before."""
    assert told.status == 1, told
    *before, last = told.err.splitlines()
    assert last.startswith("Error: "), told.err
    assert not [line for line in before if alone or line.startswith(("Error", " ", "Trace"))]


# Files that are no archive.


def text(path: Path) -> None:
    path.write_text("this is no database, but a text of some length\n" * 100)


def one_byte(path: Path) -> None:
    path.write_bytes(b"S")


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(2000))


def headless(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def foreign(path: Path) -> None:
    statements(path, "CREATE TABLE recipes (name)", "INSERT INTO recipes VALUES ('plov')")


def foreign_with_index(path: Path) -> None:
    foreign(path)
    statements(
        path, "CREATE VIRTUAL TABLE entries_fts USING fts5 (title, body)", "PRAGMA user_version = 2"
    )


def foreign_with_log(path: Path) -> None:
    statements(path, "PRAGMA journal_mode = WAL")
    foreign(path)


def foreign_with_our_number(path: Path) -> None:
    from cstonews.archive.migrations import APPLICATION_ID

    foreign(path)
    statements(path, f"PRAGMA application_id = {APPLICATION_ID}")


def with_sqlite_utils(path: Path) -> None:
    foreign(path)
    statements(
        path, "CREATE TABLE _sqlite_migrations (migration_set, name, applied_at)",
        "INSERT INTO _sqlite_migrations VALUES ('recipes', '0001', '')",
    )  # fmt: skip


NO_ARCHIVES = [
    text, one_byte, picture, headless,
    foreign, foreign_with_index, foreign_with_log, foreign_with_our_number, with_sqlite_utils,
]  # fmt: skip


@pytest.mark.parametrize("make", NO_ARCHIVES, ids=lambda make: make.__name__)
def test_what_is_no_archive_is_refused_and_keeps_its_bytes(
    run, archive: Path, counted, make: Callable[[Path], None]
) -> None:
    archive.parent.mkdir()
    make(archive)
    before = archive.read_bytes()
    for name, command in ARCHIVED.items():
        told = run(*command.arguments)
        complains(told)
        assert "no archive" in told.err or "no cstonews archive" in told.err, (name, told.err)
        assert archive.read_bytes() == before, name
        assert [file.name for file in archive.parent.iterdir()] == [archive.name], name
    counted("commands on a file that is no archive", len(ARCHIVED))


def of_the_future(path: Path) -> None:
    statements(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        f"VALUES ('{MIGRATION_SET}', '9999_from_the_future', '')",
    )


def test_an_archive_of_a_newer_version_is_refused(run, filled: Path, each) -> None:
    for name, arguments in each(ARCHIVED):
        of_the_future(filled)
        before = filled.read_bytes()
        told = run(*arguments)
        complains(told)
        assert "newer cstonews" in told.err, (name, told.err)
        assert filled.read_bytes() == before, name


SPECIAL = {
    "a folder": lambda path: path.mkdir(),
    "a pipe": lambda path: os.mkfifo(path),
    "a device": lambda path: path.symlink_to("/dev/null"),
    "an endless device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "below a file": lambda path: (path.parent.rmdir(), path.parent.write_text("")),
}


@pytest.mark.parametrize("kind", SPECIAL)
def test_what_is_no_file_is_refused(run, archive: Path, kind: str) -> None:
    archive.parent.mkdir()
    SPECIAL[kind](archive)
    for name, command in ARCHIVED.items():
        told = run(*command.arguments)
        complains(told)
        if kind != "below a file":  # where there is none
            assert "there is no archive" not in told.err, name
    assert not list(Path("/dev").glob("*-journal"))


# An archive that is damaged.


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def cut_at_a_page(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data) >> 13) << 13]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 8, 64))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def zeroed(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) >> 13) << 13
    return data[:at] + bytes(8192) + data[at + 8192 :]


def swapped(data: bytes, chance: random.Random) -> bytes:
    one, other = (chance.randrange(1, len(data) >> 13) << 13 for _ in range(2))
    changed = bytearray(data)
    changed[one : one + 8192], changed[other : other + 8192] = (
        data[other : other + 8192], data[one : one + 8192],
    )  # fmt: skip
    return bytes(changed)


DAMAGES = [cut, cut_at_a_page, flipped, zeroed, swapped]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_archive_answers_or_says_so(
    run, filled: Path, words, thorough: bool, counted, damage
) -> None:
    chance = random.Random(f"{SEED} {damage.__name__}")
    sound = filled.read_bytes()
    arguments = {name: words(told) for name, told in ARCHIVED.items()}
    times = 60 if thorough else 3
    for _ in range(times):
        data = damage(sound, chance)
        for name, typed in arguments.items():
            filled.write_bytes(data)
            told = run(*typed)
            assert told.status in (0, 1)
            if name in READERS:
                assert filled.read_bytes() == data
            if told.status and name not in ("check", "repair"):  # which tell all that is wrong
                complains(told, alone=False)
            for file in files_beside(filled):
                file.unlink()
    counted(f"commands on an archive that is {damage.__name__}", times * len(arguments))


def test_a_log_of_another_database_is_not_mixed_with_an_archive(run, filled: Path, words) -> None:
    other, before = filled.parent / "other.db", filled.read_bytes()
    arguments = {name: words(told) for name, told in ARCHIVED.items()}
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute("PRAGMA page_size = 8192")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE recipes (name)")
        shutil.copy(f"{other}-wal", f"{filled}-wal")
    for name, typed in arguments.items():
        complains(run(*typed))
        assert filled.read_bytes() == before, name
    for end in ("-wal", "-shm"):
        Path(f"{filled}{end}").unlink()
    assert run("check").status == 0


def test_a_writer_waits_and_then_says_so(run, filled: Path, each, monkeypatch) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    for name, arguments in each(WRITERS):
        with closing(sqlite3.connect(filled, isolation_level=None)) as db:
            db.execute("BEGIN EXCLUSIVE")
            told = run(*arguments)
            assert told.status == 1, name
            assert told.err.splitlines()[-1] == (
                f"Error: {filled}: another command is writing to the archive; "
                "try again when it is done"
            )
        assert run(*arguments).status == 0, name


def test_a_reader_does_not_wait_for_a_writer(run, filled: Path, each, monkeypatch) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.0)
    for name, arguments in each(READERS):
        with closing(sqlite3.connect(filled, isolation_level=None)) as db:
            db.execute("BEGIN EXCLUSIVE")
            db.execute("DELETE FROM entries")
            assert run(*arguments).status == 0, name


@pytest.mark.parametrize("size", [0, 8192, 60000])
def test_a_file_that_shrinks_under_a_reader_is_told(filled: Path, size: int) -> None:
    def pieces(db: sqlite3.Connection) -> Iterator[Any]:
        yield None
        yield from db.execute("SELECT * FROM pieces").fetchall()

    each = read_each(str(filled), pieces)
    next(each)
    os.truncate(filled, size)
    with pytest.raises(ArchiveError, match=r"written to while|damaged"):
        list(each)


@pytest.mark.parametrize("paths", [["nowhere.txt"], ["empty"]], ids=" ".join)
def test_where_nothing_could_be_ingested_no_archive_is_made(
    run, archive: Path, tmp_path: Path, monkeypatch, paths: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    run("ingest", *paths)
    assert not archive.parent.exists()
    assert run("list").err.startswith("Error: there is no archive")
    assert run("ingest", *paths, str(PAGE)).out.startswith("Dumps:    1 new")
    assert run("check").status == 0


def test_a_fault_of_the_program_is_not_told_as_one_of_the_archive_alone(filled: Path) -> None:
    def question(db: sqlite3.Connection) -> str:
        return {}["a fault"]

    with pytest.raises(ArchiveError) as told:
        read(str(filled), question)
    assert "KeyError in test_disk.py:" in str(told.value)
    assert "if that finds all whole, report this as a fault of cstonews" in str(told.value)


# Output that cannot be written.


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_told(filled: Path, each, monkeypatch, counted) -> None:
    from cstonews.cli import main

    for name, arguments in each(COMMANDS):
        err = io.StringIO()
        with open("/dev/full", "w", encoding="utf-8") as full, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", full)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as left:
                main(arguments)
        last = err.getvalue().splitlines()[-1]
        assert left.value.code == 1, name
        assert last == f"Error: the output cannot be written: {os.strerror(errno.ENOSPC)}", name
        assert content(filled)["looks"] == [], name  # what nobody saw is still new
    counted("commands whose output could not be written", len(COMMANDS))
