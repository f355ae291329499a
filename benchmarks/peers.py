"""The other programs: what each is called with to load, and to find, what this program does.

``LOADERS`` load the ready-made rows of an archive, Recoll the dump itself. ``FINDERS`` answer a
question. What is not installed, or cannot answer, gives None.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from measure import Contender
from place import Place, script, tool

_TOKENIZER = "porter unicode61 remove_diacritics 2"
_RECOLL = """\
topdirs = {topdirs}
textfilemaxmbs = -1
idxniceprio = 0
noaspell = 1
loglevel = 1
"""


class Question(NamedTuple):
    """What is asked: the arguments of cstonews, the words of it where it is a search, and the
    same in SQL for tables as sqlite-utils makes them.
    """

    name: str
    arguments: tuple[str, ...]
    words: str | None = None
    sql: str | None = None


def sqlite_utils_load(place: Place) -> Contender | None:
    """``sqlite-utils insert`` and ``enable-fts`` with the same tokenizer."""
    if not (program := tool("sqlite-utils")):
        return None
    database = str(place.folder / "sqlite-utils.db")
    insert = [program, "insert", database, "entries", str(place.rows), "--nl", "--pk", "id"]
    index = [program, "enable-fts", database, "entries", "title", "body", "--fts5"]
    return Contender(
        [insert, [*index, "--tokenize", _TOKENIZER]],
        lambda: _prepared(place, "sqlite-utils.db"),
    )


def sqlite_utils_find(place: Place, question: Question) -> list[str] | None:
    """``sqlite-utils search`` for words, else its ``query``, over what it loaded."""
    program, database = tool("sqlite-utils"), place.folder / "sqlite-utils.db"
    if not program or not database.exists():
        return None
    if question.words:
        return [program, "search", str(database), "entries", question.words, "--limit", "20"]
    return [program, "query", str(database), question.sql] if question.sql else None


def _tantivy_load(place: Place, threads: int) -> Contender | None:
    if not find_spec("tantivy"):
        return None
    folder = place.folder / f"tantivy-{threads}"

    def prepare() -> None:
        _prepared(place, folder.name)
        folder.mkdir()

    return Contender([script("tantivy_load", place.rows, folder, threads)], prepare)


def tantivy_one(place: Place) -> Contender | None:
    """tantivy with one thread that indexes."""
    return _tantivy_load(place, 1)


def tantivy_all(place: Place) -> Contender | None:
    """tantivy with as many threads as it chooses."""
    return _tantivy_load(place, 0)


def tantivy_find(place: Place, question: Question) -> list[str] | None:
    """The best 20 of the index that one thread made."""
    folder = place.folder / "tantivy-1"
    if not question.words or not folder.exists():
        return None
    return script("tantivy_search", folder, question.words)


def recoll_load(place: Place) -> Contender | None:
    """``recollindex`` over the dump, which it cuts every megabyte."""
    return recoll_index(place, place.dump.parent)


def recoll_index(place: Place, topdirs: Path) -> Contender | None:
    """``recollindex`` over the files of a folder."""
    if not (program := tool("recollindex")):
        return None
    settings = place.folder / "recoll"

    def prepare() -> None:
        place.fresh(settings.name).mkdir()
        (settings / "recoll.conf").write_text(_RECOLL.format(topdirs=topdirs), encoding="utf-8")

    return Contender([[program, "-c", str(settings), "-z"]], prepare)


def recoll_find(place: Place, question: Question) -> list[str] | None:
    """``recollq``: it finds megabytes of the dump, not entries."""
    program, settings = tool("recollq"), place.folder / "recoll"
    if not program or not question.words or not settings.exists():
        return None
    return [program, "-c", str(settings), "-n", "20", question.words]


def datasette_find(place: Place, question: Question) -> list[str] | None:
    """Datasette's search of the archive of this program, a page of 20."""
    if not (program := tool("datasette")) or not question.words:
        return None
    words = question.words.replace('"', "%22").replace(" ", "+")
    page = f"/{place.archive.stem}/entries.json?_search={words}&_size=20"
    return [program, "-i", str(place.archive), *_PATIENT, "--get", page]


_PATIENT = ("--setting", "sql_time_limit_ms", "60000")


def ripgrep_count(place: Place, question: Question) -> list[str] | None:
    """``rg --count`` over the dump: lines that hold the word."""
    return _ripgrep(place, question, "--count")


def ripgrep_lines(place: Place, question: Question) -> list[str] | None:
    """``rg`` over the dump: all lines that hold the word."""
    return _ripgrep(place, question)


def _ripgrep(place: Place, question: Question, *options: str) -> list[str] | None:
    program, words = tool("rg"), question.words or ""
    text = words.strip('"')
    if not program or not text or (" " in text and text == words):  # no two words, apart
        return None
    return [program, "--ignore-case", "--fixed-strings", *options, "--", text, str(place.dump)]


def _prepared(place: Place, name: str) -> None:
    place.need_rows()
    place.fresh(name)


Load = Callable[[Place], Contender | None]
Find = Callable[[Place, Question], list[str] | None]
LOADERS: dict[str, Load] = {
    "sqlite-utils insert, enable-fts": sqlite_utils_load,
    "tantivy, 1 thread": tantivy_one,
    "tantivy, its threads": tantivy_all,
    "recollindex": recoll_load,
}
FINDERS: dict[str, Find] = {
    "sqlite-utils": sqlite_utils_find,
    "tantivy": tantivy_find,
    "rg --count": ripgrep_count,
    "rg": ripgrep_lines,
    "datasette": datasette_find,
    "recollq": recoll_find,
}


def versions() -> dict[str, str]:
    """The version of each peer; ``not installed`` where there is none."""
    packages = {name: _version(name) for name in ("sqlite-utils", "tantivy", "datasette")}
    programs = {"ripgrep": "rg", "Recoll": "recollindex"}
    flags = {"ripgrep": "--version", "Recoll": "-h"}
    return packages | {name: _said(programs[name], flags[name]) for name in programs}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _said(program: str, flag: str) -> str:
    """The line of a program's output that tells its version."""
    import re
    import subprocess

    if not (path := tool(program)):
        return "not installed"
    said = subprocess.run([path, flag], capture_output=True, text=True, check=False)
    found = re.search(r"(?:ripgrep|Recoll) (\d[\d.]+)", said.stdout + said.stderr)
    return found[1] if found else "of unknown version"
