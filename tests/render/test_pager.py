"""A text through a pager."""

from __future__ import annotations

from pathlib import Path

import pytest

from cstonews.render.pager import page


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that keeps what it is given, and how it was called."""
    program = tmp_path / "a pager"
    program.write_text(f'#!/bin/sh\ncat > "{tmp_path}/text"\necho "$LESS|$*" > "{tmp_path}/how"\n')
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("less", "told"),
    [(None, "-FRX"), ("", "-R"), ("-i", "-R -i"), ("-R", "-R"), ("FRSX", "FRSX")],
)
def test_less_is_told_to_show_colours(pager, tmp_path, monkeypatch, less, told: str) -> None:
    monkeypatch.delenv("LESS", raising=False)
    if less is not None:
        monkeypatch.setenv("LESS", less)
    assert page("a\nё\ud800\n", f"'{pager}' -S '+/a b'", "utf-8")
    assert (tmp_path / "text").read_bytes() == "a\nё\\ud800\n".encode()
    assert (tmp_path / "how").read_text() == f"{told}|-S +/a b\n"


@pytest.mark.parametrize("command", ["", " ", "no-such-program", "'no-such-program", "/"])
def test_where_there_is_no_such_program_nothing_is_shown(command: str) -> None:
    assert not page("text\n", command, "utf-8")


def test_a_pager_may_leave_early() -> None:
    assert page("a line of a long text\n" * 100_000, "true", "utf-8")


def test_a_file_that_is_no_program_is_none(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_bytes(b"\x7fELF no program")
    program.chmod(0o755)
    assert not page("text\n", str(program), "utf-8")
