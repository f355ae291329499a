"""Texts that may be one item, with all that the archive knows of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cstonews.archive.entries.resolve import Copy, Group, Text
from cstonews.archive.entries.years import dated_by_neighbours
from cstonews.archive.facts.links import Link, LinkKind
from cstonews.archive.facts.texts import load_text, quality
from cstonews.archive.sql import places


class Sighted(NamedTuple):
    """A text as a dump that is being stored has it."""

    text: int
    date: str
    article: bool
    title: str | None
    body: str


class Row(NamedTuple):
    """An entry as it stands, or should stand, in the archive."""

    id: int
    handle: str
    date: str | None
    date_source: str | None
    kind: str
    lang: str | None
    title: str | None
    body: str
    corrected: str | None


_COLUMNS = ", ".join(f"e.{name}" for name in Row._fields)


class Cluster:
    """All texts that links join to one, with their copies and the entries that they have now.

    ``seen`` are sightings that the tables do not tell of yet. Where it is None, spellings
    are chosen anew out of the dumps, since the one that is shown may have gone with its dump.
    """

    def __init__(
        self, db: sqlite3.Connection, text: int, seen: Mapping[int, list[Sighted]] | None
    ) -> None:
        self._db = db
        self._fresh = seen is None
        self._seen = seen or {}
        self.links = _links(db, text)
        numbers = {text, *(end for link in self.links for end in (link.text, link.other))}
        self.texts: dict[int, Text] = {}
        self.rows: dict[int, Row] = {}
        self.owners: dict[tuple[int, str], int] = {}
        articles: dict[tuple[int, str], bool] = {}
        for number in sorted(numbers):
            self._load(number, articles)
            for sighting in self._seen.get(number, ()):
                key = (number, sighting.date)
                articles[key] = articles.get(key, False) or sighting.article
        self.copies = [Copy(text, date, flag) for (text, date), flag in articles.items()]

    def _load(self, number: int, articles: dict[tuple[int, str], bool]) -> None:
        handle, words, titled = self._db.execute(
            "SELECT handle, words, title IS NOT NULL FROM texts WHERE id = ?", [number]
        ).fetchone()
        self.texts[number] = Text(number, handle, words, bool(titled))
        for date, article, *columns in self._db.execute(
            f"SELECT c.date, c.article, {_COLUMNS} "
            "FROM copies c JOIN entries e ON e.id = c.entry WHERE c.text = ?",
            [number],
        ):
            articles[number, date] = bool(article)
            self.owners[number, date] = columns[0]
            self.rows[columns[0]] = Row(*columns)

    def spelling(self, number: int) -> tuple[str | None, str]:
        """Title and body of a text as they are shown."""
        if self._fresh:
            return load_text(self._db, number)
        handle = self.texts[number].handle
        spellings = [(s.title, s.body) for s in self._seen.get(number, ())]
        shown = [
            row
            for row in self.rows.values()
            if row.handle == handle and "title" not in (row.corrected or "")
        ]
        if not shown and self.owners.keys() & {(number, copy.date) for copy in self.copies}:
            spellings.append(load_text(self._db, number))
        # A title that an entry borrowed from another text is not the text's own.
        if self.texts[number].titled or not shown:
            spellings += [(row.title, row.body) for row in shown]
        else:
            spellings += [(None, row.body) for row in shown]
            spellings.append(load_text(self._db, number))
        return max(spellings or [load_text(self._db, number)], key=quality)

    def inferred(self, group: Group) -> str | None:
        """The date that most sightings of the shown text infer, else those of other copies.

        Where none names a year it is that of the dated items around them.
        """
        both = [group.shown], [copy.text for copy in group.copies]
        told = (question(self._db, texts) for question in _INFERENCES for texts in both)
        return next(filter(None, told), None)


def _inferred(db: sqlite3.Connection, texts: Sequence[int]) -> str | None:
    row = db.execute(
        f"SELECT inferred FROM segments WHERE inferred IS NOT NULL AND text IN ({places(texts)}) "
        "GROUP BY inferred ORDER BY count(*) DESC, inferred LIMIT 1",
        texts,
    ).fetchone()
    return str(row[0]) if row else None


_INFERENCES = (_inferred, dated_by_neighbours)


def _links(db: sqlite3.Connection, text: int) -> list[Link]:
    """Every link that leads on from a text, however far."""
    links: dict[tuple[int, int], Link] = {}
    waiting, met = [text], {text}
    while waiting:
        number = waiting.pop()
        for one, other, kind in db.execute(
            "SELECT text, other, kind FROM links WHERE text = ? "
            "UNION SELECT text, other, kind FROM links WHERE other = ?",
            [number, number],
        ):
            links[one, other] = Link(one, other, LinkKind(kind))
            for end in {one, other} - met:
                met.add(end)
                waiting.append(end)
    return list(links.values())
