"""The best answers first. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from cstonews.archive.answers.hits import Marked, marked
from cstonews.archive.answers.ranking import Candidate, Sought, score, sought, weighted, wishes
from cstonews.archive.answers.selection import NEWEST_FIRST, Selection
from cstonews.archive.answers.vocabulary import open_vocabulary
from cstonews.archive.numbers import numbers_of_day
from cstonews.archive.sql import chunks, places
from cstonews.model import Kind
from cstonews.query.tree import Query

# How many of the best by FTS5's own measure are ranked by where their words stand. It is the
# same whatever is shown, so that pages follow each other.
_RANKED = 200
_MOST_THINGS = 64  # more than anyone means; they are not looked at one by one
_TITLE_WEIGHT, _BODY_WEIGHT = 10.0, 1.0
RANK = f"bm25(entries_fts, {_TITLE_WEIGHT}, {_BODY_WEIGHT})"


class Ranked(NamedTuple):
    """Row numbers of entries in order, as they are asked for, and what is marked already."""

    numbers: Iterator[int]
    marked: Mapping[int, Marked]


class _Told(NamedTuple):
    """What ranks an entry besides its words; ``date`` is empty where there is none."""

    kind: Kind
    date: str
    handle: str


def best(db: sqlite3.Connection, query: Query, selection: Selection, end: int | None) -> Ranked:
    """Return the first ``end`` of the entries that are selected, best first; all for None.

    ``selection`` is that of ``query``, and has a match to rank by.
    """
    first = _first_by_match(db, selection)
    found = marked(db, selection.marking, first)
    things = sought(query)
    if len(things) <= _MOST_THINGS:
        first = _sorted(db, query, things, first, found)
    rest: Iterator[int] = iter(())
    if len(first) == _RANKED and (end is None or end > _RANKED):
        rest = _by_match(db, selection, _RANKED, None if end is None else end - _RANKED)
    return Ranked(chain(first[:end], rest), found)


def _sorted(
    db: sqlite3.Connection,
    query: Query,
    things: Sequence[Sought],
    numbers: Sequence[int],
    found: Mapping[int, Marked],
) -> list[int]:
    """Row numbers of entries by where their words stand, the best first."""
    told, wished = _told(db, numbers), wishes(query)
    if len(things) > 1:
        things = weighted(things, _counts(db, sorted({k for thing in things for k in thing.keys})))
    scores = {
        number: score(Candidate(*found[number], told[number].kind), things, wished)
        for number in numbers
        if number in found
    }
    # Scores that hardly differ are equal: the newer entry then comes first.
    best_last = sorted(numbers, key=lambda number: told[number].handle, reverse=True)
    best_last.sort(key=lambda number: (round(scores.get(number, 0.0), 2), told[number].date))
    return best_last[::-1]


def _first_by_match(db: sqlite3.Connection, selection: Selection) -> list[int]:
    """The first entries of ``_by_match``; by the index alone where that tells enough."""
    if not selection.in_order_of_numbers:
        return list(_by_match(db, selection, 0, _RANKED))
    candidates = _candidates(db, selection)
    told = _told(db, [number for number, _ in candidates])
    candidates.sort(key=lambda pair: told[pair[0]].handle)
    candidates.sort(key=lambda pair: told[pair[0]].date, reverse=True)
    candidates.sort(key=lambda pair: pair[1])
    return [number for number, _ in candidates[:_RANKED]]


def _candidates(db: sqlite3.Connection, selection: Selection) -> list[tuple[int, float]]:
    """The first entries by match, with its measure, and all that are as good as the last of
    them and of the same day: which of these come first, their handles tell.
    """
    limit = 2 * _RANKED
    while True:
        found = db.execute(
            f"SELECT f.rowid, {RANK} AS rank {selection.numbers_sql} "
            "ORDER BY rank, f.rowid DESC LIMIT ?",
            (*selection.values, limit),
        ).fetchall()
        if len(found) < limit or _alike(found[-1]) != _alike(found[_RANKED - 1]):
            return [
                pair
                for n, pair in enumerate(found)
                if n < _RANKED or _alike(pair) == _alike(found[_RANKED - 1])
            ]
        limit *= 2


def _alike(found: tuple[int, float]) -> tuple[int, float]:
    """Equal for entries of one day that match as well."""
    number, rank = found
    return numbers_of_day(number)[0], rank


def _by_match(
    db: sqlite3.Connection, selection: Selection, offset: int, limit: int | None
) -> Iterator[int]:
    rows = db.execute(
        f"SELECT e.id {selection.sql} ORDER BY {RANK}, {NEWEST_FIRST} LIMIT ? OFFSET ?",
        (*selection.values, -1 if limit is None else limit, offset),
    )
    return (number for (number,) in rows)


def _counts(db: sqlite3.Connection, keys: Sequence[str]) -> Mapping[str, int]:
    """How many entries hold each of the words of the index."""
    open_vocabulary(db)
    sql = "SELECT doc FROM temp.vocabulary WHERE term = ?"
    return {key: doc for key in keys for (doc,) in db.execute(sql, [key])}


def _told(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, _Told]:
    return {
        number: _Told(Kind(kind), date or "", handle)
        for chunk in chunks(numbers)
        for number, kind, date, handle in db.execute(
            f"SELECT id, kind, date, handle FROM entries WHERE id IN ({places(chunk)})", chunk
        )
    }
