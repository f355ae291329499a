"""The file of an archive, and its log, as the system sees them."""

from __future__ import annotations

import os
import stat

from cstonews.archive.advice import reason
from cstonews.errors import ArchiveError

_LEAST_BYTES = 512  # of a database
_NO_ARCHIVE = "is no cstonews archive; name another file"


def refuse_missing(path: str) -> None:
    """Raise ArchiveError where there is no file of that name, or none that can be an archive."""
    if not is_there(path):
        raise ArchiveError(f"there is no archive at {path}; make one with 'cstonews ingest FILE'")


def is_there(path: str) -> bool:
    """Whether something has the name; raises ArchiveError where that can be no archive."""
    size = _size(path)
    if size and size < _LEAST_BYTES:
        raise ArchiveError(f"{path} {_NO_ARCHIVE}")
    return size is not None


def is_too_short(path: str) -> bool:
    """Whether a file has something in it, but not enough for a database: SQLite takes it for
    empty, and writes over it. Raises ArchiveError where there can be no archive.
    """
    return 0 < (_size(path) or 0) < _LEAST_BYTES


def log_of(path: str) -> str:
    """The name of the log of an archive, whether there is one or not; of a link it stands beside
    the file that is meant.
    """
    return f"{os.path.realpath(path)}-wal"


def has_log(path: str) -> bool:
    """Whether a log stands beside the archive ``path``, in which a part of it may be.

    It is none of a file without a byte: SQLite takes such a log away, even to read.
    """
    try:
        return os.stat(path).st_size > 0 and os.stat(log_of(path)).st_size > 0
    except OSError:
        return False


def state(path: str) -> tuple[int, int, int]:
    """What is different when somebody has written into a file, or put another in its place."""
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size, status.st_ino


def state_with_log(path: str) -> tuple[object, ...]:
    """What is different when somebody has written into an archive, or its log."""
    return state(path), state(log_of(path)) if has_log(path) else None


def _size(path: str) -> int | None:
    """The bytes of a file; None where nothing has the name. Raises ArchiveError where that is no
    file, which may have no end, or nobody at its other one.
    """
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ArchiveError(f"{path} cannot be opened: {reason(error)}") from error
    if not stat.S_ISREG(status.st_mode):
        raise ArchiveError(f"{path} is no ordinary file; name another one")
    return status.st_size
