"""The walls of the house: who may import whom, how large a room may be, what is public."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cstonews

SOURCE = Path(cstonews.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

# Each part may import what stands before it on its line's right side; all may import the base.
BASE = {
    *("errors", "model", "found", "snippets", "reports", "counts", "fold", "codec", "whole"),
    "interrupts",
}
ALLOWED = {
    "dumps": set(),
    "split": set(),
    "query": set(),
    "archive": {"dumps", "split", "query"},
    "cutting": {"archive", "split"},
    "adding": {"dumps", "archive", "cutting"},
    "ingest": {"dumps", "archive", "adding"},
    "repair": {"archive", "adding"},
    "merge": {"archive", "adding"},
    "render": set(),
    "cli": {
        "dumps",
        "split",
        "query",
        "archive",
        "ingest",
        "repair",
        "merge",
        "render",
        "__init__",
    },
    "__main__": {"cli"},
    "errors": set(),
    "model": {"errors"},
    "found": {"model"},
    "snippets": {"found"},
    "reports": {"model", "found"},
    "counts": set(),
    "fold": set(),
    "interrupts": set(),
    "codec": set(),
    "whole": {"errors"},
}


def imports(module: Path, *, also_lazy: bool = True) -> Iterator[str]:
    tree = ast.parse(module.read_text())
    for node in ast.walk(tree) if also_lazy else tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def part(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def ours(name: str) -> str | None:
    if name == "cstonews":
        return "__init__"
    return name.split(".")[1] if name.startswith("cstonews.") else None


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(SOURCE)))
def test_imports_run_one_way(module: Path) -> None:
    here = part(module)
    if here == "__init__":
        return
    base = BASE if here not in BASE else set()
    there = {ours(name) for name in imports(module)} - {None, here}
    assert there <= ALLOWED[here] | base


# The floors of the archive, each with those that it stands on.
FLOORS = {
    "facts": set(),
    "entries": {"facts"},
    "answers": {"facts"},
    "changes": {"facts", "entries", "answers"},
    "damage": {"facts", "entries", "changes"},
    "copies": {"damage"},
}


@pytest.mark.parametrize("floor", FLOORS)
def test_the_floors_of_the_archive_stand_on_each_other(floor: str) -> None:
    for module in (SOURCE / "archive" / floor).glob("*.py"):
        names = [n.split(".") for n in imports(module) if n.startswith("cstonews.archive.")]
        there = {name[2] for name in names} & FLOORS.keys()
        assert there <= FLOORS[floor] | {floor}, module.name


@pytest.mark.parametrize(
    ("library", "home"),
    [("rich", {"render", "cli"}), ("sqlite3", {"archive"}), ("sqlite_utils", {"archive"}),
     ("charset_normalizer", {"dumps"}),
     ("click", {"cli", "render"}), ("platformdirs", {"cli"}), ("rapidfuzz", {"archive"}),
     ("selectolax", {"dumps"}), ("warcio", {"dumps"}), ("brotli", {"dumps"}),
     ("backports", {"dumps"}), ("compression", {"dumps"}), ("matplotlib", {"render"}),
     ("Stemmer", {"archive", "query"})],
)  # fmt: skip
def test_a_library_is_known_in_one_part(library: str, home: set[str]) -> None:
    users = {part(m) for m in MODULES if any(n.split(".")[0] == library for n in imports(m))}
    assert users <= home


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(SOURCE)))
def test_rooms_are_small(module: Path) -> None:
    text = module.read_text()
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name


def test_every_public_name_can_be_imported() -> None:
    for name in cstonews.__all__:
        assert getattr(cstonews, name) is not None
    with pytest.raises(AttributeError):
        _ = cstonews.nothing


READERS = {
    "search": ["search", "x"],
    "list": ["list"],
    "show": ["show", "abcdef0"],
    "dumps": ["dumps"],
    "saved": ["saved"],
    "run": ["run", "x"],
    "new": ["new"],
    "new of a search": ["new", "x"],
    "related": ["related", "abcdef0"],
    "timeline": ["timeline", "x", "--compare", "y"],
    "terms": ["terms", "x"],
    "facets": ["facets"],
    "export": ["export", "--format", "bibtex"],
}


NOW = "2024-01-01T00:00:00+00:00"
SLOW = {
    *("sqlite_utils", "dateutil", "rich", "selectolax", "warcio", "json", "pathlib", "matplotlib"),
    *("tomllib", "platformdirs", "shlex", "shutil", "subprocess", "difflib"),
}
# What the four that are asked most do without, besides.
WRITING = {"dataclasses", "hashlib", "rapidfuzz", "cstonews.split", "cstonews.reports"}
ASKING = {"Stemmer", "cstonews.query.words", "cstonews.archive.answers.best"}


@pytest.mark.parametrize("arguments", READERS.values(), ids=READERS)
def test_readers_load_nothing_slow(arguments: list[str], tmp_path: Path) -> None:
    assert not loaded(arguments, tmp_path) & SLOW


@pytest.mark.parametrize(
    ("arguments", "needless"),
    [
        (["search", "council"], WRITING),
        (["timeline", "council"], WRITING),
        (["list"], WRITING | ASKING),
        (["show", "HANDLE"], WRITING | ASKING),
    ],
)
def test_a_reader_loads_what_it_needs(
    arguments: list[str], needless: set[str], tmp_path: Path
) -> None:
    assert not loaded(arguments, tmp_path) & needless


def loaded(arguments: list[str], tmp_path: Path) -> set[str]:
    """The modules that a reader has loaded when it is done."""
    code = (
        "import sys\n"
        "from cstonews.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(*sys.modules)\n"
    )
    archive = str(tmp_path / "a.db")
    from cstonews.archive.facts.identity import handle_of
    from cstonews.archive.writer import writing
    from cstonews.dumps import decode

    with writing(archive) as writer:
        writer.save("x", "x", NOW)
        writer.add(decode(b"26.07.2024\n\nOn 25 July 2024, the Council met in Moscow.\n", "x"), NOW)
    if "HANDLE" in arguments:
        handle = handle_of(None, "On 25 July 2024, the Council met in Moscow.")
        arguments = [handle if word == "HANDLE" else word for word in arguments]
    command = [sys.executable, "-c", code, *arguments, "--archive", archive]
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": "",
        "CSTONEWS_CONFIG": "",
    }
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(run.stdout.splitlines()[-1].split())
