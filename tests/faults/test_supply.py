"""What the program is made of and stands on: SQLite, its dependencies, its packages."""

from __future__ import annotations

import ast
import re
import sqlite3
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from oldest import oldest
from test_architecture import MODULES, SOURCE, imports

from cstonews.archive import schema

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
TEXT = "05.07.2024\n\nThe Council met in Minsk and agreed on a plan of joint work this year.\n"

READERS = [
    ["search", "Minsk"],
    ["search", "Minks"],
    ["list"],
    ["show", "abcd"],
    ["timeline", "Minsk"],
    ["terms", "Minsk"],
    ["export"],
    ["check"],
]
WRITERS = [["ingest", "-"], ["ingest", "--dry-run", "-"], ["resplit"], ["save", "x", "y"]]


@pytest.mark.parametrize("arguments", [*READERS, *WRITERS], ids=" ".join)
def test_an_old_sqlite_is_named(run, archive: Path, monkeypatch, arguments: list[str]) -> None:
    run("ingest", "-", stdin=TEXT.encode())
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.31.1")
    before = archive.read_bytes()
    told = run(*arguments, stdin=b"another")
    assert (told.status, told.out) == (1, "")
    assert told.err == (
        "Error: the SQLite of this Python is 3.31.1, and cstonews needs 3.32 or newer; "
        "run it with another Python\n"
    )
    assert archive.read_bytes() == before


_NO_FTS5 = "the SQLite of this Python has no FTS5; run cstonews with another Python\n"


@pytest.mark.parametrize(
    "arguments", [["search", "Minsk"], ["timeline", "Minsk"], ["ingest", "-"], ["resplit"]]
)
def test_an_sqlite_without_fts5_is_named(run, archive: Path, arguments: list[str]) -> None:
    """SQLite itself says so of an index whose module it lacks, as this one does after this."""
    run("ingest", "-", stdin=TEXT.encode())
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, 'USING fts5', 'USING fts5gone')")
    told = run(*arguments, stdin=TEXT.replace("Minsk", "Dushanbe").encode())
    assert (told.status, told.out) == (1, "")
    assert told.err == f"Error: {archive}: {_NO_FTS5}"


def test_no_archive_is_made_without_fts5(run, archive: Path, monkeypatch) -> None:
    without = {
        name: tuple(statement.replace("USING fts5", "USING fts5gone") for statement in statements)
        for name, statements in schema.MIGRATIONS.items()
    }
    monkeypatch.setattr(schema, "MIGRATIONS", without)
    told = run("ingest", "-", stdin=TEXT.encode())
    assert (told.status, told.out) == (1, "")
    assert told.err == f"Error: {archive}: {_NO_FTS5}"


# What SQLite has learnt since the oldest that will do, with the version that brought it.
NEWER = {
    "3.33": r"UPDATE\b[^;]*\bSET\b[^;()]*\bFROM\b",
    "3.34": r"\bsubstring\(",
    "3.35": r"\bRETURNING\b|\bMATERIALIZED\b|DROP COLUMN|\b(ceil|floor|ln|pow|sqrt)\(",
    "3.37": r"\)\s*STRICT\b|PRAGMA table_list",
    "3.38": r"->>|\bunixepoch\(|[ (,]format\(",
    "3.39": r"RIGHT JOIN|FULL (OUTER )?JOIN|IS (NOT )?DISTINCT FROM",
    "3.41": r"\bunhex\(",
    "3.43": r"\boctet_length\(|contentless_delete|\btimediff\(",
    "3.44": r"\bconcat(_ws)?\(|\bstring_agg\(",
    "3.45": r"\bjsonb",
}


def test_no_statement_needs_a_newer_sqlite() -> None:
    """A change that uses more raises OLDEST_SQLITE, and takes its line out of NEWER."""
    oldest = ".".join(map(str, schema.OLDEST_SQLITE))
    assert oldest == "3.32"
    for module in (SOURCE / "archive").rglob("*.py"):
        for statement in _statements(ast.parse(module.read_text())):
            for version, pattern in NEWER.items():
                assert not re.search(pattern, statement), f"{module.name}: {version}: {statement}"


def _statements(tree: ast.Module) -> list[str]:
    """The texts of a module that hold SQL, and f-strings with a gap for what is put in."""
    texts = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            texts.append(" ? ".join(_part(part) for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append(node.value)
    words = r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|WHERE|JOIN|FROM)\b"
    return [text for text in texts if re.search(words, text)]


def _part(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_iif_is_the_reason_for_the_oldest_sqlite() -> None:
    told = "".join(module.read_text() for module in (SOURCE / "archive").rglob("*.py"))
    assert "iif(" in told


# The names under which what is installed is imported, where they are others.
MODULES_OF = {
    "pystemmer": "Stemmer",
    "python-dateutil": "dateutil",
    "backports-zstd": "backports",
}


def test_what_is_needed_is_what_is_imported() -> None:
    """No dependency that nothing imports, and no import that nothing brings."""
    project = PROJECT["project"]
    ours = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.split(r"[>=;\[ ]", one)[0] for several in ours for one in several} - {"cstonews"}
    needed = {MODULES_OF.get(name, name.replace("-", "_")) for name in names}
    used = {name.split(".")[0] for module in MODULES for name in imports(module)}
    # "compression" is what takes the place of backports-zstd from Python 3.14 on.
    foreign = used - sys.stdlib_module_names - {"cstonews", "compression"}
    assert foreign == needed


def test_all_that_is_needed_has_a_lower_bound() -> None:
    bounds = list(oldest())
    assert len(bounds) > 10
    assert all("==" in bound for bound in bounds)
    assert all(">=" in one for one in PROJECT["build-system"]["requires"])


def test_the_extras_are_all_in_all() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    (all_of_them,) = extras["all"]
    assert set(all_of_them[len("cstonews[") : -1].split(",")) == set(extras) - {"all"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel and the source distribution, as the build backend makes them here."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    out = tmp_path_factory.mktemp("built")
    code = (
        "import sys\nfrom hatchling.build import build_sdist, build_wheel\n"
        "build_wheel(sys.argv[1])\nbuild_sdist(sys.argv[1])\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(out)], cwd=ROOT, check=True, capture_output=True
    )
    return out


def test_the_wheel_holds_the_program_and_no_more(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        told = wheel.read(next(n for n in wheel.namelist() if n.endswith("METADATA"))).decode()
    assert names == _files_of_the_program()
    assert "cstonews/py.typed" in names
    assert "Requires-Python: >=3.11" in told
    assert "Provides-Extra: all" in told


def test_the_source_holds_what_the_tests_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    assert {f"src/{name}" for name in _files_of_the_program()} <= names
    for name in ("Makefile", "pyproject.toml", "README.md", "LICENSE", "tests/conftest.py"):
        assert name in names
    assert not [name for name in names if name.startswith(".venv") or name.endswith(".db")]


def _files_of_the_program() -> set[str]:
    return {
        str(path.relative_to(SOURCE.parent))
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".db"
    }


EXTRAS = {
    "html": ("page.html", "<p>05.07.2024</p><p>The Council met in Minsk.</p>"),
    "warc": ("crawl.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n"),
    "zst": ("a.txt.zst", "\x28\u00b5/\u00fd"),
}
_BARE = (
    "import sys\nsys.modules.update(dict.fromkeys("
    "'selectolax warcio brotli backports.zstd compression.zstd matplotlib'.split()))\n"
)


def test_what_needs_an_extra_says_which(tmp_path: Path) -> None:
    """Without it, all else works. What draws charts is in tests/cli/test_counting.py."""
    for name, content in EXTRAS.values():
        (tmp_path / name).write_text(content, "latin-1", newline="")
    (tmp_path / "plain.txt").write_text(TEXT)
    code = f"{_BARE}from cstonews.cli import main\nmain(sys.argv[1:])"
    command = [sys.executable, "-c", code, "--archive", "a.db", "ingest", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "1 new, 3 failed" in done.stdout
    told = sorted(done.stderr.splitlines())
    needed = sorted((name, extra) for extra, (name, _) in EXTRAS.items())
    for line, (name, extra) in zip(told, needed, strict=True):
        assert line.startswith(f"Error: {name} ")
        assert f"pip install 'cstonews[{extra}]'" in line


def test_without_any_extra_every_command_can_be_asked_for_help(tmp_path: Path) -> None:
    code = _BARE + (
        "import click\nfrom cstonews.cli import commands, main\n"
        "for name in commands.list_commands(click.Context(commands)):\n"
        "    try:\n        main([name, '--help'])\n"
        "    except SystemExit as end:\n        assert not end.code, name\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
