"""An archive is put back wholly or not at all, and nothing is lost that the backup lacks."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from contents import content, said
from ingesting import ingesting, killed
from seminars import page

from cstonews.archive import connection
from cstonews.archive.answers.dumps import dumps
from cstonews.archive.connection import read
from cstonews.archive.copies.backup import back_up
from cstonews.archive.copies.restore import restore
from cstonews.archive.damage.check import check
from cstonews.archive.writer import writing
from cstonews.errors import ArchiveError, CstonewsError, OutputError

NOW = "2024-07-02T00:00:00+00:00"
OLD = sorted((Path(__file__).parent / "old").glob("*.sqlite"))


@pytest.fixture
def backup(path: Path, tmp_path: Path) -> Path:
    """A backup in a folder of its own."""
    target = tmp_path / "copies" / "b.db"
    target.parent.mkdir()
    back_up(str(path), str(target))
    return target


def add(path: Path, place: str) -> None:
    with writing(str(path)) as writer:
        writer.add(page(place), NOW)


def forget(path: Path, name: str) -> None:
    with writing(str(path)) as writer:
        writer.forget(name)


def everything(path: Path) -> object:
    return content(path), said(path)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_an_archive_that_is_gone_is_made(path: Path, backup: Path, tmp_path: Path) -> None:
    before = everything(path)
    path.unlink()
    Path(f"{path}-wal").write_bytes(b"the log of what is gone")
    for target in (path, tmp_path / "no #%?\n" / "folder" / "a.db"):
        report = restore(str(backup), str(target))
        assert (report.held, report.kept) == (check(str(backup)), None)
        assert everything(target) == before
        assert names(target.parent) == ["a.db"]
        add(target, "Tashkent")
        assert check(str(target)).problems == ()


def test_on_a_disk_without_links_an_archive_is_made_as_well(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(source: str, target: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    path.unlink()
    monkeypatch.setattr(os, "link", link)
    restore(str(backup), str(path))
    assert everything(path) == everything(backup)
    assert names(path.parent) == ["a.db"]


def test_where_nothing_can_be_made_that_is_told(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputError, match="cannot be written: "):
        restore(str(backup), str(tmp_path / "file" / "a.db"))


def test_what_was_kept_of_an_archive_that_stays_is_taken_away(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    add(path, "Tashkent")
    before = everything(path)

    def full(file: str) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(file, isolation_level=None)) as db:
            db.execute("PRAGMA max_page_count = 1")  # no more than it has
            yield db

    monkeypatch.setattr(connection, "replacing", contextmanager(full))
    with pytest.raises(ArchiveError, match="disk is full"):
        restore(str(backup), str(path), force=True)
    assert everything(path) == before
    assert names(path.parent) == ["a.db"]


class Late(sqlite3.Connection):
    """A source of copies, on the last page of which somebody presses Ctrl-C."""

    def backup(self, target: sqlite3.Connection, **options: Any) -> None:
        progress = options.pop("progress")

        def told(status: int, left: int, pages: int) -> None:
            if status == sqlite3.SQLITE_DONE:
                raise KeyboardInterrupt
            progress(status, left, pages)

        super().backup(target, progress=told, **options)


def test_who_interrupts_too_late_still_finds_what_was_there(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(path, "Tashkent")
    before = everything(path)

    def one_file(file: str) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True, factory=Late)

    monkeypatch.setattr(connection, "one_file", one_file)
    with pytest.raises(KeyboardInterrupt):
        restore(str(backup), str(path), force=True)
    kept = path.with_name("a.db.before-restore")
    assert everything(path) == everything(backup)
    assert everything(kept) == before


def test_an_empty_file_is_filled(path: Path, backup: Path) -> None:
    path.write_bytes(b"")
    assert restore(str(backup), str(path)).kept is None
    assert everything(path) == everything(backup)
    page_size = read(str(path), lambda db: db.execute("PRAGMA page_size").fetchone())
    assert page_size == read(str(backup), lambda db: db.execute("PRAGMA page_size").fetchone())


def test_what_was_lost_comes_back(path: Path, backup: Path) -> None:
    before = everything(path)
    with writing(str(path)) as writer:
        for name in ("Minsk", "odd.txt"):
            writer.forget(name)
    assert everything(path) != before
    assert restore(str(backup), str(path)).kept is None
    assert everything(path) == before
    assert check(str(path)).problems == ()
    assert names(path.parent) == ["a.db"]


def correct(path: Path) -> None:
    with writing(str(path)) as writer:
        sql = "SELECT handle FROM entries WHERE corrected IS NULL LIMIT 1"
        (handle,) = writer._db.execute(sql).fetchone()
        writer.edit(handle, {"title": "Another"}, NOW)


def save(path: Path) -> None:
    with writing(str(path)) as writer:
        writer.save("seminars", "seminar", NOW)


def all_of_it(path: Path) -> None:
    for change in (lambda p: add(p, "Tashkent"), lambda p: add(p, "Riga"), correct, save):
        change(path)


LACKING = {
    "1 dump": lambda path: add(path, "Tashkent"),
    "1 correction": correct,
    "1 saved search": save,
    "2 dumps, 1 correction and 1 saved search": all_of_it,
}


@pytest.mark.parametrize(("told", "change"), LACKING.items(), ids=LACKING)
def test_what_the_backup_lacks_is_not_lost(
    path: Path, backup: Path, told: str, change: Callable[[Path], None]
) -> None:
    change(path)
    path.chmod(0o600)
    before = everything(path)
    with pytest.raises(ArchiveError, match=f"has {told} that the backup lacks; .*--force"):
        restore(str(backup), str(path))
    assert everything(path) == before
    assert names(path.parent) == ["a.db"]
    kept = restore(str(backup), str(path), force=True).kept
    assert kept == f"{path}.before-restore"
    assert everything(Path(kept)) == before
    assert everything(path) == everything(backup)
    assert path.stat().st_mode & 0o777 == Path(kept).stat().st_mode & 0o777 == 0o600
    change(path)
    assert restore(str(backup), str(path), force=True).kept == f"{path}.before-restore-2"


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_pages_of_another_size_and_tables_of_another_age(
    old: Path, path: Path, backup: Path, tmp_path: Path
) -> None:
    earlier, target = tmp_path / "earlier.db", tmp_path / "target.db"
    shutil.copy(old, earlier)
    shutil.copy(old, target)
    restore(str(backup), str(target))  # the backup grew out of such a specimen, or has its dumps
    assert everything(target) == everything(backup)
    shutil.copy(backup, target)
    restore(str(earlier), str(target), force=True)
    with closing(sqlite3.connect(target)) as db, closing(sqlite3.connect(old)) as then:
        assert list(db.iterdump()) == list(then.iterdump())
    with writing(str(target)):
        pass
    assert check(str(target)).problems == ()


def test_who_reads_sees_the_old_or_the_new(path: Path, backup: Path) -> None:
    forget(path, "Minsk")
    before = read(str(path), dumps)
    opened = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with closing(opened), writing(str(path)):
        opened.execute("BEGIN")
        count = "SELECT count(*) FROM dumps"
        assert opened.execute(count).fetchone() == (len(before),)
        restore(str(backup), str(path))
        assert opened.execute(count).fetchone() == (len(before),)
        opened.execute("COMMIT")
        assert opened.execute(count).fetchone() == (len(before) + 1,)
    assert everything(path) == everything(backup)


def test_what_a_writer_brings_while_it_is_waited_for_is_not_lost(path: Path, backup: Path) -> None:
    began = threading.Event()

    def write() -> None:
        with writing(str(path)) as writer, writer._transaction():
            began.set()
            time.sleep(0.5)
            writer._db.execute("INSERT INTO saved VALUES ('late', 'late', ?)", [NOW])

    thread = threading.Thread(target=write)
    thread.start()
    began.wait()
    try:
        with pytest.raises(ArchiveError, match="has 1 saved search that the backup lacks"):
            restore(str(backup), str(path))
    finally:
        thread.join()
    assert "late" in str(said(path)["saved"])


def test_an_ingest_that_runs_goes_on_in_what_was_put_back(path: Path, backup: Path) -> None:
    def brought() -> set[str]:
        return {dump.name for dump in read(str(path), dumps)} - known

    known = {dump.name for dump in read(str(backup), dumps)}
    with ingesting(path) as child:
        assert child.stdout
        kept = restore(str(backup), str(path), force=True).kept
        for _ in child.stdout:
            if brought():
                break
    assert kept
    now = brought()
    assert now
    assert "0" not in now
    assert "0" in {dump.name for dump in read(kept, dumps)}
    assert check(str(path)).problems == check(kept).problems == ()


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(30_000))


def headless(path: Path) -> None:
    with open(path, "r+b") as file:
        file.write(b"\0" * 200)


def beheaded(path: Path) -> None:
    with open(path, "r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 8000)


def cut_off(path: Path) -> None:
    os.truncate(path, 3 * 8192 + 100)


def cut_short(path: Path) -> None:
    os.truncate(path, 1)


def scattered(path: Path) -> None:
    with open(path, "r+b") as file:
        for number in range(2, path.stat().st_size // 8192):
            file.seek(number * 8192)
            file.write(b"\xff" * 100)


@pytest.mark.parametrize("damage", [garbage, headless, beheaded, cut_off, cut_short, scattered])
def test_a_damaged_archive_is_replaced_when_told_and_kept(
    path: Path, backup: Path, damage: Callable[[Path], None]
) -> None:
    damage(path)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="is damaged, or no archive; add") as refused:
        restore(str(backup), str(path))
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before
    kept = restore(str(backup), str(path), force=True).kept
    assert kept == f"{path}.before-restore"
    assert len(before) - 8192 <= Path(kept).stat().st_size <= len(before)
    assert everything(path) == everything(backup)
    assert check(str(path)).problems == ()
    assert names(path.parent) == ["a.db", "a.db.before-restore"]


def test_damage_by_which_nothing_is_lost_needs_no_force(path: Path, backup: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE pieces SET data = zeroblob(9), packed = 0")
    assert check(str(path)).problems
    assert restore(str(backup), str(path)).kept is None
    assert check(str(path)).problems == ()


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE recipes (name)")


def foreign_with_a_log(path: Path) -> None:
    path.unlink()
    other = path.with_name("other")
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE recipes (name)")
        shutil.copy(other, path)
        shutil.copy(f"{other}-wal", f"{path}-wal")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO _sqlite_migrations VALUES (99, 'cstonews', '9999_future', '')")


@pytest.mark.parametrize(
    ("make", "says"),
    [(foreign, "no cstonews"), (foreign_with_a_log, "no cstonews"), (newer, "a newer cstonews")],
)
def test_what_is_not_ours_is_left_alone(
    path: Path, backup: Path, make: Callable[[Path], None], says: str
) -> None:
    make(path)
    before = path.read_bytes()
    for one, other in ((backup, path), (path, backup)):
        with pytest.raises(ArchiveError, match=says):
            restore(str(one), str(other), force=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/null")])
def test_what_is_no_file_is_left_alone(
    path: Path, backup: Path, kind: Callable[[Path], None]
) -> None:
    path.unlink()
    kind(path)
    for one, other in ((backup, path), (path, backup)):
        with pytest.raises(CstonewsError, match="is no ordinary file"):
            restore(str(one), str(other), force=True)
    assert not Path("/dev/null-journal").exists()


@pytest.mark.parametrize(
    ("damage", "says"),
    [(garbage, "is no archive"), (scattered, "is damaged"), (cut_off, "damaged"),
     (lambda path: path.write_bytes(b""), "is empty"), (Path.unlink, "there is no file")],
)  # fmt: skip
def test_only_what_is_whole_is_put_back(
    path: Path, backup: Path, damage: Callable[[Path], None], says: str
) -> None:
    damage(backup)
    before = everything(path)
    with pytest.raises(ArchiveError, match=says):
        restore(str(backup), str(path), force=True)
    assert everything(path) == before
    assert names(path.parent) == ["a.db"]


def test_an_archive_is_no_backup_of_itself(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(path)
    for name in (path, tmp_path / "link.db"):
        with pytest.raises(ArchiveError, match="is the archive itself"):
            restore(str(name), str(path), force=True)


RESTORE = """
import sys
from cstonews.archive.copies.restore import restore
print("ready", flush=True)
restore(sys.argv[1], sys.argv[2], force=True)
"""


@pytest.mark.parametrize("there", ["something else", "nothing"])
def test_what_is_killed_in_the_middle_leaves_the_old_or_the_new(
    path: Path, backup: Path, thorough: bool, counted: Callable[[str, int], None], there: str
) -> None:
    chance = random.Random(7)
    add(path, "Tashkent")
    before = path.with_name("before")
    shutil.copy(path, before)
    old, new = everything(before), everything(backup)
    for _ in range(100 if thorough else 2):
        for left in path.parent.glob("a.db*"):
            left.unlink()
        if there != "nothing":
            shutil.copy(before, path)
        if killed(RESTORE, backup, path, after=chance.random()):
            counted("kills survived: an archive put back, by SIGKILL", 1)
        if path.exists():
            assert everything(path) in ([old, new] if there != "nothing" else [new])
            assert check(str(path)).problems == ()
        else:
            assert there == "nothing"
        restore(str(backup), str(path), force=True)
        assert everything(path) == new
        assert not list(path.parent.glob("*.part*"))
