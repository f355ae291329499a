"""What commands say and how they end: statuses, errors in one line, formats, hostile text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import click
import pytest
from commandline import COMMANDS
from terminals import on_terminal, process

from cstonews.cli import commands
from cstonews.model import Kind

GOLD = Path(__file__).parent.parent / "gold" / "pages"
PAGE = str(GOLD / "001.txt")
RUSSIAN = str(GOLD / "061.txt")

NAMES = commands.list_commands(click.Context(commands))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_examples(run, name: str) -> None:
    told = run(*name.split(), "--help")
    assert told.status == 0
    assert "Examples:" in told.out
    assert f"cstonews {name}" in told.out
    assert all(len(line) <= 96 for line in told.out.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_without_a_command_it_helps(run) -> None:
    told = run("--help")
    assert all(name in told.out for name in NAMES)


READERS = [
    ["search", "x"],
    ["list"],
    ["show", "abcdef0"],
    ["export"],
    ["dumps"],
    ["dumps", "cat", "x"],
    ["dumps", "show", "x"],
    ["check"],
    ["saved"],
    ["run", "x"],
    ["new"],
    ["new", "x", "--mark-seen"],
    ["save", "x", "y"],
]


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_without_an_archive_readers_say_what_to_run(run, archive: Path, arguments) -> None:
    told = run(*arguments)
    assert (told.status, told.out) == (1, "")
    assert re.fullmatch(r"Error: there is no archive at .*cstonews ingest.*\n", told.err)
    assert not archive.parent.exists()


def test_ingest_reports_what_came_in(run) -> None:
    told = json.loads(run("ingest", str(GOLD), "--format", "json").out)
    assert told["dumps"] == {"new": 24, "known": 0, "failed": 0}
    assert told["entries"]["new"] > 70
    assert set(told["segments"]) == {kind.value for kind in Kind}
    assert told["warnings"] == told["failures"] == []
    again = json.loads(run("ingest", str(GOLD), "--format", "json").out)
    assert again["dumps"] == {"new": 0, "known": 24, "failed": 0}
    assert set(again["entries"].values()) == {0}


def test_one_bad_dump_does_not_stop_the_others(run, tmp_path: Path) -> None:
    junk = tmp_path / "junk.bin"
    junk.write_bytes(bytes(range(256)) * 50)
    told = run("ingest", str(junk), str(tmp_path / "none.txt"), PAGE)
    assert told.status == 1
    assert "1 new, 2 failed" in told.out
    assert [line[:6] for line in told.err.splitlines()] == ["Error:", "Error:"]
    assert "junk.bin" in told.err
    assert "none.txt" in told.err
    assert run("dumps", "--format", "jsonl").out.count("\n") == 1


def test_a_dry_run_changes_nothing(run, archive: Path) -> None:
    told = run("ingest", "--dry-run", PAGE)
    assert told.status == 0
    assert "6 new" in told.out
    assert "nothing was stored" in told.out
    assert not archive.exists()


def test_standard_input_is_a_dump(run) -> None:
    content = Path(PAGE).read_bytes()
    assert run("ingest", "-", stdin=content).status == 0
    (info,) = json.loads(run("dumps", "--format", "json").out)
    assert info["name"] == "-"
    assert run("dumps", "cat", info["dump"]).raw == content


def test_an_impossible_date_is_a_warning_with_its_line(run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("29.02.2023\n\nA text of a teaser about a meeting in the capital city.\n")
    told = run("ingest", str(page))
    assert f"{page}:1: 29.02.2023" in told.err
    assert told.status == 0
    assert json.loads(run("list", "--format", "json").out) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["list", "--since", "foo"], "2024-07-01"),
        (["list", "--on", "32.13.2024"], "2024-07-01"),
        (["list", "--since", "2024", "--until", "2023"], "swap"),
        (["list", "--undated", "--since", "2024"], "--undated"),
        (["list", "--on", "2024", "--since", "2024"], "--on"),
        (["list", "--limit", "-1"], "--limit"),
        (["list", "--kind", "furniture"], "article"),
        (["ingest"], "PATH"),
        (["show"], "HANDLE"),
        (["nothing"], "nothing"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_status_2(run, arguments: list[str], says: str) -> None:
    told = run(*arguments)
    assert told.status == 2
    assert says in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    "words",
    ["C++", "38th", "U.S.", "1993/94", "Lukashenko's", '"open quote', "*", "", "\U0001f54a",
     "-nato", "-h", "--", "(((", "OR", "NOT", "\udcff", "=1", "%", "'; DROP TABLE entries"],
)  # fmt: skip
def test_no_query_is_an_error(run, words: str) -> None:
    run("ingest", PAGE)
    told = run("search", words)
    assert told.status == 0
    assert "Error" not in told.err


def test_a_minus_takes_away(run) -> None:
    run("ingest", PAGE)

    def handles(*words: str) -> set[str]:
        return {hit["handle"] for hit in json.loads(run("search", *words, "--format=json").out)}

    assert handles("Minsk", "-Armenia") == handles("Minsk") - handles("Armenia") != handles("Minsk")


def test_explain_says_how_words_are_understood(run) -> None:
    run("ingest", PAGE)
    run("ingest", RUSSIAN)
    told = run("search", "--explain", "CSTO", "-Armenia*")
    lines = [line.split() for line in told.err.splitlines()]
    assert lines[0][:2] == ["all", "of"]
    assert lines[1][:2] == ["word", '"CSTO"']
    assert lines[2][0] == "=" and "одкб" in told.err.casefold()
    assert ["not", "word", "starting", "with", '"Armenia"'] in [line[:5] for line in lines]
    exact = run("search", "--exact", "--explain", "CSTO")
    assert "одкб" not in exact.err.casefold()


KEYS = ["handle", "date", "date_source", "kind", "lang", "title"]


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["list"], [*KEYS, "snippet", "sightings", "corrected"]),
        (["search", "the"], [*KEYS, "snippet", "sightings", "corrected"]),
        (["list", "--full"], [*KEYS, "body", "sightings", "corrected"]),
    ],
    ids=["list", "search", "list --full"],
)
def test_machine_formats_agree(run, arguments: list[str], keys: list[str]) -> None:
    run("ingest", PAGE)
    as_json = json.loads(run(*arguments, "--format", "json").out)
    assert [list(entry) for entry in as_json] == [keys] * 6
    lines = run(*arguments, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == as_json
    table = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").out)))
    assert [row["handle"] for row in table] == [entry["handle"] for entry in as_json]
    tsv = run(*arguments, "--format", "tsv").out.splitlines()
    assert tsv[0].split("\t") == keys
    assert all(len(line.split("\t")) == len(keys) for line in tsv)


def test_show_tells_the_whole_story(run) -> None:
    run("ingest", PAGE)
    (entry,) = json.loads(run("list", "--kind", "article", "--format", "json").out)
    (shown,) = json.loads(run("show", entry["handle"], "--format", "json").out)
    assert list(shown) == [*KEYS, "body", "sightings", "corrected"]
    assert shown["sightings"][0]["line"] == 27
    assert shown["sightings"][0]["name"] == PAGE
    page = run("show", entry["handle"]).out
    assert shown["title"] in page
    assert shown["body"] in page
    assert "2022-02-09  stated by a date line" in page
    assert f"{PAGE}, line 27: article, 2022-02-09 stated" in page


def test_a_table_in_a_pipe_loses_nothing_and_has_no_colour(run) -> None:
    run("ingest", PAGE)
    told = run("list", "--full")
    assert "\x1b" not in told.out
    assert len(told.out.splitlines()) == 7
    assert "Nobody came from the Republic of Armenia." in told.out
    assert told.err == "6 entries\n"


def test_the_count_says_how_many_there_are(run) -> None:
    run("ingest", PAGE)
    assert run("list", "--limit", "2").err.startswith("2 of 6 entries")
    assert run("list", "--limit", "0").err == "6 entries\n"
    assert run("search", "nowhere").err.startswith("Nothing found")


HOSTILE = (
    "\x1b[31mred\x1b]8;;http://x\x07link\x1b]52;c;AAAA\x07 \u202egnp.exe \u2066x [bold]up[/bold] "
    "\x00 \x9b31m and =HYPERLINK(1) stand in a sentence about a meeting in Minsk.\r\n"
)


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv"])
def test_hostile_text_is_inert_on_every_command(run, tmp_path: Path, form: str) -> None:
    page = tmp_path / "\x1b[31mpage\u202e.txt"
    page.write_bytes(f"=cmd() the title of the page\n\n01.02.2024\n\n{HOSTILE}".encode())
    shown = [run("ingest", str(page)).out, run("ingest", str(page) + "\x1bx").err]
    (entry,) = json.loads(run("list", "--format", "json").out)
    shown += [run("list", "--format", form).out, run("search", "Minsk", "--format", form).out]
    shown += [run("dumps", "--format", form).out, run("split", str(page), "--format", form).out]
    if form not in ("csv", "tsv"):
        shown += [run("show", entry["handle"], "--format", form).out]
    for text in shown:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert json.loads(run("list", "--full", "--format", "json").out)[0]["body"] == HOSTILE.strip()


def test_a_closed_pipe_ends_quietly(run, archive: Path) -> None:
    run("ingest", str(GOLD))
    for form in ("table", "json"):
        reader = process(
            "list", "--limit", "0", "--full", "--format", form,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        reader.stdout.close()
        told = reader.stderr.read()
        reader.stderr.close()
        assert told == b""
        assert reader.wait() == 0


@pytest.mark.parametrize("width", [60, 80, 160])
def test_a_table_fits_the_terminal(run, width: int) -> None:
    run("ingest", PAGE, RUSSIAN)
    shown = on_terminal(width, "list").out
    assert "\x1b[" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert max(len(line.rstrip()) for line in plain.splitlines()) <= width


def test_no_color_is_respected(run) -> None:
    run("ingest", PAGE)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", on_terminal(80, "list", NO_COLOR="1").out)


def test_force_color_is_respected(run, archive: Path) -> None:
    run("ingest", PAGE)
    forced = {**os.environ, "FORCE_COLOR": "1"}
    child = process("list", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=forced)
    shown = child.communicate()[0].decode()
    assert "\x1b[" in shown
    assert len(shown.splitlines()) == 7


def test_progress_is_for_terminals(run) -> None:
    assert run("ingest", PAGE).err == ""


def test_the_archive_is_where_it_is_said_to_be(run, archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert run("ingest", PAGE, "--archive", str(other)).status == 0
    assert other.exists()
    assert not archive.exists()
    assert run("--archive", str(other), "list").err == "6 entries\n"
    assert run("list").status == 1


def test_the_archive_stands_in_the_users_data_folder(run, tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("CSTONEWS_ARCHIVE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run("ingest", PAGE).status == 0
    assert [path.name for path in tmp_path.rglob("*.db")] == ["archive.db"]


def test_check_proves_the_archive(run, archive: Path) -> None:
    run("ingest", str(GOLD))
    told = run("check")
    assert told.status == 0
    assert "24 dumps" in told.out
    assert "all whole" in told.out


@pytest.mark.parametrize("before", [True, False])
def test_an_empty_name_is_not_the_usual_archive(run, archive: Path, before: bool) -> None:
    """Of a script, for instance, whose variable is not set."""
    run("ingest", "-", stdin=b"05.07.2024\n\nThe Council met in Minsk.\n")
    empty = ["--archive", ""]
    told = run(*empty, "dumps") if before else run("dumps", *empty)
    assert (told.status, told.out) == (2, "")
    assert "is empty; name the archive's file" in told.err


def test_a_foreign_file_is_refused(run, archive: Path) -> None:
    archive.parent.mkdir()
    archive.write_text("this is no database, but a text of some length\n" * 100)
    for arguments in (["list"], ["ingest", PAGE], ["check"]):
        told = run(*arguments)
        assert told.status == 1
        assert told.err.startswith("Error: ")
        assert told.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["list"], ["show", "a3f9"], ["export"], ["ingest", PAGE]])
def test_a_folder_is_no_archive(run, archive: Path, arguments: list[str]) -> None:
    archive.mkdir(parents=True)
    told = run(*arguments)
    assert (told.status, told.out) == (1, "")
    assert told.err == f"Error: {archive} is a folder; name the archive's file\n"


def test_the_name_of_a_folder_that_is_to_be_makes_no_archive(run, archive: Path) -> None:
    told = run("ingest", PAGE, "--archive", f"{archive}/")
    assert (told.status, told.err) == (
        1,
        f"Error: {archive}/ is a folder; name the archive's file\n",
    )
    assert not archive.exists()


@pytest.mark.parametrize("arguments", [["list"], ["export"], ["dumps"], ["saved"], ["new"]])
def test_a_file_without_a_byte_is_an_empty_archive(
    run, archive: Path, arguments: list[str]
) -> None:
    archive.parent.mkdir()
    archive.touch()
    told = run(*arguments)
    assert (told.status, told.out) == (1, "")
    assert told.err == f"Error: {archive} is empty; fill it with 'cstonews ingest FILE'\n"
    assert run("ingest", PAGE).status == 0


@pytest.mark.parametrize("command", ["list", "dumps", "export", "search", "facets"])
def test_an_archive_without_entries_says_so(run, command: str) -> None:
    run("ingest", PAGE)
    run("forget", PAGE)
    assert run(command).err == "The archive is empty; fill it with 'cstonews ingest FILE'.\n"


def test_split_stores_nothing_and_tiles(run, archive: Path) -> None:
    told = run("split", PAGE, RUSSIAN, "--format", "jsonl")
    segments = [json.loads(line) for line in told.out.splitlines()]
    for page in (PAGE, RUSSIAN):
        mine = [segment for segment in segments if segment["dump"] == page]
        assert mine[0]["start"] == 0
        assert mine[-1]["end"] == len(Path(page).read_bytes().decode())
        assert all(a["end"] == b["start"] for a, b in pairwise(mine))
    assert not archive.exists()


def test_split_shows_the_cuts(run) -> None:
    told = run("split", PAGE).out
    assert "27  article  2022-02-09  Stanislav Zas told" in told
