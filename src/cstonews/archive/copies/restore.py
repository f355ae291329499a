"""An archive put back as a backup has it.

Where there is an archive, SQLite copies the backup over it, page by page, in one transaction:
readers see the old state or the new one, writers wait, and what is killed in the middle has
never been. A file that SQLite cannot take for a database, which nobody can have in use, is
replaced by another one.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress

from cstonews.archive import advice, connection
from cstonews.archive.copies.backup import Told, fetch
from cstonews.archive.copies.exchange import exchange
from cstonews.archive.copies.snapshot import copy
from cstonews.archive.files import is_too_short
from cstonews.errors import ArchiveError
from cstonews.reports import RestoreReport
from cstonews.whole import (
    DATABASE_COMPANIONS,
    beside,
    copy_file,
    explained,
    flush,
    flush_name,
    free_name,
    refuse,
    take_mode,
    whole,
)

_STEPS = 1000  # in which a file is copied
_ANYTHING = "what is damaged"
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
# What people would miss, each with what tells one from another.
_PRECIOUS = {
    "dump": "SELECT sha256 FROM dumps",
    "correction": "SELECT handle, dated, field, value FROM corrections",
    "saved search": "SELECT name, words FROM saved",
}


def restore(
    backup: str, path: str, told: Told | None = None, *, force: bool = False
) -> RestoreReport:
    """Make the archive ``path`` what the file ``backup`` is, wholly or not at all; made where
    there is none.

    With ``force`` also where it is damaged, or has what the backup lacks: that is kept beside.
    Raises ArchiveError where that is needed, where the backup is no archive or is damaged, and
    where the file at ``path`` is another program's; OutputError where that is no file, and where
    nothing can be written.
    """
    _refuse_same(backup, path)
    refuse(path, replace=True)
    with explained(path):
        os.makedirs(os.path.dirname(os.path.realpath(path)), exist_ok=True)
    with beside(path) as part:
        held = fetch(backup, part, told)
        if _made(part, path):
            return RestoreReport(held, None)
        with advice.explained(path):
            return RestoreReport(held, _replace(part, path, force))


def _refuse_same(backup: str, path: str) -> None:
    if not os.path.exists(backup):
        raise ArchiveError(f"there is no file {backup}; name a backup that is there")
    if os.path.exists(path) and os.path.samefile(backup, path):
        raise ArchiveError(f"{backup} is the archive itself; name a backup of it")


def _made(part: str, path: str) -> bool:
    """Give ``part`` the name ``path``; False where a file has it."""
    target = os.path.realpath(path)
    if os.path.exists(target):
        return False
    for end in DATABASE_COMPANIONS:  # SQLite would take the log of what is gone for one of this
        with suppress(FileNotFoundError):
            os.remove(target + end)
    flush(part)
    try:
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError:  # not on every disk
        os.replace(part, target)
    flush_name(target)
    return True


def _replace(part: str, path: str, force: bool) -> str | None:
    """Put the archive ``part`` in place of the one at ``path``; return where that is kept, if
    something of it would be lost.
    """
    try:
        if not is_too_short(path):
            with connection.replacing(path) as db:
                return _copy_over(part, path, db, force)
    except sqlite3.DatabaseError as error:
        if not (error.sqlite_errorname or "").startswith(_DAMAGED):
            raise
    if not force:
        raise _refused(path, [_ANYTHING])
    return exchange(path, part, _kept_name(path))


def _copy_over(part: str, path: str, db: sqlite3.Connection, force: bool) -> str | None:
    (page_bytes,) = db.execute("PRAGMA page_size").fetchone()
    _set_page_size(part, page_bytes)
    judged = False
    kept: str | None = None
    deadline = time.monotonic() + connection.WAIT_SECONDS

    def step(status: int, _left: int, _pages: int) -> None:
        nonlocal judged, kept
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() > deadline:
                raise ArchiveError(f"{path}: another process is writing; try again when it is done")
        elif not judged:  # the first page is written, so nobody else can write from now on
            judged = True
            lost = _lost(part, path)
            if lost and not force:
                raise _refused(path, lost)
            kept = _keep(path) if lost else None

    with closing(connection.one_file(part)) as source:
        (pages,) = source.execute("PRAGMA page_count").fetchone()
        try:
            source.backup(db, pages=max(1, pages // _STEPS), progress=step)
        except BaseException:  # then the archive is what it was, unless all was copied just then
            if kept and not _lost(path, kept):
                os.remove(kept)
            raise
    return kept


def _set_page_size(part: str, page_bytes: int) -> None:
    """Give a database the size of pages that the one has over which it is to be copied."""
    with closing(sqlite3.connect(part, isolation_level=None)) as db:
        if db.execute("PRAGMA page_size").fetchone() != (page_bytes,):
            db.execute(f"PRAGMA page_size = {page_bytes}")
            db.execute("VACUUM")


def _lost(new_path: str, old_path: str) -> list[str]:
    """What an archive has that another one in its place lacks, in words."""
    lost: list[str] = []
    as_it_is = connection.as_it_is
    with closing(as_it_is(new_path)) as new, closing(as_it_is(old_path)) as old:
        for what, question in _PRECIOUS.items():
            try:
                number = len(_rows(old, question) - _rows(new, question))
            except sqlite3.DatabaseError:
                return [_ANYTHING]
            if number:
                lost.append(f"{number:,} {what}" if number == 1 else f"{number:,} {_many(what)}")
    return lost


def _rows(db: sqlite3.Connection, question: str) -> set[tuple[object, ...]]:
    """What a question finds; nothing where the archive is of an age without such a table."""
    table = question.split()[-1]
    there = db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
    return set(db.execute(question)) if there else set()


def _many(what: str) -> str:
    return f"{what}es" if what.endswith("ch") else f"{what}s"


def _refused(path: str, lost: Sequence[str]) -> ArchiveError:
    if lost == [_ANYTHING]:
        return ArchiveError(
            f"{path} is damaged, or no archive; add --force to replace it, and it is kept beside"
        )
    told = " and ".join([", ".join(lost[:-1]), lost[-1]] if lost[1:] else lost)
    return ArchiveError(
        f"{path} has {told} that the backup lacks; bring both together with 'cstonews merge FILE', "
        "or add --force to replace it, and it is kept beside"
    )


def _keep(path: str) -> str:
    """Copy the archive as it stands, also where it is damaged; return where to."""
    kept = free_name(_kept_name(path))
    try:
        with whole(kept) as part, closing(connection.logged(path)) as db:
            copy(db, part)
            take_mode(part, path)
    except sqlite3.DatabaseError:
        for end in ("-wal", ""):
            with suppress(FileNotFoundError):
                copy_file(os.path.realpath(path) + end, kept + end)
    return kept


def _kept_name(path: str) -> str:
    return f"{os.path.realpath(path)}.before-restore"
