"""A disk that fails at any of a command's reads and writes, once or from then on.

The system calls of a real process are made to fail, one by one, whichever file they are for.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from faults import kills
from faults.archives import content, dumps_of, problems
from faults.disturbed import COMMANDS, Inputs, backup_to, holds, holds_backup, put
from faults.everything import READERS, typed

TRACED = ["strace", "-f", "--seccomp-bpf", "-qq"]


def may_trace() -> bool:
    if not shutil.which("strace"):
        return False
    return not subprocess.run(
        [*TRACED, "-e", "trace=fsync", "true"], capture_output=True
    ).returncode


pytestmark = pytest.mark.skipif(not may_trace(), reason="nothing may be traced here")

READ = "pread64"  # by which the system's libraries are read as well
# The calls by which files are read and changed, and how each may fail. Python's own modules are
# read by others.
FAULTS = {
    READ: ("EIO",),
    "pwrite64": ("EIO", "ENOSPC"),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO",),
    "rename": ("EIO",),
    "link": ("EIO",),
    "unlink": ("EIO",),
}
AT_MOST = 12  # of the calls of one kind are made to fail in one way, thoroughly


class Fault(NamedTuple):
    """The ``number``-th ``call`` of a process fails, and with ``ever`` all that follow."""

    call: str
    error: str
    number: int
    ever: bool

    def tracing(self, archive: Path) -> list[str]:
        """What to put before a command that reads the ``archive``."""
        when = f"{self.number}{'+' * self.ever}"
        inject = f"inject={self.call}:error={self.error}:when={when}"
        files = [f"{archive}{end}" for end in ("", "-wal", "-journal") if self.call == READ]
        only = [word for file in files for word in ("-P", file)]
        return [*TRACED, "-o", "/dev/null", *only, "-e", f"trace={self.call}", "-e", inject]


def counts(archive: Path, target: Path, arguments: Sequence[str]) -> Counter[str]:
    """How often the process of a command that makes most of them makes each of the calls, those
    by which the ``archive`` is read among them; ``target`` is what is written.
    """
    trace = target.with_name("trace")
    tracing = [*TRACED, "-y", "-o", str(trace), "-e", f"trace={','.join(FAULTS)}"]
    assert kills.run(target, arguments, before=tracing).status == 0
    made = Counter[tuple[str, str]]()
    for line in trace.read_text().splitlines():
        process, call, *_ = re.split(r"[ (]+", line)
        if call in FAULTS and (call != READ or f"<{archive}" in line):
            made[process, call] += 1
    most = Counter[str]()
    for (_, call), number in made.items():
        most[call] = max(most[call], number)
    return most


def faults(made: Counter[str], chance: random.Random, thorough: bool) -> Iterator[Fault]:
    """Yield faults of calls that are made: quickly one of a write and one of another call."""
    kinds = [
        (call, error, ever)
        for call in sorted(made)
        for error in FAULTS[call]
        for ever in (False, True)
    ]
    if not thorough:
        writes = [kind for kind in kinds if kind[0] == "pwrite64"]
        kinds = [chance.choice(some) for some in (writes, kinds) if some]
    for call, error, ever in kinds:
        times = min(made[call], AT_MOST if thorough else 1)
        for number in chance.sample(range(1, made[call] + 1), times):
            yield Fault(call, error, number, ever)


def count(counted: Callable[[str, int], None], name: str, told: Sequence[bool]) -> None:
    """Add to the sums how many commands said that something failed, and how many did their work."""
    counted(f"calls that failed: of {name}, told", sum(told))
    counted(f"calls that failed: of {name}, done nevertheless", len(told) - sum(told))


@pytest.mark.parametrize("name", COMMANDS, ids=lambda name: name.replace(" ", "-"))
def test_a_write_that_fails_leaves_a_whole_archive(
    prepared, texts, tmp_path: Path, thorough: bool, counted, name: str
) -> None:
    ready, chance = prepared(name), random.Random(name)
    first = tmp_path / "first.db"
    put(ready.base, first)
    made = counts(first, first, ready.arguments)
    if name == "repair":  # what cannot be read is lost to it
        del made[READ]

    def disturb(one: tuple[int, Fault]) -> bool:
        archive = tmp_path / f"{one[0]}.db"
        put(ready.base, archive)
        told = kills.complaint(kills.run(archive, ready.arguments, before=one[1].tracing(archive)))
        assert told or content(archive) == ready.after
        holds(ready, archive, texts)
        return bool(told)

    ended = kills.at_once(disturb, enumerate(faults(made, chance, thorough)))
    count(counted, name, ended)


def test_what_repair_cannot_read_is_named_and_kept(
    prepared, texts, tmp_path: Path, thorough: bool, counted
) -> None:
    ready, chance = prepared("repair"), random.Random("repair")
    first = tmp_path / "first.db"
    put(ready.base, first)
    made = Counter({READ: counts(first, first, ready.arguments)[READ]})

    def disturb(one: tuple[int, Fault]) -> None:
        archive = tmp_path / f"{one[0]}.db"
        put(ready.base, archive)
        told = kills.run(archive, ready.arguments, before=one[1].tracing(archive))
        assert told.status == told.err.startswith("Error: ")
        assert "Traceback" not in told.err
        assert problems(archive) in ((), ready.ills)
        kept = archive.with_name(f"{archive.name}.damaged")
        left = kept if kept.exists() else archive
        assert left.read_bytes() == ready.base.read_bytes() or told.status == 0
        whole = {name for name in dumps_of(archive) if name in texts}
        assert whole == set(dumps_of(ready.base)) or told.status == 1

    found = list(faults(made, chance, thorough))
    kills.at_once(disturb, enumerate(found))
    counted("calls that failed: of repair's reading", len(found))


def test_a_backup_that_cannot_be_written_is_not_there(
    inputs: Inputs, tmp_path: Path, thorough: bool, counted
) -> None:
    chance, wanted = random.Random("backup"), content(inputs.archive)

    def disturb(one: tuple[int, Fault]) -> bool:
        target = tmp_path / str(one[0]) / "backup.db"
        target.parent.mkdir()
        told = kills.complaint(
            kills.run(target, backup_to(inputs, target), before=one[1].tracing(inputs.archive))
        )
        assert told or target.exists()
        holds_backup(inputs, target, wanted)
        return bool(told)

    first = tmp_path / "first.db"
    made = counts(inputs.archive, first, backup_to(inputs, first))
    ended = kills.at_once(disturb, enumerate(faults(made, chance, thorough)))
    count(counted, "backup", ended)


def test_a_reader_on_a_disk_that_fails_says_so(
    base: Path, named, tmp_path: Path, thorough: bool, counted
) -> None:
    before, chance = base.read_bytes(), random.Random("readers")

    def disturb(one: tuple[str, Fault]) -> bool:
        name, fault = one
        told = kills.run(base, typed(READERS[name], named), before=fault.tracing(base))
        if name == "check" and told.status == 1 and told.out:  # it says what it could not read
            return "not whole" in told.out.splitlines()[-1]
        return bool(kills.complaint(told))

    def each() -> Iterator[tuple[str, Fault]]:
        for name in READERS:
            for number in range(1, 13) if thorough else [chance.randint(1, 4)]:
                yield name, Fault(READ, "EIO", number, chance.random() < 0.5)

    told = kills.at_once(disturb, each())
    assert any(told)
    assert base.read_bytes() == before
    count(counted, "readers", told)
