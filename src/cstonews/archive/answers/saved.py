"""Searches under a name. Every function only reads."""

from __future__ import annotations

import sqlite3

from cstonews.archive.answers.news import news
from cstonews.archive.answers.selection import count, select
from cstonews.archive.sql import text
from cstonews.errors import QueryError
from cstonews.found import Filter
from cstonews.query.tree import Query
from cstonews.reports import SavedSearch


def saved_words(db: sqlite3.Connection, name: str) -> str:
    """Return the words that are saved under ``name``.

    Raises QueryError where there are none.
    """
    row = db.execute("SELECT words FROM saved WHERE name = ?", [name]).fetchone()
    if not row:
        raise QueryError(f"no search is saved as {name}; 'cstonews saved' shows those there are")
    return str(row[0])


def saved_searches(db: sqlite3.Connection) -> list[SavedSearch]:
    """Return all saved searches by name, what they find not yet counted."""
    rows = db.execute(
        "SELECT s.name, s.words, s.made, l.made FROM saved s LEFT JOIN looks l ON l.name = s.name "
        "ORDER BY s.name"
    )
    return [
        SavedSearch(text(name), text(words), text(made), looked)
        for name, words, made, looked in rows
    ]


def counted(
    db: sqlite3.Connection, query: Query, chosen: Filter, search: SavedSearch
) -> SavedSearch:
    """Return a saved search with what its words, which ``query`` tells, find today."""
    entries = count(db, select(db, query, chosen))
    came = news(db, query, chosen, search.name, limit=0).counts
    return search._replace(entries=entries, new=sum(came.values()))
