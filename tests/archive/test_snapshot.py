"""A copy of one state of an archive is whole or not there, and one file."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cstonews.archive.connection import read, writing
from cstonews.archive.copies import snapshot as snapshots
from cstonews.archive.copies.snapshot import snapshot
from cstonews.archive.damage.check import check
from cstonews.errors import ArchiveError, OutputError

BODY = "A text that takes some room. " * 200


def add(path: str, first: int, last: int) -> None:
    with writing(path) as db:
        db.executemany(
            "INSERT INTO entries (id, handle, kind, body) VALUES (?, ?, 'teaser', ?)",
            [(number, "0" * 32, BODY) for number in range(first, last)],
        )


def numbers(path: Path) -> list[int]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return [number for (number,) in db.execute("SELECT id FROM entries ORDER BY id")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = tmp_path / "archive" / "a #1 100%?.db"
    add(str(path), 1, 300)
    return str(path)


@pytest.fixture
def db(path: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        yield db


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "b #2 50%?\n.db"


def test_a_copy_is_one_file_that_is_read_without_making_others(
    db: sqlite3.Connection, target: Path
) -> None:
    told: list[tuple[int, int]] = []
    snapshot(db, str(target), lambda done, total: told.append((done, total)))
    assert read(str(target), lambda copy: copy.execute("SELECT count(*) FROM entries").fetchone())
    plain = target.rename(target.with_name("plain.db"))
    assert numbers(plain) == list(range(1, 300))
    assert names(plain.parent) == ["plain.db"]
    assert told[-1] == (plain.stat().st_size,) * 2
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_a_copy_is_of_the_state_that_the_connection_sees(
    path: str, db: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "_PAGES", 10)
    target = tmp_path / "b.db"
    db.execute("BEGIN")
    db.execute("SELECT 1 FROM entries").fetchone()
    add(path, 300, 400)
    began = [400]

    def told(done: int, total: int) -> None:
        add(path, began[0], began[0] + 1)
        began[0] += 1

    snapshot(db, str(target), told)
    assert numbers(target) == list(range(1, 300))
    assert began[0] > 410
    assert db.in_transaction
    db.execute("ROLLBACK")
    snapshot(db, str(target))
    assert numbers(target) == list(range(1, began[0]))
    assert not db.in_transaction


def test_a_copy_is_written_to_as_an_archive(
    path: str, db: sqlite3.Connection, target: Path
) -> None:
    snapshot(db, str(target))
    with writing(str(target)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        copy.execute("BEGIN IMMEDIATE")
        copy.execute("DELETE FROM entries")
        assert read(str(target), lambda db: db.execute("SELECT 1 FROM entries").fetchone())
        copy.execute("ROLLBACK")
    assert check(str(target)).entries == 299


def test_what_was_begun_to_write_is_not_copied(db: sqlite3.Connection, target: Path) -> None:
    db.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveError, match="being written"):
        snapshot(db, str(target))
    assert names(target.parent) == []


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_an_interrupted_copy_leaves_nothing(
    db: sqlite3.Connection, target: Path, there: bool, error: type[BaseException]
) -> None:
    if there:
        target.write_text("before")

    def told(done: int, total: int) -> None:
        raise error

    with pytest.raises(error):
        snapshot(db, str(target), told)
    assert names(target.parent) == ([target.name] if there else [])
    assert not there or target.read_text() == "before"


def test_a_damaged_archive_is_not_copied(path: str, target: Path) -> None:
    with open(path, "r+b") as file:
        file.seek(8192 * 40)
        file.write(b"\xff" * 8192 * 100)
    with closing(sqlite3.connect(path)) as db, pytest.raises(ArchiveError) as told:
        snapshot(db, str(target))
    assert "is damaged" in str(told.value)
    assert "\n" not in str(told.value)
    assert names(target.parent) == []


CODE = """
import sqlite3, sys
from cstonews.archive.copies.snapshot import snapshot
from cstonews.errors import OutputError
try:
    snapshot(sqlite3.connect(sys.argv[1], isolation_level=None), sys.argv[2], {told})
except OutputError as error:
    sys.exit(f"Error: {{error}}")
"""


def copying(path: str, target: Path, told: str, **rest) -> subprocess.CompletedProcess[str]:
    code = CODE.format(told=told)
    command = [sys.executable, "-c", code, path, str(target)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **rest)


def test_what_a_killed_copy_left_is_taken_away_by_the_next(
    db: sqlite3.Connection, path: str, target: Path
) -> None:
    killed = copying(path, target, "lambda *_: __import__('os').kill(__import__('os').getpid(), 9)")
    assert killed.returncode == -signal.SIGKILL
    (left,) = names(target.parent)
    assert left.endswith(".part")
    mine = target.parent / f"{left.split('.db')[0]}.db.{os.getppid()}.part"
    mine.write_text("of a process that runs")
    snapshot(db, str(target))
    assert names(target.parent) == [mine.name, target.name]


def test_a_disk_that_takes_no_more_is_told_and_nothing_is_left(path: str, target: Path) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    refused = copying(path, target, "None", preexec_fn=limit)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Error: the copy cannot be written to {target.parent}: ")
    assert names(target.parent) == []


def test_a_full_disk_is_told(
    db: sqlite3.Connection, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def small(path: str, **rest) -> sqlite3.Connection:
        file = connect(path, **rest)
        file.execute("PRAGMA max_page_count = 9")
        return file

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(OutputError, match="disk is full"):
        snapshot(db, str(target))
    assert names(target.parent) == []


def test_where_no_file_can_be_made_that_is_told(db: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: No such"):
        snapshot(db, str(tmp_path / "no" / "copy.db"))
