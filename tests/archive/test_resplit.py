"""All dumps read anew: today's rules reach what earlier ones, or an earlier program, stored."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from contents import content
from splitters import one_piece

from cstonews.archive.answers.lookup import entries_by_handle
from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.facts import cuts
from cstonews.archive.migrations import EDITION, MIGRATIONS
from cstonews.archive.writer import rehearsing, writing
from cstonews.dumps import Dump, decode
from cstonews.errors import ArchiveError
from cstonews.model import DateSource, Segment
from cstonews.reports import ResplitReport
from cstonews.split import split_stream

HERE = Path(__file__).parent
GOLD = sorted((HERE.parent / "gold" / "pages").glob("*.txt"))
DATA = HERE.parent.parent / "data" / "pages"
WHEN = "2024-01-01T00:00:00+00:00"


def dumps() -> list[Dump]:
    return [decode(page.read_bytes(), page.name) for page in GOLD]


def ingest(path: Path, found: list[Dump]) -> None:
    with writing(str(path)) as writer:
        for dump in found:
            writer.add(dump, WHEN)


def resplit(path: Path) -> ResplitReport:
    with writing(str(path)) as writer:
        return writer.resplit()


def ingest_as_before(path: Path, found: list[Dump], patch: pytest.MonkeyPatch) -> None:
    with patch.context() as context:
        context.setattr(cuts, "split_stream", one_piece)
        ingest(path, found)


def test_where_the_rules_are_the_same_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    ingest(path, dumps())
    before = content(path)
    report = resplit(path)
    assert report.dumps == {"read": len(GOLD), "changed": 0}
    assert set(report.entries.values()) == {0}
    assert report.changes == ()
    assert content(path) == before
    assert check(str(path)).problems == ()


def test_better_rules_reach_what_was_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_as_before(tmp_path / "a.db", dumps(), monkeypatch)
    ingest(tmp_path / "b.db", dumps())
    assert content(tmp_path / "a.db") != content(tmp_path / "b.db")
    report = resplit(tmp_path / "a.db")
    assert content(tmp_path / "a.db") == content(tmp_path / "b.db")
    assert report.dumps["changed"] > 15
    assert report.entries["new"] > 15
    assert report.entries["recut"] >= 10
    assert sum(report.segments.values()) == len(content(tmp_path / "b.db")["segments"])
    assert check(str(tmp_path / "a.db")).problems == ()


def test_handles_of_an_earlier_cut_still_find_an_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    ingest_as_before(path, dumps(), monkeypatch)
    before = [row[0] for row in content(path)["entries"]]
    resplit(path)
    resplit(path)
    for handle in before:
        assert len(read(str(path), lambda db, h=str(handle): entries_by_handle(db, h))) == 1


def test_the_former_handle_of_a_forgotten_dump_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    ingest_as_before(path, dumps(), monkeypatch)
    resplit(path)
    with writing(str(path)) as writer:
        for dump in dumps():
            writer.forget(dump.sha256)
    former = read(str(path), lambda db: db.execute("SELECT * FROM former").fetchall())
    assert former == []
    assert set(map(len, content(path).values())) == {0}


def test_corrections_survive_another_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    ingest_as_before(path, dumps()[:3], monkeypatch)
    handle = str(content(path)["entries"][0][0])
    with writing(str(path)) as writer:
        writer.edit(handle, {"title": "A title by hand", "date": "2001-02-03"}, WHEN)
        writer.resplit()
    (entry,) = read(str(path), lambda db: entries_by_handle(db, handle))
    assert entry.title == "A title by hand"
    assert str(entry.date) == "2001-02-03"
    assert entry.date_source is DateSource.CORRECTED
    assert not handle.startswith(entry.handle)


def test_it_can_be_rehearsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    ingest_as_before(path, dumps()[:5], monkeypatch)
    before = path.read_bytes()
    with rehearsing(str(path)) as writer:
        assert writer.resplit().dumps["changed"] == 5
    assert path.read_bytes() == before


def test_a_failure_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    ingest_as_before(path, dumps()[:5], monkeypatch)
    before = content(path)
    calls = iter(range(3))

    def fail(*arguments: object) -> Iterator[Segment]:
        if next(calls, None) is None:
            raise ValueError("a fault")
        return split_stream(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(cuts, "split_stream", fail)
    with pytest.raises(ArchiveError, match="a fault"):
        resplit(path)
    assert content(path) == before


SAID_BY_PEOPLE = 2  # from this specimen on they hold a date corrected by hand, and a saved search


def test_there_is_a_specimen_of_every_schema_but_todays() -> None:
    specimens = [path.stem for path in sorted((HERE / "old").glob("*.sqlite"))]
    assert specimens == list(MIGRATIONS)[:-1]


@pytest.mark.parametrize("specimen", sorted((HERE / "old").glob("*.sqlite")), ids=lambda p: p.stem)
def test_an_old_archive_becomes_one_of_today(tmp_path: Path, specimen: Path) -> None:
    path = tmp_path / "a.db"
    shutil.copy(specimen, path)
    names = [
        "2023-12-07-afghanistan-working-group.txt",
        "2023-11-23-collective-security-council.txt",
        "2023-12-27-consultations-plan.txt",
    ]
    ingest(tmp_path / "b.db", [decode((DATA / name).read_bytes(), name) for name in names])
    earlier = edition(path) < EDITION
    with writing(str(path)) as writer:
        read_anew = writer.upgrade
        assert (read_anew is not None) == earlier
        assert read_anew is None or read_anew == writer.resplit()
        assert read_anew is None or read_anew.dumps["read"] == len(names)
    assert check(str(path)).problems == ()
    with writing(str(path)) as writer:
        assert writer.upgrade is None
        if list(MIGRATIONS).index(specimen.stem) >= SAID_BY_PEOPLE:
            assert writer.undo("d21b7fb").date == dt.date(2025, 4, 22)
            assert writer.delete_saved("meetings") == "meeting"
    assert content(path) == content(tmp_path / "b.db")
    assert check(str(path)).problems == ()
    assert edition(path) == EDITION
    ingest(path, [decode((DATA / "2021-news-listing.txt").read_bytes(), "one more")])
    assert content(path) != content(tmp_path / "b.db")


def edition(path: Path) -> int:
    """The edition of an archive of any age."""
    sql = "PRAGMA user_version"
    return read(
        str(path), lambda db: int(db.execute(sql).fetchone()[0]), without=frozenset(MIGRATIONS)
    )


OLD = sorted((HERE / "old").glob("*.sqlite"))


def rows_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


@pytest.mark.parametrize("specimen", OLD, ids=lambda path: path.stem)
def test_an_archive_is_kept_as_it_was_before_it_is_upgraded(tmp_path: Path, specimen: Path) -> None:
    path = tmp_path / "a.db"
    shutil.copy(specimen, path)
    path.chmod(0o600)
    with writing(str(path)) as writer:
        kept = writer.kept
    assert kept is not None
    assert Path(kept).stat().st_mode & 0o777 == 0o600
    assert rows_of(Path(kept)) == rows_of(specimen)
    assert {file.name for file in tmp_path.iterdir()} == {"a.db", Path(kept).name}
    with writing(str(path)) as writer:
        assert writer.kept is None


def test_a_copy_that_was_kept_of_another_archive_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    kept = []
    for specimen in (OLD[0], OLD[1], OLD[1], OLD[0]):
        shutil.copy(specimen, path)
        with writing(str(path)) as writer:
            assert writer.kept
            kept.append(Path(writer.kept))
    first, second, *again = kept
    assert again == [second, first]
    assert rows_of(first) == rows_of(OLD[0])
    assert rows_of(second) == rows_of(OLD[1])


def test_what_only_has_the_name_of_a_copy_stays(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD[0], tmp_path / "a.db"))
    name = tmp_path / f"a.db.before-{len(MIGRATIONS)}.{EDITION}"
    name.mkdir()
    (tmp_path / f"{name.name}-2").symlink_to("nowhere")
    with writing(str(path)) as writer:
        assert writer.kept == f"{name}-3"
    assert not (tmp_path / "nowhere").exists()


def test_nothing_is_kept_of_an_archive_that_is_new(tmp_path: Path) -> None:
    ingest(tmp_path / "a.db", dumps()[:1])
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


@pytest.mark.parametrize("specimen", OLD, ids=lambda path: path.stem)
def test_an_upgrade_of_tables_that_fails_changes_nothing(
    tmp_path: Path, specimen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    shutil.copy(specimen, path)
    last = list(MIGRATIONS)[-1]
    with monkeypatch.context() as patch:
        patch.setitem(MIGRATIONS, last, (*MIGRATIONS[last], "SELECT no_such_function()"))
        with pytest.raises(ArchiveError, match="no_such_function"), writing(str(path)):
            pass
    assert rows_of(path) == rows_of(specimen)
    with writing(str(path)):
        pass
    assert check(str(path)).problems == ()


def test_an_upgrade_whose_reading_fails_is_done_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    shutil.copy(OLD[0], path)

    def fail(*_: object) -> Iterator[Segment]:
        raise ValueError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr(cuts, "split_stream", fail)
        with pytest.raises(ArchiveError, match="a fault"), writing(str(path)):
            pass
    assert edition(path) < EDITION
    assert check(str(path)).problems == ()
    with writing(str(path)) as writer:
        assert writer.upgrade is not None
    first = tmp_path / f"a.db.before-{len(MIGRATIONS)}.{EDITION}"
    assert rows_of(first) == rows_of(OLD[0])  # which the earlier cstonews can read
    assert check(str(path)).problems == ()
