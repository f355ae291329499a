"""Proof that an archive is whole: SQLite's and FTS5's checks, and every dump's hash."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator

from cstonews.archive import connection
from cstonews.archive.pieces import dump_bytes
from cstonews.errors import ArchiveError
from cstonews.model import CheckReport


def check(path: str, progress: Callable[[int, int], None] | None = None) -> CheckReport:
    """Look through the whole archive and report what is wrong with it.

    Works on a private copy, since FTS5's own check writes. ``progress`` is called
    with the dumps done and their total. Raises ArchiveError where there is no archive
    or none that can be opened at all.
    """
    if not os.path.exists(path):
        raise ArchiveError(f"there is no archive at {path}; make one with 'cstonews ingest FILE'")
    with connection.private_copy(path) as db:
        db.text_factory = lambda text: text.decode("utf-8", "replace")
        problems = [*_structure(db), *_derived(db), *_dumps(db, progress)]
        (dumps, size) = db.execute("SELECT count(*), coalesce(sum(bytes), 0) FROM dumps").fetchone()
        (entries,) = db.execute("SELECT count(*) FROM entries").fetchone()
    return CheckReport(dumps, size, entries, tuple(problems))


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
}


def _derived(db: sqlite3.Connection) -> Iterator[str]:
    for what, sql in _DERIVED.items():
        (count,) = db.execute(sql).fetchone()
        if count:
            yield f"{count} {what}"


def _dumps(db: sqlite3.Connection, progress: Callable[[int, int], None] | None) -> Iterator[str]:
    rows = db.execute("SELECT id, name, sha256 FROM dumps ORDER BY id").fetchall()
    for done, (number, name, sha256) in enumerate(rows, 1):
        try:
            whole = hashlib.sha256(dump_bytes(db, number)).hexdigest() == sha256
        except ArchiveError:
            whole = False
        if not whole:
            yield f"the dump {name} ({sha256[:7]}) is not the one that was ingested"
        if _gaps(db, number):
            yield f"the segments of the dump {name} ({sha256[:7]}) leave gaps or overlap"
        if progress:
            progress(done, len(rows))


def _gaps(db: sqlite3.Connection, number: int) -> bool:
    at = 0
    for start, end in db.execute(
        'SELECT start, "end" FROM segments WHERE dump = ? ORDER BY seq', [number]
    ):
        if start != at or end <= start:
            return True
        at = end
    return False
