"""Whatever ends a command at whatever moment, the archive is whole, and a re-run finishes.

Real processes, killed anywhere from their first instruction to their last, and where the files
of the archive change, so that many are hit inside a transaction or a checkpoint.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from faults import kills
from faults.archives import OLD, Content, content, dumps_of, problems, statements
from faults.kills import Ended, Moment, Undisturbed
from faults.made import News, pages, write_dump
from faults.torn import torn, with_a_log

from cstonews.archive.connection import read
from cstonews.archive.migrations import EDITION
from cstonews.interrupts import INTERRUPTED

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")


class Size(NamedTuple):
    """Of what is ingested: pages, of which from 256 KB on other processes cut some; and items of
    one large dump, which from 1 MB on is stored while it is cut.
    """

    pages: int
    items: int


QUICK, THOROUGH = Size(56, 0), Size(64, 900)


class Inputs(NamedTuple):
    """The dumps, in a folder, an archive of some of them, and one of others."""

    folder: Path
    some: Path
    archive: Path
    other: Path


class Command(NamedTuple):
    """A command to disturb: ``archive`` makes what it finds, ``arguments`` what it is told.

    ``whole`` says that it changes all at once, so that nothing between before and after it can
    ever be seen.
    """

    archive: Callable[[Inputs, Path], object]
    arguments: Callable[[Inputs], Sequence[str]]
    whole: bool = True


def nothing(inputs: Inputs, path: Path) -> None:
    """No archive yet."""


def filled(inputs: Inputs, path: Path) -> None:
    shutil.copy(inputs.archive, path)


def of_an_earlier_edition(inputs: Inputs, path: Path) -> None:
    filled(inputs, path)
    statements(path, f"PRAGMA user_version = {EDITION - 1}")


def damaged(inputs: Inputs, path: Path) -> None:
    """Without what follows from the dumps, so that all of it can be had again."""
    filled(inputs, path)
    statements(path, "DELETE FROM entries WHERE id % 2", "DELETE FROM entries_fts_data")


def specimen(name: str) -> Callable[[Inputs, Path], object]:
    return lambda inputs, path: shutil.copy(OLD / name, path)


def first_dump(inputs: Inputs) -> str:
    data = min(inputs.some.iterdir()).read_bytes()
    return sha256(data).hexdigest()


def first_entry(inputs: Inputs) -> str:
    handle = read(str(inputs.archive), lambda db: db.execute(_FIRST).fetchone()[0])
    return str(handle)


_FIRST = "SELECT handle FROM entries WHERE date IS NOT NULL ORDER BY id LIMIT 1"
SAVE = ("save", "afghanistan", "Afghanistan")
# The state of one in the place of the state of another, whose dumps it lacks.
RESTORE = ("restore", "--force")

COMMANDS = {
    "ingest": Command(nothing, lambda inputs: ["ingest", str(inputs.folder)], whole=False),
    "ingest into more": Command(filled, lambda inputs: ["ingest", str(inputs.folder)], whole=False),
    "resplit": Command(filled, lambda inputs: ["resplit"]),
    "forget": Command(filled, lambda inputs: ["forget", first_dump(inputs)]),
    "edit": Command(filled, lambda inputs: ["edit", first_entry(inputs), "--title", "Corrected"]),
    "save": Command(filled, lambda inputs: SAVE),
    "repair": Command(damaged, lambda inputs: ["repair"]),
    "merge": Command(filled, lambda inputs: ["merge", str(inputs.other)], whole=False),
    "restore": Command(filled, lambda inputs: [*RESTORE, str(inputs.other)]),
    "an upgrade of the rules": Command(of_an_earlier_edition, lambda inputs: SAVE, whole=False),
    "an upgrade of 0001": Command(specimen("0001_initial.sqlite"), lambda inputs: SAVE, False),
    "an upgrade of 0002": Command(
        specimen("0002_origins_and_corrections.sqlite"), lambda inputs: SAVE, False
    ),
}
# How often each is disturbed, by which signal: in the quick suite, and thoroughly.
DISTURBED = {
    ("ingest", signal.SIGKILL): (6, 120),
    ("ingest", signal.SIGINT): (4, 60),
    ("ingest", signal.SIGTERM): (2, 40),
    ("ingest into more", signal.SIGKILL): (2, 30),
    ("resplit", signal.SIGKILL): (3, 40),
    ("resplit", signal.SIGINT): (2, 20),
    ("forget", signal.SIGKILL): (3, 40),
    ("forget", signal.SIGINT): (1, 20),
    ("edit", signal.SIGKILL): (2, 40),
    ("edit", signal.SIGINT): (1, 20),
    ("save", signal.SIGKILL): (1, 30),
    ("save", signal.SIGTERM): (1, 20),
    ("repair", signal.SIGKILL): (2, 60),
    ("repair", signal.SIGINT): (1, 20),
    ("merge", signal.SIGKILL): (2, 60),
    ("merge", signal.SIGINT): (1, 20),
    ("restore", signal.SIGKILL): (2, 60),
    ("restore", signal.SIGINT): (1, 20),
    ("an upgrade of the rules", signal.SIGKILL): (3, 50),
    ("an upgrade of 0001", signal.SIGKILL): (2, 50),
    ("an upgrade of 0001", signal.SIGINT): (1, 20),
    ("an upgrade of 0002", signal.SIGKILL): (2, 50),
}


class Prepared(NamedTuple):
    """A command that is ready to be disturbed, and what it does when nobody does that."""

    command: Command
    base: Path
    arguments: Sequence[str]
    before: Content | None
    after: Content
    usual: Undisturbed
    ills: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory, thorough: bool) -> Inputs:
    size = THOROUGH if thorough else QUICK
    folder = tmp_path_factory.mktemp("inputs")
    found = Inputs(folder / "all", folder / "all" / "b", folder / "archive.db", folder / "other.db")
    for name, chunk in (("a", 0), ("b", 1), ("c", 2)):
        (found.folder / name).mkdir(parents=True)
        texts = islice(pages(News(400).items()), chunk, size.pages, 3)
        for number, text in enumerate(texts):
            (found.folder / name / f"{number:03}.txt").write_text(text)
    if size.items:
        write_dump(size.items, found.folder / "bb.txt")
    assert kills.run(found.archive, ["ingest", str(found.some)]).status == 0
    assert kills.run(found.other, ["ingest", str(found.folder / "a")]).status == 0
    return found


@pytest.fixture(scope="module")
def prepared(inputs: Inputs, tmp_path_factory) -> Callable[[str], Prepared]:
    known: dict[str, Prepared] = {}

    def prepared(name: str) -> Prepared:
        if name not in known:
            known[name] = _prepared(COMMANDS[name], inputs, tmp_path_factory.mktemp("base"))
        return known[name]

    return prepared


def _prepared(command: Command, inputs: Inputs, folder: Path) -> Prepared:
    base, undisturbed = folder / "base.db", folder / "undisturbed.db"
    command.archive(inputs, base)
    before = content(base) if base.exists() else None
    if base.exists():
        shutil.copy(base, undisturbed)
    arguments = command.arguments(inputs)
    usual = kills.watched(undisturbed, arguments)
    assert problems(undisturbed) == ()
    return Prepared(command, base, arguments, before, content(undisturbed), usual, problems(base))


@pytest.fixture(scope="module")
def texts(inputs: Inputs) -> dict[str, bytes]:
    """The bytes of all dumps that are ingested, by their hashes."""
    found = [path.read_bytes() for path in inputs.folder.rglob("*.txt")]
    return {sha256(data).hexdigest(): data for data in found}


@pytest.mark.parametrize(
    ("name", "number"), DISTURBED, ids=lambda one: getattr(one, "name", str(one).replace(" ", "-"))
)
def test_a_command_that_is_ended_leaves_a_whole_archive(
    prepared, texts, tmp_path: Path, thorough: bool, counted, name: str, number: signal.Signals
) -> None:
    ready = prepared(name)
    times = DISTURBED[name, number][thorough]
    seeded = random.Random(f"{name} {number}")
    left = Counter[str]()

    def disturb(one: tuple[int, Moment]) -> None:
        archive = tmp_path / f"{one[0]}.db"
        _put(ready.base, archive)
        told = kills.interrupted(archive, ready.arguments, one[1], number)
        left[_ending_is_right(told, number)] += 1
        _holds(ready, archive, texts)

    kills.at_once(disturb, enumerate(islice(kills.moments(ready.usual, seeded), times)))
    for how, count in left.items():
        counted(f"kills survived: {name} by {number.name}, {how}", count)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=lambda one: one.name)
def test_a_backup_that_is_ended_is_whole_or_is_not_there(
    inputs: Inputs, tmp_path: Path, thorough: bool, counted, number: signal.Signals
) -> None:
    times, chance = 40 if thorough else 2, random.Random(f"backup {number}")
    wanted = content(inputs.archive)

    def command(target: Path) -> Sequence[str]:
        return ["backup", "--force", "--archive", str(inputs.archive), str(target)]

    def disturb(one: tuple[int, Moment]) -> None:
        target = tmp_path / str(one[0]) / "backup.db"
        target.parent.mkdir()
        told = kills.interrupted(target, command(target), one[1], number)
        left[_ending_is_right(told, number)] += 1
        assert kills.left_over(target) == []
        assert not target.exists() or content(target) == wanted
        assert kills.run(target, command(target)).status == 0
        assert problems(target) == ()
        assert content(target) == wanted
        assert list(target.parent.iterdir()) == [target]

    left = Counter[str]()
    usual = kills.watched(tmp_path / "usual.db", command(tmp_path / "usual.db"))
    kills.at_once(disturb, enumerate(islice(kills.moments(usual, chance), times)))
    for how, count in left.items():
        counted(f"kills survived: backup by {number.name}, {how}", count)


def test_a_worker_that_is_killed_stops_the_ingest_in_one_line(
    prepared, texts, tmp_path: Path, thorough: bool, counted
) -> None:
    ready = prepared("ingest")
    times = 40 if thorough else 2
    chance = random.Random("a worker")

    def disturb(one: tuple[int, float]) -> None:
        archive = tmp_path / f"{one[0]}.db"
        told = kills.worker_killed(archive, ready.arguments, one[1])
        assert told.status in (0, 1)
        assert told.status == 0 or told.err.startswith("Error: the process that read ")
        assert told.err.count("\n") == told.status
        _holds(ready, archive, texts)

    kills.at_once(disturb, enumerate(chance.uniform(0, ready.usual.seconds) for _ in range(times)))
    counted("kills survived: a worker of ingest by SIGKILL", times)


def test_a_power_cut_leaves_a_whole_earlier_state(
    prepared, texts, tmp_path: Path, thorough: bool, counted
) -> None:
    """Copies of what a killed ingest left, whose log has lost some of what was not synced."""
    ready, chance = prepared("ingest"), random.Random("a power cut")
    kept: list[Path] = []

    def kill(one: tuple[int, Moment]) -> None:
        archive = tmp_path / f"{one[0]}.db"
        kills.interrupted(archive, ready.arguments, one[1], signal.SIGKILL)
        kept.append(archive)

    runs, copies = (12, 5) if thorough else (3, 2)
    kills.at_once(kill, enumerate(islice(kills.late_moments(ready.usual, chance), runs)))

    def tear(one: tuple[int, Path]) -> int:
        torn_one = one[1].with_name(f"{one[0]} {one[1].name}")
        torn(one[1], torn_one, random.Random(str(one)))
        before = set(dumps_of(one[1]))
        assert set(dumps_of(torn_one)) <= before
        _holds(ready, torn_one, texts)
        return 1

    logged = list(with_a_log(sorted(kept)))
    done = sum(kills.at_once(tear, ((number, one) for one in logged for number in range(copies))))
    counted("power cuts survived: logs torn behind what was synced", done)


def _put(base: Path, archive: Path) -> None:
    if base.exists():
        shutil.copy(base, archive)


def _ending_is_right(told: Ended, number: signal.Signals) -> str:
    """How a process ended that was sent a signal; what it left is one of what was promised."""
    if told.status == 0:
        assert "Traceback" not in told.err, told.err
        return "too late"
    if number is signal.SIGINT and told.status != 130:
        assert is_pythons(told), told
        return "while Python started or ended"
    if number is signal.SIGINT:
        assert told.err.splitlines()[-1] == INTERRUPTED
        assert "Traceback" not in told.err, told.err
    else:
        assert told.status in (-number, 128 + number)  # orderly where a file is being written
        assert "Traceback" not in told.err, told.err
        assert "Error" not in told.err, told.err
    return "in time"


def is_pythons(told: Ended) -> bool:
    """Whether a process was interrupted before the program could care for it, or after that:
    while Python itself started, found the program's first modules, or took itself down.
    """
    first = ("__init__.py", "__main__.py", "interrupts.py")
    ours = re.findall(r'cstonews/(\S+)", line', told.err)
    return told.status in (1, -signal.SIGINT) and set(ours) <= set(first)


def _holds(ready: Prepared, archive: Path, texts: dict[str, bytes]) -> None:
    """An archive after a fault is whole, nobody works for it any more, a re-run finishes."""
    assert kills.left_over(archive) == []
    assert problems(archive) in ((), ready.ills)
    for name, data in dumps_of(archive).items():
        assert texts.get(name, data) == data
    done = _is_done(ready, archive)
    again = kills.run(archive, ready.arguments)
    assert again.status == 0 or (done and again.status == 1), again
    assert "Traceback" not in again.err
    assert problems(archive) == ()
    assert content(archive) == ready.after


def _is_done(ready: Prepared, archive: Path) -> bool:
    """Whether the archive is as after the command; if not, it is as before it, where the command
    changes all at once.
    """
    if ready.before is None and not archive.exists():
        return False
    try:
        now = content(archive)
    except Exception:  # noqa: BLE001 - an upgrade is half done
        return False
    if ready.command.whole and now != ready.after:
        assert now == ready.before
    return now == ready.after
