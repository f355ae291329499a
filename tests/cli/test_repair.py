"""``check`` and ``repair`` as a person meets them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from connections import connect
from contents import content, said

from cstonews.archive.damage.check import check


@pytest.fixture
def damaged(archive: Path, whole: Path) -> Path:
    """The archive of the commands, with a lost piece and no entries."""
    archive.parent.mkdir()
    shutil.copy(whole, archive)
    db = connect(str(archive))
    db.execute("UPDATE pieces SET data = zeroblob(length(data)) WHERE id = 2")
    db.execute("DELETE FROM entries")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return archive


def names_of(path: Path) -> list[str]:
    return [str(name) for _, name, *_ in content(path)["dumps"]]


def test_check_says_what_is_wrong_and_what_to_do(run, damaged: Path) -> None:
    told = run("check")
    assert told.status == 1
    assert "not the one that was ingested" in told.out
    assert told.out.splitlines()[-1].endswith(": not whole")
    assert told.err.startswith("Note: 'cstonews repair' makes the archive anew of all")
    assert "'cstonews restore FILE'" in told.err
    assert "'cstonews help damage'" in told.err


def test_an_archive_that_is_cut_off_is_told_from_one_that_was_never_filled(
    run, archive: Path, whole: Path
) -> None:
    archive.parent.mkdir()
    before = whole.read_bytes()
    archive.write_bytes(before[: len(before) // 2])
    told = run("check")
    assert told.status == 1
    cut, verdict = told.out.splitlines()
    assert cut == f"the file is cut off: {len(before) // 2:,} of {len(before):,} bytes are there"
    assert verdict == "not whole, and too damaged to count what it holds"
    assert run("list").err.endswith("; run 'cstonews check' on it to see where\n")
    assert run("repair").out.startswith("Made the archive anew: ")
    assert run("check").status == 0


def test_repair_makes_the_archive_anew_and_keeps_the_damaged_one(
    run, damaged: Path, whole: Path
) -> None:
    before = damaged.read_bytes()
    told = run("repair")
    assert told.status == 1
    lost = told.err.splitlines()
    assert lost
    assert all(line.startswith("Error: ") and line.endswith("ingest it again") for line in lost)
    made, kept = told.out.splitlines()
    assert made.startswith("Made the archive anew: 36 dumps, ")
    aside = damaged.with_name("archive.db.damaged")
    assert kept == f"The damaged one is {aside}; delete it if nothing is missed."
    assert aside.read_bytes() == before
    assert check(str(damaged)).problems == ()
    assert said(damaged)["corrections"] == said(whole)["corrections"]
    assert run("search", "council").status == 0
    assert run("repair").out == "Nothing to repair: all is whole.\n"
    assert {file.name for file in damaged.parent.iterdir()} == {"archive.db", aside.name}


def test_what_was_lost_comes_back_with_its_file(run, damaged: Path, whole: Path) -> None:
    run("repair")
    pages = Path(__file__).parent.parent / "gold" / "pages"
    sample = Path(__file__).parent.parent.parent / "data" / "pages"
    samples = [str(sample / name) for name in names_of(whole) if (sample / name).exists()]
    assert run("ingest", str(pages), *samples).status == 0
    for name in names_of(damaged):
        if "(rest)" in name:
            assert run("forget", name).status == 0
    handles = {row[0] for row in content(damaged)["entries"]}
    assert handles >= {row[0] for row in content(whole)["entries"]}


def test_a_dry_run_changes_nothing(run, damaged: Path) -> None:
    before = damaged.read_bytes()
    told = run("repair", "--dry-run")
    assert told.out.splitlines()[-1] == "Dry run: nothing was changed."
    assert damaged.read_bytes() == before
    assert [file.name for file in damaged.parent.iterdir()] == [damaged.name]


def test_a_second_damaged_one_gets_another_name(run, damaged: Path) -> None:
    damaged.with_name("archive.db.damaged").write_text("an earlier one")
    assert f"{damaged}.damaged-2;" in run("repair").out


@pytest.mark.parametrize("data", [b"no archive", b"SQLite format 3\0" + b"\0" * 500])
def test_what_is_no_archive_is_left_alone(run, archive: Path, data: bytes) -> None:
    archive.parent.mkdir()
    archive.write_bytes(data)
    told = run("repair")
    assert told.status == 1
    assert told.err.startswith("Error: ")
    assert told.err.count("\n") == 1
    assert archive.read_bytes() == data
    assert [file.name for file in archive.parent.iterdir()] == [archive.name]


def test_without_an_archive_it_is_said_how_one_is_made(run, archive: Path) -> None:
    told = run("repair")
    assert (told.status, "cstonews ingest" in told.err) == (1, True)
