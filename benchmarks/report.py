"""Tables of what was measured, as Markdown, and the machine on which it was."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from measure import Failure, Run, median, ratio

NONE = "—"
_MB, _GIB = 1e6, 2**30


class Table(NamedTuple):
    """A heading, what it says, and cells; the first column is text, the others are numbers."""

    title: str
    note: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """The table with its heading."""
        lines = [self.head, ["---", *["---:"] * (len(self.head) - 1)], *self.rows]
        cells = [[cell.replace("|", "\\|") for cell in line] for line in lines]
        body = "\n".join(f"| {' | '.join(line)} |" for line in cells)
        note = f"{self.note}\n\n" if self.note else ""
        return f"## {self.title}\n\n{note}{body}\n"


def seconds(value: float) -> str:
    """A time as a person reads it: three digits, with the unit."""
    if value < 1:
        return f"{value * 1000:.3g} ms" if value < 0.0995 else f"{value * 1000:.0f} ms"
    return f"{value:.3g} s" if value < 100 else f"{value:.0f} s"


def megabytes(value: float) -> str:
    """A size in MB of a million bytes."""
    return f"{value / _MB:.0f} MB" if value >= 10 * _MB else f"{value / _MB:.1f} MB"


def times(value: float) -> str:
    """A ratio."""
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def contest(runs: Mapping[str, Sequence[Run] | Failure], ours: str) -> list[list[str]]:
    """A row for each contender: wall and CPU time, each with ours : it, memory, rounds."""
    return [
        [name, *_figures(one, None if name == ours else runs[ours])] for name, one in runs.items()
    ]


CONTEST_HEAD = ("", "time", "ours : it", "CPU", "ours : it", "peak memory", "rounds")


def _figures(one: Sequence[Run] | Failure, ours: Sequence[Run] | Failure | None) -> list[str]:
    if isinstance(one, Failure):
        return [one.reason, *[NONE] * 5]
    if not one:
        return ["no time left", *[NONE] * 5]
    wall, cpu = (
        [seconds(median(one, field)), compared(ours, one, field)] for field in ("wall", "cpu")
    )
    return [*wall, *cpu, megabytes(max(run.memory for run in one)), str(len(one))]


def compared(
    ours: Sequence[Run] | Failure | None, other: Sequence[Run] | Failure, field: str = "wall"
) -> str:
    """The ratio ours : other over the rounds that both have, if there are any."""
    if ours is None or isinstance(ours, Failure) or isinstance(other, Failure):
        return NONE
    both = min(len(ours), len(other))
    return times(ratio(ours[:both], other[:both], field)) if both else NONE


def typical(runs: Sequence[Run] | Failure | None, field: str = "wall") -> str:
    """The median time, or why there is none."""
    if isinstance(runs, Failure):
        return runs.reason
    return seconds(median(runs, field)) if runs else NONE


def machine() -> list[str]:
    """Lines that say what was measured, on what."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    return [
        f"cstonews {version('cstonews')}{_commit()}, {dt.date.today().isoformat()}",
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, click {version('click')}",
    ]


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _commit() -> str:
    """The commit of this checkout, where git tells it."""
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f" ({said})"


class Report:
    """Tables as they come; written anew after each, so that a run that is ended leaves them."""

    def __init__(self, head: Sequence[str], path: Path | None = None) -> None:
        self._head = head
        self._path = path
        self._tables: list[Table] = []

    def add(self, table: Table) -> None:
        """Take a table in."""
        self._tables.append(table)
        if self._path:
            self._path.write_text(self.text(), encoding="utf-8")

    def text(self) -> str:
        """All of it, as Markdown."""
        return "\n".join([*self._head, "", *(table.markdown() for table in self._tables)])
