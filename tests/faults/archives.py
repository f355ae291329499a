"""Archives and what they say, so that two can be compared whoever made them, and in which order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.facts.pieces import dump_bytes
from cstonews.archive.migrations import MIGRATIONS
from cstonews.errors import ArchiveError

ROOT = Path(__file__).parents[2]
OLD = ROOT / "tests" / "archive" / "old"

# By what a row is told whose number two archives need not have in common.
_NAMED_BY = {
    "dumps": "sha256",
    "pieces": "digest",
    "texts": "handle",
    "entries": "handle || coalesce(date, '')",
}
# The times at which something was done, numbers, and what the tables above say already.
_APART = {"id", "ingested", "made", "applied_at", "packed", "data"}
_DERIVED = ("sqlite_", "_sqlite_", "entries_fts", "seals")

Content = dict[str, list[tuple[Any, ...]]]


def content(path: Path) -> Content:
    """All that an archive says, by table, without the numbers of its rows and times of today."""
    return read(str(path), _content, without=frozenset(MIGRATIONS))


def _content(db: sqlite3.Connection) -> Content:
    tables = [  # none where it was still being made
        str(name)
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if not str(name).startswith(_DERIVED)
    ]
    return {table: sorted(db.execute(_rows_sql(db, table)), key=repr) for table in tables}


def _rows_sql(db: sqlite3.Connection, table: str) -> str:
    parents = {
        child: parent for _, _, parent, child, *_ in db.execute(f"PRAGMA foreign_key_list({table})")
    }
    columns = [
        f'(SELECT {_NAMED_BY[parents[name]]} FROM {parents[name]} p WHERE p.id = t."{name}")'
        if name in parents
        else f't."{name}"'
        for _, name, *_ in db.execute(f"PRAGMA table_info({table})")
        if name not in _APART
    ]
    return f"SELECT {', '.join(columns)} FROM {table} t"


def dumps_of(path: Path) -> dict[str, bytes]:
    """The dumps of an archive as they were ingested, by their hashes; none where there is none."""

    def ask(db: sqlite3.Connection) -> dict[str, bytes]:
        rows = db.execute("SELECT id, sha256 FROM dumps").fetchall()
        return {sha256: dump_bytes(db, number) for number, sha256 in rows}

    try:
        return read(str(path), ask, without=frozenset(MIGRATIONS) - {next(iter(MIGRATIONS))})
    except ArchiveError as error:
        if "there is no archive" in str(error) or "is empty" in str(error):
            return {}
        raise


def problems(path: Path) -> tuple[str, ...]:
    """What ``check`` finds; nothing where there is no archive yet."""
    try:
        return check(str(path)).problems
    except ArchiveError as error:
        if "there is no archive" in str(error):
            return ()
        raise


def statements(path: Path, *sql: str) -> None:
    """Change an archive behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in sql:
            db.execute(statement)


def files_beside(path: Path) -> Iterator[Path]:
    """The archive and what stands beside it under its name."""
    yield from sorted(path.parent.glob(f"{path.name}*"))
