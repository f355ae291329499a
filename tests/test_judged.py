"""What a person judged relevant is found, and first; how well has a floor for each kind of query.

``--rewrite`` raises the floors to what is measured. To lower one takes ``--lower-floors``.
Neither touches the floors of the unseen queries: those were measured once, and set a little below.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from judging import (
    ALL,
    ARCHIVES,
    FOLDER,
    FRESH,
    GRADES,
    KINDS,
    RELEVANT,
    Answered,
    Judged,
    ask,
    build,
    figures,
    load,
    names_of,
    ndcg,
    queries,
    recall,
    reciprocal_rank,
    silence,
    understood,
    unseen,
)

from cstonews.archive.answers.lookup import entries_by_handle
from cstonews.archive.connection import read

FLOORS = FOLDER / "floors.json"
UNSEEN_PREFIX = "unseen "
QUERIES = queries()
UNSEEN = unseen()
FEWEST = {"samples": 80, "large": 40, FRESH: 40}

Ask = Callable[[str, str], Answered]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("judged")
    return {name: build(name, folder / f"{name}.db") for name in ARCHIVES}


@pytest.fixture(scope="module")
def put(archives: dict[str, Path]) -> Ask:
    """The answer to a query; each is asked once."""
    names = {name: names_of(path) for name, path in archives.items()}
    known: dict[tuple[str, str], Answered] = {}

    def put(archive: str, words: str) -> Answered:
        if (archive, words) not in known:
            known[archive, words] = ask(archives[archive], names[archive], words)
        return known[archive, words]

    return put


@pytest.mark.parametrize("archive", ARCHIVES)
def test_every_entry_of_an_archive_has_its_name(archives: dict[str, Path], archive: str) -> None:
    names = names_of(archives[archive])
    assert len(set(names.values())) == len(names)
    assert set(names.values()) <= set(load("entries"))
    if archive == "large":
        assert set(names.values()) == set(load("entries"))


def test_a_name_leads_to_the_entry_that_was_judged(archives: dict[str, Path]) -> None:
    opens = {name: entry["opens"] for name, entry in load("entries").items()}
    for handle, name in names_of(archives["large"]).items():
        (entry,) = read(str(archives["large"]), lambda db, h=handle: entries_by_handle(db, h))
        text = " ".join((entry.title or entry.body).split())
        assert text.startswith(opens[name])


@pytest.mark.parametrize("file", FEWEST)
def test_queries_are_judged_in_one_way_each(file: str) -> None:
    written = load(file)["query"]
    words = Counter(query["words"] for query in written)
    assert words.total() >= FEWEST[file]
    assert max(words.values()) == 1
    for query in written:
        ways = [key for key in ("judged-as", "nothing", "anything") if key in query]
        graded = [name for grade in GRADES for name in query.get(grade, ())]
        assert len(ways) + bool(graded) == 1, query["words"]
        assert len(set(graded)) == len(graded), query["words"]
        assert set(graded) <= load("entries").keys(), query["words"]
        assert query["wants"].endswith("."), query["words"]
        assert ("meant" in query) == (query["kind"] == "typo"), query["words"]


def test_every_kind_is_judged() -> None:
    assert {query.kind for query in QUERIES} == set(KINDS)
    for query in (*QUERIES, *UNSEEN):
        assert not query.grades or max(query.grades.values()) >= RELEVANT, query.words


def test_an_unseen_query_is_none_of_those_that_the_ranking_is_tuned_by() -> None:
    assert not {q.words.casefold() for q in UNSEEN} & {q.words.casefold() for q in QUERIES}


@pytest.mark.parametrize("query", (*QUERIES, *UNSEEN), ids=lambda query: ascii(query.words[:40]))
def test_no_query_fails(put: Ask, query: Judged) -> None:
    assert put(query.archive, query.words).status == 0


def test_quality_does_not_fall_below_its_floors(put: Ask, request: pytest.FixtureRequest) -> None:
    tuned, kept = _measured(put), _measured_unseen(put)
    measured = tuned | kept
    floors = json.loads(FLOORS.read_text())
    lower = request.config.getoption("--lower-floors")
    if lower or request.config.getoption("--rewrite"):
        floors = {
            kind: {
                name: value if lower else max(value, floors.get(kind, {}).get(name, 0))
                for name, value in values.items()
            }
            for kind, values in tuned.items()
        } | {kind: floors[kind] for kind in kept}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n")
    assert {kind: values.keys() for kind, values in floors.items()} == {
        kind: values.keys() for kind, values in measured.items()
    }
    fallen = {
        f"{kind} {name}": (measured[kind][name], floor)
        for kind, values in floors.items()
        for name, floor in values.items()
        if measured[kind][name] < floor
    }
    assert fallen == {}


def _measured(put: Ask) -> dict[str, dict[str, float]]:
    measured = _figures(QUERIES, put)
    measured["typo"] = {
        "did you mean": understood(QUERIES, lambda archive, words: put(archive, words).suggestion)
    }
    return _rounded_down(measured)


def _measured_unseen(put: Ask) -> dict[str, dict[str, float]]:
    measured = _rounded_down(_figures(UNSEEN, put))
    return {f"{UNSEEN_PREFIX}{kind}": values for kind, values in measured.items()}


def _figures(judged: list[Judged], put: Ask) -> dict[str, dict[str, float]]:
    def find(archive: str, words: str) -> tuple[str, ...]:
        return put(archive, words).found

    measured = figures(judged, find)
    measured[ALL]["nothing found where nothing is"] = silence(judged, find)
    return measured


def _rounded_down(measured: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """So that a floor is never above what it was taken of."""
    return {
        kind: {name: math.floor(value * 1000) / 1000 for name, value in values.items()}
        for kind, values in measured.items()
    }


GRADED = {"a": 3, "b": 2, "c": 1}
IDEAL = 7 + 3 / math.log2(3) + 1 / 2
MEASURED = {
    "as judged": ("abc", 1, 1, 1),
    "turned round": ("cba", 1 / 2, 1, (1 + 3 / math.log2(3) + 7 / 2) / IDEAL),
    "a wrong one first": ("xa", 1 / 2, 1 / 2, 7 / math.log2(3) / IDEAL),
    "what only touches it": ("c", 0, 0, 1 / IDEAL),
    "nothing": ("", 0, 0, 0),
    "too late": ("x" * 10 + "ab", 1 / 11, 0, 0),
}


@pytest.mark.parametrize(("found", "rr", "share", "gain"), MEASURED.values(), ids=MEASURED)
def test_measures(found: str, rr: float, share: float, gain: float) -> None:
    assert reciprocal_rank(found, GRADED) == pytest.approx(rr)
    assert recall(found, GRADED) == pytest.approx(share)
    assert ndcg(found, GRADED) == pytest.approx(gain)


def test_of_more_relevant_entries_than_fit_those_that_fit_are_all() -> None:
    assert recall("abcdefghij", dict.fromkeys("abcdefghijkl", 3)) == 1


def test_a_query_that_fails_has_no_answers() -> None:
    query = Judged("samples", "english", "x", {"a": 3}, anything=False)
    assert figures([query], lambda archive, words: None)[ALL]["MRR"] == 0


TYPO = Judged("samples", "typo", "x", {"a": 3}, anything=False, meant=("Minsk", "Minsker"))
NONSENSE = TYPO._replace(grades={}, meant=())


@pytest.mark.parametrize(
    ("query", "suggestion", "share"),
    [(TYPO, "minsk", 1), (TYPO, "Moscow", 0), (TYPO, None, 0), (NONSENSE, None, 1),
     (NONSENSE, "Minsk", 0)],
)  # fmt: skip
def test_a_suggestion_is_held_to_what_was_meant(
    query: Judged, suggestion: str | None, share: float
) -> None:
    assert understood([query], lambda archive, words: suggestion) == share


@pytest.mark.parametrize(
    ("told", "suggestion"),
    [("Did you mean Afghanistan?", "Afghanistan"), ('Nothing found; did you mean "a b"?\n', "a b"),
     ("Did you mean: «Канал»? Try it.", "Канал"), ("Nothing found.", None)],
)  # fmt: skip
def test_a_suggestion_is_read(told: str, suggestion: str | None) -> None:
    assert Answered(0, (), told).suggestion == suggestion
