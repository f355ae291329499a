"""How answers are shown: columns, their number alone, pages, a pager."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from itertools import chain
from pathlib import Path

import pytest
from terminals import on_terminal

GOLD = Path(__file__).parent.parent / "gold" / "pages"
PAGE = str(GOLD / "001.txt")
KEYS = ["handle", "date", "date_source", "kind", "lang", "title", "snippet"]


@pytest.fixture
def page(run):
    assert run("ingest", PAGE).status == 0
    return run


COLUMNS = {
    "handle,date": ["handle", "date"],
    "title,text": ["title", "snippet"],
    "title+text": ["title", "snippet"],
    "text,title+text": ["snippet", "title"],
    "source,sightings,corrected": ["date_source", "sightings", "corrected"],
    " Lang , KIND": ["lang", "kind"],
    "date,date": ["date"],
    "date_source,snippet,body": ["date_source", "snippet", "body"],
}


@pytest.mark.parametrize(("names", "keys"), COLUMNS.items())
@pytest.mark.parametrize("command", [["list"], ["search", "the"]], ids=" ".join)
def test_columns_choose_the_keys_of_machine_formats(page, command, names, keys) -> None:
    asked = [*command, "--columns", names, "--format"]
    records = json.loads(page(*asked, "json").out)
    assert [list(record) for record in records] == [keys] * 6
    assert [json.loads(line) for line in page(*asked, "jsonl").out.splitlines()] == records
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        rows = csv.reader(io.StringIO(page(*asked, form).out), delimiter=delimiter)
        assert next(rows) == keys


def test_text_is_a_snippet_or_with_full_the_whole_text(page) -> None:
    def keys(*arguments: str) -> list[str]:
        return list(json.loads(page("list", *arguments, "--format", "json").out)[0])

    assert keys("--columns", "text") == ["snippet"]
    assert keys("--columns", "text", "--full") == ["body"]
    assert keys("--columns", "snippet", "--full") == ["snippet"]


@pytest.mark.parametrize("colour", ["", "1"])
@pytest.mark.parametrize("command", [["list"], ["search", "the"]], ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_what_is_read_in_parts_is_printed_as_one(page, command, form, colour, monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", colour)
    asked = [*command, "--limit", "0", "--columns", "handle,title+text", "--format", form]
    whole = page(*asked)
    monkeypatch.setattr("cstonews.archive.answers.search.PART", 2)
    assert page(*asked) == whole


def test_without_entries_the_columns_are_told_all_the_same(page) -> None:
    assert page("list", "--on", "1999", "--columns", "date,text", "--format=csv").out == (
        "date,snippet\n"
    )


def test_columns_are_those_of_a_table(page) -> None:
    told = page("list", "--columns", "sightings,handle,lang,source,title").out.splitlines()
    assert re.split(r"\s{2,}", told[0].strip()) == [
        "Sightings", "Handle", "Lang", "Source", "Title"
    ]  # fmt: skip
    assert re.match(r" {8}1  [0-9a-f]{7}  en    stated  \S", told[1])


def test_the_usual_columns_can_be_named(page) -> None:
    named = page("list", "--columns", "handle,date,kind,title+text")
    assert named == page("list")


@pytest.mark.parametrize("names", ["nothing", "", "date,", "date,titel", "date title"])
def test_an_unknown_column_is_wrong_usage_that_names_the_known(page, names) -> None:
    told = page("list", "--columns", names)
    assert (told.status, told.out) == (2, "")
    assert "there are handle, date, source, kind, lang, title, text, title+text," in told.err


def test_marks_are_explained_where_they_are_shown(page, run, tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text("On 16 February 2024, the Council met in Minsk and agreed a plan of work.\n")
    run("ingest", str(dump))
    assert "~ dated by" in run("list").err
    assert "~ dated by" in run("list", "--columns", "date").err
    assert "dated by" not in run("list", "--columns", "handle,title").err
    (entry,) = json.loads(run("list", "--on", "2024-02-16", "--format", "json").out)
    run("edit", entry["handle"], "--title", "Another title")
    assert "* corrected" in run("list", "--columns", "title").err
    assert "* corrected" not in run("list", "--columns", "handle,date").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list"], "6\n"),
        (["list", "--limit", "2", "--page", "3"], "6\n"),
        (["search", "Minsk"], "3\n"),
        (["search", "nowhere"], "0\n"),
        (["list", "--format", "json"], '{"count": 6}\n'),
        (["list", "--format", "jsonl"], '{"count": 6}\n'),
        (["list", "--format", "csv"], "count\n6\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_count_is_a_bare_number(page, arguments: list[str], told: str) -> None:
    result = page(*arguments, "--count")
    assert (result.status, result.out, result.err) == (0, told, "")


def test_pages_together_are_the_whole(page) -> None:
    for command in (["list"], ["search", "the"], ["list", "--oldest-first"]):
        whole = json.loads(page(*command, "--format", "json").out)
        asked = [*command, "--limit", "4", "--format", "json", "--page"]
        pages = [json.loads(page(*asked, str(number)).out) for number in (1, 2, 3)]
        assert [len(part) for part in pages] == [4, 2, 0]
        assert [*chain.from_iterable(pages)] == whole


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--limit", "2"], "2 of 6 entries; next: --page 2, all: --limit 0"),
        (["--limit", "2", "--page", "1"], "1\u20132 of 6 entries; next: --page 2"),
        (["--limit", "2", "--page", "2"], "3\u20134 of 6 entries; next: --page 3"),
        (["--limit", "2", "--page", "3"], "5\u20136 of 6 entries"),
        (["--limit", "5", "--page", "2"], "entry 6 of 6"),
        (["--page", "1"], "6 entries"),
        (["--limit", "0", "--page", "1"], "6 entries"),
        (
            ["--limit", "4", "--page", "9"],
            "Nothing on page 9; the last of 6 entries is on --page 2",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_count_says_which_entries_are_shown(page, arguments: list[str], told: str) -> None:
    assert page("list", *arguments).err == f"{told}\n"


@pytest.mark.parametrize("arguments", [["--page", "0"], ["--page", "2", "--limit", "0"]])
def test_a_page_that_cannot_be_is_wrong_usage(page, arguments: list[str]) -> None:
    told = page("list", *arguments)
    assert (told.status, told.out) == (2, "")
    assert "--page" in told.err


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that says so, what LESS is, and shows the first line alone."""
    program = tmp_path / "pager"
    program.write_text('#!/bin/sh\necho "paged with $LESS $*"\nhead -n 1\n')
    program.chmod(0o755)
    return str(program)


LONG = ["list", "--limit", "6"]


def test_a_long_table_is_paged_and_its_count_comes_behind(page, pager: str) -> None:
    told = on_terminal(60, *LONG, PAGER=f"{pager} -x", LINES="10")
    first, heading = told.out.splitlines()
    assert first == "paged with -FRX -x"
    assert "Handle" in heading
    assert told.err == "6 entries\n"


def test_what_less_is_told_is_kept(page, pager: str) -> None:
    told = on_terminal(60, *LONG, PAGER=pager, LINES="10", LESS="-i")
    assert told.out.startswith("paged with -R -i")
    assert "paged with -RS" in on_terminal(60, *LONG, PAGER=pager, LINES="10", LESS="-RS").out


NOT_PAGED = {
    "a short table": (["list", "--limit", "1"], {"LINES": "50"}),
    "--no-pager": ([*LONG, "--no-pager"], {}),
    "cat": (LONG, {"PAGER": "cat"}),
    "an empty PAGER": (LONG, {"PAGER": ""}),
    "the pager of cstonews is none": (LONG, {"CSTONEWS_PAGER": "cat"}),
    "no such program": (LONG, {"PAGER": "no-such-program --at-all"}),
    "JSON": ([*LONG, "--format", "json"], {}),
    "a number": ([*LONG, "--count"], {}),
}


@pytest.mark.parametrize(("arguments", "environment"), NOT_PAGED.values(), ids=NOT_PAGED)
def test_other_things_are_not_paged(page, pager: str, arguments, environment) -> None:
    told = on_terminal(60, *arguments, **{"PAGER": pager, "LINES": "10", **environment})
    assert "paged" not in told.out
    assert told.out.count("\n") > 1 or told.out == "6\n"


def test_the_pager_of_cstonews_goes_before_that_of_all(page, pager: str) -> None:
    told = on_terminal(60, *LONG, PAGER="cat", CSTONEWS_PAGER=pager, LINES="10")
    assert told.out.startswith("paged")


@pytest.mark.parametrize("command", ["dumps", "dumps show", "unclassified --limit 0", "show"])
def test_other_long_tables_and_pages_are_paged_too(run, pager: str, command: str) -> None:
    run("ingest", str(GOLD))
    entry = json.loads(run("list", "--kind", "article", "--format", "json").out)[0]["handle"]
    dump = json.loads(run("dumps", "--format", "json").out)[0]["dump"]
    names = {"show": [entry], "dumps show": [dump]}.get(command, [])
    told = on_terminal(60, *command.split(), *names, PAGER=pager, LINES="4")
    assert told.out.startswith("paged")


@pytest.mark.skipif(not shutil.which("less"), reason="needs less")
def test_less_shows_what_fits_and_quits(page) -> None:
    """It counts the lines of the terminal itself, whatever LINES says."""
    told = on_terminal(80, "list", "--limit", "1", PAGER="less", LINES="3")
    assert "Handle" in told.out


@pytest.mark.parametrize("width", [80, 160])
def test_title_and_text_share_the_room(page, width: int) -> None:
    told = on_terminal(width, "list", "--columns", "handle,title,text,sightings").out
    lines = re.sub(r"\x1b\[[0-9;]*m", "", told).splitlines()
    assert max(map(len, lines)) <= width
    assert re.fullmatch(r"Handle +Title +Text +Sightings", lines[0].rstrip())
