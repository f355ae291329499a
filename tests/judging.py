"""Queries with the entries that a person judged relevant, and how well answers agree with them.

``tests/judged`` holds the judgements: ``entries.toml`` names the entries, a file an archive
the queries to it; what their keys mean stands at the head of ``samples.toml``. The queries of
``fresh.toml`` are kept apart: the ranking was not tuned by them. Whatever answers queries can
be measured: it is a function from an archive's name and the words of a query to the names of
the entries found, the best first.
"""

from __future__ import annotations

import io
import json
import math
import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from cstonews.archive.answers.dumps import dumps
from cstonews.archive.answers.story import dump_story
from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.cli import main
from cstonews.dumps import decode

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "judged"
ARCHIVES = {"samples": ("data/pages",), "large": ("data/pages", "tests/gold/pages")}
FRESH, FRESH_ARCHIVE = "fresh", "large"  # the unseen queries, and the archive they are put to
KINDS = ("english", "mixed", "russian", "phrase", "field", "forms", "hostile", "typo")
GRADES = {"best": 3, "good": 2, "touches": 1}
RELEVANT = 2  # from this grade on an entry counts where an answer is only right or wrong
DEPTH = 10  # so many answers a person looks at
ALL = "all"


class Judged(NamedTuple):
    """One query; ``grades`` are those of the entries that have one, by their names.

    Without grades nothing is relevant, or, with ``anything``, nothing is asked. ``meant`` are
    the good suggestions for a misspelt query.
    """

    archive: str
    kind: str
    words: str
    grades: Mapping[str, int]
    anything: bool
    meant: tuple[str, ...] = ()

    @property
    def is_ranked(self) -> bool:
        """Whether the order of its answers says anything."""
        return bool(self.grades) and self.kind != "typo"


class Answered(NamedTuple):
    """What the program answers: its status, the names of the entries, what it told beside."""

    status: int
    found: tuple[str, ...]
    told: str

    @property
    def suggestion(self) -> str | None:
        """What it asks whether it was meant."""
        match = re.search(r"did you mean:? (.+?)\?", self.told, re.IGNORECASE)
        return match[1].strip("\"'“”«»") if match else None


Find = Callable[[str, str], Sequence[str] | None]


def load(name: str) -> dict:
    """A file of ``tests/judged`` as it stands."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def queries() -> list[Judged]:
    """All judged queries but the unseen ones."""
    return [query for archive in ARCHIVES for query in _queries(archive, archive)]


def unseen() -> list[Judged]:
    """The judged queries that nobody has tuned the ranking by."""
    return list(_queries(FRESH, FRESH_ARCHIVE))


def _queries(file: str, archive: str) -> Iterable[Judged]:
    written = load(file)["query"]
    by_words = {entry["words"]: entry for entry in written}
    for entry in written:
        judged = by_words[entry["judged-as"]] if "judged-as" in entry else entry
        yield Judged(
            archive,
            entry["kind"],
            entry["words"] * entry.get("times", 1),
            {name: grade for key, grade in GRADES.items() for name in judged.get(key, ())},
            entry.get("anything", False),
            tuple(entry.get("meant", ())),
        )


def build(archive: str, path: Path) -> Path:
    """Make the archive of this name as the file ``path``."""
    with writing(str(path)) as writer:
        for folder in ARCHIVES[archive]:
            for page in sorted((ROOT / folder).glob("*.txt")):
                dump = decode(page.read_bytes(), page.relative_to(ROOT).as_posix())
                assert writer.add(dump, "2025-07-01T00:00:00+00:00")
    return path


def names_of(path: Path) -> dict[str, str]:
    """The names of an archive's entries, by their handles; by its places where it has none."""
    named = {(entry["dump"], entry["line"]): name for name, entry in load("entries").items()}
    stories = read(str(path), lambda db: [dump_story(db, info.dump) for info in dumps(db)])
    names: dict[str, str] = {}
    for info, segments, _ in stories:
        for segment, handle in segments:
            place = (info.name, segment.line)
            if handle and place in named:
                names[handle] = named[place]
            elif handle:
                names.setdefault(handle, f"{info.name}:{segment.line}")
    return names


def ask(path: Path, names: Mapping[str, str], words: str) -> Answered:
    """Put a query to the program as a person does, and take all that it finds.

    What the person at this machine has configured plays no part.
    """
    out, err = io.StringIO(), io.StringIO()
    arguments = ["search", "--archive", str(path), "--format", "jsonl", "--limit", "0", "--", words]
    status = 0
    nowhere = {"CSTONEWS_CONFIG": str(path.parent / "config")}
    with redirect_stdout(out), redirect_stderr(err), mock.patch.dict(os.environ, nowhere):
        try:
            main(arguments)
        except SystemExit as left:
            status = int(left.code or 0)
    found = (json.loads(line)["handle"] for line in out.getvalue().splitlines())
    return Answered(status, tuple(names[handle] for handle in found), err.getvalue())


def reciprocal_rank(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 / the rank of the first relevant answer; 0 where there is none."""
    ranks = (rank for rank, name in enumerate(found, 1) if grades.get(name, 0) >= RELEVANT)
    return 1 / next(ranks, math.inf)


def recall(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Which share of the relevant entries is among the first answers.

    Of more relevant ones than fit there, the share of those that fit.
    """
    relevant = {name for name, grade in grades.items() if grade >= RELEVANT}
    return len(relevant & set(found[:DEPTH])) / min(len(relevant), DEPTH)


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """The normalized discounted cumulative gain of the first answers, from 0 to 1.

    After Järvelin and Kekäläinen (ACM TOIS 20, 2002), with the gain 2^grade - 1 and the
    discount log2(rank + 1) of Burges et al. (ICML 2005).
    """
    gains = [2 ** grades.get(name, 0) - 1 for name in found]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains[:DEPTH], 1))


MEASURES = {"MRR": reciprocal_rank, f"recall@{DEPTH}": recall, f"nDCG@{DEPTH}": ndcg}


def figures(judged: Iterable[Judged], find: Find) -> dict[str, dict[str, float]]:
    """The means of all measures, for each kind of query and for all.

    A query that ``find`` fails at (None) counts as one without answers.
    """
    scores: dict[str, list[dict[str, float]]] = defaultdict(list)
    for query in judged:
        if query.is_ranked:
            found = find(query.archive, query.words) or ()
            score = {name: measure(found, query.grades) for name, measure in MEASURES.items()}
            for kind in (query.kind, ALL):
                scores[kind].append(score)
    return {
        kind: {name: sum(score[name] for score in scores[kind]) / len(scores[kind])
               for name in MEASURES}
        for kind in (*KINDS, ALL) if kind in scores
    }  # fmt: skip


def silence(judged: Iterable[Judged], find: Find) -> float:
    """Of the queries on which the archive has nothing, the share that finds nothing."""
    empty = [query for query in judged if not query.grades and not query.anything]
    return sum(find(query.archive, query.words) == () for query in empty) / len(empty)


def understood(judged: Iterable[Judged], suggest: Callable[[str, str], str | None]) -> float:
    """Of the misspelt queries, the share for which the suggestion is what was meant.

    Where nothing was meant, no suggestion is right.
    """
    typos = [query for query in judged if query.kind == "typo"]
    return sum(map(_is_understood, typos, (suggest(q.archive, q.words) for q in typos))) / len(
        typos
    )


def _is_understood(query: Judged, suggestion: str | None) -> bool:
    if not query.meant or suggestion is None:
        return not query.meant and suggestion is None
    return suggestion.casefold() in {meant.casefold() for meant in query.meant}
