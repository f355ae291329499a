"""How a query was understood, part by part, and what each part finds. Only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from cstonews.archive.answers.selection import count, select
from cstonews.found import ExplainedPart, Filter
from cstonews.query.describe import outline
from cstonews.query.tree import Query, Wish


def explained(db: sqlite3.Connection, query: Query, chosen: Filter) -> tuple[ExplainedPart, ...]:
    """Return the parts of ``query``, each above those that it consists of.

    What they find is counted among the entries that ``chosen`` lets through.
    """
    return tuple(_parts(db, query, chosen))


def _parts(db: sqlite3.Connection, query: Query, chosen: Filter) -> Iterator[ExplainedPart]:
    for line in outline(query):
        wished = isinstance(line.part, Wish)
        found = None if wished else count(db, select(db, line.part, chosen))
        yield ExplainedPart(line.depth, line.text, line.forms, found)
