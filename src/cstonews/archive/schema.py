"""The tables of an archive, as named migrations, and the rules of its row numbers.

Facts, written once a dump and never changed: ``dumps``, ``pieces`` (their bytes),
``segments`` (how each was cut), ``texts`` (the distinct texts of items), ``warnings``.
Derived, and rebuilt whenever a fact says more: ``entries`` with their full-text index,
and ``copies``, which says whose entry a text is under each date that was stated for it
(``''`` where none was).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from cstonews.errors import ArchiveError

APPLICATION_ID = 0x4353544F  # "CSTO": how the file is told from other programs' files
MIGRATION_SET = "cstonews"

# Row numbers of entries grow with the date, because FTS5 walks and limits by row
# number: YYYYMMDD × 10000 + n. Undated entries come before all dates; what does not
# fit into a day's 10000 comes behind them.
DAY_ROWS = 10_000
UNDATED_TOP = 1_000_000_000
SPILL = 1_000_000_000_000


def first_number(date: str) -> int:
    """The first row number of a day, given as ISO 8601."""
    return int(date.replace("-", "")) * DAY_ROWS


_TOKENIZER = "porter unicode61 remove_diacritics 2"


def _initial(execute: Callable[[str], object]) -> None:
    execute(f"PRAGMA application_id = {APPLICATION_ID}")
    execute(
        """CREATE TABLE dumps (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            encoding TEXT NOT NULL,
            ingested TEXT NOT NULL,
            data BLOB)"""
    )
    execute(
        """CREATE TABLE pieces (
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            packed INTEGER NOT NULL,
            data BLOB NOT NULL)"""
    )
    execute(
        f"""CREATE TABLE entries (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            handle TEXT NOT NULL CHECK (length(handle) = 32),
            date TEXT CHECK (date IS NULL OR id > {UNDATED_TOP}),
            date_source TEXT,
            kind TEXT NOT NULL,
            lang TEXT,
            title TEXT,
            body TEXT NOT NULL)"""
    )
    execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE)")
    execute(
        """CREATE TABLE segments (
            dump INTEGER NOT NULL REFERENCES dumps (id),
            seq INTEGER NOT NULL,
            kind TEXT NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            line INTEGER NOT NULL,
            date TEXT,
            text INTEGER REFERENCES texts (id),
            piece INTEGER REFERENCES pieces (id),
            blanks BLOB,
            parts TEXT,
            PRIMARY KEY (dump, seq)) WITHOUT ROWID"""
    )
    execute("CREATE INDEX segments_text ON segments (text) WHERE text IS NOT NULL")
    execute(
        """CREATE TABLE copies (
            text INTEGER NOT NULL REFERENCES texts (id),
            date TEXT NOT NULL,
            article INTEGER NOT NULL,
            entry INTEGER NOT NULL REFERENCES entries (id),
            PRIMARY KEY (text, date)) WITHOUT ROWID"""
    )
    execute("CREATE INDEX copies_entry ON copies (entry)")
    execute(
        "CREATE TABLE warnings (dump INTEGER NOT NULL REFERENCES dumps (id), "
        "line INTEGER NOT NULL, message TEXT NOT NULL)"
    )
    execute("CREATE INDEX warnings_dump ON warnings (dump)")
    # Double-quoted content is the form by which sqlite-utils and Datasette know an index.
    execute(
        f"""CREATE VIRTUAL TABLE entries_fts USING fts5 (
            title, body, content="entries", content_rowid="id", tokenize="{_TOKENIZER}")"""
    )


MIGRATIONS: dict[str, Callable[[Callable[[str], object]], None]] = {"0001_initial": _initial}


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the archive up to this program's schema; each migration is one transaction.

    Raises ArchiveError where the file is newer than the program, or no archive.
    """
    from sqlite_utils import Database, Migrations

    verify(connection)
    database = Database(connection)
    migrations = Migrations(MIGRATION_SET)
    for name, step in MIGRATIONS.items():
        migrations(name=name)(lambda db, step=step: step(db.conn.execute))
    migrations.apply(database)


def verify(connection: sqlite3.Connection, path: str = "the file") -> bool:
    """Whether the file is an archive of this program's schema; False where it is still empty
    or older.

    Raises ArchiveError where it belongs to another program or to a newer cstonews.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        return False
    if application != APPLICATION_ID:
        raise ArchiveError(f"{path} is no cstonews archive; name another with --archive")
    applied = {
        name
        for (name,) in connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [MIGRATION_SET]
        )
    }
    if applied - MIGRATIONS.keys():
        raise ArchiveError(
            f"{path} was written by a newer cstonews; upgrade with 'pip install -U cstonews'"
        )
    return MIGRATIONS.keys() <= applied
