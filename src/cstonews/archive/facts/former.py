"""Handles of texts that a later reading cut differently: where they stood still finds an entry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from cstonews.archive.facts.parts import parts_from_text
from cstonews.archive.facts.seals import unseal_known
from cstonews.archive.sql import chunks, places

_TOGETHER = 10_000  # handles that are asked about at a time


class Place(NamedTuple):
    """Where a text stands, or once stood, that has ``handle``: the dump by its hash, and a
    character in it.
    """

    handle: str
    sha256: str
    start: int


def remember(db: sqlite3.Connection, dumps: Iterable[int]) -> None:
    """Note handle and place of every text in ``dumps``, before they are read anew."""
    db.execute("CREATE TEMP TABLE places (handle TEXT, dump INTEGER, start INTEGER)")
    for number in dumps:
        db.executemany("INSERT INTO temp.places VALUES (?, ?, ?)", _places(db, number))


def keep_lost(db: sqlite3.Connection) -> None:
    """Keep those of the noted places whose handle no text has any more; forget the others."""
    db.execute(
        "INSERT OR IGNORE INTO former (handle, dump, start) SELECT handle, dump, start "
        "FROM temp.places p WHERE NOT EXISTS (SELECT 1 FROM texts t WHERE t.handle = p.handle)"
    )
    db.execute("DROP TABLE temp.places")


def texts_at(db: sqlite3.Connection, low: str, high: str) -> list[tuple[str, int]]:
    """Return the handles from ``low`` to ``high`` that once were, each with the text that
    stands in its place today.
    """
    return db.execute(
        "SELECT f.handle, s.text FROM former f JOIN segments s ON s.dump = f.dump "
        'AND s.start <= f.start AND f.start < s."end" '
        "WHERE f.handle BETWEEN ? AND ? AND s.text IS NOT NULL ORDER BY f.handle, f.dump",
        [low, high],
    ).fetchall()


def unknown(db: sqlite3.Connection, handles: Sequence[str]) -> set[str]:
    """Return those of ``handles`` that are of no text."""
    found: set[str] = set()
    for chunk in chunks(handles):
        sql = f"SELECT handle FROM texts WHERE handle IN ({places(chunk)})"
        found.update(handle for (handle,) in db.execute(sql, chunk))
    return set(handles) - found


def places_of(
    db: sqlite3.Connection, wanted: Callable[[Sequence[str]], Collection[str]]
) -> Iterator[Place]:
    """Yield the places of those handles, of today and of once, that are ``wanted`` of some."""
    yield from _places_of_texts(db, wanted)
    former = db.execute(
        "SELECT f.handle, d.sha256, f.start FROM former f JOIN dumps d ON d.id = f.dump"
    )
    while rows := former.fetchmany(_TOGETHER):
        lost = wanted([handle for handle, *_ in rows])
        yield from (Place(*row) for row in rows if row[0] in lost)


def store(db: sqlite3.Connection, found: Iterable[Place]) -> None:
    """Keep places in dumps that are there, for handles that are of no text."""
    for place in found:
        stored = db.execute(
            "INSERT OR IGNORE INTO former (handle, dump, start) SELECT ?1, d.id, ?3 FROM dumps d "
            "WHERE d.sha256 = ?2 AND NOT EXISTS (SELECT 1 FROM texts t WHERE t.handle = ?1)",
            place,
        )
        if stored.rowcount > 0:
            unseal_known(db, place.sha256)


def _places_of_texts(
    db: sqlite3.Connection, wanted: Callable[[Sequence[str]], Collection[str]]
) -> Iterator[Place]:
    texts = db.execute("SELECT handle FROM texts")
    while rows := texts.fetchmany(_TOGETHER):
        for handle in sorted(wanted([handle for (handle,) in rows])):
            sightings = db.execute(
                "SELECT d.sha256, s.start, s.parts FROM texts t JOIN segments s ON s.text = t.id "
                "JOIN dumps d ON d.id = s.dump WHERE t.handle = ?",
                [handle],
            )
            for sha256, start, parts in sightings:
                yield Place(handle, sha256, start + _inside(parts))


def _places(db: sqlite3.Connection, dump: int) -> Iterator[tuple[str, int, int]]:
    rows = db.execute(
        "SELECT t.handle, s.start, s.parts FROM segments s JOIN texts t ON t.id = s.text "
        "WHERE s.dump = ?",
        [dump],
    )
    for handle, start, parts in rows:
        yield handle, dump, start + _inside(parts)


def _inside(parts: str) -> int:
    """How far into a segment its longest part begins. Not the first one: that may turn out to be
    furniture.
    """
    longest = max(parts_from_text(parts), key=lambda part: part.end - part.start, default=None)
    return longest.start if longest else 0
