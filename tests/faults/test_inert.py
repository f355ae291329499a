"""Text is inert, everywhere: every command, every format, every place that a text comes from.

The commands and their formats are those that the command line has. One that stands in no row
of ``ROWS`` fails, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from commandline import COMMANDS
from hostile import TEXTS
from inertness import ACTIVE, FORMS, as_svg, harmless, on_terminal, plain
from terminals import on_terminal as shown_on_terminal
from terminals import read_all

from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.cli import main
from cstonews.dumps import sources
from cstonews.ingest import ingest
from cstonews.render.columns import KNOWN

MORE = (
    "\x1b[2J\x1b[H\x1b]0;title\x07\x1bP1;2q\x1b\\\x1b[6n\x1b[?1049h\x9d52;c;AAAA\x9c",
    "[red]rich[/red] [link=http://x]markup[/link] [/] [bold",
    "\ufdd0a mark of ours\ufdd1 and \ufdd1another\ufdd0",
    "tags \U000e0001\U000e0041\U000e007f, notes \ufff9a\ufffab\ufffb, shapes \u206a\u206f",
    "unseen \u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\U000e0100\u034f\u115f\u3164\u180e",
    "\u200b=1+1;=2;\"=3\"\n=cmd|' /C calc'!A0\n\t+1\n\uff1d1",
    "＝1+1 ＋1 －1 ＠SUM(1)",
    "$(touch x) `touch x` ; touch x & | > x",
    "'; DROP TABLE entries; -- \" OR 1=1",
)
ALL = (*TEXTS, *MORE)
AT_ONCE = " meeting ".join(ALL)
# What a file may be called on Linux: all but "/" and NUL.
NAMES = [
    *(text.replace("/", "\u2215").replace("\0", "").encode("utf-8", "replace") for text in ALL),
    b"invalid \xff\xfe\x9b31m utf-8",
]
PAGE = """<html><head><title>{0}</title><meta property="og:title" content="{0}">
<link rel="canonical" href="https://example.org/{0}"><meta property="article:published_time"
content="{0}"></head><body><h1>{0}</h1><p>05.07.2024</p><p>{0} meeting</p></body></html>"""
SAVED_AS = "s\x1b[31m\u202e\n=x"

# For each command what is typed behind it; {…} is filled in by what the archive holds.
ROWS: dict[str, list[list[str]]] = {
    "ingest": [["{pages}"], ["--dry-run", "{pages}", "{hostile}"], ["{other}"]],
    "search": [
        ["meeting"],
        ["--full", "meeting", "--limit", "0"],
        ["--columns", ",".join(KNOWN), "meeting"],
        ["--count", "meeting"],
        ["--explain", "{hostile}"],
        ["{hostile} title:{hostile} dump:{hostile} kind:{hostile} date:{hostile}"],
        ["meetinx", "{hostile}"],
    ],
    "list": [
        ["--limit", "0"],
        ["--undated", "--limit", "0", "--full"],
        ["--columns", ",".join(KNOWN), "--limit", "0"],
        ["--columns", "handle,title", "--limit", "0"],
    ],
    "show": [
        ["{handles}"],
        ["{handles}", "--versions"],
        *(["{handles}", "--cite", style] for style in ("text", "bibtex", "csl", "markdown")),
        ["{hostile}"],
    ],
    "related": [["{handle}"], ["{hostile}"]],
    "timeline": [["meeting"], ["--compare", "{hostile}", "--compare", "meeting"]],
    "terms": [["meeting", "--kind", "article", "--limit", "0"], ["{hostile}"]],
    "facets": [[], ["{hostile}"]],
    "export": [[], ["meeting {hostile}"], ["--output", "{out}"], ["--output", "{file}/{hostile}"]],
    "new": [[], ["--full"], ["{saved}"], ["{hostile}"]],
    "save": [["x", "{hostile}"], ["{hostile}", "x"], ["--delete", "{saved}"], ["{saved}", "x"]],
    "run": [["{saved}"], ["{hostile}"]],
    "saved": [[]],
    "dumps": [[]],
    "dumps show": [["{dump}"], ["{page}"], ["{hostile}"]],
    "dumps cat": [["{hostile}"]],  # what it prints is the one thing that is given back as it is
    "unclassified": [["--limit", "0"], ["--limit", "0", "--full"]],
    "split": [["{pages}"], ["{hostile}"]],
    "check": [[]],
    "backup": [["{file}/{hostile}"], ["-"]],
    "restore": [["{file}"], ["{file}/{hostile}"]],
    "merge": [["{file}"], ["{file}/{hostile}"]],
    "repair": [["--dry-run"], []],
    "edit": [["{handle}", "--title", "{hostile}"], ["{hostile}", "--undo"]],
    "forget": [["--dry-run", "{dump}"], ["{hostile}"], ["{dump}"]],
    "resplit": [["--dry-run"], []],
    "glossary": [[], ["{hostile}"], ["meeting"]],
    "config": [[], ["--path"], ["--init"]],
    "completion": [["bash"], ["zsh"], ["fish"]],
    "help": [[], ["search"], ["query"], ["{hostile}"], ["hostile"]],
}


# They have a bar that moves on a terminal; two of them are looked at there by a test of their own.
WITH_BAR = {"ingest", "resplit", "check", "repair", "merge", "backup", "restore"}


def formats(name: str) -> tuple[str, ...]:
    """The formats that a command offers; of one that offers none, how it prints."""
    for parameter in COMMANDS[name].params:
        if parameter.name == "form":
            return tuple(parameter.type.choices)
    return ()


def test_no_command_and_no_format_is_forgotten() -> None:
    assert set(ROWS) == set(COMMANDS)
    assert {form for name in COMMANDS for form in formats(name)} <= set(FORMS)


class World(NamedTuple):
    """A folder with an archive of hostile dumps, and with what stands for ``{…}`` in a row."""

    folder: Path
    words: dict[str, list[str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("hostile")
    pages = os.fsencode(folder / "pages")
    os.mkdir(pages)
    for number, (name, text) in enumerate(zip(NAMES, (*ALL, AT_ONCE), strict=True)):
        text = text.encode("utf-8", "replace").decode()
        dump = f"{text}\n\n{text} 0{number % 9 + 1}.02.2024\n\nThe meeting. {text}\n\n{text}\n"
        _write(os.path.join(pages, name), dump)
        _write(os.path.join(pages, b"p" + name + b".html"), PAGE.format(text))
        _write(
            os.path.join(pages, b"c" + name), f"{'x ' * 9}\n{text}\n{number} meeting\n\n\n{text}"
        )
    archive = str(folder / "archive.db")
    with writing(archive) as writer:
        report = ingest(sources([os.fsdecode(pages)]), writer)
    assert not report.failures
    assert report.dumps["new"] > 60
    _save(archive)
    (dump,) = read(archive, lambda db: db.execute("SELECT sha256 FROM dumps LIMIT 1").fetchone())
    (page,) = read(
        archive, lambda db: db.execute("SELECT sha256 FROM dumps WHERE form = 'html'").fetchone()
    )
    handles = [h for (h,) in read(archive, lambda db: db.execute(_HANDLES).fetchall())]
    words = {
        "pages": [os.fsdecode(pages)],
        "hostile": [os.fsdecode(AT_ONCE.encode("utf-8", "replace").replace(b"\0", b"") + b"\xff")],
        "handles": handles,
        "handle": handles[:1],
        "dump": [dump[:12]],
        "page": [page[:12]],
        "saved": [SAVED_AS],
        "other": [_oddly_named(folder)],
    }
    _set_up(folder / "config")
    return World(folder, words)


_HANDLES = "SELECT DISTINCT handle FROM entries WHERE instr(handle, '@') = 0"


def _write(path: bytes, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def _save(archive: str) -> None:
    """A search under a name that this program would refuse, but another one may have written."""
    with closing(sqlite3.connect(archive)) as db, db:
        for name in ("plain", SAVED_AS):
            words = AT_ONCE.encode("utf-8", "replace").decode()
            db.execute("INSERT INTO saved VALUES (?, ?, '2024-01-01')", (name, words))


@pytest.fixture
def world(made: World, archive: Path, tmp_path: Path) -> World:
    """The commands' own copy of the archive, with a hostile glossary and hostile settings."""
    archive.parent.mkdir()
    shutil.copy(made.folder / "archive.db", archive)
    shutil.copytree(made.folder / "config", tmp_path / "config")
    config_file = tmp_path / "config" / "config.toml"
    words = {**made.words, "out": [str(tmp_path / "out")], "file": [str(config_file)]}
    return World(tmp_path, words)


def _set_up(config: Path) -> None:
    """Write a glossary and settings that are as hostile as their forms allow."""
    config.mkdir()
    lines = [re.sub("[\r\n=#\\[\\]\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "", text) for text in ALL]
    names = "".join(f"Thing {line} = Meeting {line}\n" for line in lines if line.strip())
    glossary = f"[sta\x1btes]\n{names}".encode("utf-8", "replace")
    (config / "glossary.txt").write_bytes(glossary)
    hostile = json.dumps(AT_ONCE.encode("utf-8", "replace").decode(), ensure_ascii=True)
    # TOML's escapes are those of JSON, bar surrogates.
    hostile = re.sub(r"\\ud83d\\udd[0-9a-f]{2}|\\udb40\\u[0-9a-f]{4}|\\ud[89a-f]..", "?", hostile)
    alias = json.dumps("search x\x1b[31m\u202e\n'y\tz'")
    (config / "config.toml").write_text(
        f'[aliases]\n"a\\u001b[31m\\n\\t$(x)" = {alias}\nhostile = {alias}\n'
        f"[timeline]\ncompare = [{hostile}]\n"
    )


NO_TEXTS = (
    bytes(range(256)) * 9,
    b"\x89PNG\r\n\x1a\n",
    b"PK\x03\x04broken",
    b"\x1f\x8b\x08broken",
)


def _oddly_named(folder: Path) -> str:
    """A folder with what cannot be read as text, each file with a name that acts."""
    other = folder / "other\x1b[31m\n\u202e"
    other.mkdir()
    for number, name in enumerate(NAMES):
        path = os.path.join(os.fsencode(other), name)
        with open(path + (b".html" if number % 5 == 4 else b""), "wb") as file:
            file.write(NO_TEXTS[number % len(NO_TEXTS)])
    return str(other)


def filled(row: list[str], words: dict[str, list[str]]) -> list[str]:
    """A row with the words put in; one alone may be several."""
    arguments = []
    for typed in row:
        if several := re.fullmatch(r"\{(\w+)\}", typed):
            arguments += words[several[1]]
        else:
            arguments.append(re.sub(r"\{(\w+)\}", lambda match: words[match[1]][0], typed))
    return arguments


def formats_of(name: str, row: list[str]) -> tuple[str | None, ...]:
    """The formats to try a row in: one where it finds nothing, which each says in one way."""
    offered = formats(name)
    if not offered or {"--cite", "--count"} & {*row}:
        return (None,)
    return offered[:1] if row == ["{hostile}"] else offered


CASES = [
    pytest.param(name, form, row, id=f"{name} {' '.join(row)} {form or ''}")
    for name, rows in ROWS.items()
    for row in rows
    for form in formats_of(name, row)
]


@pytest.mark.parametrize(("name", "form", "row"), CASES)
def test_nothing_acts_in_a_pipe(
    run,
    world: World,
    counted: Callable,
    thorough: bool,
    name: str,
    form: str | None,
    row: list[str],
) -> None:
    arguments = [*name.split(), *filled(row, world.words)]
    told = run(*arguments, *(["--format", form] if form else []))
    assert told.status in (0, 1, 2), told.err
    plain(told.err)
    if told.status and told.err:
        _one_line_an_error(told.err)
    style = row[row.index("--cite") + 1] if "--cite" in row else form or "table"
    if told.out:
        FORMS[style](told.out)
    out = world.folder / "out"
    for file in [out, *out.rglob("*")]:
        if file.is_file():
            FORMS[style](file.read_text())
            assert "--output" in row
    counted("outputs of commands in which nothing acted", 1)
    counted("characters of outputs in which nothing acted", len(told.out) + len(told.err))


def _one_line_an_error(told: str) -> None:
    """Nothing else is said; above wrong usage stands how to use the command."""
    usage = r"(Usage: .*\n( +.*\n)*(Try 'cstonews .*\n)?\n)?"
    assert re.fullmatch(usage + r"((Error|Warning|Note): .*\n)+", told), told


@pytest.mark.parametrize("name", ["list", "show", "export"])
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_keeps_every_character(run, world: World, archive: Path, name: str, form: str) -> None:
    rest = {"list": ["--full", "--limit", "0"], "show": world.words["handles"], "export": []}
    told = run(name, *rest[name], "--format", form).out
    found = json.loads(told) if form == "json" else [json.loads(x) for x in told.splitlines()]
    condition = {"list": "date IS NOT NULL", "show": "instr(handle, '@') = 0", "export": "1"}
    sql = f"SELECT title, body FROM entries WHERE {condition[name]}"
    kept = read(str(archive), lambda db: db.execute(sql).fetchall())
    assert sorted((one["title"] or "", one["body"]) for one in found) == sorted(
        (title or "", body) for title, body in kept
    )
    assert len(kept) > 15


def test_csv_keeps_all_but_what_acts(run, world: World) -> None:
    """Without the apostrophes and the stand-ins a cell is the text."""
    found = json.loads(run("export", "--format", "json").out)
    rows = csv.DictReader(io.StringIO(run("export", "--format", "csv").out, newline=""))
    for entry, row in zip(found, rows, strict=True):
        spoken = [character for character in entry["body"] if character not in ACTIVE | {"'"}]
        shown = iter(row["body"])
        assert all(character in shown for character in spoken)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command in this process with its standard streams on a terminal; what that shows."""

    def run(*arguments: str) -> str:
        main_end, terminal = pty.openpty()
        shown: list[bytes] = []
        reader = threading.Thread(target=lambda: shown.append(read_all(main_end)))
        reader.start()
        with (
            monkeypatch.context() as patch,
            open(terminal, "r+b", buffering=0, closefd=False) as raw,
            io.TextIOWrapper(raw, "utf-8", write_through=True) as stream,
            open(os.devnull) as nothing,
        ):
            patch.setattr(sys, "stdin", nothing)
            patch.setattr(sys, "stdout", stream)
            patch.setattr(sys, "stderr", stream)
            with pytest.raises(SystemExit):
                main(arguments)
        os.close(terminal)
        reader.join()
        os.close(main_end)
        return shown[0].decode().replace("\r\n", "\n")

    monkeypatch.setenv("TERM", "xterm-256color")
    return run


TABLES = [
    pytest.param(name, row, id=f"{name} {' '.join(row)}")
    for name, rows in ROWS.items()
    for row in rows
    if name not in WITH_BAR
]


@pytest.mark.parametrize(("name", "row"), TABLES)
def test_nothing_acts_on_a_terminal(
    terminal,
    world: World,
    counted: Callable,
    monkeypatch,
    thorough: bool,
    name: str,
    row: list[str],
) -> None:
    for width in ("80", "160", "33") if thorough else ("80",):
        monkeypatch.setenv("COLUMNS", width)
        shown = terminal(*name.split(), *filled(row, world.words))
        on_terminal(shown)
        counted("outputs on a terminal in which nothing acted", 1)
        counted("characters of outputs in which nothing acted", len(shown))


def wrong_usage(name: str, hostile: str) -> Iterator[list[str]]:
    """A command with each of its options set to ``hostile``, with one that there is not, …"""
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            yield from ([option, hostile] for option in parameter.opts)
            yield [f"{parameter.opts[-1]}={hostile}"]
    yield [f"--{hostile}"]
    yield [f"-{hostile}"]
    yield [hostile] * 3


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_nothing_acts_in_what_is_said_of_wrong_usage(
    run, world: World, counted: Callable, name: str
) -> None:
    (hostile,) = world.words["hostile"]
    given = wrong_usage(name, hostile) if name else [[hostile], [f"--{hostile}"], ["hostile\x1b"]]
    wrong = 0
    for arguments in given:
        told = run(*name.split(), *arguments)
        plain(told.out)
        plain(told.err)
        if told.status:
            _one_line_an_error(told.err)
            wrong += 1
    assert wrong
    counted("messages on wrong usage in which nothing acted", wrong)


SETTINGS = {
    "no TOML": "{0}",
    "a key": '"{0}" = 1',
    "a table": '["{0}"]',
    "a key of a table": '[list]\n"{0}" = 1',
    "a choice": 'format = "{0}"',
    "a choice of a command": '[list]\nformat = "{0}"',
    "a date": '[list]\nsince = "{0}"',
    "columns": 'columns = "{0}"',
    "a number": 'limit = "{0}"',
    "an alias of a number": '[aliases]\n"{0}" = 3',
    "an alias of no command": '[aliases]\nx = "{0}"',
    "an alias with an open quote": "[aliases]\nx = '\"{0}'",
    "an archive": 'archive = "{0}"',
    "a pager": 'pager = "{0}"',
}
TOML = (
    r"a\u001b[31m\u202e\nb\r\u009b31m\u2028",
    "[red]x[/] =1 \u202e\x85\u2028 <b>",
    "\x1b[31m",
)


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_nothing_acts_in_what_is_said_of_settings(
    run, world: World, monkeypatch, counted: Callable, settings: str
) -> None:
    monkeypatch.delenv("CSTONEWS_ARCHIVE")
    for text in TOML:
        (world.folder / "config" / "config.toml").write_text(settings.format(text))
        for arguments in (["list"], ["config"], ["--help"], ["help"], ["config", "--path"], ["x"]):
            told = run(*arguments)
            plain(told.out)
            plain(told.err)
            if told.status:
                _one_line_an_error(told.err)
            counted("messages on settings in which nothing acted", 1)


GLOSSARIES = {
    "a line without another name": "x\x1b[31m\u202e\n",
    "a heading that is not closed": "[x\x1b[31m\u202e\n",
    "a name twice": "a\x1b[31m = a\x1b[31m\n",
    "nothing behind the sign": "a\x1b[31m = \n",
    "one name for two things": "a\x1b = b\nc = d\x1b\na\x1b = d\x1b\n",
}


@pytest.mark.parametrize("glossary", GLOSSARIES.values(), ids=GLOSSARIES)
def test_nothing_acts_in_what_is_said_of_a_glossary(run, world: World, glossary: str) -> None:
    (world.folder / "config" / "glossary.txt").write_text(glossary)
    for arguments in (["glossary"], ["search", "--explain", "a"], ["facets"]):
        told = run(*arguments)
        plain(told.out)
        plain(told.err)


ODD = "x\x1b[31m\n\r\u202e\udcff[red]$(y)"


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_acts_in_what_is_said_of_the_archive(
    run, world: World, tmp_path: Path, counted: Callable, name: str
) -> None:
    """Its place: where there is none, a folder, no archive, a damaged one, and the one to use."""
    none, folder, foreign, damaged, whole = (str(tmp_path / f"{ODD}{kind}") for kind in "12345")
    os.mkdir(folder)
    Path(foreign).write_text("no database " * 999)
    content = (tmp_path / "archive" / "archive.db").read_bytes()
    Path(whole).write_bytes(content)
    Path(damaged).write_bytes(content[:8192] + b"\x1b[31m" * 999 + content[16384:])
    row = filled(ROWS[name][0], world.words)
    for archive in (none, folder, foreign, damaged, whole):
        told = run("--archive", archive, *name.split(), *row)
        plain(told.out)
        plain(told.err)
        if told.status and told.err:  # what is not whole 'check' tells as its answer
            _one_line_an_error(told.err)
        counted("messages on archives in which nothing acted", 1)


COMPLETED = (
    *("", "list ", "--archive ", "help ", "help dumps ", "show ", "show --cite ", "dumps cat "),
    *("dumps show ", "forget ", "run ", "new ", "save ", "list --columns ", "ingest ", "related "),
)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_nothing_acts_in_completions(
    run, world: World, archive: Path, monkeypatch, counted: Callable, shell: str
) -> None:
    """Each is one word to the shell: what has a sign of its own in it is not offered."""
    with closing(sqlite3.connect(archive)) as db, db:
        for number, text in enumerate(ALL):
            name = text.encode("utf-8", "replace").decode()
            db.execute("INSERT OR IGNORE INTO saved VALUES (?, 'x', '2024-01-01')", (name,))
            db.execute("UPDATE dumps SET name = ? WHERE id = ?", (name, number + 1))
        db.execute("UPDATE dumps SET name = 'plain' || id WHERE id > ?", (len(ALL) + 1,))
    monkeypatch.setenv("_CSTONEWS_COMPLETE", f"{shell}_complete")
    offered = 0
    for typed in COMPLETED:
        words = f"cstonews {typed}".split()
        monkeypatch.setenv("COMP_WORDS", f"cstonews {typed}")
        monkeypatch.setenv("COMP_CWORD", str(len(words)) if shell != "fish" else "")
        told = run()
        harmless(told.out, but="\t")
        plain(told.err)
        found = _offered(told.out, shell)
        assert [word for word in found if not re.fullmatch(r"[\w./@+%-]+", word)] == []
        offered += len(found)
    assert offered > 100
    counted("words of completions in which nothing acted", offered)


def _offered(told: str, shell: str) -> list[str]:
    lines = told.rstrip("\n").split("\n") if told.strip() else []
    if shell == "zsh":
        assert len(lines) % 3 == 0
        assert {*lines[::3]} <= {"plain", "file"}
        return [lines[n + 1] for n in range(0, len(lines), 3) if lines[n] == "plain"]
    assert all(line.startswith(("plain,", "file,")) for line in lines)
    return [line[6:].partition("\t")[0] for line in lines if line.startswith("plain,")]


def test_nothing_acts_in_a_chart(run, world: World, counted: Callable) -> None:
    pytest.importorskip("matplotlib")
    (hostile,) = world.words["hostile"]
    drawn = 0
    for text in (hostile, "[red]x[/] $x_1$ <script>", "\x1b[31m\u202e\ufffe</svg>"):
        file = world.folder / "chart.svg"
        told = run("timeline", "meeting OR " + text, "--compare", "meeting", "--save", str(file))
        assert told.status == 0, told.err
        plain(told.err)
        as_svg(file.read_text())
        drawn += 1
    counted("charts in which nothing acted", drawn)


# What moves: a bar is drawn anew in its line. It tells numbers, and no word of a dump.
_BAR = re.compile(r"\x1b\[(?:\?25[lh]|1?A|2K|[0-9;]*m)|\r")


@pytest.mark.parametrize("row", [*ROWS["ingest"], *ROWS["resplit"]], ids=" ".join)
def test_nothing_acts_beside_a_bar(terminal, world: World, row: list[str]) -> None:
    name = "ingest" if row in ROWS["ingest"] else "resplit"
    plain(_BAR.sub("", terminal(name, *filled(row, world.words))))


def test_a_bar_is_drawn_of_our_styles_alone(terminal, world: World) -> None:
    """The texts of dumps have other ones, which do not come through."""
    shown = terminal("ingest", *world.words["pages"])
    assert "\x1b[?25l" in shown
    assert not {*re.findall(r"\x1b\[([0-9;]*)m", shown)} & {"31", "41", "5", "7", "8"}


@pytest.mark.parametrize("width", [80, 160])
def test_nothing_acts_in_a_process_on_a_terminal(world: World, width: int, tmp_path: Path) -> None:
    """As it is: a whole process, with its own streams; and what goes to a pager."""
    on_terminal(shown_on_terminal(width, "list", "--limit", "5").out)
    paged = tmp_path / "paged"
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ncat > {paged}\n")
    pager.chmod(0o755)
    shown = shown_on_terminal(width, "show", *world.words["handles"], CSTONEWS_PAGER=str(pager))
    assert shown.out == ""
    on_terminal(paged.read_text())
    assert len(paged.read_text()) > 9999
