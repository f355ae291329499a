"""Where a benchmark keeps its files, and how its processes are called."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

_HERE = Path(__file__).parent
_SCRIPTS = _HERE / "processes"


class Place(NamedTuple):
    """The files of one size: ``kept`` holds what is generated, ``folder`` what is made of it.

    ``size`` counts the items of a dump, or the pages of a folder.
    """

    kept: Path
    folder: Path
    size: int

    @property
    def dump(self) -> Path:
        """One dump of all items."""
        return self.kept / f"dump-{self.size}" / "text" / "dump.txt"

    @property
    def pages(self) -> Path:
        """Dumps of a page each."""
        return self.kept / f"pages-{self.size}" / "pages"

    @property
    def archive(self) -> Path:
        """What the program makes of the dump, or of the pages."""
        return self.folder / "archive.db"

    @property
    def rows(self) -> Path:
        """The entries of the archive as ready-made rows."""
        return self.folder / "rows.jsonl"

    @property
    def archive_bytes(self) -> int:
        """The size of the archive on the disk, with its log."""
        return sum(path.stat().st_size for path in self.folder.glob("archive.db*"))

    def fresh(self, name: str) -> Path:
        """The path of a file or folder that is not there any more."""
        for path in self.folder.glob(f"{name}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return self.folder / name

    def generate(self) -> dict[str, Any]:
        """Write the dump, or where it is already, say what is known of it; see dumps.py."""
        self.dump.parent.mkdir(parents=True, exist_ok=True)
        return _generated(self.dump.parent.parent, self.size, str(self.dump))

    def generate_pages(self) -> dict[str, Any]:
        """Write the page files, or where they are already, say what is known of them."""
        return _generated(self.pages.parent, self.size, f"{self.pages}/")

    def generate_day(self, day: int) -> Path:
        """Write the pages of a day after the dump; see dumps.py."""
        folder = self.kept / f"dump-{self.size}" / f"day-{day}"
        if not folder.exists():
            generator(self.size, f"{folder}/", day)
        return folder

    def need_rows(self) -> None:
        """Write the ready-made rows of the archive, unless they are there."""
        if not self.rows.exists():
            subprocess.run(
                script("ready_rows", self.archive, self.rows), check=True, stdin=subprocess.DEVNULL
            )


def _generated(folder: Path, size: int, target: str) -> dict[str, Any]:
    said = folder / "generated.json"
    if not said.exists():
        text = generator(size, target)
        said.write_text(text, encoding="utf-8")
    known: dict[str, Any] = json.loads(said.read_text(encoding="utf-8"))
    return known


def generator(*arguments: object) -> str:
    """Run dumps.py, in a process of its own: its memory must not be that of what is measured."""
    command = [sys.executable, str(_HERE / "dumps.py"), *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def script(name: str, *arguments: object) -> list[str]:
    """The command that runs a file of ``processes``."""
    return [sys.executable, str(_SCRIPTS / f"{name}.py"), *map(str, arguments)]


def recorder(*arguments: object) -> list[str]:
    """The command that records what cstonews asks of SQLite."""
    return [sys.executable, str(_HERE / "recording.py"), *map(str, arguments)]


def tool(name: str) -> str | None:
    """The path of a program, first beside this Python, or None where it is not installed."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


def cstonews(archive: Path, *arguments: object) -> list[str]:
    """The command line of the program that is measured."""
    program = tool("cstonews")
    start = [program] if program else [sys.executable, "-m", "cstonews"]
    return [*start, "--archive", str(archive), *map(str, arguments)]
