"""``cstonews help``: an overview, topics, commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from terminals import on_terminal

from cstonews.cli import commands, topics
from cstonews.cli.topics import TOPICS, topic_text
from cstonews.render.columns import KNOWN

FOLDER = Path(topics.__file__).parent


def test_alone_it_is_the_overview(run) -> None:
    told = run("help")
    assert told.status == 0
    assert told.out == run("--help").out
    for name in (*commands.modules, *TOPICS, "ls", "find"):
        assert re.search(rf"^  {name} ", told.out, re.MULTILINE)


def test_every_topic_has_a_text_and_every_text_a_topic() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == TOPICS.keys()


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_shown_as_it_is_written(run, topic: str) -> None:
    told = run("help", topic)
    assert (told.status, told.err) == (0, "")
    assert told.out.split() == topic_text(topic).split()
    assert max(map(len, told.out.splitlines())) <= 80


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_begins_with_a_heading_and_an_example(topic: str) -> None:
    heading, blank, example, *rest = topic_text(topic).splitlines()
    assert re.fullmatch(r"\S.*[^.]", heading)
    assert blank == ""
    assert example.startswith("    cstonews ")
    assert all(len(line) <= 80 and line == line.rstrip() for line in rest)


@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_a_terminal_and_a_readers_eye(run, topic: str, width: int) -> None:
    told = on_terminal(width, "help", topic).out
    assert "\x1b[1m" in told
    assert told.count("\x1b[1m") == len(re.findall(r"^\S", topic_text(topic), re.MULTILINE))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", told).splitlines()
    assert max(map(len, lines)) <= min(width, 88)


def test_a_long_topic_is_paged(run, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho paged\ncat\n")
    pager.chmod(0o755)
    assert on_terminal(80, "help", "query", PAGER=str(pager)).out.startswith("paged")
    told = on_terminal(80, "help", "query", "--no-pager", PAGER=str(pager)).out
    assert "paged" not in told


@pytest.mark.parametrize(
    "names", [["search"], ["list"], ["dumps", "show"], ["completion"]], ids=" ".join
)
def test_of_a_command_it_is_that_commands_help(run, names: list[str]) -> None:
    assert run("help", *names).out == run(*names, "--help").out


def test_short_names_and_aliases_are_explained(run, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[aliases]\nkabul = "search Kabul"\n')
    assert run("help", "ls").out == run("list", "--help").out
    assert run("help", "kabul").out == "kabul is short for: search Kabul\n"
    assert re.search(r"^  kabul +search Kabul$", run("help").out, re.MULTILINE)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["querry"], "there is no command or topic querry; did you mean query?"),
        (["serch"], "there is no command or topic serch; did you mean search?"),
        (["xyz"], "there is no command or topic xyz; topics are query, dates, formats, damage,"),
        (["list", "x"], "there is no command or topic list x"),
        (["dumps", "x"], "there is no command or topic dumps x"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_there_is_not_is_wrong_usage(run, names: list[str], told: str) -> None:
    result = run("help", *names)
    assert (result.status, result.out) == (2, "")
    assert told in result.err


def test_the_topics_name_what_there_is() -> None:
    formats = topic_text("formats")
    for column in KNOWN:
        assert re.search(rf"^    {re.escape(column)}( |$)", formats, re.MULTILINE)
    mentioned = re.findall(r"'help ([a-z]+)'", "".join(map(topic_text, TOPICS)))
    assert set(mentioned) <= TOPICS.keys()


def test_the_topic_formats_names_every_status(run) -> None:
    text = " ".join(run("help", "formats").out.split())
    assert "3 where 'cstonews new --status'" in text or "3 where" in text


@pytest.mark.parametrize(
    "arguments",
    [["list", "\x1b[31mx"], ["help", "\x1b[31mx"], ["completion", "bash", "\u202ex"]],
    ids=["list", "help", "completion"],
)
def test_wrong_usage_is_told_inert(run, arguments: list[str]) -> None:
    """A word may be the name of a file, by a star of the shell."""
    told = run(*arguments)
    assert told.status == 2
    assert "\x1b" not in told.err and "\u202e" not in told.err


def test_a_choice_that_is_missing_is_told_in_one_line(run) -> None:
    *_, last = run("completion").err.splitlines()
    assert last.startswith("Error: ") and last.endswith("bash, zsh, fish")
