"""The file of settings: what it sets, and that nothing in it goes wrong unnoticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminals import on_terminal

PAGE = str(Path(__file__).parent.parent / "gold" / "pages" / "001.txt")


@pytest.fixture
def settings(run, tmp_path: Path, monkeypatch):
    """Write a file of settings; an archive of six entries is there."""
    run("ingest", PAGE)
    file = tmp_path / "config" / "config.toml"
    file.parent.mkdir()

    def write(text: str) -> Path:
        file.write_text(text)
        return file

    return write


def keys(run, *arguments: str) -> list[list[str]]:
    return [list(entry) for entry in json.loads(run(*arguments, "--format", "json").out)]


def test_without_a_file_nothing_is_set(run) -> None:
    run("ingest", PAGE)
    assert run("list", "--limit", "2").err.startswith("2 of 6")


SET = {
    "for all commands": ("limit = 2", ["list"], "2 of 6"),
    "for one command": ("[list]\nlimit = 2", ["list"], "2 of 6"),
    "one command before all": ("limit = 3\n[list]\nlimit = 2", ["list"], "2 of 6"),
    "another command": ("[search]\nlimit = 2", ["list"], "6 entries"),
    "the command line before it": ("limit = 2", ["list", "--limit", "3"], "3 of 6"),
    "a short name": ("[list]\nlimit = 2", ["ls"], "2 of 6"),
    "a flag": ("[list]\nundated = true", ["list"], "No entry fits"),
    "a flag that is off": ("[list]\nundated = false", ["list"], "6 entries"),
    "a date of TOML": ("[list]\nuntil = 2022-02-09", ["list"], "1 entry"),
    "a number for a date": ("[list]\non = 2022", ["list"], "1 entry"),
    "a byte order mark": ("\ufefflimit = 2", ["list"], "2 of 6"),
    "a dotted key": ("list.limit = 2", ["list"], "2 of 6"),
    "an alias": ('[aliases]\ntwo = "list --limit 2"', ["two"], "2 of 6"),
    "an alias with more": (
        '[aliases]\ntwo = "list --limit 2"',
        ["two", "--page=3"],
        "5\u20136 of 6",
    ),
    "an alias with quotes": ("[aliases]\nx = '''search \"of Armenia\"'''", ["x"], "1 entry"),
    "an alias of a short name": ('[aliases]\ntwo = "ls --limit 2"', ["two"], "2 of 6"),
    "settings for an alias": ('[aliases]\nx = "ls"\n[list]\nlimit = 2', ["x"], "2 of 6"),
    "nothing": ("# limit = 2", ["list"], "6 entries"),
}


@pytest.mark.parametrize(("text", "arguments", "told"), SET.values(), ids=SET)
def test_what_is_set_is_in_force(run, settings, text: str, arguments, told: str) -> None:
    settings(text)
    result = run(*arguments)
    assert result.status == 0
    assert result.err.startswith(told)


def test_columns_are_a_text_or_a_list(run, settings) -> None:
    for columns in ('"date,title"', '["date", "title"]'):
        settings(f"columns = {columns}")
        assert keys(run, "list") == [["date", "title"]] * 6
        assert keys(run, "search", "Minsk", "--columns", "kind")[0] == ["kind"]


def test_a_format_is_for_the_commands_that_have_it(run, settings) -> None:
    settings('format = "csv"')
    assert run("list").out.startswith("handle,date,")
    assert "all whole" in run("check").out


def test_a_command_below_another_has_a_table_of_its_own(run, settings) -> None:
    settings('[dumps]\nformat = "csv"\n[dumps.show]\nformat = "json"')
    assert run("dumps").out.startswith("dump,name,")
    assert json.loads(run("dumps", "show", PAGE).out)["name"] == PAGE


def test_help_names_the_default_that_is_set(run, settings) -> None:
    settings("limit = 50")
    assert "[default: 50" in run("list", "--help").out


def test_the_archive_can_be_set(run, settings, archive: Path, monkeypatch, tmp_path) -> None:
    monkeypatch.delenv("CSTONEWS_ARCHIVE")
    monkeypatch.setenv("HOME", str(tmp_path))
    for path in (archive, "~/archive/archive.db", "../archive/archive.db"):
        settings(f'archive = "{path}"')
        assert run("list").err == "6 entries\n"
    monkeypatch.setenv("CSTONEWS_ARCHIVE", str(tmp_path / "none.db"))
    assert "no archive at" in run("list").err
    assert run("list", "--archive", str(archive)).err == "6 entries\n"


def test_the_pager_can_be_set(run, settings, tmp_path: Path) -> None:
    program = tmp_path / "pager"
    program.write_text("#!/bin/sh\necho paged $*\ncat\n")
    program.chmod(0o755)

    def told(text: str, *arguments: str, **environment: str) -> bool:
        settings(text)
        long = {"PAGER": str(program), "LINES": "5", **environment}
        return on_terminal(80, "list", *arguments, **long).out.startswith("paged")

    assert told("")
    assert not told("pager = false")
    assert told("pager = false", "--pager")
    assert told("pager = true")
    assert not told("pager = true", "--no-pager")
    assert told(f'pager = "{program} -x"', PAGER="cat")
    assert not told(f'pager = "{program} -x"', CSTONEWS_PAGER="cat")
    assert not told('pager = "cat"')
    assert not told("[list]\npager = false")


WRONG = {
    "a misspelt setting": ("limt = 5", ":1: there is no setting limt; did you mean limit?"),
    "another setting": ("a = 1\n", ":1: there is no setting a; there are archive, limit,"),
    "a misspelt command": ("\n[serach]\nlimit = 5", ":2: there is no command serach; did you"),
    "a misspelt option": ("[list]\nlimt = 5", ":2: list has no option limt; did you mean limit?"),
    "an option with hyphens": ("[list]\n--full = true", ":2: list has no option --full; did you"),
    "a misspelt option below": ("[dumps.show]\na=1", "dumps show has no option a;"),
    "a short name": ("[ls]\nlimit = 5", ":1: ls is short for list; put its options into a table"),
    "a command that is no table": ("list = 5", ":1: list is a table; write [list] on a line"),
    "aliases that are no table": ('aliases = "x"', ":1: aliases is a table; write [aliases]"),
    "no number": ('[list]\nlimit = "many"', ":2: limit is a whole number, 0 for all"),
    "a number out of range": ("limit = -1", ":1: limit is a whole number, 0 for all"),
    "a truth for a number": ("limit = true", ":1: limit is a whole number, 0 for all"),
    "a table for a number": ("[limit]\na = 1", "limit is a whole number, 0 for all"),
    "no truth, and a command without it": ('exact = "maybe"', ":1: exact is either true or false"),
    "a number for a flag": ("[list]\nfull = 1", ":2: full is either true or false"),
    "no choice": ('[list]\nkind = "x"', ":2: kind: 'x' is not one of 'article', 'teaser'"),
    "no sorting": ('sort = "best"', ":1: sort is one of relevance, newest, oldest"),
    "no format": ('\n\nformat = "cvs"', ":3: format is one of table, json, jsonl, csv, tsv"),
    "no day": ('[list]\nsince = "foo"', ":2: since: 'foo' is no date"),
    "no column": ('columns = ["date", "x"]', ":1: columns: 'x' is no column; there are"),
    "no archive": ("archive = 5", ":1: archive is the path of a file"),
    "an archive of one command": ('[list]\narchive = "x"', ":2: the archive is one for all"),
    "no pager": ("pager = 5", ":1: pager is true, false or a program"),
    "no pager of a command": ('[list]\npager = "less"', ":2: pager is either true or false"),
    "help": ("[list]\nhelp = true", ":2: list has no option help"),
    "an alias with a command's name": ('[aliases]\nlist = "ls"', ":2: list is a command;"),
    "an alias with a short name": ('[aliases]\nls = "list"', ":2: ls is a command;"),
    "an alias that is no text": ("[aliases]\nlimit = 5", ":2: the alias limit is no text; sett"),
    "no TOML": ("limit = 5\nlimit", ":2: this is no TOML: "),
    "TOML that is cut off": ('limit = "', ": this is no TOML: "),
    "twice": ("limit = 5\nlimit = 6", ":2: this is no TOML: "),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG)
def test_what_has_no_meaning_is_an_error_that_names_its_line(
    run, settings, text: str, told: str
) -> None:
    file = settings(text)
    for arguments in (["dumps", "show", "x"] if "dumps" in text else ["list"], ["config"]):
        result = run(*arguments)
        assert (result.status, result.out) == (1, "")
        assert result.err.startswith(f"Error: {file}:")
        assert told in result.err
        assert result.err.count("\n") == 1


ALIASES = {
    "itself": ('a = "a x"', "the alias a begins with a, which is another alias"),
    "another": ('a = "b x"\nb = "list"', "the alias a begins with b, which is another alias"),
    "in a ring": ('a = "b"\nb = "a"', "the alias a begins with b, which is another alias"),
    "no command": ('a = "nothing"', "the alias a begins with nothing, which is no command"),
    "an option": ('a = "--archive x list"', "begins with --archive, which is no command"),
    "empty": ('a = ""', "the alias a begins with nothing, which is no command"),
    "a quote": ("a = '''list \"x'''", "the alias a has a quote that is not closed"),
}


@pytest.mark.parametrize(("text", "told"), ALIASES.values(), ids=ALIASES)
def test_an_alias_begins_with_a_command(run, settings, text: str, told: str) -> None:
    file = settings(f"[aliases]\n{text}")
    assert run("list").status == 0
    for arguments in (["a"], ["config"]):
        result = run(*arguments)
        assert (result.status, result.out) == (1, "")
        assert result.err.startswith(f"Error: {file}:2: ")
        assert told in result.err


def test_a_file_that_cannot_be_read_is_an_error(run, settings) -> None:
    file = settings("")
    file.write_bytes(b"limit = 5 # \xff")
    assert run("list").err == f"Error: {file} is not UTF-8; save it anew as that\n"
    file.unlink()
    file.mkdir()
    assert "cannot be read" in run("list").err


def test_a_broken_file_is_in_the_way_of_no_help(run, settings) -> None:
    settings("nonsense")
    for arguments in (["--help"], ["help"], ["help", "query"], ["config", "--path"]):
        assert run(*arguments).status == 0


def test_hostile_text_in_the_file_is_inert(run, settings) -> None:
    settings('[aliases]\na = "x\\u001b[31m\\u202e"\n')
    for arguments in (["a"], ["config"]):
        assert "\x1b" not in run(*arguments).err
    settings('[aliases]\na = "list x\\u202e"\n"\\u202e" = "list"')
    for arguments in (["config"], ["help"], ["help", "a"]):
        assert "<U+202E>" in run(*arguments).out
        assert "\u202e" not in run(*arguments).out


@pytest.mark.parametrize("form", ["jsonl", "markdown", "csv", "bibtex"])
def test_a_page_length_for_all_commands_cuts_no_export(run, settings, form: str) -> None:
    whole = run("export", "--format", form).out
    settings("limit = 2")
    cut = run("export", "--format", form)
    assert cut.out == whole or "2 of 6" in cut.err


def test_a_page_length_for_all_commands_stops_no_cron_job(run, settings) -> None:
    settings("limit = 2")
    looked = run("new", "--mark-seen", "--format", "json")
    assert (looked.status, len(json.loads(looked.out or "[]")), looked.err) == (0, 6, "")


def test_exact_by_the_file_is_the_same_for_run_new_and_saved(run, settings) -> None:
    run("save", "armenia", "Армении")
    settings("exact = true")
    found = int(run("run", "armenia", "--count").out)
    new = int(run("new", "armenia", "--count").out)
    (saved,) = json.loads(run("saved", "--format", "json").out)
    assert (new, saved["entries"], saved["new"]) == (found, found, found)


def test_a_limit_that_hides_news_names_the_file(run, settings) -> None:
    settings("[new]\nlimit = 2")
    told = run("new", "--mark-seen")
    assert told.status == 2
    assert "the limit of [new]" in told.err and "config.toml" in told.err
    assert run("new", "--mark-seen", "--limit", "0").status == 0


def test_a_limit_of_its_own_table_cuts_an_export(run, settings) -> None:
    settings("limit = 3\n[export]\nlimit = 2")
    assert len(run("export").out.splitlines()) == 2
