"""Opening an archive: readers that never write, writers that wait their turn."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain, islice
from typing import TypeAlias, TypeVar

from cstonews.archive import schema
from cstonews.archive.advice import explained, reason, sound, unwritable
from cstonews.archive.files import has_log, is_there, refuse_missing, state
from cstonews.archive.migrations import APART_FROM_ENTRIES, MIGRATIONS
from cstonews.errors import ArchiveError

Answer = TypeVar("Answer")
Item = TypeVar("Item")
Connection: TypeAlias = sqlite3.Connection

WAIT_SECONDS = 60.0
_CACHE_KIB = 16384
_PAGE_BYTES = 8192  # of a new archive: most articles fit into one, which makes it 3 % smaller
_EMPTY = "is empty; fill it with 'cstonews ingest FILE'"
_OLD = "is of an older cstonews; run 'cstonews resplit' on it once"
# How a file is opened beside which no log stands, and one beside which a log does.
_UNLOGGED, _LOGGED = "mode=ro&immutable=1", "mode=ro"


def read(
    path: str,
    question: Callable[[sqlite3.Connection], Answer],
    *,
    without: frozenset[str] = APART_FROM_ENTRIES,
) -> Answer:
    """Return ``question(connection)`` on a read-only connection to the archive ``path``.

    The question sees one state of the archive, however many statements it takes. It does
    ``without`` these migrations where the archive is of an earlier cstonews.

    SQLite's write-ahead log makes even a read-only connection create two files
    beside the archive. So while no log is there the file is opened as immutable,
    and the question is put again in the ordinary way if a writer has come meanwhile.
    Raises ArchiveError where there is no archive, none that can be read, or one that lacks
    another migration.
    """
    refuse_missing(path)
    if not has_log(path):
        before = state(path)
        try:
            answer = _ask(path, _UNLOGGED, question, without)
        except (sqlite3.DatabaseError, ArchiveError):
            if not has_log(path) and state(path) == before:
                raise
        else:
            if not has_log(path) and state(path) == before:
                return answer
    return _ask(path, _LOGGED, question, without)


def read_each(
    path: str, question: Callable[[sqlite3.Connection], Iterable[Item]], *, held: int = 0
) -> Iterator[Item]:
    """Yield what ``question(connection)`` yields, one by one, all of it from one state of the
    archive; of a long answer only what is being looked at is held.

    As ``read`` does, it opens no second file. Raises ArchiveError as ``read`` does, and where
    a writer changes the archive after something was yielded already. An answer of fewer than
    ``held`` items is looked at as a whole before, so that it can be had again.
    """
    refuse_missing(path)
    if not has_log(path):
        before = state(path)
        begun = False
        try:
            with _opened(path, _UNLOGGED) as connection:
                items = iter(question(connection))
                first = list(islice(items, held))
                if len(first) < held and state(path) == before:
                    yield from first
                    return
                for item in chain(first, items):
                    if state(path) != before:
                        break
                    begun = True
                    yield item
        except (sqlite3.DatabaseError, ArchiveError):
            if state(path) == before:
                raise
        if state(path) == before:
            return
        if begun:
            raise ArchiveError(
                f"{path} was written to while it was read; run the same command again"
            )
    with _opened(path, _LOGGED) as connection:
        yield from question(connection)


@contextmanager
def writing(
    path: str, *, must_exist: bool = False, before_upgrade: Callable[[], None] = lambda: None
) -> Iterator[sqlite3.Connection]:
    """Open the archive ``path`` for one writer, upgrading it where needed; made where there
    is none, unless it ``must_exist``.

    ``before_upgrade`` is called before tables of an earlier cstonews change, when nobody else
    can write. Transactions are the caller's to begin and to end. Raises ArchiveError.
    """
    if must_exist:
        refuse_missing(path)
    if is_there(path):
        with explained(path):
            _refuse_strange_log(path)
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        connection = connect_to_write(path)
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"{path} cannot be opened: {reason(error)}") from error
    with closing(connection), explained(path), sound(path):
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        lacking = schema.missing(connection, path)
        _keep_a_log(connection, path)
        if lacking:
            _upgrade(connection, path, before_upgrade)
        connection.execute("PRAGMA synchronous = NORMAL")
        yield connection


def _refuse_strange_log(path: str) -> None:
    """Raise ArchiveError where the file with its log is no archive: who opens both to write would
    mix them when it closes them, even if it does nothing else. Raises sqlite3.Error.
    """
    if has_log(path):
        with closing(_connect(_uri(path, _LOGGED))) as connection:
            schema.missing(connection, path)


def _keep_a_log(connection: sqlite3.Connection, path: str) -> None:
    """Write ahead to a log from now on, also into a backup, which has none so that it can be read
    from a read-only disk. Raises ArchiveError where the disk does not let it.

    SQLite then says only in which mode it stays: https://www.sqlite.org/pragma.html#pragma_journal_mode
    """
    [mode] = _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone())
    if mode != "wal":
        raise unwritable(path)


def _upgrade(connection: sqlite3.Connection, path: str, before: Callable[[], None]) -> None:
    """Make or upgrade the tables; of several processes that want to, one does it."""
    _patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
    try:
        lacking = schema.missing(connection, path)
        if lacking and lacking != MIGRATIONS.keys():
            before()
        if lacking:
            schema.migrate(connection)
    except BaseException:
        roll_back(connection)
        raise
    connection.execute("COMMIT")


def roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction that failed; where the disk was full SQLite has done so already."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _patiently(step: Callable[[], Answer]) -> Answer:
    """Repeat a step for which SQLite itself does not wait while another process writes."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            return step()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@contextmanager
def replacing(path: str) -> Iterator[sqlite3.Connection]:
    """Open the archive ``path``, of whatever age, to have all of it replaced.

    Raises ArchiveError where the file is another program's, or a newer cstonews', and
    sqlite3.Error where it cannot be read.
    """
    _refuse_strange_log(path)
    with closing(connect_to_write(path)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        schema.missing(connection, path)
        _keep_a_log(connection, path)
        yield connection


@contextmanager
def private_copy(path: str, *, must_exist: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a copy of the archive that is gone when it is closed; empty where there is none."""
    with closing(sqlite3.connect("", isolation_level=None)) as copy, explained(path), sound(path):
        if must_exist or is_there(path):
            read(path, lambda connection: connection.backup(copy), without=frozenset(MIGRATIONS))
        if schema.missing(copy, path):
            schema.migrate(copy)
        yield copy


def logged(path: str) -> sqlite3.Connection:
    """Open a file to read that a writer has open."""
    return _connect(_uri(path, _LOGGED))


def one_file(path: str) -> sqlite3.Connection:
    """Open a file to read that nobody writes to, and beside which no log stands."""
    return _connect(_uri(path, _UNLOGGED))


def as_it_is(path: str) -> sqlite3.Connection:
    """Open a file to read, with its log if there is one, whatever it holds."""
    return _connect(_uri(path, _LOGGED if has_log(path) else _UNLOGGED))


def _ask(
    path: str, mode: str, question: Callable[[sqlite3.Connection], Answer], without: frozenset[str]
) -> Answer:
    with _opened(path, mode, without) as connection:
        return question(connection)


@contextmanager
def _opened(
    path: str, mode: str, without: frozenset[str] = APART_FROM_ENTRIES
) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, and that sees one state of the archive to its end."""
    with explained(path), sound(path), closing(_connect(_uri(path, mode))) as connection:
        missing = schema.missing(connection, path)
        if not missing <= without:
            told = _EMPTY if missing == MIGRATIONS.keys() else _OLD
            raise ArchiveError(f"{path} {told}")
        connection.execute("PRAGMA temp_store = MEMORY")  # a reader needs no room on a disk
        connection.execute("BEGIN")
        yield connection


def _uri(path: str, mode: str) -> str:
    """The file: URI of ``path``, with the characters escaped that have a meaning in it."""
    real = os.path.realpath(path)
    return f"file://{real.replace('%', '%25').replace('?', '%3f').replace('#', '%23')}?{mode}"


def connect_to_write(path: str) -> sqlite3.Connection:
    """Open a file to write, whatever it holds. Raises sqlite3.Error."""
    # Many a SQLite takes "file:a.db" for a URI, and all take ":memory:" for no file.
    return sqlite3.connect(os.path.realpath(path), timeout=WAIT_SECONDS, isolation_level=None)


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS)
