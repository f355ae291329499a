"""Commands that are ended by a signal at any moment, and what is left then."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")

AT_ONCE = 2  # commands, since most of the time they wait
PATIENCE = 60.0  # seconds that nothing here may take
_LOOK = 0.0005  # seconds between two looks at the files of an archive


class Ended(NamedTuple):
    """What a process left: its status, minus the signal that ended it, and what it wrote."""

    status: int
    out: str
    err: str


def start(archive: Path, arguments: Sequence[str], **options) -> subprocess.Popen:
    """Start a command in a process of its own."""
    options.setdefault("stdin", subprocess.DEVNULL)
    environment = {**os.environ, **options.pop("env", {}), "CSTONEWS_ARCHIVE": str(archive)}
    return subprocess.Popen(
        [*options.pop("before", ()), sys.executable, "-m", "cstonews", *arguments],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        **options,
    )  # fmt: skip


def ended(process: subprocess.Popen) -> Ended:
    out, err = process.communicate(timeout=PATIENCE)
    return Ended(process.returncode, out.decode(), err.decode())


def run(archive: Path, arguments: Sequence[str], **options) -> Ended:
    """Run a command in a process of its own to its end."""
    return ended(start(archive, arguments, **options))


def complaint(told: Ended) -> str | None:
    """The one line in which a command said what is wrong; None where it did its work."""
    assert "Traceback" not in told.err, told.err
    errors = [line for line in told.err.splitlines() if line.startswith("Error: ")]
    assert (told.status, len(errors)) in ((0, 0), (1, 1)), told
    return errors[0] if errors else None


def at_once(one: Callable[[Given], Result], given: Iterable[Given]) -> list[Result]:
    """Do something for all that is given, some of it at once; an error of one is raised."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, given))


class Undisturbed(NamedTuple):
    """A run that nobody disturbed: how long it took, how often the archive's files changed."""

    seconds: float
    changes: int


def watched(archive: Path, arguments: Sequence[str]) -> Undisturbed:
    """Measure a run to its end; it must end well."""
    began = time.monotonic()
    process = start(archive, arguments)
    changes = sum(1 for _ in _changes(archive, process))
    last = ended(process)
    assert last.status == 0, last
    return Undisturbed(time.monotonic() - began, changes)


def _changes(archive: Path, process: subprocess.Popen) -> Iterator[None]:
    """Tell of each change of the archive or its log that can be seen, until the process ends."""
    before = _seen(archive)
    while process.poll() is None:
        now = _seen(archive)
        if now != before:
            before = now
            yield
        time.sleep(_LOOK)


def _seen(archive: Path) -> tuple[tuple[int, int], ...]:
    states = []
    for end in ("", "-wal"):
        try:
            status = os.stat(f"{archive}{end}")
            states.append((status.st_size, status.st_mtime_ns))
        except OSError:
            states.append((-1, 0))
    return tuple(states)


Moment = Callable[[Path, subprocess.Popen], None]


def moments(usual: Undisturbed, chance: random.Random) -> Iterator[Moment]:
    """Yield moments without end, in turn: anywhere in a run, and where the files change."""
    while True:
        yield _after(chance.uniform(0, usual.seconds * 1.05))
        yield _at_change(chance.randint(1, max(1, usual.changes)), chance.uniform(0, 0.004))


def late_moments(usual: Undisturbed, chance: random.Random) -> Iterator[Moment]:
    """Yield moments without end at which the files change, but for the first ones."""
    while True:
        first = usual.changes // 2
        yield _at_change(chance.randint(first, max(first, usual.changes - 1)), 0.0)


def _after(seconds: float) -> Moment:
    return lambda archive, process: time.sleep(seconds)


def _at_change(number: int, later: float) -> Moment:
    def wait(archive: Path, process: subprocess.Popen) -> None:
        for count, _ in enumerate(_changes(archive, process), 1):
            if count == number:
                time.sleep(later)
                return

    return wait


def interrupted(
    archive: Path, arguments: Sequence[str], moment: Moment, number: signal.Signals
) -> Ended:
    """Run a command and send it a signal at a moment."""
    process = start(archive, arguments)
    moment(archive, process)
    process.send_signal(number)
    return ended(process)


def worker_killed(archive: Path, arguments: Sequence[str], later: float) -> Ended:
    """Run a command and kill one of the processes that it starts, ``later`` seconds after it
    was seen.
    """
    process = start(archive, arguments)
    while process.poll() is None:
        found = children(process.pid)
        if found:
            time.sleep(later)
            with suppress(ProcessLookupError):
                os.kill(found[0], signal.SIGKILL)
            break
        time.sleep(_LOOK)
    return ended(process)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []


def left_over(archive: Path) -> list[int]:
    """The processes that still work for an archive, some seconds after they should have ended."""
    deadline = time.monotonic() + PATIENCE
    while (found := _working_for(archive)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def _working_for(archive: Path) -> list[int]:
    wanted = f"CSTONEWS_ARCHIVE={archive}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found
