"""Opening an archive that is damaged, even where SQLite takes it for no database any more."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from tempfile import TemporaryDirectory

from cstonews.archive import schema
from cstonews.archive.advice import explained
from cstonews.archive.connection import as_it_is
from cstonews.archive.files import has_log, log_of, refuse_missing
from cstonews.archive.migrations import APPLICATION_ID
from cstonews.errors import ArchiveError

# What stands at places of the first bytes of every archive:
# https://www.sqlite.org/fileformat.html#the_database_header
_HEAD = {
    0: b"SQLite format 3\x00",
    20: b"\x00\x40\x20\x20",  # no room kept at the end of pages, how full they are at most
    44: b"\x00\x00\x00\x04",  # the format of its schema
    56: b"\x00\x00\x00\x01",  # UTF-8
    68: APPLICATION_ID.to_bytes(4, "big"),
}
_HEAD_BYTES = 100
_LOGGED = {18: b"\x02\x02"}
# What a reader can do without: how many pages there are, which are free, how they are vacuumed.
_UNTOLD = {28: bytes(12), 52: bytes(4), 64: bytes(4), 72: bytes(20)}
_SIZE_AT = 16
_PAGES_AT, _WRITES_AT, _COUNTED_AT = 28, 24, 92
# Of its pages; a root page of the larger ones cannot be read as one of the smaller.
_SIZES = (b"\x10\x00", b"\x20\x00")


@contextmanager
def opened(path: str) -> Iterator[sqlite3.Connection]:
    """Open a damaged archive to see what is left of it; the file stays as it is.

    Where its first bytes are damaged, a copy is read in which they are put right. Raises
    ArchiveError where there is none, and for one of a newer cstonews or of another program.
    """
    refuse_missing(path)
    with TemporaryDirectory(prefix="cstonews-") as folder, explained(path):
        for candidate in _candidates(path, os.path.join(folder, "mended.db")):
            with closing(as_it_is(candidate)) as db:
                # Then what its schema says of pages that are gone is no error yet.
                db.execute("PRAGMA writable_schema = ON")
                if _has_dumps(db):
                    with suppress(sqlite3.DatabaseError):  # of which age it is cannot be read
                        schema.missing(db, path)
                    yield db
                    return
    raise ArchiveError(f"{path} is no archive, or nothing of it can be read; restore a backup")


def cut_off(path: str) -> tuple[int, int] | None:
    """The bytes that a file has, and those that an archive had by what its first bytes say; None
    where none are missing, or a log beside it may have them.
    """
    with suppress(OSError), open(path, "rb") as file:
        head, size = file.read(_HEAD_BYTES), os.fstat(file.fileno()).st_size
        page_bytes = _number(head, _SIZE_AT, 2)
        full = page_bytes * _number(head, _PAGES_AT, 4)
        # SQLite takes the number of pages for one only where it was written with the last change.
        counted = _number(head, _WRITES_AT, 4) == _number(head, _COUNTED_AT, 4)
        if counted and size < full and not has_log(path):
            return size, full
    return None


def _number(head: bytes, at: int, width: int) -> int:
    return int.from_bytes(head[at : at + width], "big")


def _candidates(path: str, copy: str) -> Iterator[str]:
    """The file, or copies of it whose first bytes are those of an archive, if it is one."""
    with open(path, "rb") as file:
        head = file.read(_HEAD_BYTES)
    size = head[_SIZE_AT : _SIZE_AT + 2]
    sound = size in _SIZES and all(head.startswith(right, at) for at, right in _HEAD.items())
    if sound:
        yield path
    for candidate in [size] if size in _SIZES else _SIZES:
        shutil.copyfile(path, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(log_of(path), log_of(copy))
        with open(copy, "r+b") as file:
            for at, right in (_HEAD | _LOGGED | _UNTOLD | {_SIZE_AT: candidate}).items():
                file.seek(at)
                file.write(right)
        if _is_ours(copy, head):
            yield copy


def _is_ours(path: str, head: bytes) -> bool:
    at, mark = list(_HEAD.items())[-1]
    if head.startswith(mark, at):
        return True
    sql = "SELECT 1 FROM _sqlite_migrations WHERE migration_set = ?"
    try:
        with closing(as_it_is(path)) as db:
            return db.execute(sql, [schema.MIGRATION_SET]).fetchone() is not None
    except sqlite3.DatabaseError:
        return False


def _has_dumps(db: sqlite3.Connection) -> bool:
    try:
        found = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'dumps'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return found is not None
