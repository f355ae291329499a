"""What can still be read of a damaged archive: its dumps, whole or in part, and what people said.

Everything here does without the rows that stand in pages which cannot be read, and without
indexes, which are pages, too.
"""

from __future__ import annotations

import codecs
import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from cstonews.archive.changes.carry import Look, Said
from cstonews.archive.entries.corrections import Correction
from cstonews.archive.facts.former import Place, places_of
from cstonews.archive.facts.pieces import digest_of, unpack
from cstonews.archive.facts.seals import APART, holds
from cstonews.archive.facts.stored import StoredDump
from cstonews.dumps import kept, restored
from cstonews.dumps.forms import FORMS, TEXT
from cstonews.errors import ArchiveError
from cstonews.model import Origin
from cstonews.reports import SavedSearch

_Row: TypeAlias = tuple[Any, ...]

# What reading damaged rows may raise.
_DAMAGE = (sqlite3.DatabaseError, ArchiveError, LookupError, TypeError, ValueError)
_FARTHEST = 1 << 62  # no row number is greater
REST = " (rest)"  # behind the name of a dump of which a part is lost
_LOST_NAME = "dump {}"


class Salvaged(NamedTuple):
    """What could be read of a dump: ``stored``, None where that is nothing; ``problem`` says what
    could not, None for one that is as it was ingested.
    """

    stored: StoredDump | None
    problem: str | None


def salvaged(db: sqlite3.Connection) -> Iterator[Salvaged]:
    """Yield all dumps of which something is left, or was, in the order of their numbers.

    A dump that is not whole gets another name, since it has other bytes.
    """
    db.text_factory = lambda text: text.decode("utf-8", "replace")
    for number in _numbers(db):
        yield _salvage(db, number)


def salvaged_words(
    db: sqlite3.Connection, wanted: Callable[[Sequence[str]], Collection[str]]
) -> Said:
    """Return what people said and watch, and the places of those handles that are ``wanted`` of
    some, as far as these can be read.
    """
    corrections = _until_damage(db, "SELECT made, handle, dated, field, value FROM corrections")
    saved = _until_damage(db, "SELECT name, words, made, NULL FROM saved")
    seen = _until_damage(db, "SELECT name, dump, made FROM looks")
    lasts = _until_damage(db, "SELECT last FROM dump_numbers")
    return Said(
        corrections=[Correction(*row) for row in corrections if None not in row[:4]],
        saved=[SavedSearch(*row) for row in saved if None not in row[:3]],
        places=_places(db, wanted),
        looks=[Look(*row) for row in seen if isinstance(row[1], int)],
        last=max([*_numbers(db), *(last for (last,) in lasts if isinstance(last, int))], default=0),
    )


def words_hold(db: sqlite3.Connection) -> bool:
    """Whether what people said and watch can all be read, and is what was written."""
    return _holds(db, APART)


def readable(
    db: sqlite3.Connection, table: str, columns: str, key: str, of: Sequence[object] = ()
) -> Iterator[_Row]:
    """Yield the rows of a table that can be read, each with its ``key`` first, in its order.

    The key is a whole number, of the table or, with a condition that ``of`` goes into, of a part
    of it: ``dump = ? AND seq``.
    """
    name = key.split()[-1]
    sql = f"SELECT {name}, {columns} FROM {table} NOT INDEXED WHERE {key} > ? ORDER BY {name}"
    at = -1
    while True:
        try:
            for row in db.execute(sql, [*of, at]):
                at = row[0]
                yield row
        except sqlite3.DatabaseError:
            at = _beyond(db, sql, of, at)
            if at >= _FARTHEST:
                return
        else:
            return


def _beyond(db: sqlite3.Connection, sql: str, of: Sequence[object], at: int) -> int:
    """The least number behind which rows can be read again, if those behind ``at`` cannot."""
    low, step = at, 1
    while not _can_be_read(db, sql, of, at + step):
        low = at + step
        step *= 2
        if at + step >= _FARTHEST:
            return _FARTHEST
    high = at + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _can_be_read(db, sql, of, middle) else (middle, high)
    return high


def _can_be_read(db: sqlite3.Connection, sql: str, of: Sequence[object], at: int) -> bool:
    try:
        db.execute(f"{sql} LIMIT 1", [*of, at]).fetchone()
    except sqlite3.DatabaseError:
        return False
    return True


def _numbers(db: sqlite3.Connection) -> list[int]:
    """The numbers of all dumps that any table knows."""
    found = {row[0] for row in readable(db, "dumps", "1", "id")}
    found |= {row[0] for row in readable(db, "seals", "1", "dump")} - {APART}
    return sorted(number for number in found if isinstance(number, int) and number > 0)


class _About(NamedTuple):
    """The row of a dump, without its bytes; ``is_whole`` where they stand in it."""

    sha256: str
    name: str
    bytes: int
    encoding: str
    ingested: str
    form: str
    url: str | None
    page_title: str | None
    published: str | None
    fetched: str | None
    is_whole: int


# What an archive of an earlier cstonews lacks.
_DEFAULTS = {"form": f"'{TEXT}'"}


def _about(db: sqlite3.Connection, number: int) -> _About | None:
    try:
        there = {column for _, column, *_ in db.execute("PRAGMA table_info(dumps)").fetchall()}
        columns = [
            name if name in there else _DEFAULTS.get(name, "NULL") for name in _About._fields[:-1]
        ]
        sql = f"SELECT {', '.join(columns)}, data IS NOT NULL FROM dumps NOT INDEXED WHERE id = ?"
        row = db.execute(sql, [number]).fetchone()
    except sqlite3.DatabaseError:
        return None
    if row is None or not all(isinstance(value, str | int | None) for value in row):
        return None
    about = _About(*row)
    return about if None not in about[:6] and about.form in FORMS and _known(about) else None


def _known(about: _About) -> bool:
    try:
        codecs.lookup(about.encoding)
    except LookupError:
        return False
    return True


def _salvage(db: sqlite3.Connection, number: int) -> Salvaged:
    about = _about(db, number)
    name = about.name if about else _LOST_NAME.format(number)
    if about and about.is_whole:
        whole = _stored(number, about, _whole_bytes(db, number))
        if whole and whole.dump.sha256 == about.sha256:
            return Salvaged(whole, _doubt(db, number, name))
    told = about or _About("", name, 0, "utf-8", "", TEXT, None, None, None, None, 0)
    if told.is_whole:  # what else is kept of such a dump is its text
        told = told._replace(encoding="utf-8", form=TEXT)
    stored = _stored(number, told, _parts(db, number))
    if stored is None:
        return Salvaged(None, f"nothing can be read of {name}; ingest it again")
    if about and stored.dump.sha256 == about.sha256:
        return Salvaged(stored, _doubt(db, number, name))
    stored.dump.name = name + REST
    return Salvaged(
        stored, f"{_loss(about, stored)}; what is left is '{name}{REST}'; ingest it again"
    )


def _loss(about: _About | None, stored: StoredDump) -> str:
    if about is None:
        return "name, place and time of a dump are lost"
    lost = about.bytes - stored.dump.size
    return f"{lost:,} bytes of {about.name} are lost" if lost > 0 else f"{about.name} is changed"


def _doubt(db: sqlite3.Connection, number: int, name: str) -> str | None:
    """What is wrong with a dump of which all bytes are there."""
    told = "is whole, but its name, place or time may not be what they were"
    return None if _holds(db, number) else f"{name} {told}; 'cstonews dumps' shows them"


def _holds(db: sqlite3.Connection, number: int) -> bool:
    try:
        sealed = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'seals'").fetchone()
        return sealed is None or holds(db, number)
    except _DAMAGE:
        return False


def _until_damage(db: sqlite3.Connection, sql: str) -> Iterator[_Row]:
    """The rows that can be read before one cannot, or the table is not there."""
    try:
        yield from db.execute(sql)
    except _DAMAGE:
        return


def _places(
    db: sqlite3.Connection, wanted: Callable[[Sequence[str]], Collection[str]]
) -> Iterator[Place]:
    try:
        yield from places_of(db, wanted)
    except _DAMAGE:
        return


def _stored(number: int, about: _About, chunks: Iterator[bytes]) -> StoredDump | None:
    """The dump that some bytes are; None for none."""
    digest = hashlib.sha256()
    size = 0

    def hashed() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            yield chunk

    opener = kept(hashed(), about.name)
    if not size and about.bytes:
        return None
    origin = Origin(about.url, about.page_title, about.published, about.fetched)
    dump = restored(
        about.name, digest.hexdigest(), size, about.encoding, about.form, opener, origin
    )
    return StoredDump(number, dump, about.ingested)


def _whole_bytes(db: sqlite3.Connection, number: int) -> Iterator[bytes]:
    try:
        (data,) = db.execute("SELECT data FROM dumps NOT INDEXED WHERE id = ?", [number]).fetchone()
        yield unpack(1, data)
    except _DAMAGE:
        return


def _parts(db: sqlite3.Connection, number: int) -> Iterator[bytes]:
    """The segments of a dump, as bytes, that can be read."""
    segments = readable(db, "segments", "piece, blanks", "dump = ? AND seq", [number])
    for _, piece, blanks in segments:
        data = b"" if piece is None else _piece(db, piece)
        if data is not None and isinstance(blanks, bytes | None):
            yield data + (blanks or b"")


def _piece(db: sqlite3.Connection, number: int) -> bytes | None:
    sql = "SELECT digest, packed, data FROM pieces NOT INDEXED WHERE id = ?"
    try:
        digest, packed, data = db.execute(sql, [number]).fetchone()
        bare = unpack(packed, data)
    except _DAMAGE:
        return None
    return bare if digest_of(bare) == digest else None
