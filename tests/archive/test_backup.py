"""A backup is whole, of one moment, and leaves the archive alone, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from contents import content, said
from ingesting import ingesting
from seminars import page

from cstonews.archive.connection import read
from cstonews.archive.copies import snapshot
from cstonews.archive.copies.backup import back_up
from cstonews.archive.damage.check import check
from cstonews.archive.writer import writing
from cstonews.errors import ArchiveError, OutputError

NOW = "2024-07-02T00:00:00+00:00"
ODD_NAMES = ("a b.db", "a#1 100%?.db", "a\n.db", "архив.db", "-a.db", ".db")
OLD = sorted((Path(__file__).parent / "old").glob("*.sqlite"))


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {f.name: (f.stat().st_mtime_ns, f.read_bytes()) for f in folder.iterdir() if f.is_file()}


def names_in(path: Path) -> list[str]:
    """The names of all dumps, as they came."""
    sql = "SELECT name FROM dumps ORDER BY id"
    return [name for (name,) in read(str(path), lambda db: db.execute(sql).fetchall())]


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_backup_is_all_of_the_archive(
    whole: Path, tmp_path: Path, copies: Path, name: str
) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    path, target = folder / name, copies / name
    shutil.copy(whole, path)
    before = state(folder)
    report = back_up(str(path), str(target))
    assert report == check(str(path))
    assert (content(target), said(target)) == (content(path), said(path))
    assert state(folder) == before
    assert os.listdir(copies) == [name]


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_an_archive_of_an_earlier_cstonews_is_copied_as_it_is(old: Path, copies: Path) -> None:
    before = old.read_bytes()
    back_up(str(old), str(copies / "b.db"))
    with closing(sqlite3.connect(copies / "b.db")) as copy, closing(sqlite3.connect(old)) as db:
        assert list(copy.iterdump()) == list(db.iterdump())
    assert old.read_bytes() == before


def test_backups_while_an_ingest_runs_are_each_of_one_moment(path: Path, copies: Path) -> None:
    target = copies / "b.db"
    sizes = []
    names: list[str] = []
    with ingesting(path):
        for _ in range(5):
            sizes.append(back_up(str(path), str(target), replace=True).dumps)
            assert os.listdir(copies) == [target.name]
            now = names_in(target)
            assert names == now[: len(names)]
            names = now
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


@pytest.mark.parametrize("linked", [False, True])
def test_what_a_killed_ingest_has_left_in_its_log_is_in_the_backup(
    path: Path, copies: Path, linked: bool
) -> None:
    with ingesting(path) as child:
        assert child.stdout
        for _ in range(3):
            child.stdout.readline()
    log = path.with_name(f"{path.name}-wal")
    before = path.read_bytes(), log.read_bytes()
    link = copies / "link.db"
    link.symlink_to(path)
    back_up(str(link if linked else path), str(copies / "b.db"))
    assert (path.read_bytes(), log.read_bytes()) == before
    without = Path(shutil.copy(path, copies / "without-log.db"))
    assert len(names_in(copies / "b.db")) > len(names_in(without))
    assert content(copies / "b.db") == content(path)


@pytest.mark.parametrize("closes", [True, False])
def test_a_writer_that_begins_in_the_middle_tears_nothing(
    path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch, closes: bool
) -> None:
    monkeypatch.setattr(snapshot, "_PAGES", 1)
    writers = []
    calls = []

    def told(share: float) -> None:
        calls.append(share)
        if len(calls) == 20:
            opened = writing(str(path))
            writer = opened.__enter__()
            writer.add(page("Tashkent"), NOW)
            writer.forget("Minsk")
            writers.append(opened)
            if closes:
                writers.pop().__exit__(None, None, None)

    back_up(str(path), str(copies / "b.db"), told)
    for opened in writers:
        opened.__exit__(None, None, None)
    assert calls.count(calls[0]) == 2  # it was begun again
    assert content(copies / "b.db") == content(path)
    names = names_in(path)
    assert ("Tashkent" in names, "Minsk" in names) == (True, False)


def test_a_backup_that_is_there_is_replaced_only_when_told(path: Path, copies: Path) -> None:
    target = copies / "b.db"
    target.write_text("before")
    with pytest.raises(OutputError, match="--force"):
        back_up(str(path), str(target))
    assert target.read_text() == "before"
    back_up(str(path), str(target), replace=True)
    assert content(target) == content(path)


def test_nothing_of_the_archive_is_written_over(path: Path, copies: Path) -> None:
    (copies / "link.db").symlink_to(path)
    (copies / "hard.db").hardlink_to(path)
    (copies / "wal").symlink_to(f"{path}-wal")
    (copies / "folder").symlink_to(path.parent)
    before = state(path.parent)
    for target in (
        path, f"{path}-wal", f"{path}-shm", f"{path}-journal",
        *(copies / name for name in ("link.db", "hard.db", "wal", "folder/a.db-wal")),
    ):  # fmt: skip
        with pytest.raises(OutputError, match="belongs to the archive itself"):
            back_up(str(path), str(target), replace=True)
    assert state(path.parent).keys() == before.keys()
    assert path.read_bytes() == before[path.name][1]


@pytest.mark.parametrize("end", ["-wal", "-journal", "-shm"])
def test_a_file_with_a_log_is_not_replaced(path: Path, copies: Path, end: str) -> None:
    target = copies / "b.db"
    shutil.copy(path, target)
    Path(f"{target}{end}").write_bytes(b"x")
    before = state(copies)
    with pytest.raises(OutputError, match="is in use"):
        back_up(str(path), str(target), replace=True)
    assert state(copies) == before


def test_only_files_are_written(path: Path, copies: Path) -> None:
    for target in (os.devnull, str(copies)):
        with pytest.raises(OutputError, match="no ordinary file"):
            back_up(str(path), target, replace=True)
    with pytest.raises(OutputError, match="cannot be written: No such"):
        back_up(str(path), str(copies / "no" / "b.db"))
    with pytest.raises(ArchiveError, match="no archive"):
        back_up(str(copies / "none.db"), str(copies / "b.db"))
    assert state(copies) == {}


DAMAGES = {
    "a dump": "UPDATE pieces SET data = zeroblob(9), packed = 0 WHERE id = 3",
    "a fact": "UPDATE dumps SET name = 'other' WHERE id = 3",
    "an entry": "UPDATE entries SET title = 'other' WHERE id = (SELECT max(id) FROM entries)",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_never_called_a_backup(path: Path, copies: Path, damage: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(damage)
    (copies / "b.db").write_text("before")
    with pytest.raises(ArchiveError, match=r"a\.db is damaged, so nothing was copied \(.+\); run "):
        back_up(str(path), str(copies / "b.db"), replace=True)
    assert os.listdir(copies) == ["b.db"]
    assert (copies / "b.db").read_text() == "before"


def test_who_may_not_read_the_archive_may_not_read_its_backup(path: Path, copies: Path) -> None:
    path.chmod(0o600)
    back_up(str(path), str(copies / "b.db"))
    assert (copies / "b.db").stat().st_mode & 0o777 == 0o600
    (copies / "b.db").chmod(0o640)
    back_up(str(path), str(copies / "b.db"), replace=True)
    assert (copies / "b.db").stat().st_mode & 0o777 == 0o640
