"""The README is true: its examples show what they print, and it names every command."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from cstonews.cli import commands

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_the_examples_print_what_they_show(replay: Callable[[Path], None]) -> None:
    replay(ROOT / "README.md")


@pytest.mark.parametrize("name", commands.list_commands(click.Context(commands)))
def test_every_command_has_a_place(name: str) -> None:
    assert re.search(rf"^### `cstonews {name}", README, re.MULTILINE)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
