"""Searches under a name: save, saved, run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

PAGES = Path(__file__).parent.parent.parent / "data" / "pages"
FIRST = str(PAGES / "2023-12-07-afghanistan-working-group.txt")
KEYS = ["name", "words", "made", "looked", "entries", "new"]


@pytest.fixture
def filled(run) -> None:
    assert run("ingest", FIRST).status == 0


def saved(run) -> list[dict]:
    return json.loads(run("saved", "--format", "json").out)


def test_a_search_is_saved_listed_run_and_deleted(run, filled) -> None:
    told = run("save", "afghan", "Afghanistan", "-Moscow")
    assert (told.status, told.out, told.err) == (0, "Saved afghan: Afghanistan -Moscow\n", "")
    (one,) = saved(run)
    assert list(one) == KEYS
    assert (one["name"], one["words"], one["looked"]) == ("afghan", "Afghanistan -Moscow", None)
    assert one["entries"] == one["new"] == run("run", "afghan", "--format", "jsonl").out.count("\n")
    assert run("run", "afghan") == run("search", "Afghanistan", "-Moscow")
    told = run("save", "--delete", "afghan")
    assert (told.status, told.out, told.err) == (0, "Deleted afghan: Afghanistan -Moscow\n", "")
    assert saved(run) == []


def test_words_stay_as_typed(run, filled) -> None:
    words = ["-nato", '"a  phrase"', "(Minsk OR", "Osh)", 'date:"last month"', "C++", "*"]
    assert run("save", "many", *words).status == 0
    assert saved(run)[0]["words"] == " ".join(words)
    assert run("run", "many", "--explain") == run("search", "--explain", *words)


@pytest.mark.parametrize(
    "options",
    [
        ["--since", "2024"],
        ["--kind", "article", "--sort", "oldest"],
        ["--limit", "1", "--full"],
        ["--undated", "--format", "csv"],
        ["--dates", "stated", "--format", "json"],
        ["--explain"],
    ],
    ids=" ".join,
)
def test_a_saved_search_is_run_with_the_options_of_search(run, filled, options) -> None:
    run("save", "csto", "CSTO", "OR", "Minsk")
    assert run("run", "csto", *options) == run("search", "CSTO", "OR", "Minsk", *options)


def test_run_takes_the_options_that_search_takes(run) -> None:
    from cstonews.cli.run import command as run_command
    from cstonews.cli.search import command as search_command

    assert [o.opts for o in run_command.params[1:]] == [o.opts for o in search_command.params[1:]]


def test_a_name_is_taken_once(run, filled) -> None:
    run("save", "one", "Minsk")
    told = run("save", "one", "Minsk")
    assert (told.status, told.out) == (0, "Nothing changed: one: Minsk\n")
    told = run("save", "one", "Osh")
    assert (told.status, told.out) == (1, "")
    assert told.err == "Error: one is saved already, as: Minsk; --replace puts other words there\n"
    assert run("save", "one", "--replace", "Osh").out == "Saved one: Osh\n"
    assert saved(run)[0]["words"] == "Osh"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["save"], 2, "NAME"),
        (["save", "one"], 2, "say what to look for"),
        (["save", "one", " "], 2, "say what to look for"),
        (["save", "one", "Minsk", "--since", "2024"], 2, "--since"),
        (["save", "--delete", "one", "Minsk"], 2, "--delete takes a name alone"),
        (["save", "--delete", "--replace", "one"], 2, "--delete takes a name alone"),
        (["save", "a b", "Minsk"], 1, "cannot be a name"),
        (["save", "-x", "Minsk"], 1, "cannot be a name"),
        (["save", "--delete", "one"], 1, "no search is saved as one"),
        (["run", "one"], 1, "'cstonews saved' shows those there are"),
        (["run", "\udcff"], 1, "no search is saved as"),
        (["run"], 2, "NAME"),
    ],
)
def test_what_goes_wrong_is_said(run, filled, arguments, status, says) -> None:
    told = run(*arguments)
    assert (told.status, told.out) == (status, "")
    assert says in told.err


def test_formats_agree(run, filled) -> None:
    run("save", "one", "Minsk")
    run("save", "two", "=1+1")
    as_json = saved(run)
    lines = run("saved", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == as_json
    rows = list(csv.DictReader(io.StringIO(run("saved", "--format", "csv").out)))
    assert [row["name"] for row in rows] == ["one", "two"]
    assert rows[1]["words"] == "'=1+1"
    assert run("saved", "--format", "tsv").out.splitlines()[0].split("\t") == KEYS
    table = run("saved").out.splitlines()
    assert table[0] == "Entries  New  Made        Last look  Name and words"
    assert table[1].endswith("  never      one  Minsk")


def test_nothing_saved_is_said(run, filled) -> None:
    told = run("saved")
    assert (told.status, told.out) == (0, "")
    assert "cstonews save NAME WORDS" in told.err
    assert run("saved", "--format", "json").out == "[]\n"
    assert run("saved", "--format", "csv").out == ",".join(KEYS) + "\n"


def test_hostile_words_are_shown_not_obeyed(run, filled) -> None:
    words = "\x1b[31mred\u202e \udcff\nx"
    shown = [run("save", "bad", words), run("saved"), run("save", "bad", "y"), run("saved")]
    shown += [run("save", "\x1b[31mbad", "x"), run("run", "\x1b[31mbad"), run("run", "bad")]
    shown += [run("save", "--delete", "bad")]
    for told in shown:
        assert "\x1b" not in told.out + told.err
        assert "\u202e" not in told.out + told.err


def test_what_is_set_for_all_commands_is_set_for_saved_searches_too(run, tmp_path: Path) -> None:
    run("ingest", str(PAGES))
    run("save", "afghan", "Афганистана")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("exact = true\n")
    found = int(run("run", "afghan", "--count").out)
    (one,) = saved(run)
    assert one["entries"] == one["new"] == int(run("new", "afghan", "--count").out) == found
