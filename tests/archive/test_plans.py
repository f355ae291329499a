"""How SQLite answers each statement that the commands put: by an index, or for a told reason."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

Run = Callable[..., Any]

PAGES = Path(__file__).parents[2] / "data" / "pages"

READERS = [
    ["search", "Afghanistan"],
    ["search", "Афганистан", "--limit", "0"],
    ["search", '"Collective Security Council"', "--since", "2023"],
    ["search", "peacekeep* training", "--sort", "newest"],
    ["search", "security", "--sort", "oldest", "--on", "2023", "--kind", "article"],
    ["search", "security", "--dates", "stated", "--page", "2", "--limit", "1"],
    ["search", "near(security council, 5)", "--exact"],
    ["search", "--", "-security"],
    ["search", "security dump:2023 lang:en"],
    ["search", "secutiry", "council"],
    ["search", "security", "--count", "--explain"],
    ["search", "security", "--undated"],
    ["list"],
    ["list", "--limit", "0", "--oldest-first"],
    ["list", "--since", "2023", "--count"],
    ["list", "--kind", "article"],
    ["list", "--undated"],
    ["timeline"],
    ["timeline", "security", "--by", "day"],
    ["timeline", "--compare", "security", "--compare", "council", "--kind", "article"],
    ["terms", "security", "--on", "2023"],
    ["facets"],
    ["facets", "security"],
    ["export", "security", "--format", "csv"],
    ["dumps"],
    ["unclassified"],
    ["saved"],
    ["run", "watched"],
    ["new"],
    ["new", "watched"],
    ["show", "HANDLE"],
    ["show", "HANDLE", "--versions"],
    ["related", "HANDLE"],
    ["dumps", "show", "DUMP"],
    ["dumps", "cat", "DUMP"],
]
WRITERS = [
    ["ingest", str(PAGES)],
    ["save", "watched", "security"],
    ["ingest", str(PAGES)],
    ["edit", "HANDLE", "--date", "2020-01-01"],
    ["resplit"],
    ["forget", "DUMP"],
]

# What grows with the archive, and is not to be looked at row by row. (``check`` and ``repair``
# look at all there is; they are left out above.)
LARGE = {"entries", "texts", "copies", "links", "segments", "pieces", "short_lines", "former"} | {
    *("entries_fts", "entries_fts_docsize", "vocabulary", "places")
}
# Parts of statements that do all the same, each with the reason.
READERS_MAY = {
    "SELECT count(*) FROM entries_fts_docsize e": "all are counted, in a table of a number each",
    "FROM entries_fts_docsize e WHERE 1": "all are asked for, in a table of a number each",
    "FROM entries_fts_docsize e WHERE (NOT (e.id IN": "all but some are asked for",
    "SELECT 1 FROM entries LIMIT 1": "is there any?",
    "FROM entries e WHERE 1": "all are asked for",
    "FROM entries WHERE lang IS ?": "no index tells languages",
    "FROM segments WHERE kind = ?": "no index tells kinds",
    "WHERE s.kind = ?": "no index tells kinds",
    "SELECT term, cnt FROM temp.vocabulary": "words are compared with all words",
}
WRITERS_MAY = {
    "UPDATE segments SET text = NULL, day = NULL": "all dumps are read anew",
    "EXCEPT SELECT handle, date": "what reading anew has changed is compared",
    "FROM temp.places p": "the places of all entries, before all are read anew",
    "DELETE FROM pieces WHERE id NOT IN": "what no dump needs after all were read anew",
    "SELECT kind, count(*) FROM segments GROUP BY kind": "all dumps were read anew",
    "SELECT 1 FROM segments WHERE day IS NOT NULL": "by an index of these alone",
    "SELECT count(*) FROM entries": "counted before and after",
}


class Planned(sqlite3.Connection):
    """A connection that notes which tables its statements look at row by row."""

    scans: ClassVar[set[tuple[str, str]]] = set()

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        self._explain(sql, parameters)
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> sqlite3.Cursor:
        rows = list(parameters)
        if rows:
            self._explain(sql, rows[0])
        return super().executemany(sql, rows)

    def _explain(self, sql: str, parameters: Any) -> None:
        if not re.match(r"\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b", sql, re.IGNORECASE):
            return
        one_line = " ".join(sql.split())
        plan = super().execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        for *_, detail in plan.fetchall():
            if table := scanned(detail, one_line):
                self.scans.add((table, one_line))


def scanned(detail: str, sql: str) -> str | None:
    """The large table that a step of a plan looks at row by row, if it does."""
    match = re.match(r"SCAN (?:temp\.)?(\w+)(?: VIRTUAL TABLE INDEX (.*))?", detail)
    if not match:
        return None
    # FTS5 tells by M that it matches, by signs that rows are named; fts5vocab has figures.
    if match[2] and re.search(r"[M=<>]|^[1-9]", match[2]):
        return None
    names = re.findall(rf"(\w+)(?: AS)? {match[1]}\b", sql)
    return next((name for name in (*names, match[1]) if name in LARGE), None)


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    plain = sqlite3.connect

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return plain(*arguments, factory=Planned, **options)

    monkeypatch.setattr(sqlite3, "connect", connect)
    monkeypatch.setattr(Planned, "scans", set())
    return Planned.scans


def filled(run: Run, words: Sequence[str]) -> list[str]:
    """``words`` with the newest entry and the first dump for their names."""
    names = {}
    if "HANDLE" in words:
        names["HANDLE"] = run("list", "--columns", "handle", "--limit", "1").out.split()[1]
    if "DUMP" in words:
        names["DUMP"] = run("dumps", "--format", "csv").out.split()[1].split(",")[0]
    return [names.get(word, word) for word in words]


@pytest.mark.parametrize(
    ("detail", "sql", "expected"),
    [
        ("SCAN e", "SELECT 1 FROM entries e", "entries"),
        ("SCAN entries", "SELECT 1 FROM entries", "entries"),
        ("SCAN s USING COVERING INDEX x", "SELECT 1 FROM texts t JOIN segments s", "segments"),
        ("SCAN temp.vocabulary VIRTUAL TABLE INDEX 0:", "SELECT 1", "vocabulary"),
        ("SCAN f VIRTUAL TABLE INDEX 0:", "SELECT 1 FROM entries_fts f", "entries_fts"),
        ("SCAN f VIRTUAL TABLE INDEX 0:M2", "SELECT 1 FROM entries_fts f", None),
        ("SEARCH e USING INTEGER PRIMARY KEY (rowid=?)", "SELECT 1 FROM entries e", None),
        ("SCAN saved", "SELECT 1 FROM saved", None),
    ],
)
def test_a_plan_tells_what_is_looked_at(detail: str, sql: str, expected: str | None) -> None:
    assert scanned(detail, sql) == expected


def test_each_statement_takes_an_index_or_has_a_reason(
    run: Run, scans: set[tuple[str, str]]
) -> None:
    for words in WRITERS:
        assert run(*filled(run, words)).status == 0, words
    written = {pair for pair in scans if not any(part in pair[1] for part in WRITERS_MAY)}
    scans.clear()
    for words in READERS:
        assert run(*filled(run, words)).status == 0, words
    unreasoned = {pair for pair in scans if not any(part in pair[1] for part in READERS_MAY)}
    assert not unreasoned
    assert not {(table, sql) for table, sql in written if not any(p in sql for p in READERS_MAY)}
    unused = [part for part in READERS_MAY if not any(part in sql for _, sql in scans)]
    assert not unused
