"""What all tests share: the sample dumps, an archive of their own, the command line in-process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cstonews.cli import main

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
GOLD = Path(__file__).parent / "gold" / "pages"


class Result(NamedTuple):
    """What a command did: its status, and what it wrote."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()


Run = Callable[..., Result]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write golden transcripts anew")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the test's archive is, or will be; commands use it without being told."""
    path = tmp_path / "archive" / "archive.db"
    monkeypatch.setenv("CSTONEWS_ARCHIVE", str(path))
    for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture
def run(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process; standard output is no terminal."""

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        out, err = io.BytesIO(), io.StringIO()
        # Held until the end, for a wrapper that goes closes what it wraps.
        stdin_text = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
        stdout_text = io.TextIOWrapper(out, "utf-8", write_through=True)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stdin_text)
            patch.setattr(sys, "stdout", stdout_text)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as left:
                main(arguments)
        return Result(int(left.value.code or 0), out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def sample(run: Run) -> Run:
    """The command line on an archive of the sample dumps."""
    assert run("ingest", str(DATA)).status == 0
    return run
