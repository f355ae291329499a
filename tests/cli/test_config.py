"""What ``cstonews config`` says: what is in force, and where it comes from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from cstonews.cli.topics import settings_template


@pytest.fixture
def file(archive: Path, tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.delenv("PAGER")
    monkeypatch.setenv("TERM", "xterm")
    return tmp_path / "config" / "config.toml"


def told(run, *arguments: str) -> dict[str, list[str]]:
    lines = run(*arguments, "config").out.splitlines()[1:]
    rows = [re.split(r"\s{2,}", line) for line in lines]
    return {row[0]: row[1:] for row in rows}


def test_without_a_file_all_is_as_it_comes(run, file: Path, archive: Path) -> None:
    assert told(run) == {
        "file": [str(file), "CSTONEWS_CONFIG"],
        "archive": [str(archive), "CSTONEWS_ARCHIVE"],
        "pager": ["less", "default"],
        "limit": ["20", "default"],
        "sort": ["relevance", "default"],
        "columns": ["handle,date,kind,title+text", "default"],
        "format": ["table", "default"],
        "exact": ["false", "default"],
        "aliases.ls": ["list", "default"],
        "aliases.find": ["search", "default"],
    }
    assert "cstonews config --init" in run("config").err
    assert not file.parent.exists()


def test_what_is_set_names_its_line(run, file: Path, monkeypatch) -> None:
    file.parent.mkdir()
    file.write_text(
        'limit = 5\ncolumns = ["date", "title"]\nexact = true\narchive = "/a.db"\n'
        'pager = "less -S"\n\n[dumps.show]\nformat = "json"\n\n[aliases]\nx = "list"\n'
    )
    monkeypatch.delenv("CSTONEWS_ARCHIVE")
    shown = told(run)
    assert shown["limit"] == ["5", "config.toml:1"]
    assert shown["columns"] == ["date,title", "config.toml:2"]
    assert shown["exact"] == ["true", "config.toml:3"]
    assert shown["archive"] == ["/a.db", "config.toml:4"]
    assert shown["pager"] == ["less -S", "config.toml:5"]
    assert shown["dumps.show.format"] == ["json", "config.toml:8"]
    assert shown["aliases.x"] == ["list", "config.toml:11"]
    assert shown["sort"] == ["relevance", "default"]
    assert told(run, "--archive", "/b.db")["archive"] == ["/b.db", "--archive"]
    monkeypatch.setenv("CSTONEWS_PAGER", "most")
    assert told(run)["pager"] == ["most", "CSTONEWS_PAGER"]
    assert run("config").err == ""


def test_a_pager_that_is_off_is_told(run, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("pager = false")
    assert told(run)["pager"] == ["false", "config.toml:1"]


def test_path_is_the_file_alone(run, file: Path) -> None:
    assert run("config", "--path").out == f"{file}\n"


def test_init_writes_a_file_once(run, file: Path) -> None:
    assert run("config", "--init").out == f"{file}\n"
    assert file.read_text() == settings_template()
    assert run("config").status == 0
    again = run("config", "--init")
    assert (again.status, again.err) == (
        1,
        f"Error: {file} is there already; nothing was written\n",
    )


def test_a_folder_that_cannot_be_made_is_an_error(run, file: Path) -> None:
    file.parent.write_text("")
    result = run("config", "--init")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"Error: {file} cannot be written: ")


def test_the_template_sets_nothing_and_all_that_it_names_can_be_set(run, file: Path) -> None:
    assert tomllib.loads(settings_template()) == {}
    lines = settings_template().splitlines()
    filled = "\n".join(line.removeprefix("# ") for line in lines[2:])
    file.parent.mkdir()
    file.write_text(filled)
    assert tomllib.loads(filled)
    assert run("config").status == 0
