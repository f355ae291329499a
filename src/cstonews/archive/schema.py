"""Is the file an archive, and of which age: made, upgraded, or refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from cstonews.archive.migrations import APPLICATION_ID, MIGRATIONS
from cstonews.errors import ArchiveError

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATION_SET = "cstonews"
OLDEST_SQLITE = (3, 32)  # has iif(), the newest of what the statements here are made of


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the archive up to this program's schema, and seal what it holds.

    Raises ArchiveError where the file is newer than the program, or no archive.
    """
    from sqlite_utils import Database, Migrations

    from cstonews.archive.facts.seals import seal_all

    missing(connection)
    database = Database(connection)
    migrations = Migrations(MIGRATION_SET)
    for name, statements in MIGRATIONS.items():
        migrations(name=name)(_step(statements))
    migrations.apply(database)
    seal_all(connection)


def _step(statements: tuple[str, ...]) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        for statement in statements:
            database.execute(statement)

    return run


def missing(connection: sqlite3.Connection, path: str = "the file") -> frozenset[str]:
    """Return the migrations that the file still lacks, by name; all where it is empty.

    Raises ArchiveError where it belongs to another program or to a newer cstonews, and where
    the SQLite of this Python is too old for what is asked of it.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise ArchiveError(
            f"the SQLite of this Python is {sqlite3.sqlite_version}, and cstonews needs "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer; run it with another Python"
        )
    tables, told = connection.execute(
        "SELECT count(*), sum(name = '_sqlite_migrations') FROM sqlite_master"
    ).fetchone()
    if not tables:
        return frozenset(MIGRATIONS)
    # Asked after the tables: who makes an archive meanwhile makes both at once.
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID or not told:
        raise ArchiveError(f"{path} is no cstonews archive; name another file")
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
    return frozenset(MIGRATIONS) - applied
