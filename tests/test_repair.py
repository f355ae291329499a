"""A damaged archive is made anew of what can be read of it; what cannot be is said."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import seminars
from connections import connect
from contents import content, said
from ingesting import ingesting

from cstonews.archive import connection
from cstonews.archive.damage.check import check
from cstonews.archive.damage.opening import opened
from cstonews.archive.damage.salvage import REST
from cstonews.archive.writer import writing
from cstonews.errors import ArchiveError
from cstonews.repair import rebuild, repair


def rebuilt(path: Path) -> tuple[Path, tuple[str, ...]]:
    new = path.with_name("new.db")
    new.unlink(missing_ok=True)
    with opened(str(path)) as db, writing(str(new)) as writer:
        problems = rebuild(db, writer)
    assert check(str(new)).problems == ()
    return new, problems


def damage(path: Path, *statements: str) -> None:
    db = connect(str(path))
    for sql in statements:
        assert db.execute(sql).rowcount > 0
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def test_an_archive_that_is_whole_becomes_the_same(path: Path) -> None:
    new, problems = rebuilt(path)
    assert problems == ()
    assert content(new) == content(path)
    assert said(new) == said(path)


# What follows from the dumps comes back, whatever has become of it.
DERIVED = {
    "entries that are gone": ("DELETE FROM entries",),
    "other entries": ("UPDATE entries SET date = '2001-01-01', body = 'other' WHERE id > 40000",),
    "no texts": ("DELETE FROM texts", "DELETE FROM links", "DELETE FROM copies"),
    "no index": ("DELETE FROM entries_fts_data",),
    "no furniture": ("DELETE FROM furniture",),
    "other items": ("UPDATE segments SET text = 1 WHERE text IS NOT NULL",),
}


@pytest.mark.parametrize("statements", DERIVED.values(), ids=DERIVED)
def test_what_is_derived_comes_back(path: Path, whole: Path, statements: tuple[str, ...]) -> None:
    damage(path, *statements)
    assert check(str(path)).problems
    new, problems = rebuilt(path)
    assert problems == ()
    assert content(new) == content(whole)
    assert said(new) == said(whole)


def names(path: Path) -> set[object]:
    return {name for _, name, *_ in content(path)["dumps"]}


LOST = {
    "a piece": "UPDATE pieces SET data = zeroblob(length(data)) WHERE id = 2",
    "a piece that is gone": "DELETE FROM pieces WHERE id = 2",
    "a segment": "DELETE FROM segments WHERE dump = 1 AND seq = 1",
}


@pytest.mark.parametrize("sql", LOST.values(), ids=LOST)
def test_of_a_damaged_dump_the_rest_is_kept_and_the_loss_is_said(
    path: Path, whole: Path, sql: str
) -> None:
    damage(path, sql)
    new, problems = rebuilt(path)
    broken = names(whole) - names(new)
    assert broken
    assert names(new) - names(whole) == {f"{name}{REST}" for name in broken}
    assert len(problems) == len(broken)
    for name in broken:
        assert any(f"bytes of {name} are lost" in problem for problem in problems)
    assert len(content(new)["entries"]) > len(content(whole)["entries"]) * 0.7


def test_of_a_dump_whose_row_is_gone_the_text_is_kept(path: Path, whole: Path) -> None:
    damage(path, "DELETE FROM dumps WHERE id = 1")
    new, problems = rebuilt(path)
    assert "dump 1 (rest)" in names(new)
    assert problems == (
        "name, place and time of a dump are lost; what is left is 'dump 1 (rest)'; ingest it again",
    )
    assert content(new)["entries"] == content(whole)["entries"]


def test_another_name_is_told(path: Path, whole: Path) -> None:
    damage(path, "UPDATE dumps SET name = 'other.txt' WHERE id = 1")
    new, problems = rebuilt(path)
    assert problems[0].startswith("other.txt is whole, but its name, place or time may not be")
    assert content(new)["entries"] == content(whole)["entries"]


def test_corrections_that_may_be_wrong_are_told(path: Path) -> None:
    damage(path, "UPDATE corrections SET value = '2023-12-31'")
    _, problems = rebuilt(path)
    assert problems[0].startswith("corrections and saved searches may not all be what they were")


HEADS = {
    "magic": 0,
    "page size": 16,
    "versions": 18,
    "room": 20,
    "pages": 28,
    "format": 47,
    "vacuum": 52,
    "encoding": 59,
}


@pytest.mark.parametrize("at", [*HEADS.values(), 68], ids=[*HEADS, "mark"])
def test_damaged_first_bytes_are_put_right(path: Path, whole: Path, at: int) -> None:
    before = whole.read_bytes()
    path.write_bytes(before[:at] + bytes([before[at] ^ 0x40]) + before[at + 1 :])
    damaged = path.read_bytes()
    new, problems = rebuilt(path)
    assert problems == ()
    assert content(new) == content(whole)
    assert said(new) == said(whole)
    assert path.read_bytes() == damaged


@pytest.mark.parametrize("at", [0, 16], ids=["magic", "page size"])
def test_what_stands_in_the_log_comes_back_through_a_link_as_well(
    path: Path, tmp_path: Path, at: int
) -> None:
    link = tmp_path / "elsewhere" / "a.db"
    link.parent.mkdir()
    link.symlink_to(path)
    with ingesting(path):
        pass
    with open(path, "r+b") as file:
        file.seek(at)
        file.write(b"\x7f")
    new, problems = rebuilt(link)
    assert problems == ()
    assert "0" in names(new)


@pytest.mark.parametrize("junk", [b"\0", b"\xff", b"text"])
def test_first_bytes_that_are_gone_are_put_back(path: Path, whole: Path, junk: bytes) -> None:
    path.write_bytes(junk * (100 // len(junk)) + whole.read_bytes()[100:])
    new, problems = rebuilt(path)
    assert problems == ()
    assert content(new) == content(whole)
    assert said(new) == said(whole)


def test_another_programs_file_without_its_first_bytes_is_no_archive(path: Path) -> None:
    path.unlink()
    db = connect(str(path))
    db.execute("CREATE TABLE dumps (id, sha256, name)")
    db.close()
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    with pytest.raises(ArchiveError, match="is no archive"), opened(str(path)):
        pass


@pytest.mark.parametrize(
    "data", [b"", b"x", b"text\n" * 1000, b"SQLite format 3\x00" + b"\x00" * 84]
)
def test_what_is_no_archive_is_not_rebuilt(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(data)
    with pytest.raises(ArchiveError), opened(str(path)):
        pass
    assert path.read_bytes() == data


def test_bytes_of_a_page_that_are_anything_lose_no_more_than_they_hold(
    path: Path, whole: Path, thorough: bool, counted: Callable[..., None]
) -> None:
    """Each page in its turn is overwritten; all dumps but those that it held come back."""
    size = 8192
    before = whole.read_bytes()
    pages = range(1, len(before) // size)
    noise = random.Random(6)
    for page in pages if thorough else noise.sample(pages, 6):
        start = page * size
        path.write_bytes(before[:start] + noise.randbytes(size) + before[start + size :])
        new, problems = rebuilt(path)
        lost = names(whole) - names(new)
        told = {name for name in lost if any(str(name) in problem for problem in problems)}
        nameless = [problem for problem in problems if problem.startswith("name, place and time")]
        assert len(told) + len(nameless) == len(lost)
        counted("pages of an archive overwritten, the rest made anew")
        counted("... dumps that came back whole", len(names(whole)) - len(lost))
        counted("... dumps that lost something, each told", len(lost))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_of_an_archive_that_is_cut_off_the_rest_is_kept(
    path: Path, whole: Path, share: float
) -> None:
    """As by a copy that broke off, or a disk that was full."""
    before = whole.read_bytes()
    path.write_bytes(before[: int(len(before) * share)])
    damaged = path.read_bytes()
    new, problems = rebuilt(path)
    kept = names(whole) & names(new)
    assert kept
    nameless = [problem for problem in problems if problem.startswith("name, place and time")]
    told = {name for name in names(whole) if any(str(name) in problem for problem in problems)}
    assert len(names(whole) - kept) <= len(told) + len(nameless)
    assert path.read_bytes() == damaged


OLD = sorted((Path(__file__).parent / "archive" / "old").glob("*.sqlite"))


@pytest.mark.parametrize("specimen", OLD, ids=lambda path: path.stem)
def test_an_archive_of_any_age_is_made_anew(tmp_path: Path, specimen: Path) -> None:
    path = Path(shutil.copy(specimen, tmp_path / "a.db"))
    new, problems = rebuilt(path)
    with writing(str(path)):
        pass
    assert problems == ()
    assert content(new) == content(path)
    assert said(new) == said(path)


@pytest.mark.parametrize("specimen", OLD, ids=lambda path: path.stem)
def test_damage_that_keeps_an_old_archive_from_being_upgraded_can_be_repaired(
    tmp_path: Path, specimen: Path
) -> None:
    path = Path(shutil.copy(specimen, tmp_path / "a.db"))
    damage(path, "UPDATE pieces SET data = zeroblob(length(data)) WHERE id = 2")
    report = repair(str(path))
    assert report.dumps == 3
    assert len(report.problems) == 1
    assert check(str(path)).problems == ()
    with writing(str(path)) as writer:
        assert writer.kept is None


def repaired_while(path: Path, change: Callable[[], None]) -> None:
    """Repair an archive that somebody changes when it is half read; that must be refused."""
    todo = [change]

    def told(_: int) -> None:
        if todo:
            todo.pop()()

    with pytest.raises(ArchiveError, match="changed meanwhile; run the same command again"):
        repair(str(path), told)
    assert not todo


REPAIR = "import sys; from cstonews.repair import repair; repair(sys.argv[1])"


def another(path: Path) -> None:
    subprocess.run([sys.executable, "-c", REPAIR, path], check=True)


LOSE = "UPDATE pieces SET data = zeroblob(length(data)) WHERE id = 2"


@pytest.mark.parametrize("logged", [False, True])
def test_what_comes_in_meanwhile_is_not_lost(path: Path, logged: bool) -> None:
    damage(path, LOSE)
    if logged:
        with ingesting(path):
            pass

    def ingest() -> None:
        with writing(str(path)) as writer:
            writer.add(seminars.page("Tashkent"), "2024-07-02T00:00:00+00:00")

    repaired_while(path, ingest)
    assert "Tashkent" in names(path)
    assert [file.name for file in path.parent.glob("*.damaged*")] == []


def test_of_two_repairs_at_once_one_keeps_the_damaged_one(path: Path) -> None:
    damage(path, LOSE)
    before = path.read_bytes()
    repaired_while(path, lambda: another(path))
    assert check(str(path)).problems == ()
    kept = path.with_name(f"{path.name}.damaged")
    assert kept.read_bytes() == before
    assert [file.name for file in path.parent.glob("*.damaged*")] == [kept.name]


def test_a_damaged_archive_with_a_log_is_repaired_and_both_are_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.05)
    damage(path, LOSE)
    with ingesting(path):
        pass
    before = names(path)
    report = repair(str(path))
    assert len(report.problems) == 1
    assert check(str(path)).problems == ()
    assert "0" in names(path)
    assert report.kept
    assert names(Path(report.kept)) == before
