"""Archives that are merged are what one ingest of all their dumps would have made."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from contents import content, said
from ingesting import killed
from seminars import PLACES, page

from cstonews.archive.answers.dumps import dumps
from cstonews.archive.answers.lookup import entry_numbers
from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.writer import rehearsing, writing
from cstonews.dumps import Dump, decode
from cstonews.errors import ArchiveError
from cstonews.merge import merge
from cstonews.model import Origin
from cstonews.reports import MergeReport

OLD = sorted((Path(__file__).parent / "archive" / "old").glob("*.sqlite"))
FIRST, LATER = "2024-07-01T00:00:00+00:00", "2024-07-02T00:00:00+00:00"

# Pages that share items and furniture, so that what one says changes what the others are.
OPENING = (
    "On 7 December 2023, the 38th meeting of the Working Group on Afghanistan was held in Moscow "
    "with the participation of the Deputy Secretary General."
)
MORE = "Delegations of the member states and of two international organizations came to it."
TITLE = "The Secretariat hosted the 38th meeting of the Working Group on Afghanistan"
TEXTS = [
    f"{OPENING}\n\n\nOn 5 December, another item of the sidebar, which tells of a seminar.\n",
    f"08.12.2023\n\n{OPENING}\n",
    f"{TITLE}\n\n{TITLE} 08.12.2023\n\n{OPENING}\n\n{MORE}\n\nGo back\n",
    f"{TITLE}\n\n{TITLE} 08.12.2024\n\n{OPENING}\n\n{MORE}\n\nGo back\n",
    f"{TITLE}\n\n{TITLE[:50]}",
]
PAGES = [*map(page, PLACES), *(decode(t.encode(), str(n)) for n, t in enumerate(TEXTS))]


def archive_of(path: Path, dumps: Sequence[Dump]) -> Path:
    with writing(str(path)) as writer:
        for dump in dumps:
            writer.add(dump, FIRST)
    return path


def merged(path: Path, *others: Path) -> MergeReport:
    with writing(str(path)) as writer:
        return merge([str(other) for other in others], writer)


def test_a_merge_is_what_an_ingest_of_all_is(
    tmp_path: Path, thorough: bool, counted: Callable[[str, int], None]
) -> None:
    for seed in range(100 if thorough else 4):
        chance = random.Random(seed)
        mine, theirs = (chance.sample(PAGES, chance.randint(0, len(PAGES))) for _ in range(2))
        folder = tmp_path / str(seed)
        one, other = archive_of(folder / "one", mine), archive_of(folder / "other", theirs)
        both = [page for page in PAGES if page in mine or page in theirs]
        together = archive_of(folder / "together", chance.sample(both, len(both)))
        copy = Path(shutil.copy(other, folder / "copy"))
        report = merged(copy, one).added
        assert (report.dumps["new"], report.dumps["known"]) == (
            len(both) - len(theirs),
            len(mine) + len(theirs) - len(both),
        )
        merged(one, other)
        assert content(one) == content(copy) == content(together), seed
        assert check(str(one)).problems == check(str(copy)).problems == ()
        counted("pairs of archives that were merged in either direction", 1)


def test_a_dump_comes_with_its_name_its_time_and_its_origin(path: Path, tmp_path: Path) -> None:
    mine = archive_of(tmp_path / "mine.db", [])
    report = merged(mine, path)
    assert report.added.dumps == {"new": len(read(str(path), dumps))}
    assert content(mine) == content(path)
    theirs, here = said(path), said(mine)
    for table in theirs.keys() - {"looks", "dump_numbers", "dumps"}:
        assert here[table] == theirs[table]
    # All but their numbers.
    assert {row[1:] for row in here["dumps"]} == {row[1:] for row in theirs["dumps"]}
    assert check(str(mine)).problems == ()


def test_a_merge_with_itself_changes_nothing(path: Path, tmp_path: Path) -> None:
    before = content(path), said(path)
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    for other in (path, copy):
        report = merged(path, other)
        assert report.added.dumps.keys() == {"known"}
        assert (report.origins, report.corrections, report.saved) == (0, 0, ())
        assert (content(path), said(path)) == before
        assert check(str(path)).problems == ()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_an_archive_of_an_earlier_cstonews_is_read_in_a_copy(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "read only"
    folder.mkdir()
    theirs = Path(shutil.copy(old, folder / "a #1 100%?\n.db"))
    mine = archive_of(tmp_path / "mine.db", PAGES[-1:])
    assert merged(mine, theirs).added.dumps == {"new": 3}
    assert theirs.read_bytes() == old.read_bytes()
    assert [file.name for file in folder.iterdir()] == [theirs.name]
    assert check(str(mine)).problems == ()
    with closing(sqlite3.connect(old)) as db:
        for (handle,) in db.execute("SELECT handle FROM texts").fetchall():
            assert read(str(mine), lambda db, handle=handle: entry_numbers(db, handle))


def test_a_damaged_dump_is_named_and_stops_no_other(tmp_path: Path) -> None:
    theirs = archive_of(tmp_path / "theirs.db", PAGES[-5:])
    with closing(sqlite3.connect(theirs)) as db, db:
        db.execute(
            "UPDATE pieces SET data = zeroblob(9), packed = 0 WHERE id = (SELECT max(piece) "
            "FROM segments s JOIN dumps d ON d.id = s.dump WHERE d.name = '3')"
        )
    mine = archive_of(tmp_path / "mine.db", PAGES[:3])
    report = merged(mine, theirs).added
    assert report.failures == (
        f"{theirs}: the dump 3 is damaged, and was left there; "
        "repair that archive, and merge it again",
    )
    assert report.dumps == {"new": 4, "failed": 1}
    assert content(mine) == content(
        archive_of(tmp_path / "c.db", [*PAGES[:3], *PAGES[-5:-2], PAGES[-1]])
    )


# What is known of a dump, none of which its hash tells.
CHANGES = {
    "encoding": "'utf-9'", "name": "'another'", "ingested": "5", "bytes": "7", "form": "'other'",
    "url": "x'00'", "fetched": "'2099-01-01'", "sha256": "x'00'", "bytes ": "'many'",
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
def test_what_is_known_of_a_dump_comes_only_as_it_was_written(tmp_path: Path, column: str) -> None:
    theirs = archive_of(tmp_path / "theirs.db", PAGES[-5:])
    with closing(sqlite3.connect(theirs)) as db, db:
        db.execute(f"UPDATE dumps SET {column} = {CHANGES[column]} WHERE name = '3'")
    mine = tmp_path / "mine.db"
    report = merged(mine, theirs).added
    assert [problem.split(" is damaged, and ")[1] for problem in report.failures] == [
        "was left there; repair that archive, and merge it again"
    ]
    assert report.dumps == {"new": 4, "failed": 1}
    assert content(mine) == content(archive_of(tmp_path / "c.db", [*PAGES[-5:-2], PAGES[-1]]))


def test_a_dump_that_both_know_gets_no_origin_that_was_not_written(tmp_path: Path) -> None:
    mine, theirs = (archive_of(tmp_path / name, PAGES[-5:]) for name in ("a.db", "b.db"))
    with closing(sqlite3.connect(theirs)) as db, db:
        db.execute("UPDATE dumps SET url = 'https://another.example' WHERE name = '3'")
    before = content(mine)
    assert merged(mine, theirs).origins == 0
    assert content(mine) == before


def test_what_people_may_not_have_said_is_told(path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE corrections SET value = '2023-12-31'")
    report = merged(tmp_path / "mine.db", path)
    assert report.added.failures == (
        f"{path}: corrections and saved searches may not all be what they were; look through "
        "'cstonews saved' and what 'cstonews list' marks with *",
    )
    assert report.corrections
    assert "failed" not in report.added.dumps


def test_what_both_have_learns_where_it_came_from(tmp_path: Path) -> None:
    known = decode(TEXTS[0].encode(), "page")
    known.origin = Origin("https://example.org/1", None, None, LATER)
    mine = archive_of(tmp_path / "mine.db", PAGES[-5:-4])
    theirs = archive_of(tmp_path / "theirs.db", [known])
    assert merged(mine, theirs).origins == 1
    assert [(one.name, one.origin) for one in read(str(mine), dumps)] == [("0", known.origin)]
    assert merged(mine, theirs).origins == 0


def test_a_rehearsal_leaves_no_trace(path: Path, tmp_path: Path) -> None:
    mine = archive_of(tmp_path / "mine.db", PAGES[:2])
    before = mine.read_bytes(), path.read_bytes()
    with rehearsing(str(mine)) as writer:
        told = merge([str(path)], writer)
    assert (mine.read_bytes(), path.read_bytes()) == before
    assert merged(mine, path) == told


def test_an_archive_that_is_written_to_meanwhile_is_told(path: Path, tmp_path: Path) -> None:
    def write(_: int) -> None:
        with writing(str(path)) as writer:
            writer.add(page("Tashkent"), LATER)

    mine = archive_of(tmp_path / "mine.db", PAGES[:1])
    with writing(str(mine)) as writer, pytest.raises(ArchiveError, match="written to while it was"):
        merge([str(path)], writer, write)
    assert check(str(mine)).problems == ()
    merged(mine, path)
    assert content(mine)["entries"] == content(path)["entries"]


MERGE = """
import sys
from cstonews import adding
from cstonews.archive.writer import writing
from cstonews.merge import merge
adding._TOGETHER = 2
print("ready", flush=True)
with writing(sys.argv[1]) as writer:
    merge(sys.argv[2:], writer)
"""


def test_a_merge_that_is_killed_is_completed_by_the_next(
    path: Path, tmp_path: Path, thorough: bool, counted: Callable[[str, int], None]
) -> None:
    chance = random.Random(5)
    mine = tmp_path / "mine.db"
    together = archive_of(tmp_path / "together.db", PAGES)
    merged(together, path)
    expected = content(together)
    for _ in range(60 if thorough else 2):
        for left in tmp_path.glob("mine.db*"):
            left.unlink()
        archive_of(mine, PAGES)
        if killed(MERGE, mine, path, after=chance.random()):
            counted("kills survived: archives that are merged, by SIGKILL", 1)
        assert check(str(mine)).problems == ()
        merged(mine, path)
        assert content(mine) == expected


@pytest.fixture
def theirs(archive: Path, run) -> str:
    """Another archive than that of the test, with a correction and saved searches."""
    path = str(archive.parent / "theirs #1.db")
    archive_of(Path(path), PAGES[-3:])
    (entry, *_) = json.loads(run("list", "--archive", path, "--format", "json").out)
    run("edit", "--archive", path, entry["handle"], "--title", "A better title")
    for name, words in (("border", "frontier"), ("drugs", "drugs")):
        run("save", "--archive", path, name, words)
    return path


def test_a_merge_says_what_it_brought(archive: Path, run, theirs: str) -> None:
    archive_of(archive, PAGES[-4:-2])
    run("save", "border", "border")
    run("new", "--mark-seen")
    summary = run("merge", theirs, "--dry-run")
    assert summary.out.splitlines()[-1] == "Dry run: nothing was stored."
    told = run("merge", theirs)
    assert (told.status, told.err) == (0, "")
    assert summary.out.startswith(told.out)
    assert told.out == (
        "Dumps:    2 new, 1 known\n"
        "Entries:  1 new, 1 known\n"
        "Segments: 2 articles, 1 furniture\n"
        "Also:     1 correction, 2 saved searches\n"
        "The saved search border is border-2 here.\n"
    )
    assert "A better title" in run("list").out
    assert json.loads(run("new", "--format", "json").out)
    again = run("merge", theirs)
    assert again.out == "Dumps:    3 known\nNothing changed: the archive has all of it already.\n"
    record = json.loads(run("merge", theirs, "--format", "json").out)
    assert record["dumps"] == {"new": 0, "known": 3, "failed": 0}
    assert (record["origins"], record["corrections"], record["saved"]) == (0, 0, [])


def test_an_archive_that_is_not_there_is_told_before_anything_is_done(
    archive: Path, run, theirs: str
) -> None:
    (archive.parent / "text").write_text("no archive\n" * 100)
    for other, says in (("nowhere", "there is no archive at nowhere; name one"), ("text", "text")):
        path = other if other == "nowhere" else str(archive.parent / other)
        told = run("merge", theirs, path)
        assert (told.status, told.out, told.err.count("\n")) == (1, "", 1)
        assert says in told.err
        assert not archive.exists()
    assert run("merge").status == 2
