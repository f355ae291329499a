"""Commands by their names: short ones, misspelt ones, aliases."""

from __future__ import annotations

from pathlib import Path

import pytest

PAGE = str(Path(__file__).parent.parent / "gold" / "pages" / "001.txt")


def test_short_names_are_the_same_commands(run) -> None:
    run("ingest", PAGE)
    assert run("ls") == run("list")
    assert run("find", "Minsk") == run("search", "Minsk")
    assert run("find", "--help").out.startswith("Usage: cstonews search ")


@pytest.mark.parametrize(
    ("name", "meant"),
    [("serach", "search"), ("lst", "list"), ("lss", "ls"), ("ingests", "ingest")],
)
def test_a_misspelt_command_is_known_again(run, name: str, meant: str) -> None:
    told = run(name)
    assert (told.status, told.out) == (2, "")
    assert f"No such command '{name}'. Did you mean '{meant}'?" in told.err


def test_what_is_like_no_command_has_no_hint(run) -> None:
    assert run("xyz").err.endswith("Error: No such command 'xyz'.\n")
    assert "No such option '--xyz'" in run("--xyz").err


def test_a_misspelt_alias_is_known_again(run, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[aliases]\nkabul = "search Kabul"\n')
    assert "Did you mean 'kabul'?" in run("kabl").err
