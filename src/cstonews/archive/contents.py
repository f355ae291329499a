"""What another archive holds, told piece by piece to one that takes it over."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from cstonews.archive import connection, schema
from cstonews.archive.answers.dumps import dumps_size
from cstonews.archive.answers.saved import saved_searches
from cstonews.archive.changes.carry import DOUBTFUL, Said, origins
from cstonews.archive.entries.corrections import all_corrections
from cstonews.archive.facts.former import places_of
from cstonews.archive.facts.seals import APART, holds
from cstonews.archive.facts.stored import StoredDump, stored_dump
from cstonews.archive.migrations import ANY_AGE
from cstonews.errors import ArchiveError

# Which of these handles somebody lacks.
Lacks: TypeAlias = Callable[[Sequence[str]], set[str]]


class Offer(NamedTuple):
    """A dump that can be had, by its hash, its size in bytes, and what fetches it.

    That raises ArchiveError where it, or what is known of it, is not what was written, and
    DumpError for a form that is not known.
    """

    sha256: str
    bytes: int
    fetch: Callable[[], StoredDump]


def size_of(path: str) -> int:
    """Return the number of bytes of all dumps of the archive ``path``.

    Raises ArchiveError where there is none, or one that cannot be read.
    """
    return connection.read(path, dumps_size, without=ANY_AGE)


def contents(path: str, lacks: Lacks) -> Iterator[Offer | Said | ArchiveError]:
    """Yield all dumps of the archive ``path``, then what is said of them, and an error where that
    may not be what was said; all from one state.

    Of handles it tells the places where the other side ``lacks`` them. Each offer is good until
    the next one is asked for. The archive is only read; one of an earlier cstonews in a copy
    that is upgraded. Raises ArchiveError where it cannot be read, or is written to meanwhile.
    """
    question = partial(_contents, path, lacks)
    if connection.read(path, lambda db: schema.missing(db, path), without=ANY_AGE):
        with connection.private_copy(path, must_exist=True) as db:
            yield from question(db)
    else:
        yield from connection.read_each(path, question)


def _contents(
    path: str, lacks: Lacks, db: sqlite3.Connection
) -> Iterator[Offer | Said | ArchiveError]:
    sql = "SELECT id, name, sha256, CAST(bytes AS INTEGER) FROM dumps ORDER BY id"
    rows = db.execute(sql).fetchall()
    for number, name, sha256, size in rows:
        yield Offer(sha256, size, partial(_fetched, db, number, f"{path}: the dump {name}"))
    yield Said(origins(db), all_corrections(db), saved_searches(db), places_of(db, lacks))
    if not holds(db, APART):
        yield ArchiveError(f"{path}: {DOUBTFUL}")


def _fetched(db: sqlite3.Connection, number: int, told: str) -> StoredDump:
    try:
        if holds(db, number):
            return stored_dump(db, number)
    except (ArchiveError, sqlite3.DatabaseError, LookupError, TypeError, ValueError) as error:
        raise _left(told) from error
    raise _left(told)


def _left(told: str) -> ArchiveError:
    return ArchiveError(
        f"{told} is damaged, and was left there; repair that archive, and merge it again"
    )
