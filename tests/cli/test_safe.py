"""backup, restore and merge as a person, and a full disk, meet them."""

from __future__ import annotations

import datetime as dt
import os
import pty
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from contents import content
from seminars import PLACES, page
from terminals import process, read_all

from cstonews.archive.writer import writing


@pytest.fixture
def filled(archive: Path) -> Path:
    with writing(str(archive)) as writer:
        for place in PLACES[:3]:
            writer.add(page(place), "2024-07-01T00:00:00+00:00")
    return archive


def test_in_a_folder_a_backup_is_named_after_the_archive_and_the_day(
    run, filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "my backups"
    folder.mkdir()
    told = run("backup", f"{folder}{os.sep}")
    name = f"archive-{dt.date.today()}.db"
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith(f"Copied to {folder / name} (")
    assert "3 dumps" in told.out
    assert os.listdir(folder) == [name]
    again = run("backup", str(folder))
    assert (again.status, again.err.count("\n"), "--force" in again.err) == (1, 1, True)
    assert run("backup", "--force", str(folder)).status == 0
    assert run("check", "--archive", str(folder / name)).status == 0


@pytest.mark.parametrize("arguments", [["backup", "-"], ["backup"], ["restore"], ["merge"]])
def test_without_a_file_it_is_wrong_usage(run, filled: Path, arguments: list[str]) -> None:
    assert run(*arguments).status == 2
    assert os.listdir(filled.parent) == [filled.name]


def full_disk() -> None:
    """Let no file of this process grow beyond some size."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.mark.parametrize("command", ["backup", "restore", "merge"])
def test_a_disk_that_takes_no_more_leaves_all_as_it_was(
    filled: Path, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    target = folder / "target.db"
    archive, file = (filled, target) if command == "backup" else (target, filled)
    told = subprocess.run(
        [sys.executable, "-m", "cstonews", command, file, "--archive", archive],
        capture_output=True, text=True, preexec_fn=full_disk, timeout=60,
    )  # fmt: skip
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.startswith("Error: ")
    assert told.stderr.count("\n") == 1
    left = [name for name in os.listdir(folder) if not name.startswith("target.db")]
    assert left == []
    if command != "merge":
        assert os.listdir(folder) == []


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_on_a_terminal_a_bar_is_shown(filled: Path, tmp_path: Path, command: str) -> None:
    copy = str(tmp_path / "copy.db")
    other = str(tmp_path / "other.db")
    arguments = {"backup": [copy], "restore": [str(filled), "--archive", other]}[command]
    main, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1"}
    with process(
        command, *arguments, stdout=subprocess.DEVNULL, stderr=terminal, env=environment
    ) as child:
        os.close(terminal)
        bar = read_all(main)
    os.close(main)
    assert child.returncode == 0
    assert b"100/100 %" in bar
    assert content(Path(copy if command == "backup" else other)) == content(filled)
