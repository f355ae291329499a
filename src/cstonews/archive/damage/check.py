"""Proof that an archive is whole: SQLite's and FTS5's checks, and every dump's hash."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from cstonews.archive import connection
from cstonews.archive.damage.derived import LOOKS
from cstonews.archive.damage.opening import cut_off
from cstonews.archive.facts.pieces import digest_of, dump_chunks, unpack
from cstonews.archive.facts.seals import APART, broken
from cstonews.archive.migrations import EDITION
from cstonews.errors import ArchiveError
from cstonews.reports import CheckReport

_Part: TypeAlias = Callable[[sqlite3.Connection], Iterator[str]]


def check(
    path: str, told: Callable[[int], None] | None = None, *, derived: bool = True
) -> CheckReport:
    """Look through the whole archive and report what is wrong with it.

    What is ``derived`` takes longest, and can be left out: nothing is lost with it. Works on a
    private copy, since FTS5's own check writes. ``told`` is called with 1 for each of the
    ``STEPS`` (else ``STEPS_OF_FACTS``) that are done. Raises ArchiveError where there is no
    archive, or none that can be opened at all.
    """
    try:
        return _checked(path, told, derived)
    except ArchiveError as error:
        if getattr(error.__cause__, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            return CheckReport(0, 0, 0, (_at_its_root(path, error),))
        raise


def _at_its_root(path: str, error: ArchiveError) -> str:
    """What is wrong with a file that SQLite does not open."""
    if cut := cut_off(path):
        return f"the file is cut off: {cut[0]:,} of {cut[1]:,} bytes are there"
    return f"the file is damaged at its root: {error.__cause__}"


def _checked(path: str, told: Callable[[int], None] | None, derived: bool) -> CheckReport:
    with connection.private_copy(path, must_exist=True) as db:
        return _examined(db, told, derived)


def _examined(
    db: sqlite3.Connection, told: Callable[[int], None] | None, derived: bool
) -> CheckReport:
    db.text_factory = lambda text: text.decode("utf-8", "replace")
    problems: dict[str, None] = {}
    for part in _parts(db) if derived else _PARTS:
        problems |= dict.fromkeys(_guarded(part, db))
        if told:
            told(1)
    dumps, size = _counted(db, "SELECT count(*), coalesce(sum(bytes), 0) FROM dumps", 2)
    (entries,) = _counted(db, "SELECT count(*) FROM entries", 1)
    return CheckReport(dumps, size, entries, tuple(problems))


def _parts(db: sqlite3.Connection) -> Sequence[_Part]:
    (edition,) = _counted(db, "PRAGMA user_version", 1)
    # What an earlier edition derived is derived anew when the archive is next written to.
    return (*_PARTS, *(LOOKS if edition == EDITION else ()))


def _guarded(part: _Part, db: sqlite3.Connection) -> Iterator[str]:
    """The problems that a part finds; one that it breaks off at is the last of them."""
    try:
        yield from part(db)
    except (sqlite3.Error, ArchiveError, LookupError, TypeError, ValueError) as error:
        yield f"the archive cannot be read any further: {str(error).partition(';')[0]}"


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


def _facts(db: sqlite3.Connection) -> Iterator[str]:
    for number in broken(db):
        told = db.execute("SELECT name, sha256 FROM dumps WHERE id = ?", [number]).fetchone()
        if number == APART:
            yield "what people said, or watch, is not what was written"
        elif told:
            yield f"what is known of the dump {told[0]} ({told[1][:7]}) is not what was written"
        else:
            yield f"a dump that was stored as number {number} is gone"


def _pieces(db: sqlite3.Connection) -> Iterator[str]:
    bad = 0
    for digest, packed, data in db.execute("SELECT digest, packed, data FROM pieces"):
        try:
            bad += digest_of(unpack(packed, data)) != digest
        except ArchiveError:
            bad += 1
    if bad:
        yield f"{bad:,} pieces of text are not what was stored"


def _dumps(db: sqlite3.Connection) -> Iterator[str]:
    rows = db.execute("SELECT id, name, sha256 FROM dumps ORDER BY id").fetchall()
    for number, name, sha256 in rows:
        whole = _is_whole(db, number, sha256)
        if not whole:
            yield f"the dump {name} ({sha256[:7]}) is not the one that was ingested"
        if _gaps(db, number):
            yield f"the segments of the dump {name} ({sha256[:7]}) leave gaps or overlap"


def _is_whole(db: sqlite3.Connection, number: int, sha256: str) -> bool:
    digest = hashlib.sha256()
    try:
        for chunk in dump_chunks(db, number):
            digest.update(chunk)
    except (ArchiveError, TypeError):
        return False
    return digest.hexdigest() == sha256


def _gaps(db: sqlite3.Connection, number: int) -> bool:
    at = 0
    for start, end in db.execute(
        'SELECT start, "end" FROM segments WHERE dump = ? ORDER BY seq', [number]
    ):
        if start != at or end <= start:
            return True
        at = end
    return False


_PARTS: tuple[_Part, ...] = (_structure, _pieces, _facts, _dumps)
STEPS_OF_FACTS = len(_PARTS)
STEPS = STEPS_OF_FACTS + len(LOOKS)
