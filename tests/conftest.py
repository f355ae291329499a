"""What all tests share: an archive of their own, the command line in-process."""

from __future__ import annotations

import datetime as dt
import io
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from connections import all_closed
from hypothesis import settings
from network import watch
from terminals import read_all
from wholes import make_whole

from cstonews.cli import main

ROOT = Path(__file__).parent.parent


class Result(NamedTuple):
    """What a command did: its status, and what it wrote."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()


Run = Callable[..., Result]

# For --hypothesis-profile=thorough.
settings.register_profile("thorough", max_examples=10_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="write golden transcripts anew, raise the floors of tests/judged",
    )
    parser.addoption(
        "--lower-floors",
        action="store_true",
        help="write the floors of tests/judged as they are measured, lower ones too",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="inject faults by the hundreds, try inputs by the thousands, and tell the sums",
    )


_REACHED = watch()
_COUNTED = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_COUNTED] = Counter()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a script's background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--thorough"):
        settings.load_profile("thorough")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    figures = config.stash[_COUNTED]
    if config.getoption("--thorough") and figures:
        terminalreporter.section("what was survived")
        for what, number in sorted(figures.items()):
            terminalreporter.line(f"{number:>12,}  {what}")


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether to take the time for real figures, with ``--thorough``."""
    return bool(request.config.getoption("--thorough"))


@pytest.fixture(scope="session")
def counted(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """Add to the sums that are told at the end of a thorough run: of what, how many."""
    figures = request.config.stash[_COUNTED]

    def counted(what: str, number: int = 1) -> None:
        figures[what] += number

    return counted


@pytest.fixture(autouse=True, scope="session")
def _close_in_the_end() -> Iterator[None]:
    with all_closed():
        yield


@pytest.fixture(autouse=True)
def _close_after_the_test() -> Iterator[None]:
    with all_closed():
        yield


@pytest.fixture(autouse=True)
def _without_network() -> Iterator[None]:
    """Nothing here, or in the fixtures of it, reaches for the network, even where it fails."""
    yield
    reached = [_REACHED.pop() for _ in range(len(_REACHED))]
    assert not reached


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the test's archive is, or will be; commands use it without being told."""
    path = tmp_path / "archive" / "archive.db"
    monkeypatch.setenv("CSTONEWS_ARCHIVE", str(path))
    monkeypatch.setenv("CSTONEWS_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("PAGER", "cat")
    for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "LINES", "LESS", "CSTONEWS_PAGER"):
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


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that holds something of everything, to be read only."""
    path = tmp_path_factory.mktemp("whole") / "a.db"
    make_whole(path)
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    """The test's own copy of an archive that holds something of everything."""
    return Path(shutil.copy(whole, tmp_path / "a.db"))


_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_WIDTH = 80


def _some_day(match: re.Match[str]) -> str:
    time = match.group(1) or ""
    return "2024-12-31" + re.sub("[0-9]", "0", time)


@pytest.fixture
def replay(archive: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """Run the console blocks of a file, one after the other, and hold them to what they show.

    They run in the project's folder, on a terminal of 80 columns without colour, with an
    archive that is empty at first. ``--rewrite`` writes what they show anew.
    """
    shim = tmp_path / "bin" / "cstonews"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cstonews "$@"\n')
    shim.chmod(0o755)
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": str(_WIDTH), "TERM": "dumb"}

    def replay(file: Path) -> None:
        written = file.read_text()

        def play(block: re.Match[str]) -> str:
            commands = re.findall(r"^\$ (.*)$", block.group(), re.MULTILINE)
            return "".join(f"$ {line}\n{_shown(line, environment)}" for line in commands)

        played = _BLOCK.sub(play, written)
        if request.config.getoption("--rewrite"):
            file.write_text(played)
        else:
            assert played == written

    return replay


def _shown(line: str, environment: dict[str, str]) -> str:
    """What a person sees of a command: its standard output, then its standard error."""
    main_end, terminal = pty.openpty()
    child = subprocess.Popen(
        ["/bin/sh", "-c", line], cwd=ROOT, env=environment, stdout=terminal, stderr=subprocess.PIPE
    )
    os.close(terminal)
    shown = read_all(main_end)
    told = child.communicate()[1]
    os.close(main_end)
    text = (shown + told).decode().replace("\r\n", "\n")
    # The time of the ingest and the archive's place are what no two runs have in common.
    text = re.sub(rf"{dt.datetime.now(dt.UTC).date()}(T[0-9:]+|, [0-9:]+ UTC)?", _some_day, text)
    text = text.replace(environment["CSTONEWS_ARCHIVE"], "ARCHIVE")
    return "".join(f"{shown_line.rstrip()}\n" for shown_line in text.splitlines())
