"""Proof that an archive is whole: SQLite's and FTS5's checks, and every dump's hash."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

from cstonews.archive import connection
from cstonews.archive.facts.furniture import SHOWN_AS_FURNITURE
from cstonews.archive.facts.pieces import dump_bytes
from cstonews.errors import ArchiveError
from cstonews.reports import CheckReport


def check(path: str) -> CheckReport:
    """Look through the whole archive and report what is wrong with it.

    Works on a private copy, since FTS5's own check writes. Raises ArchiveError where
    there is no archive, or none that can be opened at all.
    """
    try:
        return _checked(path)
    except ArchiveError as error:
        if getattr(error.__cause__, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            return CheckReport(0, 0, 0, (f"the file is damaged at its root: {error.__cause__}",))
        raise


def _checked(path: str) -> CheckReport:
    with connection.private_copy(path, must_exist=True) as db:
        return examined(db)


def examined(db: sqlite3.Connection) -> CheckReport:
    """Look through the archive behind a connection that nobody shares: FTS5's own check writes."""
    db.text_factory = lambda text: text.decode("utf-8", "replace")
    problems = [
        problem for part in (_structure, _derived, _dumps) for problem in _guarded(part, db)
    ]
    dumps, size = _counted(db, "SELECT count(*), coalesce(sum(bytes), 0) FROM dumps", 2)
    (entries,) = _counted(db, "SELECT count(*) FROM entries", 1)
    return CheckReport(dumps, size, entries, tuple(problems))


def _guarded(
    part: Callable[[sqlite3.Connection], Iterator[str]], db: sqlite3.Connection
) -> Iterator[str]:
    """The problems that a part finds; one that it breaks off at is the last of them."""
    try:
        yield from part(db)
    except (sqlite3.Error, TypeError, ValueError) as error:
        yield f"the archive cannot be read on: {error}"


def _counted(db: sqlite3.Connection, sql: str, columns: int) -> tuple[int, ...]:
    try:
        return tuple(db.execute(sql).fetchone())
    except sqlite3.Error:
        return (0,) * columns


def _structure(db: sqlite3.Connection) -> Iterator[str]:
    for (message,) in db.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield f"SQLite: {message}"
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} points to a row of {parent} that is not there"
    try:
        db.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield f"the full-text index does not fit the entries ({error})"


_DERIVED = {
    "entries of which no dump holds a copy": """SELECT count(*) FROM entries e WHERE NOT EXISTS
        (SELECT 1 FROM copies c JOIN segments s ON s.text = c.text
         AND coalesce(s.date, '') = c.date WHERE c.entry = e.id)""",
    "sightings that belong to no entry": """SELECT count(*) FROM segments s WHERE text IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM copies c WHERE c.text = s.text
        AND c.date = coalesce(s.date, ''))""",
    "lines that are taken for furniture, or not, against what the dumps show": f"""
        SELECT count(*) FROM (SELECT line FROM ({SHOWN_AS_FURNITURE}) WHERE line NOT IN furniture
        UNION ALL SELECT line FROM furniture WHERE line NOT IN ({SHOWN_AS_FURNITURE}))""",
}


def _derived(db: sqlite3.Connection) -> Iterator[str]:
    for what, sql in _DERIVED.items():
        (count,) = db.execute(sql).fetchone()
        if count:
            yield f"{count} {what}"


def _dumps(db: sqlite3.Connection) -> Iterator[str]:
    rows = db.execute("SELECT id, name, sha256 FROM dumps ORDER BY id").fetchall()
    for number, name, sha256 in rows:
        try:
            whole = hashlib.sha256(dump_bytes(db, number)).hexdigest() == sha256
        except (ArchiveError, TypeError):
            whole = False
        if not whole:
            yield f"the dump {name} ({sha256[:7]}) is not the one that was ingested"
        if _gaps(db, number):
            yield f"the segments of the dump {name} ({sha256[:7]}) leave gaps or overlap"


def _gaps(db: sqlite3.Connection, number: int) -> bool:
    at = 0
    for start, end in db.execute(
        'SELECT start, "end" FROM segments WHERE dump = ? ORDER BY seq', [number]
    ):
        if start != at or end <= start:
            return True
        at = end
    return False
