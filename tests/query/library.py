"""An archive that is asked in two ways: by the search and by the oracle."""

from __future__ import annotations

from query.oracle import documents, matches

from cstonews.archive.answers.selection import select
from cstonews.archive.connection import Connection
from cstonews.found import Filter
from cstonews.query.tree import Query


class Library:
    """The archive. Entries are told by the numbers of their rows.

    It is no tuple, for Hypothesis writes out what a failing test was given.
    """

    def __init__(self, db: Connection) -> None:
        self.db = db
        self._documents = documents(db)

    def found(self, query: Query) -> set[int]:
        """What the search finds."""
        selection = select(self.db, query, Filter())
        rows = self.db.execute(f"SELECT e.id {selection.sql}", selection.values)
        return {number for (number,) in rows}

    def expected(self, query: Query) -> set[int]:
        """What the oracle says should be found."""
        return {document.number for document in self._documents if matches(query, document)}
