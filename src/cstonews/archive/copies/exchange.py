"""One file in the place of an archive that others may have open."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from cstonews.archive.advice import explained, unwritable
from cstonews.archive.connection import connect_to_write
from cstonews.archive.files import has_log, is_too_short, state_with_log
from cstonews.errors import ArchiveError
from cstonews.whole import copy_file, flush, flush_name, free_name, take_mode

# What SQLite keeps beside a database; all but the last holds what is not in it yet.
_BESIDE = ("-wal", "-journal", "-shm")


def exchange(
    path: str, new: str, aside: str | None = None, *, seen: tuple[object, ...] | None = None
) -> str | None:
    """Let the archive ``new``, a single file that nobody has open, become ``path``, wholly or
    not at all; what was there before is kept as ``aside``, with its log, or is gone. Returns
    where it is kept: behind the name is a number where something has it.

    It is waited for until nobody else has it open. Who wants to open it meanwhile waits, and
    then reads the former one, or is told to run the command again where he wants to write.
    Raises ArchiveError where others have it open for too long, where its ``state_with_log`` is not
    the one that was ``seen`` any more, or where a part of ``new`` could only be written to its
    log, and OSError.
    """
    path = os.path.realpath(path)
    if has_log(new):
        raise unwritable(path)
    take_mode(new, path)
    flush(new)
    with _alone(path, seen):
        kept = _keep(path, aside) if aside else None
        for beside in _BESIDE:  # it would be taken for what belongs to the new file
            with suppress(FileNotFoundError):
                os.remove(path + beside)
        os.replace(new, path)
        flush_name(path)
    return kept


class Standing:
    """The file that has the name of an archive before it is opened to be written to."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = self._now()

    def refuse_replaced(self) -> None:
        """Raise ArchiveError where another file has come into its place."""
        now = self._now()
        self._file = self._file or now  # where there was none the writer has made it
        if now != self._file:
            raise ArchiveError(f"{self._path} was replaced meanwhile; run the same command again")

    def _now(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._path)
        except OSError:
            return None
        return status.st_dev, status.st_ino


def _keep(path: str, name: str) -> str:
    while True:
        aside = free_name(name)
        with suppress(FileExistsError):  # somebody else has just taken it
            _link(path, aside)
            break
    for beside in _BESIDE[:-1]:
        with suppress(FileNotFoundError):
            if os.path.getsize(path + beside):
                _link(path + beside, aside + beside)
    return aside


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:  # not on every disk
        copy_file(source, target)


@contextmanager
def _alone(path: str, seen: tuple[object, ...] | None) -> Iterator[None]:
    """Hold the archive so that nobody else can open it. One that SQLite cannot read is nobody's.

    Raises ArchiveError where it is not as it was ``seen``.
    """
    if is_too_short(path):
        _refuse_changed(path, seen)
        yield
        return
    with explained(path):
        db = connect_to_write(path)
    with closing(db):
        # https://www.sqlite.org/pragma.html#pragma_locking_mode: so the file is locked as a whole,
        # also where it has a log, and stays so until it is closed.
        _try(path, db, "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT")
        _refuse_changed(path, seen)
        _try(path, db, "PRAGMA wal_checkpoint(TRUNCATE)")
        yield


def _try(path: str, db: sqlite3.Connection, *statements: str) -> None:
    """Run statements as far as damage lets; raises ArchiveError where others are in the way."""
    with explained(path):
        try:
            for statement in statements:
                db.execute(statement)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise


def _refuse_changed(path: str, seen: tuple[object, ...] | None) -> None:
    if seen and state_with_log(path) != seen:
        raise ArchiveError(f"{path} was changed meanwhile; run the same command again")
