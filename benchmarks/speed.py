"""How fast this program is, beside SQLite's floor and other programs; see README.md.

python benchmarks/speed.py                 a small run of two minutes
python benchmarks/speed.py --scale full    all sizes; writes RESULTS.md
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import questions
import stages
from measure import Failure, Run, Runs, median, own_peak
from peers import versions
from place import Place
from report import NONE, Report, Table, machine, megabytes, seconds

TASKS = ("ingest", "again", "pages", "readers", "space", "day")
_RESULTS = Path(__file__).parent / "RESULTS.md"


class Scale(NamedTuple):
    """How much is measured: items of dumps, page files, days, minutes; seconds a question."""

    sizes: tuple[int, ...]
    pages: int
    days: int
    minutes: float
    question: float


SCALES = {
    "small": Scale((500, 2_000), 300, 3, 1.75, 1.8),
    "full": Scale((1_000, 10_000, 100_000, 1_000_000), 10_000, 5, 40, 30),
}
_ROUNDS = {3_000: 5, 200_000: 3, 10**9: 1}  # of an ingest, up to so many items
_PARTS = {False: 0.2, True: 0.6}  # of the time that is left: for a stage of the largest dump
_ASKED = 11  # rounds of a question
_MISHAPS = (OSError, subprocess.SubprocessError, LookupError, ValueError)


class Measured(NamedTuple):
    """What the curves are made of."""

    items: int
    ingest: str
    per_megabyte: str
    day: str
    answers: dict[str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for and print it, or write it to RESULTS.md."""
    chosen = _parsed(arguments)
    report = Report(_head(), chosen.output)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaves nothing behind then, either
    try:
        with _folders(chosen.work) as (kept, made):
            Suite(chosen, report, kept, made).run()
    finally:
        print(f"see {chosen.output.name}" if chosen.output else report.text())


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--scale", choices=SCALES, default="small", help="how much is measured")
    add("--sizes", type=int, nargs="*", help="items of the dumps, instead of those of the scale")
    add("--pages", type=int, help="page files")
    add("--only", choices=TASKS, nargs="+", default=TASKS, help="tasks, instead of all")
    add("--minutes", type=float, help="time for all; what does not fit is left out")
    add("--rounds", type=int, help="at most so many of each task")
    add("--alone", action="store_true", help="without the other programs, with the floors alone")
    add("--limit", type=float, default=1500, help="seconds for one process")
    add("--work", type=Path, help="keep the generated dumps in this folder, and take them from it")
    add("--output", type=Path, help="write here, not to standard output")
    chosen = parser.parse_args(arguments)
    scale = SCALES[chosen.scale]
    chosen.sizes = scale.sizes if chosen.sizes is None else chosen.sizes
    chosen.pages = scale.pages if chosen.pages is None else chosen.pages
    chosen.minutes = chosen.minutes or scale.minutes
    if chosen.scale == "full":
        chosen.output = chosen.output or _RESULTS
    return chosen


@contextlib.contextmanager
def _folders(work: Path | None) -> Iterator[tuple[Path, Path]]:
    """A folder for what is generated, and one for what is made of it, which is removed."""
    with tempfile.TemporaryDirectory(prefix="cstonews-bench-") as made:
        yield work or Path(made) / "kept", Path(made)


def _head() -> list[str]:
    lines = [*machine(), ", ".join(f"{name} {told}" for name, told in versions().items())]
    return [
        "# Speed",
        "",
        *(f"- {line}" for line in lines),
        "",
        "Medians of whole processes that ran in turn, and the median of the ratios ours : it,",
        "round by round; below 1 this program is faster. The page cache is warm. Less memory than",
        f"{megabytes(own_peak())} cannot be told. [README.md](README.md) says what is measured.",
        "",
    ]


class Suite:
    """The tasks at all sizes, one after the other, while there is time."""

    def __init__(self, chosen: argparse.Namespace, report: Report, kept: Path, made: Path) -> None:
        self._chosen, self._report, self._kept, self._made = chosen, report, kept, made
        self._scale = SCALES[chosen.scale]
        self._deadline = time.monotonic() + chosen.minutes * 60
        self._repeats: list[list[str]] = []
        self._curves: list[Measured] = []

    def run(self) -> None:
        """Measure all; the largest dump comes last."""
        *smaller, largest = sorted(self._chosen.sizes) or [0]
        for size in smaller:
            self._size(size)
        self._pages(self._chosen.pages)
        self._size(largest)
        self._sum_up()

    def _size(self, size: int) -> None:
        if not size or not self._asked(f"a dump of {size:,} items", TASKS, but="pages"):
            return
        with self._place("dump", size) as place:
            known = place.generate()
            if ours := self._ingest(place, known):
                self._archive(place, known, ours)

    def _ingest(self, place: Place, known: dict[str, Any]) -> list[Run] | None:
        _say("  ingest")
        table, runs = stages.ingest(place, known, self._bounds(_rounds(place.size), place.size))
        return self._told("ingest", table, runs)

    def _archive(self, place: Place, known: dict[str, Any], ours: list[Run]) -> None:
        """What is done with the archive of a dump, once it is there."""
        self._again(f"a dump of {place.size:,} items", place, place.dump, ours)
        answers: dict[str, str] = {}
        with self._task("readers") as wanted:
            if wanted:
                answers = self._readers(place, known["rare"])
        with self._task("space") as wanted:
            if wanted:
                self._report.add(stages.space(place, known))
        added = NONE
        with self._task("day") as wanted:
            if wanted:
                added = stages.day(place, self._scale.days, self._bounds(1, place.size))
        took = median(ours)
        each = seconds(took / (known["bytes"] / 1e6))
        self._curves.append(Measured(place.size, seconds(took), each, added, answers))

    def _readers(self, place: Place, rare: str) -> dict[str, str]:
        bounds = self._bounds(_ASKED, place.size)
        answered = [*stages.readers(place, rare, bounds, self._scale.question)]
        for field, name in (("wall", "wall time"), ("cpu", "CPU time")):
            title = f"Questions to an archive of {place.size:,} items, {name}"
            rows = [questions.row(one, field) for one in answered]
            self._report.add(Table(title, questions.NOTE, questions.HEAD, rows))
        return {one.question.name: questions.row(one)[1] for one in answered}

    def _pages(self, count: int) -> None:
        if not count or not self._asked(f"{count:,} page files", ("pages", "again")):
            return
        with self._place("pages", count) as place:
            known = place.generate_pages()
            _say("  ingest")
            table, runs = stages.pages(place, known, self._bounds(_rounds(count), count))
            if ours := self._told("pages", table, runs):
                self._again(f"{count:,} page files", place, place.pages, ours)

    def _told(self, task: str, table: Table, runs: Runs) -> list[Run] | None:
        """Report a table that is asked for; the runs of this program, if it has any."""
        if task in self._chosen.only:
            self._report.add(table)
        ours = runs[questions.OURS]
        return None if isinstance(ours, Failure) else ours

    def _again(self, what: str, place: Place, path: Path, first: list[Run]) -> None:
        with self._task("again") as wanted:
            if wanted:
                took = stages.again(place, path, first, self._bounds(3, place.size))
                self._repeats.append([what, seconds(median(first)), *took])

    def _sum_up(self) -> None:
        if self._repeats:
            head = ("", "first time", "again", "first : again")
            self._report.add(Table("The same dumps again", "", head, self._repeats))
        if self._curves:
            self._report.add(_curves(self._curves))

    def _bounds(self, rounds: int, size: int) -> stages.Bounds:
        chosen = self._chosen
        part = _PARTS[size == max(chosen.sizes, default=0)]
        most = min(rounds, chosen.rounds or rounds)
        return stages.Bounds(chosen.limit, self._deadline, part, most, not chosen.alone)

    @contextlib.contextmanager
    def _place(self, name: str, size: int) -> Iterator[Place]:
        """A folder for what is made; removed at once, since large archives take gigabytes."""
        folder = self._made / f"{name}-{size}"
        folder.mkdir(parents=True)
        try:
            yield Place(self._kept, folder, size)
        except _MISHAPS as error:
            _say(f"  given up: {error}")
        finally:
            shutil.rmtree(folder)

    @contextlib.contextmanager
    def _task(self, task: str) -> Iterator[bool]:
        """Whether a task is asked for and there is time. Its mishap does not stop the others."""
        try:
            yield self._asked(f"  {task}", (task,))
        except _MISHAPS as error:
            _say(f"  {task}: given up: {error}")

    def _asked(self, what: str, tasks: Sequence[str], but: str = "") -> bool:
        """Whether one of these tasks is asked for, and there is time; says so."""
        if not ({*tasks} - {but}) & {*self._chosen.only}:
            return False
        over = time.monotonic() > self._deadline
        _say(f"{what}: left out, the time is over" if over else what)
        return not over


def _rounds(size: int) -> int:
    return next(rounds for most, rounds in _ROUNDS.items() if size <= most)


def _curves(measured: Sequence[Measured]) -> Table:
    """How cost grows: a column a size of the dump."""
    names = list(measured[-1].answers) or list(measured[0].answers)
    rows = [
        ["ingest", *(one.ingest for one in measured)],
        ["ingest, a MB", *(one.per_megabyte for one in measured)],
        ["a day of five pages more", *(one.day for one in measured)],
        *([name, *(one.answers.get(name, NONE) for one in measured)] for name in names),
    ]
    head = ("", *(f"{one.items:,} items" for one in measured))
    return Table("How cost grows", "This program alone, wall time.", head, rows)


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
