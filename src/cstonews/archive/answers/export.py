"""Entries whole, as many as there are, a few at a time. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from cstonews.archive.answers.lookup import whole_entries
from cstonews.archive.answers.search import in_order
from cstonews.archive.answers.selection import count, select
from cstonews.found import Filter, Order
from cstonews.model import Entry
from cstonews.query.tree import Query

CHUNK = 200  # entries that are held at a time


def export(
    db: sqlite3.Connection, query: Query, chosen: Filter, order: Order, limit: int | None
) -> Iterator[Entry]:
    """Yield the entries that ``search`` finds, in its order, each with its sightings."""
    selection = select(db, query, chosen)
    ranked = in_order(db, query, selection, count(db, selection), order, limit)
    while numbers := list(islice(ranked.numbers, CHUNK)):
        yield from whole_entries(db, numbers).values()
