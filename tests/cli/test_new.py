"""What is new: since the last look, for cron, whatever happens meanwhile."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
GOLD = TESTS / "gold" / "pages"
DATA = TESTS.parent / "data" / "pages"
# The articles of these two stand as teasers in others.
FIRST = str(DATA / "2023-12-07-afghanistan-working-group.txt")
SECOND = str(DATA / "2024-07-26-diplomacy-school.txt")


@pytest.fixture
def seen(run) -> None:
    run("ingest", FIRST)
    assert run("new", "--mark-seen").status == 0


def new(run, *arguments: str) -> list[dict]:
    return json.loads(run("new", *arguments, "--format", "json").out)


def test_what_came_since_the_last_look_is_listed_once(run, seen) -> None:
    assert new(run) == []
    run("ingest", SECOND)
    (one,) = new(run)
    assert one["change"] == "fuller"
    assert one["title"].startswith("CSTO Secretariat welcomed students")
    told = run("new", "--mark-seen")
    assert " ".join(told.out.split()[:7]) == "Handle Date Kind Change Title and text"
    assert "fuller  CSTO Secretariat" in told.out
    assert told.err.startswith("1 entry since 20")
    assert told.err.endswith(": 1 fuller\n")
    assert new(run) == []


def test_before_the_first_look_all_is_new(run) -> None:
    run("ingest", FIRST)
    listed = json.loads(run("list", "--limit", "0", "--format", "json").out)
    undated = json.loads(run("list", "--undated", "--limit", "0", "--format", "json").out)
    assert new(run) == [{**entry, "change": "new"} for entry in [*listed, *undated]]
    assert "--mark-seen makes this the last look" in run("new").err


def test_a_saved_search_has_a_look_of_its_own(run, seen) -> None:
    run("save", "afghan", "Afghanistan")
    assert len(new(run, "afghan")) == len(json.loads(run("run", "afghan", "--format=json").out))
    run("new", "afghan", "--mark-seen")
    assert new(run, "afghan") == []
    run("ingest", str(DATA))
    found = json.loads(run("run", "afghan", "--sort", "newest", "--format", "json").out)
    came = new(run, "afghan")
    assert 0 < len(came) < len(found)
    handles = {one["handle"] for one in came}
    assert [one | {"change": "new"} for one in found if one["handle"] in handles] == came
    (line,) = json.loads(run("saved", "--format", "json").out)
    assert (line["entries"], line["new"]) == (len(found), len(came))
    run("new", "--mark-seen")
    assert new(run, "afghan") == came


def test_machine_formats_agree(run) -> None:
    run("ingest", FIRST)
    for full in ([], ["--full"]):
        as_json = new(run, *full)
        keys = list(as_json[0])
        assert keys[-1] == "change"
        assert ("body" in keys) == bool(full)
        lines = run("new", "--format", "jsonl", *full).out.splitlines()
        assert [json.loads(line) for line in lines] == as_json
        rows = list(csv.DictReader(io.StringIO(run("new", "--format", "csv", *full).out)))
        assert [row["change"] for row in rows] == ["new"] * len(as_json)
        assert run("new", "--format", "tsv", *full).out.splitlines()[0].split("\t") == keys
        run("new", "--mark-seen")
        assert run("new", "--format", "csv", *full).out == ",".join(keys) + "\n"
        run("forget", FIRST)
        run("ingest", FIRST)


@pytest.mark.parametrize(
    ("arguments", "out"),
    [
        ([], ""),
        (["--full"], ""),
        (["--mark-seen"], ""),
        (["--format", "jsonl"], ""),
        (["--format", "json"], "[]\n"),
        (["--count"], "0\n"),
    ],
    ids=" ".join,
)
def test_cron_hears_nothing_where_nothing_is_new(run, seen, arguments, out) -> None:
    assert run("new", *arguments) == (0, out.encode(), "")
    assert run("new", *arguments, "--status") == (3, out.encode(), "")


def test_the_status_is_0_where_something_is_new(run) -> None:
    run("ingest", FIRST)
    assert run("new", "--status").status == 0
    told = run("new", "--count", "--status", "--mark-seen")
    assert (told.status, told.err) == (0, "")
    assert int(told.out) > 3
    assert run("new", "--status").status == 3


def test_a_person_is_told_that_nothing_is_new(run, seen) -> None:
    assert on_terminal("new").startswith("Nothing new since 20")
    run("forget", FIRST)
    run("save", "x", "x")
    assert on_terminal("new", "x") == "The archive is empty; fill it with 'cstonews ingest FILE'."


def on_terminal(*arguments: str) -> str:
    """What a command says where standard error is a terminal."""
    main, terminal = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "cstonews", *arguments], stdout=subprocess.PIPE, stderr=terminal
    )
    os.close(terminal)
    assert child.communicate()[0] == b""
    told = os.read(main, 4096).decode()
    os.close(main)
    return told.strip()


def test_nothing_is_hidden_from_what_is_marked(run) -> None:
    run("ingest", FIRST)
    told = run("new", "--mark-seen", "--limit", "1")
    assert (told.status, told.out) == (2, "")
    assert "--limit would hide" in told.err
    told = run("new", "--limit", "1")
    assert len(told.out.splitlines()) == 2
    assert told.err.startswith("1 of ")
    assert told.err.endswith("; all with --limit 0\n")
    assert len(run("new", "--mark-seen", "--limit", "0").out.splitlines()) > 3


def test_looking_without_marking_changes_no_file(run, archive: Path) -> None:
    run("ingest", FIRST)
    run("save", "x", "Minsk")
    before = {path.name: path.read_bytes() for path in archive.parent.iterdir()}
    for arguments in (["new"], ["new", "x"], ["new", "--count"], ["saved"], ["run", "x"]):
        assert run(*arguments).status == 0
    assert {path.name: path.read_bytes() for path in archive.parent.iterdir()} == before


def test_an_unknown_name_is_an_error(run) -> None:
    run("ingest", FIRST)
    for name in ("x", "", "\udcff"):
        told = run("new", name, "--mark-seen")
        assert (told.status, told.out) == (1, "")
        assert "'cstonews saved' shows those there are" in told.err


def test_an_archive_of_an_earlier_cstonews_is_named(run, archive: Path) -> None:
    archive.parent.mkdir()
    old = TESTS / "archive" / "old" / "0002_origins_and_corrections.sqlite"
    archive.write_bytes(old.read_bytes())
    for arguments in (["new"], ["new", "--mark-seen"], ["new", "x"], ["saved"], ["run", "x"]):
        told = run(*arguments)
        assert (told.status, told.out) == (1, "")
        assert "cstonews resplit" in told.err
    assert run("search", "Minsk").status == run("list").status == run("dumps").status == 0
    assert archive.read_bytes() == old.read_bytes()
    assert run("save", "x", "Minsk").status == 0
    assert run("new", "--count").out == "12\n"


def process(*arguments: str, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "cstonews", *arguments], **options)


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_what_a_closed_pipe_swallowed_stays_new(run, form: str) -> None:
    run("ingest", FIRST)
    before = new(run)
    reader = process(
        "new", "--mark-seen", "--format", form, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    reader.stdout.close()
    assert reader.stderr.read() == b""
    reader.stderr.close()
    assert reader.wait() == 0
    assert new(run) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has it")
@pytest.mark.parametrize("arguments", [[], ["--format", "jsonl"], ["--count"]], ids=" ".join)
def test_what_a_full_disk_swallowed_stays_new(run, arguments: list[str]) -> None:
    run("ingest", FIRST)
    before = new(run)
    with open("/dev/full", "w") as full:
        child = process("new", "--mark-seen", *arguments, stdout=full, stderr=subprocess.PIPE)
    assert b"cannot be written" in child.communicate()[1]
    assert child.returncode == 1
    assert new(run) == before


def test_nothing_is_missed_while_dumps_come_in_and_two_look(run) -> None:
    pages = [str(page) for page in sorted(GOLD.glob("*.txt"))]
    run("ingest", pages[0])
    run("save", "the", "the OR в OR на")
    ingest = process("ingest", *pages[1:], stdout=subprocess.DEVNULL)
    looks = []
    while ingest.poll() is None:
        pair = [
            process("new", *name, "--mark-seen", "--format", "jsonl", stdout=subprocess.PIPE)
            for name in ([], ["the"], [])
        ]
        looks += [(child.communicate()[0].decode(), child.returncode) for child in pair]
    looks.append((run("new", "--format", "jsonl").out, 0))
    assert ingest.returncode == 0
    assert {status for _, status in looks} == {0}
    listed = {json.loads(line)["handle"][:7] for out, _ in looks for line in out.splitlines()}
    everything = run("search", "--limit", "0", "--format", "jsonl").out.splitlines()
    assert listed >= {json.loads(line)["handle"][:7] for line in everything}
    run("new", "--mark-seen")
    assert run("new", "--count").out == "0\n"


def settings(tmp_path: Path, text: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(text)


def test_a_limit_set_for_all_commands_does_not_keep_cron_from_marking(run, tmp_path: Path) -> None:
    run("ingest", FIRST)
    settings(tmp_path, "limit = 5\n")
    told = run("new", "--mark-seen", "--format", "jsonl")
    assert (told.status, told.err) == (0, "")
    assert run("new", "--count").out == "0\n"


TEXT = "The ministers of the member states met in Minsk to speak about the border posts."


@pytest.mark.parametrize(
    "days",
    [["", "05.09.2024", "05.07.2024"], ["05.09.2024", "", "05.07.2024"]],
    ids="; ".join,
)
def test_a_twin_is_news_though_an_undated_copy_was_seen(run, days: list[str]) -> None:
    *before, last = [f"{day}\n\n{TEXT}\n".lstrip().encode() for day in days]
    for page in before:
        run("ingest", "-", stdin=page)
        run("new", "--mark-seen")
    entries = run("list", "--count").out
    run("ingest", "-", stdin=last)
    assert int(run("list", "--count").out) == int(entries) + 1
    (one,) = new(run)
    assert (one["date"], one["change"]) == ("2024-07-05", "dated")


def test_a_search_for_days_hears_of_an_entry_whose_day_came_later(run) -> None:
    run("ingest", "-", stdin=TEXT.encode())
    run("save", "july", "date:2024-07")
    run("new", "july", "--mark-seen")
    run("ingest", "-", stdin=f"05.07.2024\n\n{TEXT}\n".encode())
    assert run("run", "july", "--count").out == "1\n"
    assert run("new", "july", "--count").out == "1\n"
