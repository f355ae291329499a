"""Another file in the place of an archive, whoever has it open."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest
from connections import connect
from contents import content

from cstonews import whole as wholes
from cstonews.archive import connection
from cstonews.archive.connection import read
from cstonews.archive.copies import exchange as exchanging
from cstonews.archive.copies.exchange import exchange
from cstonews.archive.damage.check import check
from cstonews.archive.writer import writing
from cstonews.dumps import decode
from cstonews.errors import ArchiveError

WHEN = "2024-01-01T00:00:00+00:00"


def names(path: Path) -> list[str]:
    return read(str(path), lambda db: [n for (n,) in db.execute("SELECT name FROM dumps")])


def make(path: Path, *dumps: str) -> Path:
    with writing(str(path)) as writer:
        for name in dumps:
            writer.add(decode(f"05.02.2024\n\nNews of {name}\n".encode(), name), WHEN)
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return make(tmp_path / "new.db", "c")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return make(tmp_path / "a.db", "a", "b")


def rename_logged(path: Path, name: str, new: str) -> None:
    """Let a change of an archive stand in its log only, as a process that is killed leaves it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE dumps SET name = ? WHERE name = ?", [new, name])
        for file in (path, Path(f"{path}-wal")):
            shutil.copy(file, f"{file}.left")
    for file in (path, Path(f"{path}-wal")):
        shutil.move(f"{file}.left", file)


def test_the_new_one_stands_in_the_place_of_the_old_one(old: Path, new: Path) -> None:
    exchange(str(old), str(new))
    assert names(old) == ["c"]
    assert {file.name for file in old.parent.iterdir()} == {"a.db"}
    make(old, "d")
    assert names(old) == ["c", "d"]
    assert check(str(old)).problems == ()


def test_a_new_one_of_which_a_part_is_in_a_log_is_refused(old: Path, new: Path) -> None:
    before = content(old)
    rename_logged(new, "c", "z")
    with pytest.raises(ArchiveError, match="the disk cannot be read or written"):
        exchange(str(old), str(new), str(old.with_name("a.db.aside")))
    assert content(old) == before
    assert not list(old.parent.glob("*aside*"))


def test_a_disk_that_fails_at_once_is_told(old: Path, new: Path, monkeypatch) -> None:
    def connect(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    before = content(old)
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        with pytest.raises(ArchiveError, match="disk I/O error"):
            exchange(str(old), str(new))
    assert content(old) == before


def test_the_old_one_is_kept_with_its_log(old: Path, new: Path) -> None:
    before = content(old)
    rename_logged(old, "b", "z")
    aside = old.with_name("a.db.aside")
    exchange(str(old), str(new), str(aside))
    assert names(old) == ["c"]
    assert names(aside) == ["a", "z"]
    assert content(aside)["entries"] == before["entries"]


@pytest.mark.parametrize("there", ["a.db.aside", "a.db.aside-wal", "a.db.aside-journal"])
def test_what_was_kept_before_stays(old: Path, new: Path, there: str) -> None:
    before = content(old)
    old.with_name(there).write_bytes(b"of another day")
    kept = exchange(str(old), str(new), f"{old}.aside")
    assert kept == f"{old}.aside-2"
    assert content(Path(kept)) == before
    assert old.with_name(there).read_bytes() == b"of another day"
    assert names(old) == ["c"]


def test_a_name_that_is_taken_at_the_last_moment_is_left_alone(
    old: Path, new: Path, monkeypatch
) -> None:
    taken = old.with_name("a.db.aside")
    link = os.link

    def late(source: str, target: str) -> None:
        if not taken.exists():
            taken.write_bytes(b"just come")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    assert exchange(str(old), str(new), str(taken)) == f"{taken}-2"
    assert taken.read_bytes() == b"just come"


def no_links(source: str, target: str) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_on_a_disk_without_links_a_copy_is_kept(old: Path, new: Path, monkeypatch) -> None:
    monkeypatch.setattr(os, "link", no_links)
    before = old.read_bytes()
    old.chmod(0o600)
    flushed: list[str] = []
    monkeypatch.setattr(wholes, "flush", flushed.append)
    aside = f"{old}.aside"
    assert exchange(str(old), str(new), aside) == aside
    assert Path(aside).read_bytes() == before
    assert Path(aside).stat().st_mode & 0o777 == 0o600
    assert aside in flushed
    assert names(old) == ["c"]


def test_without_room_for_a_copy_nothing_changes(old: Path, new: Path, monkeypatch) -> None:
    def full(source: IO[bytes], target: IO[bytes]) -> None:
        target.write(source.read(1000))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        exchange(str(old), str(new), f"{old}.aside")
    assert names(old) == ["a", "b"]
    assert not list(old.parent.glob("*.aside*"))


def test_where_the_new_one_does_not_get_to_the_disk_the_log_of_the_old_one_stays(
    old: Path, new: Path, monkeypatch
) -> None:
    log = Path(f"{old}-wal")
    old.write_bytes(b"no database" * 1000)
    log.write_bytes(b"of it")

    def broken(_: str) -> None:
        raise OSError(5, "Input/output error")

    for module in (wholes, exchanging):
        monkeypatch.setattr(module, "flush", broken, raising=False)
    with pytest.raises(OSError, match="Input/output error"):
        exchange(str(old), str(new), f"{old}.aside")
    assert log.read_bytes() == b"of it"
    assert {file.name for file in old.parent.glob("a.db*")} == {"a.db", "a.db-wal"}


def test_it_is_waited_for_until_nobody_has_it_open(old: Path, new: Path, monkeypatch) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    db = connect(str(old))
    db.execute("BEGIN")
    assert db.execute("SELECT count(*) FROM dumps").fetchone() == (2,)
    with pytest.raises(ArchiveError, match="another"):
        exchange(str(old), str(new))
    assert names(old) == ["a", "b"]
    db.close()
    exchange(str(old), str(new))
    assert names(old) == ["c"]


def test_a_writer_that_opened_the_old_one_is_refused(old: Path, new: Path, monkeypatch) -> None:
    monkeypatch.setattr(exchanging, "_alone", lambda *_: closing(connect()))
    with writing(str(old)) as writer:
        exchange(str(old), str(new))
        with pytest.raises(ArchiveError, match="was replaced meanwhile"):
            writer.add(decode(b"05.02.2024\n\nMore news\n", "more"), WHEN)
    assert names(old) == ["c"]


def test_what_sqlite_cannot_read_is_replaced_and_kept(old: Path, new: Path) -> None:
    data = b"no database" * 1000
    old.write_bytes(data)
    aside = old.with_name("a.db.aside")
    exchange(str(old), str(new), str(aside))
    assert names(old) == ["c"]
    assert aside.read_bytes() == data


KILLED = """
import sys, shutil
from cstonews.archive.copies.exchange import exchange
path, first, second = sys.argv[1:]
print("ready", flush=True)
while True:
    for new in (first, second):
        shutil.copy(new, path + ".part")
        exchange(path, path + ".part", path + ".aside")
"""


def test_a_process_that_is_killed_leaves_one_or_the_other(
    old: Path, new: Path, thorough: bool, counted
) -> None:
    first = Path(shutil.copy(old, old.with_name("first.db")))
    for turn in range(100 if thorough else 8):
        program = [sys.executable, "-c", KILLED, str(old), str(first), str(new)]
        with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.002 + 0.0007 * (turn % 40))
            process.send_signal(signal.SIGKILL)
        assert names(old) in (["a", "b"], ["c"])
        assert check(str(old)).problems == ()
        counted("kills survived: an archive put in the place of another, by SIGKILL")
