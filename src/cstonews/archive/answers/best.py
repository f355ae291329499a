"""The best answers first. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from cstonews.archive.answers.fts import TITLE
from cstonews.archive.answers.hits import Marked, Ranked, marked
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
# Of more entries, only those that have all words in the title are measured, if they are enough:
# what a title says counts most, and there is no telling apart so many by anything else.
_MEASURED = 100_000
_MOST_THINGS = 64  # more than anyone means; they are not looked at one by one
_TITLE_WEIGHT, _BODY_WEIGHT = 10.0, 1.0
RANK = f"bm25(entries_fts, {_TITLE_WEIGHT}, {_BODY_WEIGHT})"


class Told(NamedTuple):
    """What ranks an entry besides its words; ``date`` is empty where there is none."""

    kind: Kind
    date: str
    handle: str


def best(
    db: sqlite3.Connection, query: Query, selection: Selection, total: int, end: int | None
) -> Ranked:
    """Return the first ``end`` of the entries that are selected, best first; all for None.

    ``selection`` is that of ``query``, ``total`` entries, and has a match to rank by.
    """
    told = first_by_match(db, _measured(db, selection, total), _RANKED)
    first = list(told)
    found = marked(db, selection.marking, first)
    things = sought(query)
    if len(things) <= _MOST_THINGS:
        first = _sorted(db, query, things, told, found)
    rest: Iterator[int] = iter(())
    if len(first) == _RANKED and (end is None or end > _RANKED):
        rest = _rest(db, selection, told, None if end is None else end - _RANKED)
    return Ranked(chain(first[:end], rest), found)


def _rest(
    db: sqlite3.Connection, selection: Selection, first: Collection[int], limit: int | None
) -> Iterator[int]:
    """The entries that follow ``first``, by match alone."""
    most = None if limit is None else limit + len(first)
    others = (number for number in _by_match(db, selection, most) if number not in first)
    return islice(others, limit)


def _sorted(
    db: sqlite3.Connection,
    query: Query,
    things: Sequence[Sought],
    told: Mapping[int, Told],
    found: Mapping[int, Marked],
) -> list[int]:
    """Row numbers of entries by where their words stand, the best first."""
    wished = wishes(query)
    if len(things) > 1:
        things = weighted(things, _counts(db, sorted({k for thing in things for k in thing.keys})))
    scores = {
        number: score(Candidate(*found[number], told[number].kind), things, wished)
        for number in told
        if number in found
    }
    # Scores that hardly differ are equal: the newer entry then comes first.
    best_last = sorted(told, key=lambda number: told[number].handle, reverse=True)
    best_last.sort(key=lambda number: (round(scores.get(number, 0.0), 2), told[number].date))
    return best_last[::-1]


def first_by_match(db: sqlite3.Connection, selection: Selection, most: int) -> dict[int, Told]:
    """Return the first ``most`` entries by match, in their order; by the index alone where that
    tells enough.
    """
    if not selection.in_order_of_numbers:
        return _told(db, list(_by_match(db, selection, most)))
    candidates = _candidates(db, selection, most)
    told = _told(db, list(candidates))
    order = sorted(told, key=lambda number: told[number].handle)
    order.sort(key=lambda number: told[number].date, reverse=True)
    order.sort(key=candidates.__getitem__)
    return {number: told[number] for number in order[:most]}


def _measured(db: sqlite3.Connection, selection: Selection, total: int) -> Selection:
    """Those of the ``total`` entries that are selected that are worth to be measured."""
    if total <= _MEASURED or not selection.in_order_of_numbers:
        return selection
    titles = _in_titles(selection)
    sql = f"SELECT 1 {titles.numbers_sql} LIMIT 1 OFFSET ?"
    enough = db.execute(sql, (*titles.values, _RANKED - 1)).fetchone()
    return titles if enough else selection


def _in_titles(selection: Selection) -> Selection:
    """Those of the entries that have in the title what is looked for."""
    match = f"({selection.match}) AND ({TITLE}({selection.match}))"
    return selection._replace(match=match, parameters=(match, *selection.parameters[1:]))


def _candidates(db: sqlite3.Connection, selection: Selection, most: int) -> dict[int, float]:
    """The first entries by match, with its measure, and all that are as good as the last of
    them and of the same day: which of these come first, their handles tell.
    """
    limit = 2 * most
    while True:
        found = db.execute(
            f"SELECT f.rowid, {RANK} AS rank {selection.numbers_sql} "
            "ORDER BY rank, f.rowid DESC LIMIT ?",
            (*selection.values, limit),
        ).fetchall()
        last = _alike(*found[:most][-1]) if found else None
        if len(found) < limit or _alike(*found[-1]) != last:
            ties = (pair for pair in found[most:] if _alike(*pair) == last)
            return dict(chain(found[:most], ties))
        limit *= 2


def _alike(number: int, rank: float) -> tuple[int, float]:
    """Equal for entries of one day that match as well."""
    return numbers_of_day(number)[0], rank


def _by_match(db: sqlite3.Connection, selection: Selection, limit: int | None) -> Iterator[int]:
    rows = db.execute(
        f"SELECT e.id {selection.sql} ORDER BY {RANK}, {NEWEST_FIRST} LIMIT ?",
        (*selection.values, -1 if limit is None else limit),
    )
    return (number for (number,) in rows)


def _counts(db: sqlite3.Connection, keys: Sequence[str]) -> Mapping[str, int]:
    """How many entries hold each of the words of the index."""
    open_vocabulary(db)
    sql = "SELECT doc FROM temp.vocabulary WHERE term = ?"
    return {key: doc for key in keys for (doc,) in db.execute(sql, [key])}


def _told(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Told]:
    """What is told of these entries, in their order."""
    told = {
        number: Told(Kind(kind), date or "", handle)
        for chunk in chunks(numbers)
        for number, kind, date, handle in db.execute(
            f"SELECT id, kind, date, handle FROM entries WHERE id IN ({places(chunk)})", chunk
        )
    }
    return {number: told[number] for number in numbers}
