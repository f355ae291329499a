"""Whatever ends a command at whatever moment, the archive is whole, and a re-run finishes.

Real processes, killed anywhere from their first instruction to their last, and where the files
of the archive change, so that many are hit inside a transaction or a checkpoint.
"""

from __future__ import annotations

import random
import re
import signal
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from faults import kills
from faults.archives import content, dumps_of
from faults.disturbed import Inputs, backup_to, holds, holds_backup, put
from faults.kills import Ended, Moment
from faults.torn import torn, with_a_log

from cstonews.interrupts import INTERRUPTED

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")

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
        put(ready.base, archive)
        told = kills.interrupted(archive, ready.arguments, one[1], number)
        left[_ending_is_right(told, number)] += 1
        holds(ready, archive, texts)

    kills.at_once(disturb, enumerate(islice(kills.moments(ready.usual, seeded), times)))
    for how, count in left.items():
        counted(f"kills survived: {name} by {number.name}, {how}", count)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=lambda one: one.name)
def test_a_backup_that_is_ended_is_whole_or_is_not_there(
    inputs: Inputs, tmp_path: Path, thorough: bool, counted, number: signal.Signals
) -> None:
    times, chance = 40 if thorough else 2, random.Random(f"backup {number}")
    wanted = content(inputs.archive)

    def disturb(one: tuple[int, Moment]) -> None:
        target = tmp_path / str(one[0]) / "backup.db"
        target.parent.mkdir()
        told = kills.interrupted(target, backup_to(inputs, target), one[1], number)
        left[_ending_is_right(told, number)] += 1
        holds_backup(inputs, target, wanted)

    left = Counter[str]()
    first = tmp_path / "usual.db"
    usual = kills.watched(first, backup_to(inputs, first))
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
        holds(ready, archive, texts)

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
        holds(ready, torn_one, texts)
        return 1

    logged = list(with_a_log(sorted(kept)))
    done = sum(kills.at_once(tear, ((number, one) for one in logged for number in range(copies))))
    counted("power cuts survived: logs torn behind what was synced", done)


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
