"""What was found, counted by its properties. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

from cstonews.archive.answers.rows import holds_nothing, note_selected
from cstonews.archive.answers.selection import select
from cstonews.archive.sql import text
from cstonews.counts import Facet, FacetCount, Facets
from cstonews.found import Filter
from cstonews.query.tree import Query

_COLUMNS = {
    "kind": "e.kind",
    "lang": "e.lang",
    "year": "substr(e.date, 1, 4)",
    "date_source": "e.date_source",
}
FACETS = tuple(_COLUMNS)
_IN_ORDER = frozenset({"year"})  # told in the order of their values, the last one first


def facets(
    db: sqlite3.Connection, query: Query, chosen: Filter, names: Iterable[str], limit: int | None
) -> Facets:
    """Count the entries that ``query`` finds by each of ``names``, which are of ``FACETS``.

    Of a facet with more than ``limit`` values those are told that most entries have.
    """
    wanted = list(names)
    selection = select(db, query, chosen)
    columns = ", ".join(["NULL", *(_COLUMNS[name] for name in wanted)])
    rows = db.execute(
        f"SELECT count(*), {columns} {selection.sql} GROUP BY {columns}", selection.values
    ).fetchall()
    total = sum(row[0] for row in rows)
    counts: dict[str, Counter[str | None]] = {name: Counter() for name in wanted}
    for count, _, *values in rows:
        for name, value in zip(wanted, values, strict=True):
            counts[name][None if value is None else text(value)] += count
    found = tuple(_facet(name, counts[name], limit) for name in wanted)
    return Facets(found, total, not total and holds_nothing(db))


def facet_of_queries(
    db: sqlite3.Connection,
    name: str,
    values: Iterable[tuple[str, Query]],
    query: Query,
    chosen: Filter,
    limit: int | None,
) -> Facet:
    """Count the entries that ``query`` finds by further queries, each with the value it is for.

    An entry that several of them find is counted for each, one that none finds for none.
    """
    note_selected(db, select(db, query, chosen))
    counts: Counter[str | None] = Counter()
    for value, part in values:
        found = select(db, part, Filter())
        (count,) = db.execute(
            # The sign keeps SQLite from looking the words up anew for each selected entry.
            f"SELECT count(*) {found.numbers_sql} "
            f"AND +{found.number} IN (SELECT id FROM temp.selected)",
            found.values,
        ).fetchone()
        if count:
            counts[value] += count
    return _facet(name, counts, limit)


def _facet(name: str, counts: Mapping[str | None, int], limit: int | None) -> Facet:
    """The values that most entries have, in order; None is always the last."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] or ""))
    shown = ordered[: limit if limit is not None else len(ordered)]
    if name in _IN_ORDER:
        shown.sort(key=lambda pair: pair[0] or "", reverse=True)
    shown.sort(key=lambda pair: pair[0] is None)
    return Facet(name, tuple(FacetCount(*pair) for pair in shown), len(ordered))
