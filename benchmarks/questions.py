"""What is asked of an archive, and how long this program, its floors and its peers take."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import NamedTuple

from measure import Contender, Failure, Run, Runs, alternate, run
from peers import FINDERS, Find, Question
from place import Place, cstonews, recorder, script
from report import NONE, compared, megabytes, typical

OURS, FLOOR, CLICK = "cstonews", "floor", "floor, click"
_COLUMNS = "id, handle, date, kind, title, body"


class Answered(NamedTuple):
    """A question and the runs that answered it. ``same`` is whether the floor printed the same."""

    question: Question
    runs: Runs
    same: bool


def questions(place: Place, rare: str) -> list[Question]:
    """What is asked of the archive of ``place``; ``rare`` is a word of one entry."""
    since, handle = "2024-01-01", _newest(place)
    return [
        Question("search, a rare word", ("search", rare), rare),
        Question("search, a common word", ("search", "Afghanistan"), "Afghanistan"),
        Question("search, a word of most entries", ("search", "CSTO"), "CSTO"),
        Question("search, a phrase", ("search", '"took part in"'), '"took part in"'),
        Question("search, two words", ("search", "border Tajikistan"), "border Tajikistan"),
        Question(
            "list --since",
            ("list", "--since", since),
            sql=f"SELECT {_COLUMNS} FROM entries WHERE date >= '{since}' "
            "ORDER BY date DESC LIMIT 20",
        ),
        Question(
            "show",
            ("show", handle),
            sql=f"SELECT {_COLUMNS} FROM entries WHERE handle LIKE '{handle.partition('@')[0]}%'",
        ),
        Question(
            "timeline",
            ("timeline", "Afghanistan"),
            sql="SELECT substr(date, 1, 4) AS year, count(*) FROM entries JOIN entries_fts"
            " ON entries_fts.rowid = entries.id WHERE entries_fts MATCH 'Afghanistan' GROUP BY 1",
        ),
    ]


def _newest(place: Place) -> str:
    """The handle of the newest article, as it is shown."""
    command = cstonews(place.archive, "list", "--kind", "article", "--limit", "1")
    said = subprocess.run([*command, "--format", "json"], check=True, stdout=subprocess.PIPE)
    return str(json.loads(said.stdout)[0]["handle"])


def answer(
    place: Place, question: Question, finders: Mapping[str, Find], rounds: int, budget: float
) -> Answered:
    """Let all answer in turn, after a run of each that warms up and tells whether it can."""
    contenders = _contenders(place, question, finders)
    limit = max(budget, 10.0)
    tried = {name: run(one.commands, limit) for name, one in contenders.items()}
    able = {name: one for name, one in contenders.items() if isinstance(tried[name], Run)}
    runs = alternate(able, rounds, budget, limit=limit)
    failed = {name: one for name, one in tried.items() if isinstance(one, Failure)}
    for name, one in failed.items():
        print(f"{question.name}: {name}: {one.reason}", file=sys.stderr)
    same = _output(tried.get(OURS)) == _output(tried.get(FLOOR))
    return Answered(question, {**runs, **failed}, same)


def _contenders(
    place: Place, question: Question, finders: Mapping[str, Find]
) -> dict[str, Contender]:
    command = cstonews(place.archive, *question.arguments)
    recording = place.folder / "recording"
    found = {OURS: command}
    recorded = recorder(recording, *command[command.index("--archive") :])
    if not subprocess.run(recorded, check=False, capture_output=True).returncode:
        found[FLOOR] = script("floor_replay", recording)
        found[CLICK] = script("floor_replay", recording, "click")
    for name, find in finders.items():
        if peer := find(place, question):
            found[name] = peer
    return {name: Contender([command]) for name, command in found.items()}


def _output(one: Run | Failure | None) -> bytes | None:
    return one.output if isinstance(one, Run) else None


NOTE = "In brackets ours : it. Empty where a program is not installed or has no such question."
HEAD = ("", OURS, "memory", FLOOR, CLICK, *FINDERS)


def row(answered: Answered, field: str = "wall") -> list[str]:
    """What each took, and in brackets ours : it; for a table with the columns of HEAD."""
    ours = answered.runs[OURS]
    name = answered.question.name + ("" if answered.same else " (the floor prints another text)")
    others = [_cell(answered.runs, other, field) for other in HEAD[3:]]
    return [name, typical(ours, field), _memory(ours), *others]


def _cell(runs: Mapping[str, list[Run] | Failure], other: str, field: str) -> str:
    one = runs.get(other)
    if not one or isinstance(one, Failure):
        return NONE
    return f"{typical(one, field)} ({compared(runs[OURS], one, field)})"


def _memory(runs: list[Run] | Failure) -> str:
    if isinstance(runs, Failure) or not runs:
        return NONE
    return megabytes(max(one.memory for one in runs))
