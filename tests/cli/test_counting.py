"""``timeline``, ``terms``, ``facets`` and ``related`` as whole commands."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from terminals import on_terminal

GOLD = str(Path(__file__).parent.parent / "gold" / "pages")
FORMS = ["table", "json", "jsonl", "csv", "tsv"]


@pytest.fixture
def gold(run):
    assert run("ingest", GOLD).status == 0
    return run


def told(gold, *arguments: str):
    result = gold(*arguments, "--format", "json")
    assert result.status == 0, result.err
    return json.loads(result.out)


def found(gold, *arguments: str) -> int:
    return len(told(gold, "search", *arguments, "--limit", "0"))


@pytest.mark.parametrize(
    "words",
    [[], ["Minsk"], ["-Minsk"], ["Minsk OR peacekeep*"], ["--since", "2023", "--until", "2024-06"],
     ["--kind", "article"], ["--undated"], ["Minsk", "--dates", "stated"]],
    ids=" ".join,
)  # fmt: skip
def test_a_timeline_adds_up_to_the_search(gold, words: list[str]) -> None:
    total = found(gold, *words)
    for unit in ("year", "month", "week", "day", "auto"):
        rows = told(gold, "timeline", *words, "--by", unit)
        assert sum(row["count"] for row in rows) == total
        periods = [row["period"] for row in rows]
        assert len(set(periods)) == len(periods)


def test_series_are_narrowed_down_by_the_words(gold) -> None:
    rows = told(gold, "timeline", "Moscow", "--compare", "Minsk OR Yerevan", "--compare", "drugs")
    for series, words in (("Minsk OR Yerevan", "(Minsk OR Yerevan)"), ("drugs", "drugs")):
        counts = [row["count"] for row in rows if row["series"] == series]
        assert sum(counts) == found(gold, "Moscow", words)
    assert [list(row) for row in rows] == [["period", "series", "count"]] * len(rows)


def test_a_series_may_be_what_does_not_hold_a_word(gold) -> None:
    rows = told(gold, "timeline", "--compare", "-Minsk", "--compare", "", "--by", "year")
    assert sum(row["count"] for row in rows if row["series"] == "-Minsk") == found(gold, "-Minsk")
    assert sum(row["count"] for row in rows if row["series"] == "") == found(gold)


def test_a_timeline_in_a_pipe_is_a_line_a_period(gold) -> None:
    result = gold("timeline", "--by", "year")
    lines = result.out.splitlines()
    assert lines[0].split() == ["Period", "Count"]
    assert all(re.fullmatch(r"(\d{4}|undated) +\d+", line) for line in lines[1:])
    assert re.fullmatch(r"\d+ entries by year\n", result.err)
    result = gold("timeline", "--compare", "Minsk", "--compare", "drugs", "--by", "year")
    assert re.fullmatch(r"\d+ and \d+ entries by year; an entry that .*\n", result.err)


def test_a_chart_is_saved_beside_the_table(gold, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    result = gold("timeline", "Minsk", "--save", str(file), "--format", "csv")
    assert result.out.startswith("period,count\n")
    assert result.err == f"Saved {file}.\n"
    assert file.read_text().startswith("<?xml")
    result = gold("timeline", "nowhere", "--save", str(tmp_path / "none.svg"))
    assert result.status == 1
    assert result.err.splitlines()[-1].startswith("Error: there is no chart to draw")
    assert not (tmp_path / "none.svg").exists()


def test_a_chart_has_an_ending_that_is_known(gold, tmp_path: Path) -> None:
    result = gold("timeline", "--save", str(tmp_path / "chart.pdf"))
    assert result.status == 2
    assert ".svg or .png" in result.err
    assert result.out == ""


def test_terms_lead_to_an_entry(gold) -> None:
    rows = told(gold, "terms", "Afghanistan", "--limit", "5")
    assert rows[0]["term"] == "Afghanistan"
    assert rows[0]["elsewhere"] == 0
    (entry,) = told(gold, "show", rows[0]["handle"])
    assert "Afghanistan" in entry["body"]
    result = gold("terms", "Afghanistan", "--limit", "5")
    assert result.out.splitlines()[1].endswith("Afghanistan")
    assert re.match(r"5 of \d+ terms, \d+ entries against \d+; more with --limit 10", result.err)


def test_terms_of_everything_have_nothing_to_compare_with(gold) -> None:
    for form in FORMS:
        result = gold("terms", "--format", form)
        assert result.status == 0
        assert "nothing to compare" in result.err
    assert gold("terms", "--format", "json").out == "[]\n"


def test_facets_add_up(gold) -> None:
    rows = told(gold, "facets", "Minsk")
    total = found(gold, "Minsk")
    for name in ("kind", "lang", "year", "date_source"):
        assert sum(row["count"] for row in rows if row["facet"] == name) == total
    assert {row["facet"] for row in told(gold, "facets", "--facet", "year", "--facet", "kind")} == {
        "year", "kind"
    }  # fmt: skip


def test_facets_are_tables_one_under_the_other(gold) -> None:
    result = gold("facets", "--limit", "2")
    headings = [block.splitlines()[0].split()[0] for block in result.out.split("\n\n")]
    assert headings == ["Kind", "Language", "Year", "Date", "Entity"]
    assert re.match(r"\d+ entries; 2 of \d+ values of year, .*all with --limit 0", result.err)


def test_related_entries_print_like_those_of_a_search(gold) -> None:
    (known,) = told(gold, "search", '"40th time"')
    rows = told(gold, "related", known["handle"])
    assert known["handle"] not in {row["handle"] for row in rows}
    assert list(rows[0]) == list(known)
    assert "Working Group on Afghanistan" in rows[0]["snippet"]
    full = told(gold, "related", known["handle"], "--full", "--limit", "1")
    assert "body" in full[0]
    since = told(gold, "related", known["handle"], "--since", "2024-06")
    assert all(row["date"] >= "2024-06" for row in since)
    result = gold("related", known["handle"], "--limit", "3")
    assert re.match(r"3 of \d+ entries; next: --page 2", result.err)


COMMANDS = [["timeline"], ["terms"], ["facets"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_found_says_what_to_try(gold, command: list[str]) -> None:
    result = gold(*command, "nowhereatall")
    assert (result.status, result.out) == (0, "")
    assert result.err.startswith("Nothing found; try")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_empty_archive_says_how_to_fill_it(run, tmp_path: Path, command: list[str]) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    run("ingest", str(empty))
    result = run(*command)
    assert (result.status, result.out) == (0, "")
    assert "cstonews ingest" in result.err


@pytest.mark.parametrize("command", [*COMMANDS, ["related", "abcdef0"]], ids=" ".join)
def test_without_an_archive_they_say_what_to_run(run, archive: Path, command: list[str]) -> None:
    result = run(*command)
    assert (result.status, result.out) == (1, "")
    assert re.fullmatch(r"Error: there is no archive at .*cstonews ingest.*\n", result.err)
    assert not archive.parent.exists()


def test_a_handle_that_names_nothing_is_an_error(gold) -> None:
    result = gold("related", "abcdef0")
    assert result.status == 1
    assert result.err.startswith("Error: no entry has the handle abcdef0")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["timeline", "--by", "hour"], "--by"),
        (["timeline", "--sicne", "2024"], "--sicne"),
        (["facets", "--facet", "title"], "--facet"),
        (["terms", "--limit", "-1"], "--limit"),
        (["related"], "HANDLE"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_status_2(run, arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.status == 2
    assert says in result.err


@pytest.mark.parametrize("words", ["C++", '"open', "*", "", "-nato", "(((", "\udcff", "'; DROP"])
def test_no_query_is_an_error(gold, words: str) -> None:
    for arguments in (["timeline", "--compare", words], ["terms"], ["facets"]):
        result = gold(*arguments, words)
        assert result.status == 0
        assert "Error" not in result.err


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_is_inert(run, tmp_path: Path, form: str) -> None:
    page = tmp_path / "page.txt"
    bad = "\x1b[31m red\x07 =cmd \u202eexe \x9b31m [bold]"
    page.write_text(
        f"01.02.2024\n\nA {bad} text of a meeting.\n\n\n"
        f"02.02.2024\n\nA {bad} other text, again.\n\n\n"
        "03.02.2024\n\nQuite another thing happened far away in the mountains.\n"
    )
    run("ingest", str(page))
    handle = told(run, "list")[-1]["handle"]
    shown = [
        run("timeline", "--compare", bad, "--compare", "=1+1", "--format", form),
        run("terms", "red", "--format", form),
        run("facets", bad, "--format", form),
        run("related", handle, "--format", form),
    ]
    for result in shown:
        assert result.status == 0
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.out + result.err)
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(shown[0].out)))
        assert rows[-1]["series"] == "'=1+1"


def test_readers_write_nothing(gold, archive: Path) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in archive.parent.iterdir()}
    handle = told(gold, "list", "--limit", "1")[0]["handle"]
    for arguments in (["timeline"], ["terms", "Minsk"], ["facets"], ["related", handle]):
        assert gold(*arguments).status == 0
    assert {file.name: file.stat().st_mtime_ns for file in archive.parent.iterdir()} == before


@pytest.mark.parametrize("many", [8, 10, 12, 20])
def test_on_a_terminal_no_series_is_left_out(gold, many: int) -> None:
    """A table that has no room for all series must not leave some out without a word."""
    words = [f"Series{chr(ord('a') + number)}" for number in range(many - 1)]
    options = [f"--compare={word}" for word in ["Minsk", *words]]
    shown = on_terminal(80, "timeline", "--by", "year", *options, NO_COLOR="1").out
    period = next(line for line in shown.splitlines() if line.startswith("2023"))
    assert len(re.findall(r"\d+", period)) == 1 + many


@pytest.mark.parametrize("width", [40, 50, 60])
def test_on_a_narrow_terminal_the_terms_are_there(gold, width: int) -> None:
    """The one column that a table of terms is for is the one that is left out first."""
    shown = on_terminal(width, "terms", "drugs", "--limit", "1", NO_COLOR="1").out
    assert "Term" in shown and "drug" in shown


def test_what_does_not_fit_a_terminal_is_said_with_the_way_out(gold) -> None:
    names = [f"--compare=Series{number}" for number in range(12)]
    shown = on_terminal(80, "timeline", "--by", "year", "--compare=Minsk", *names)
    assert "13 series need" in shown.err
    assert "the terminal has 80; take --format csv, or fewer --compare" in shown.err


def test_entities_are_things_with_names(gold) -> None:
    counted = told(gold, "facets", "--facet", "entity", "--limit", "0")
    values = {row["value"] for row in counted}
    assert "Tajikistan" in values
    assert values.isdisjoint({"Drug", "Joint training", "Terrorism", "defense"})
