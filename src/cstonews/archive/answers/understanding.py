"""A query in all forms that the archive holds. Only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from cstonews.archive.answers.fts import expression
from cstonews.archive.answers.selection import select
from cstonews.archive.answers.vocabulary import open_places, terms_starting
from cstonews.found import Filter
from cstonews.query.forms import Lexicon, names_of
from cstonews.query.glossary import Entity, Glossary
from cstonews.query.tree import Query, any_of
from cstonews.query.widen import widen


class ArchiveVocabulary:
    """The ``Vocabulary`` of an archive, by its full-text index."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[Query, bool] = {}
        open_places(db)

    def starting(self, start: str) -> Iterator[str]:
        """Return the words of the index that start so; English ones are stems."""
        return terms_starting(self._db, start)

    def holds(self, query: Query) -> bool:
        """Whether ``query`` finds any entry."""
        if query not in self._known:
            sql, values = _question(self._db, query)
            row = self._db.execute(f"SELECT 1 {sql} LIMIT 1", values)
            self._known[query] = row.fetchone() is not None
        return self._known[query]


def _question(db: sqlite3.Connection, query: Query) -> tuple[str, Sequence[str | int]]:
    wanted = expression(query)
    if wanted:
        return "FROM entries_fts WHERE entries_fts MATCH ?", (wanted,)
    selection = select(db, query, Filter())
    return selection.sql, selection.values


def understand(db: sqlite3.Connection, query: Query, glossary: Glossary) -> Query:
    """Return ``query`` with its words in all forms that the archive holds."""
    return widen(query, Lexicon(ArchiveVocabulary(db), glossary))


def entity_queries(
    db: sqlite3.Connection, entities: Iterable[Entity], glossary: Glossary
) -> Iterator[tuple[str, Query]]:
    """Yield the shown name of each entity that the archive names, and what finds it by any."""
    lexicon = Lexicon(ArchiveVocabulary(db), glossary)
    for entity in entities:
        names = names_of(entity, title=False, lexicon=lexicon)
        if names:
            yield entity.name, any_of(*names)
