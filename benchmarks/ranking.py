"""How well searches find what a person judged relevant: cstonews, and plain full-text search.

Prints a table a measure: a line a kind of query, a column a search. All answer the same
queries over the same entries; see README.md beside this file.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

# The judgements and their measures stand with the tests, which are no package.
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from judging import (
    ARCHIVES,
    KINDS,
    MEASURES,
    Answered,
    Judged,
    ask,
    build,
    figures,
    names_of,
    queries,
    silence,
    understood,
    unseen,
)

_LEGEND = """\
cstonews      the search of this checkout
sqlite-utils  'sqlite-utils search --quote' on the archive as it stands
enable-fts    the same on an index of 'sqlite-utils enable-fts' (no stemmer)
plain FTS5    a table with SQLite's defaults that gets the words as typed
"""
_LABEL, _WIDTH = 27, 13

Rows = Sequence[tuple[int, str | None, str]]
Search = Callable[[str], Iterable[int]]


class Contender(NamedTuple):
    """A search by its name; ``find`` is as in judging.py, None where a query is an error."""

    name: str
    find: Callable[[str, str], Sequence[str] | None]


def main() -> None:
    """Measure all and print the tables."""
    judged = queries()
    with tempfile.TemporaryDirectory() as folder:
        paths = {archive: build(archive, Path(folder) / f"{archive}.db") for archive in ARCHIVES}
        names = {archive: names_of(path) for archive, path in paths.items()}

        @cache
        def answered(archive: str, words: str) -> Answered:
            return ask(paths[archive], names[archive], words)

        def found(archive: str, words: str) -> Sequence[str] | None:
            answer = answered(archive, words)
            return None if answer.status else answer.found

        contenders = [Contender("cstonews", found), *_peers(paths, names)]
        _print_head(judged)
        _print_all(judged, contenders)
        share = understood(judged, lambda archive, words: answered(archive, words).suggestion)
        _print_row("typos that are understood", [_share(share)])
        print("\n\nunseen when the ranking was tuned\n")
        _print_all(unseen(), contenders)


def _peers(paths: dict[str, Path], names: dict[str, dict[str, str]]) -> list[Contender]:
    makers = {
        "sqlite-utils": _sqlite_utils,
        "enable-fts": _enable_fts,
        "plain FTS5": _fts5,
    }
    return [
        Contender(name, _named({a: make(path) for a, path in paths.items()}, paths, names))
        for name, make in makers.items()
    ]


def _sqlite_utils(path: Path) -> Search:
    """``sqlite-utils search --quote ARCHIVE entries WORDS``: the archive's own index."""
    table = Database(path).table("entries")
    return lambda words: [row["id"] for row in table.search(words, columns=["id"], quote=True)]


def _enable_fts(path: Path) -> Search:
    """The same over an index of ``sqlite-utils enable-fts`` with its defaults: no stemmer."""
    database = Database(memory=True)
    table = database.table("entries")
    table.insert_all(
        ({"id": n, "title": title, "body": body} for n, title, body in _rows(path)), pk="id"
    )
    table.enable_fts(["title", "body"])
    return lambda words: [row["id"] for row in table.search(words, columns=["id"], quote=True)]


def _fts5(path: Path) -> Search:
    """An FTS5 table with its defaults (unicode61), by bm25, that is given the words as typed."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entries USING fts5 (title, body)")
    database.executemany("INSERT INTO entries (rowid, title, body) VALUES (?, ?, ?)", _rows(path))
    query = "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank"
    return lambda words: [number for (number,) in database.execute(query, [words])]


def _rows(path: Path) -> Rows:
    return sqlite3.connect(path).execute("SELECT id, title, body FROM entries").fetchall()


def _named(
    searches: dict[str, Search], paths: dict[str, Path], names: dict[str, dict[str, str]]
) -> Callable[[str, str], Sequence[str] | None]:
    """A search that gives the names of entries in place of the numbers of rows."""
    numbered = {archive: _numbered(path, names[archive]) for archive, path in paths.items()}

    def find(archive: str, words: str) -> Sequence[str] | None:
        try:
            return tuple(numbered[archive][number] for number in searches[archive](words))
        except (sqlite3.Error, ValueError):
            return None

    return find


def _numbered(path: Path, names: dict[str, str]) -> dict[int, str]:
    """The names of entries by the numbers of their rows."""
    rows = sqlite3.connect(path).execute("SELECT id, handle, date FROM entries").fetchall()
    return {number: _name(handle, date, names) for number, handle, date in rows}


def _name(handle: str, date: str | None, names: dict[str, str]) -> str:
    """The name by a whole handle, of which people see the beginning, of twins with the date."""
    return next(
        name
        for shown, name in names.items()
        if handle.startswith(shown.split("@")[0]) and shown.partition("@")[2] in ("", date)
    )


def _print_head(judged: list[Judged]) -> None:
    ranked = sum(query.is_ranked for query in judged)
    print(f"{len(judged)} queries, judged by hand; {ranked} of them are ranked.")
    print(f"SQLite {sqlite3.sqlite_version}, sqlite-utils {version('sqlite-utils')}\n\n{_LEGEND}")


def _print_all(judged: list[Judged], contenders: list[Contender]) -> None:
    measured = {one.name: figures(judged, one.find) for one in contenders}
    ranked = [query for query in judged if query.is_ranked]
    for measure in MEASURES:
        _print_row(measure, measured)
        for kind, count in _counts(ranked).items():
            values = (f"{measured[name][kind][measure]:.3f}" for name in measured)
            _print_row(f"  {kind:12}{count:4} queries", values)
        print()
    _print_row("queries that are an error", (_failures(judged, one) for one in contenders))
    _print_row("silent where nothing is", (_share(silence(judged, one.find)) for one in contenders))


def _counts(ranked: list[Judged]) -> dict[str, int]:
    kinds = [query.kind for query in ranked]
    counts = {kind: kinds.count(kind) for kind in KINDS if kind in kinds}
    return {**counts, "all": len(ranked)}


def _failures(judged: list[Judged], one: Contender) -> str:
    return str(sum(one.find(query.archive, query.words) is None for query in judged))


def _share(value: float) -> str:
    return f"{value:.0%}"


def _print_row(label: str, values: Iterable[str]) -> None:
    print(f"{label:{_LABEL}}" + "".join(f"{value:>{_WIDTH}}" for value in values))


if __name__ == "__main__":
    main()
