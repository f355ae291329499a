"""A disk without room, that cannot be written, or that has no room for temporary files.

Small file systems in memory, where they may be mounted, and limits on the size of a file, which
the system keeps everywhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from faults import kills
from faults.archives import Content, content, problems
from faults.everything import PAGES, READERS, WRITERS, Told, typed
from faults.kills import Ended

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these limits are Linux's")

KILO = 1 << 10


def is_told(told: Ended) -> bool:
    """Whether a command said in one line what is wrong; if not, nothing was wrong."""
    complaint = kills.complaint(told)
    assert not complaint or any(
        said in complaint
        for said in (
            "make room",
            "has no room",
            "No space left",
            "cannot be written",
            "cannot be opened",
        )
    ), complaint
    return bool(complaint)


KB = {  # of a file at most, and free on a disk
    "file": {False: (0,), True: (0, 20, 50, 100, 150, 200, 300, 500)},
    "disk": {False: (0,), True: (0, 4, 32, 40, 60, 100, 200)},
}


class Case(NamedTuple):
    """A command, and where it runs: ``archive`` is still to be put there."""

    arguments: Sequence[str]
    archive: Path
    size: int


def survived(
    case: Case, whole: Content, mend: Callable[[], object], **options: Any
) -> Ended | None:
    """Run a command where something is wrong with the disk. If that was in its way it has said
    so and changed nothing, and when all is well again it does its work.
    """
    told = kills.run(case.archive, case.arguments, **options)
    wrong = is_told(told)
    mend()
    assert problems(case.archive) == ()
    if not wrong:
        return None
    assert content(case.archive) == whole
    assert kills.run(case.archive, case.arguments).status == 0
    return told


@pytest.mark.skipif(not shutil.which("prlimit"), reason="needs prlimit")
def test_files_that_may_not_grow(base: Path, named, tmp_path: Path, thorough, counted) -> None:
    before = content(base)

    def run(one: tuple[str, int]) -> bool:
        name, size = one
        case = Case(typed(WRITERS[name], named), tmp_path / f"{name}{size}.db", size)
        shutil.copy(base, case.archive)
        limit = ["prlimit", f"--fsize={size * KILO}"]
        return survived(case, before, lambda: None, before=limit) is not None

    failed = sum(kills.at_once(run, product(WRITERS, KB["file"][thorough])))
    assert failed >= len(WRITERS)
    counted("commands survived: on a file that may not grow", failed)


def may_mount() -> bool:
    if os.geteuid() or not shutil.which("mount"):
        return False
    check = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return (
        bool(shutil.which("unshare")) and not subprocess.run(check, capture_output=True).returncode
    )


mounting = pytest.mark.skipif(not may_mount(), reason="nothing may be mounted here")
Disk = Callable[[int], Path]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Make a disk of some KB; it is gone when the test is over."""
    made: list[Path] = []

    def disk(size: int) -> Path:
        place = tmp_path / f"disk{len(made)}"
        place.mkdir()
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(place)], check=True
        )
        made.append(place)
        return place

    yield disk
    for place in made:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, left: int = 0) -> Path:
    """Leave ``left`` KB of a disk free."""
    filler = place / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4 * KILO))
    os.truncate(filler, max(0, filler.stat().st_size - left * KILO))
    return filler


@mounting
def test_a_full_disk(base: Path, named, disk: Disk, thorough, counted) -> None:
    before = content(base)
    places = {name: disk(2048) for name in WRITERS}

    def run(name: str) -> int:
        failed = 0
        for size in KB["disk"][thorough]:
            case = Case(typed(WRITERS[name], named), places[name] / "archive.db", size)
            shutil.copy(base, case.archive)
            filler = fill(places[name], size)
            told = survived(case, before, filler.unlink, env={"TMPDIR": str(base.parent)})
            assert not told or "room" in told.err, told.err
            failed += told is not None
            for file in places[name].iterdir():
                file.unlink()
        return failed

    failed = sum(kills.at_once(run, WRITERS))
    assert failed >= len(WRITERS)
    counted("commands survived: on a full disk", failed)


@mounting
def test_a_first_ingest_on_a_full_disk(disk: Disk, base: Path, thorough, counted) -> None:
    place = disk(2048)
    for size in KB["disk"][thorough]:
        archive = place / "archive.db"
        filler = fill(place, size)
        assert is_told(kills.run(archive, ["ingest", str(PAGES)]))
        filler.unlink()
        assert kills.run(archive, ["ingest", str(PAGES)]).status == 0
        assert problems(archive) == ()
        for file in place.iterdir():
            file.unlink()
    counted("commands survived: on a full disk", len(KB["disk"][thorough]))


@mounting
def test_readers_need_no_room(base: Path, named, disk: Disk, thorough) -> None:
    place = disk(1024)
    archive = place / "archive.db"
    shutil.copy(base, archive)
    fill(place)
    nowhere = {"TMPDIR": str(place), "SQLITE_TMPDIR": str(place)}

    def run(name: str) -> None:
        done = kills.run(archive, typed(READERS[name], named), env=nowhere)
        assert done.status == 0 or (name == "check" and is_told(done))

    kills.at_once(run, some(READERS, thorough))


TEMPORARY = {
    "check": ["check"],
    "a rehearsal": ["ingest", "--dry-run", str(PAGES)],
    "a rehearsal of forget": ["forget", "--dry-run", "DUMP"],
}


@mounting
@pytest.mark.parametrize("arguments", TEMPORARY.values(), ids=TEMPORARY)
def test_no_room_for_temporary_files(base: Path, named, disk: Disk, arguments) -> None:
    place, before = disk(64), content(base)
    fill(place)
    words = [named.get(word, word) for word in arguments]
    nowhere = {"TMPDIR": str(place), "SQLITE_TMPDIR": str(place)}
    done = kills.run(base, words, env=nowhere)
    assert done.status == 0 or is_told(done)
    assert content(base) == before


@mounting
def test_no_room_for_what_comes_through_a_pipe(base: Path, disk: Disk, tmp_path: Path) -> None:
    place, before = disk(64), content(base)
    fill(place, 16)  # where there is none at all Python takes another folder
    large = tmp_path / "large.txt"
    large.write_bytes(b"A line of a dump that is too large for the memory.\n" * 200_000)
    with subprocess.Popen(["cat", str(large)], stdout=subprocess.PIPE) as pipe:
        nowhere = {"TMPDIR": str(place)}
        done = kills.run(base, ["ingest", "-"], env=nowhere, stdin=pipe.stdout)
    assert is_told(done)
    assert content(base) == before


@mounting
def test_a_read_only_disk(base: Path, named, disk: Disk, thorough, counted) -> None:
    place = disk(2048)
    archive = place / "archive.db"
    shutil.copy(base, archive)
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    may_only_read(archive, named, thorough)
    assert is_told(kills.run(place / "new.db", ["ingest", str(PAGES)]))
    counted("commands survived: on a read-only disk", len(some(READERS | WRITERS, thorough)) + 1)


def some(commands: Mapping[str, Told], thorough: bool) -> Mapping[str, Told]:
    """All commands, or for a quick look those few that differ most in how they use the archive."""
    few = {"list", "export", "check", "ingest", "edit"}
    return {name: told for name, told in commands.items() if thorough or name in few}


def may_only_read(archive: Path, named: dict[str, str], thorough: bool, **options: Any) -> None:
    """Readers answer where writers say that they may not write."""

    def run(name: str) -> None:
        done = kills.run(archive, typed((READERS | WRITERS)[name], named), **options)
        assert (done.status, name in WRITERS) in ((0, False), (1, True)), done
        assert name in READERS or (is_told(done) and "check the rights" in done.err), done

    before = archive.read_bytes()
    kills.at_once(run, some(READERS | WRITERS, thorough))
    assert archive.read_bytes() == before


def unprivileged() -> list[str] | None:
    """What makes a process obey the rights of files: nothing, or for root the end of its own."""
    if os.geteuid():
        return []
    return (
        ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if shutil.which("setpriv") else None
    )


@pytest.mark.skipif(unprivileged() is None, reason="root may do everything")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_rights_that_are_missing(
    base: Path, named, tmp_path: Path, thorough, counted, what: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    archive = folder / "archive.db"
    shutil.copy(base, archive)
    counted("commands survived: without the rights", len(some(READERS | WRITERS, thorough)))
    (archive if what == "file" else folder).chmod(0o444 if what == "file" else 0o555)
    try:
        may_only_read(archive, named, thorough, before=unprivileged())
    finally:
        folder.chmod(0o755)
