"""What SQLite and the system say → what a person can do about it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from cstonews.errors import ArchiveError, CstonewsError

_LED_TO_BY_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError,
)  # fmt: skip

_ADVICE = {
    "SQLITE_BUSY": "another command is writing to the archive; try again when it is done",
    "SQLITE_FULL": "the disk is full, this one or that of temporary files; make room and run the "
    "same command again",
    "SQLITE_READONLY": "the archive cannot be written to; check the rights of file and folder",
    "SQLITE_CANTOPEN": "the archive cannot be opened; check the rights of file and folder",
    "SQLITE_PERM": "the archive cannot be opened; check the rights of file and folder",
    "SQLITE_NOTADB": "the file is no archive; name another one",
    "SQLITE_CORRUPT": "the archive is damaged; run 'cstonews check' on it to see where",
    "SQLITE_IOERR": "the disk cannot be read or written, or has no room left; the archive keeps "
    "its last whole state, so run the same command again when the disk is well",
    "SQLITE_NOMEM": "the memory is used up; end other programs and run the same command again",
}


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn SQLite's errors into ArchiveErrors that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: {reason(error)}") from error


@contextmanager
def sound(path: str) -> Iterator[None]:
    """Turn what damaged rows lead to into an ArchiveError: SQLite checks neither the types nor
    the texts that it gives out. A fault of the program may look the same.
    """
    try:
        yield
    except CstonewsError:
        raise
    except _LED_TO_BY_DAMAGE as error:
        raise ArchiveError(f"{path}: {_unforeseen(error)}") from error


def unwritable(path: str) -> ArchiveError:
    """What to say where SQLite does not write, but does not raise an error either."""
    return ArchiveError(f"{path}: {_ADVICE['SQLITE_IOERR']}")


def reason(error: BaseException) -> str:
    """What a person can do about an error of SQLite or the system; else what it says."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if str(error).startswith("no such module: fts5"):
        return "the SQLite of this Python has no FTS5; run cstonews with another Python"
    if str(error).startswith("Could not decode to UTF-8"):
        name = "SQLITE_CORRUPT"
    for prefix, advice in _ADVICE.items():
        if name.startswith(prefix):
            return advice
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return _unforeseen(error)


def _unforeseen(error: BaseException) -> str:
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    where = f" in {os.path.basename(at.tb_frame.f_code.co_filename)}:{at.tb_lineno}" if at else ""
    return (
        f"nothing can be made of what is in it ({type(error).__name__}{where}: {error}); run "
        "'cstonews check', and if that finds all whole, report this as a fault of cstonews"
    )
