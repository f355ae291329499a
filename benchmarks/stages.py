"""The stages of the speed benchmark: each measures one task and says it in a table."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from measure import Contender, Failure, Run, Runs, alternate, median, ratio, run
from peers import FINDERS, LOADERS, recoll_index
from place import Place, cstonews, script
from questions import OURS, Answered, answer, questions
from report import CONTEST_HEAD, NONE, Table, contest, megabytes, seconds, times

FLOOR = "floor"
_MOST_PARTS = 12  # tables and indexes of an archive that are named


class Bounds(NamedTuple):
    """What a stage may take: seconds a process, ``part`` of the time that is left, so that
    something is left for the next, rounds at most; and whether the peers take part.
    """

    limit: float
    deadline: float
    part: float
    rounds: int
    peers: bool = True

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.deadline - time.monotonic()

    @property
    def share(self) -> float:
        """The seconds of one stage."""
        return self.left * self.part


def ingest(place: Place, known: Mapping[str, Any], bounds: Bounds) -> tuple[Table, Runs]:
    """The dump into an archive, beside its ready-made rows into others."""
    contenders = {
        OURS: Contender([_ingest(place, place.dump)], lambda: _nothing_made(place)),
        FLOOR: Contender(
            [script("floor_load", place.rows, place.folder / "floor.db")],
            lambda: _rows_ready(place),
        ),
    }
    found = {name: load(place) for name, load in LOADERS.items() if bounds.peers}
    contenders |= {name: one for name, one in found.items() if one}
    # The first is always ours: the rows of the others are made of its archive.
    runs = alternate(contenders, bounds.rounds, bounds.share, limit=bounds.limit, watch=True)
    title = f"Ingest of a dump of {known['items']:,} items"
    note = f"{megabytes(known['bytes'])} of raw text; {entries(place):,} entries."
    return Table(title, note, CONTEST_HEAD, _with_missing(contest(runs, OURS), found)), runs


def _nothing_made(place: Place) -> None:
    place.fresh("archive.db")


def _rows_ready(place: Place) -> None:
    place.need_rows()
    _no_floor(place)


def _no_floor(place: Place) -> None:
    place.fresh("floor.db")


def _with_missing(rows: list[list[str]], found: Mapping[str, Contender | None]) -> list[list[str]]:
    missing = [name for name, one in found.items() if not one]
    return [*rows, *([name, "not installed", *[NONE] * 5] for name in missing)]


def _ingest(place: Place, *paths: object) -> list[str]:
    return cstonews(place.archive, "ingest", *paths)


def pages(place: Place, known: Mapping[str, Any], bounds: Bounds) -> tuple[Table, Runs]:
    """A folder of page files into an archive, beside their bytes into one file."""
    contenders = {
        OURS: Contender([_ingest(place, place.pages)], lambda: _nothing_made(place)),
        FLOOR: Contender(
            [script("floor_pack", place.pages, place.folder / "floor.db")],
            lambda: _no_floor(place),
        ),
    }
    found = {"recollindex": recoll_index(place, place.pages)} if bounds.peers else {}
    contenders |= {name: one for name, one in found.items() if one}
    runs = alternate(contenders, bounds.rounds, bounds.share, limit=bounds.limit, watch=True)
    rows = _with_missing(contest(runs, OURS), found)
    speeds = [_speed(place.size, runs.get(row[0])) for row in rows]
    table = [[*row, speed] for row, speed in zip(rows, speeds, strict=True)]
    title = f"Ingest of {place.size:,} page files"
    note = f"{megabytes(known['bytes'])} of raw text in {known['items']:,} items."
    return Table(title, note, (*CONTEST_HEAD, "files/s"), table), runs


def _speed(files: int, runs: Sequence[Run] | Failure | None) -> str:
    if not runs or isinstance(runs, Failure):
        return NONE
    return f"{files / median(runs):,.0f}"


def again(place: Place, path: object, first: Sequence[Run], bounds: Bounds) -> list[str]:
    """The same dumps once more: what it takes, and how much faster it is than the first time."""
    command = Contender([_ingest(place, path)])
    runs = alternate({OURS: command}, bounds.rounds, bounds.left, limit=bounds.limit)[OURS]
    if isinstance(runs, Failure):
        return [runs.reason, NONE]
    fewest = min(len(runs), len(first))
    return [seconds(median(runs)), times(ratio(first[:fewest], runs[:fewest]))]


def day(place: Place, days: int, bounds: Bounds) -> str:
    """The median time that the pages of a day take, when they are added one day after the
    other; or why there is none. The archive is another then.
    """
    took = []
    for number in range(1, days + 1):
        one = run([_ingest(place, place.generate_day(number))], bounds.limit)
        if isinstance(one, Failure):
            return one.reason
        took.append(one)
    return seconds(median(took))


def readers(place: Place, rare: str, bounds: Bounds, budget: float) -> Iterator[Answered]:
    """All questions, ``budget`` seconds each, or less where they are not left."""
    asked = questions(place, rare)
    for number, question in enumerate(asked):
        fair = bounds.share / (len(asked) - number)
        finders = FINDERS if bounds.peers else {}
        yield answer(place, question, finders, bounds.rounds, min(budget, fair))


def space(place: Place, known: Mapping[str, Any]) -> Table:
    """How large the archive is, beside what it holds, and what takes the room."""
    said = _space(place)
    size = place.archive_bytes
    held = {
        "title and body of all entries": said["text"],
        "distinct text of the dump (each item once, as generated)": known["text"],
        "the dump": known["bytes"],
    }
    rows = [["archive", megabytes(size), ""]]
    rows += [[name, megabytes(part), times(size / part)] for name, part in held.items()]
    parts = said.get("parts", [])[:_MOST_PARTS]
    rows += [[f"`{name}`", megabytes(part), times(part / size)] for name, part in parts]
    title = f"Size of the archive of {known['items']:,} items"
    note = "Beside a text: archive : text. Beside a table or index: its share of the archive."
    return Table(title, note, ("", "size", "ratio"), rows)


def entries(place: Place) -> int:
    """How many entries the archive has; 0 where there is none."""
    return int(_space(place)["entries"]) if place.archive.exists() else 0


def _space(place: Place) -> dict[str, Any]:
    command = script("space", place.archive)
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    told: dict[str, Any] = json.loads(said)
    return told
