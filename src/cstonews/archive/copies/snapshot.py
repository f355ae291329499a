"""One state of an archive in a file of its own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

from cstonews.archive.connection import one_file, roll_back
from cstonews.errors import ArchiveError, OutputError
from cstonews.whole import take_mode, whole

# Called with the number of bytes that were copied, and of all that are to be.
Told = Callable[[int, int], None]

_PAGES = 1024  # that are copied at a time, so that an interruption does not wait
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE", "SQLITE_CANTOPEN")


def snapshot(db: sqlite3.Connection, target: str, told: Told | None = None) -> None:
    """Copy the state of the archive that ``db`` sees into the file ``target``, wholly or not at
    all; a file of that name is replaced.

    The copy is one file, with no log beside it, which a reader opens without making others, and
    which those may read who may read the archive. It takes its name when SQLite finds it sound
    and all of it is on the disk. ``db`` has not begun to write, and is not opened as immutable;
    who has only a path lets ``connection.read`` put the question ``copy``. Raises ArchiveError
    where the copy is damaged, as the archive must be, and OutputError where it cannot be written.
    """
    with whole(target) as part:
        copy(db, part, told)
        take_mode(part, db.execute("PRAGMA database_list").fetchone()[2])
        verify(part)


def copy(db: sqlite3.Connection, part: str, told: Told | None = None) -> None:
    """Copy the state of the archive that ``db`` sees into the file ``part``, as one file.

    Raises OutputError where that cannot be written.
    """
    with suppress(FileNotFoundError):
        os.remove(part)

    def step(status: int, left: int, pages: int) -> None:
        if status in _BUSY:  # SQLite would try for ever
            raise ArchiveError("what is being written cannot be copied; try again when it is done")
        if told:
            told((pages - left) * page_bytes, pages * page_bytes)

    with _one_state(db), _written(part) as file:
        (page_bytes,) = db.execute("PRAGMA page_size").fetchone()
        db.backup(file, pages=_PAGES, progress=step)
        file.execute("PRAGMA journal_mode = DELETE")


def verify(part: str) -> None:
    """Raise ArchiveError where SQLite does not find a copy whole and sound."""
    with closing(one_file(part)) as db:
        problem = _problem(db, os.path.getsize(part))
    if problem:
        raise ArchiveError(
            f"the archive is damaged ({problem}), so no copy was made; 'cstonews check' says where"
        )


def _problem(db: sqlite3.Connection, size: int) -> str | None:
    try:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        (page_bytes,) = db.execute("PRAGMA page_size").fetchone()
        (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    if pages * page_bytes != size:
        return f"{size:,} bytes instead of {pages * page_bytes:,}"
    return None if found == "ok" else str(found).splitlines()[-1]


@contextmanager
def _one_state(db: sqlite3.Connection) -> Iterator[None]:
    """Let all that is read meanwhile be of one state of the archive."""
    begun = not db.in_transaction
    if begun:
        db.execute("BEGIN")
    try:
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
        yield
    finally:
        if begun:
            roll_back(db)


@contextmanager
def _written(part: str) -> Iterator[sqlite3.Connection]:
    """A database to fill that nobody else sees, and that is nothing if it is not finished."""
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as file:
            for setting in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF"):
                file.execute(f"PRAGMA {setting}")
            yield file
    except sqlite3.OperationalError as error:
        name = error.sqlite_errorname
        if not name.startswith(_UNWRITABLE):
            raise
        full = name == "SQLITE_FULL"
        reason = "the disk is full; make room there" if full else "refused; name another place"
        folder = os.path.dirname(os.path.abspath(part))
        raise OutputError(f"the copy cannot be written to {folder}: {reason}") from error
