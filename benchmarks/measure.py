"""Whole processes, measured: wall and CPU time, peak memory; contenders that alternate.

Times are seconds, sizes bytes. The page cache is warm: each contender runs once unmeasured, or
reads what was just written.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Command = Sequence[str]
_SAMPLE = 0.1  # seconds between two looks at the memory of a process and its children
_KEPT = 50_000  # bytes of what is printed: a child never seems to need less than its parent had
_FEW = 2  # rounds
_SLOW = 5.0  # a contender that takes this many times as long as the first has no more than few
_KIB = 1024


class Run(NamedTuple):
    """One run of a contender. ``memory`` is its peak, all its processes together where the
    system tells; ``output`` the beginning of what it printed.
    """

    wall: float
    cpu: float
    memory: int
    output: bytes = b""


class Failure(NamedTuple):
    """Why a contender has no figure."""

    reason: str


class Contender(NamedTuple):
    """What is measured: commands that run one after the other, as one.

    ``prepare`` runs before each round, unmeasured.
    """

    commands: Sequence[Command]
    prepare: Callable[[], None] = lambda: None


Runs = Mapping[str, "list[Run] | Failure"]


def run(commands: Sequence[Command], limit: float, watch: bool = False) -> Run | Failure:
    """Run ``commands``, together for ``limit`` seconds at most.

    With ``watch`` the memory of all processes that they start is summed up, by looking often.
    """
    total = Run(0.0, 0.0, 0)
    for command in commands:
        one = _run(command, limit - total.wall, watch)
        if isinstance(one, Failure):
            return one
        memory = max(total.memory, one.memory)
        total = Run(total.wall + one.wall, total.cpu + one.cpu, memory, total.output + one.output)
    return total


def _run(command: Command, limit: float, watch: bool) -> Run | Failure:
    if limit <= 0:
        return Failure("took too long")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True
        )
        with _ended_after(process.pid, limit) as ended, _watched(process.pid, watch) as peak:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if ended.is_set():
            return Failure(f"took more than {limit:.0f} s")
        if process.returncode:
            err.seek(-min(err.seek(0, os.SEEK_END), _KEPT), os.SEEK_END)
            said = err.read().decode(errors="replace").strip().splitlines()
            return Failure(f"status {process.returncode}: {said[-1] if said else 'no message'}")
        out.seek(0)
        memory = max(_in_bytes(usage.ru_maxrss), peak[0])
        return Run(wall, usage.ru_utime + usage.ru_stime, memory, out.read(_KEPT))


def _in_bytes(maxrss: int) -> int:
    return maxrss if os.uname().sysname == "Darwin" else maxrss * _KIB


@contextlib.contextmanager
def _ended_after(pid: int, limit: float) -> Iterator[threading.Event]:
    """End the group of processes after ``limit`` seconds; the event says whether it was."""
    ended = threading.Event()

    def end() -> None:
        ended.set()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)

    timer = threading.Timer(limit, end)
    timer.start()
    try:
        yield ended
    except BaseException:
        end()
        raise
    finally:
        timer.cancel()


@contextlib.contextmanager
def _watched(pid: int, watch: bool) -> Iterator[list[int]]:
    """The most memory that a process and its children have had together until now."""
    peak, done = [0], threading.Event()

    def look() -> None:
        while not done.wait(_SAMPLE):
            peak[0] = max(peak[0], _together(pid))

    if not watch or not Path("/proc/self/smaps_rollup").exists():
        yield peak
        return
    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _together(pid: int) -> int:
    """Memory of a process and all below it, what they share counted once; 0 if it has no child.

    The peak of a process alone is told by the system, exactly.
    """
    family = _family(pid)
    return sum(map(_share, family)) if len(family) > 1 else 0


def _family(pid: int) -> list[int]:
    family = [pid]
    for one in family:  # grows as it is walked
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                family += map(int, (task / "children").read_text().split())
    return family


def _share(pid: int) -> int:
    """The proportional share of a process, or nothing when it is gone."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * _KIB
    return 0


def alternate(
    contenders: Mapping[str, Contender],
    rounds: int,
    budget: float,
    *,
    limit: float = 600,
    watch: bool = False,
) -> Runs:
    """Run the contenders in turn, A B C A B C, ``rounds`` times, or as often as ``budget``
    seconds allow; each once where there is time, for ``limit`` seconds at most.

    One that takes much longer than the first has a few rounds. One that fails has no more.
    """
    end = time.monotonic() + budget
    runs: dict[str, list[Run] | Failure] = {name: [] for name in contenders}
    going = dict(contenders)
    for number in range(rounds):
        begun = time.monotonic()
        for name, contender in [*going.items()]:
            left = end - time.monotonic()
            within = min(limit, max(left, 1)) if not number else limit
            one = _round(contender, within, watch) if left > 0 else Failure("no time left")
            before = runs[name]
            assert isinstance(before, list)  # those that failed are not going any more
            if isinstance(one, Run):
                before.append(one)
            else:
                runs[name] = before or one
                del going[name]
        if number + 1 >= _FEW:
            going = _quick(going, runs)
        if time.monotonic() + (time.monotonic() - begun) > end:
            break
    return runs


def _quick(going: Mapping[str, Contender], runs: Runs) -> dict[str, Contender]:
    """The contenders without those that take much longer than the first."""
    walls = {name: median(one) for name in going if isinstance(one := runs[name], list)}
    most = _SLOW * next(iter(walls.values()), 0.0)
    return {name: going[name] for name, wall in walls.items() if wall <= most}


def _round(contender: Contender, limit: float, watch: bool) -> Run | Failure:
    try:
        contender.prepare()
    except (OSError, subprocess.SubprocessError):
        return Failure("what it needs could not be made")
    return run(contender.commands, limit, watch)


def median(runs: Sequence[Run], field: str = "wall") -> float:
    """The median of a field over runs."""
    return float(statistics.median(getattr(one, field) for one in runs))


def ratio(ours: Sequence[Run], others: Sequence[Run], field: str = "wall") -> float:
    """The median of the ratios ours : other, round by round: what slows a round down slows both."""
    pairs = zip(ours, others, strict=True)
    ratios = (getattr(one, field) / max(getattr(other, field), 1e-6) for one, other in pairs)
    return float(statistics.median(ratios))


def own_peak() -> int:
    """The peak memory of this process: no child can be told from it that needs less."""
    return _in_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
