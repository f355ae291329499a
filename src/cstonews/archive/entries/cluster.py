"""Texts that may be one item, with all that the archive knows of them."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from cstonews.archive.entries.resolve import Copy, Group, Text
from cstonews.archive.entries.years import dated_by_neighbours
from cstonews.archive.facts.links import Link, LinkKind
from cstonews.archive.facts.texts import load_text, quality
from cstonews.archive.sql import chunks, places


class Sighted(NamedTuple):
    """A text as a dump that is being stored has it; ``date`` is ``""`` where none is stated,
    ``inferred`` and ``day`` are as in ``segments``.
    """

    text: int
    date: str
    article: bool
    title: str | None
    body: str
    inferred: str | None
    day: str | None


Seen = Mapping[int, Sequence[Sighted]]


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

    def __init__(self, db: sqlite3.Connection, links: Sequence[Link], seen: Seen | None) -> None:
        self._db = db
        self._fresh = seen is None
        self._seen = seen or {}
        self._articles: dict[tuple[int, str], bool] = {}
        self.links = links
        self.texts: dict[int, Text] = {}
        self.rows: dict[int, Row] = {}
        self.owners: dict[tuple[int, str], int] = {}

    def add_text(self, text: Text) -> None:
        """Add one of the texts, with its sightings that the tables do not tell of."""
        self.texts[text.id] = text
        for sighting in self._seen.get(text.id, ()):
            self._add(text.id, sighting.date, sighting.article)

    def add_copy(self, copy: Copy, row: Row) -> None:
        """Add a copy that has an entry."""
        self._add(*copy)
        self.owners[copy.text, copy.date] = row.id
        self.rows[row.id] = row

    def _add(self, text: int, date: str, article: bool) -> None:
        known = self._articles.get((text, date), False)
        self._articles[text, date] = known or article

    @cached_property
    def copies(self) -> list[Copy]:
        """The copies of all texts, once all were added."""
        return [Copy(text, date, article) for (text, date), article in self._articles.items()]

    def spelling(self, number: int) -> tuple[str | None, str]:
        """Title and body of a text as they are shown."""
        if self._fresh:
            return load_text(self._db, number)
        spellings = [(s.title, s.body) for s in self._seen.get(number, ())]
        if not self.owners and len(spellings) == 1:
            return spellings[0]
        handle = self.texts[number].handle
        shown = [
            row
            for row in self.rows.values()
            if row.handle == handle and "title" not in (row.corrected or "")
        ]
        if not shown and self.owners.keys() & {(number, date) for _, date, _ in self.copies}:
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
        questions = self._questions(group)
        told = (question(texts) for question in questions for texts in both)
        return next(filter(None, told), None)

    def _questions(self, group: Group) -> list[Callable[[Sequence[int]], str | None]]:
        """What tells the date of a group, in this order; not what has nothing to tell."""
        neighbours = partial(dated_by_neighbours, self._db)
        known = {text for text, _ in self.owners}
        if self._fresh or any(copy.text in known for copy in group.copies):
            return [partial(_inferred, self._db), neighbours]
        # All its sightings are at hand, which saves most questions of an ingest.
        told = [sighted for copy in group.copies for sighted in self._seen.get(copy.text, ())]
        dates = [(sighted.text, sighted.inferred) for sighted in told if sighted.inferred]
        questions = [partial(_most_inferred, dates)] if dates else []
        return [*questions, neighbours] if any(sighted.day for sighted in told) else [*questions]


def _most_inferred(dates: Sequence[tuple[int, str]], texts: Sequence[int]) -> str | None:
    counts = Counter(date for text, date in dates if text in texts)
    return min(counts, key=lambda date: (-counts[date], date), default=None)


def load_cluster(db: sqlite3.Connection, text: int) -> Cluster:
    """Return the cluster of a text, with spellings chosen anew out of the dumps."""
    return next(load_clusters(db, [text], None))


def load_clusters(
    db: sqlite3.Connection, numbers: Sequence[int], seen: Seen | None
) -> Iterator[Cluster]:
    """Yield the clusters of texts, in the order of these, each cluster once."""
    done: set[int] = set()
    for some in chunks(numbers):
        left = [number for number in some if number not in done]
        links = _links(db, left)
        texts = _texts(db, {*left, *links})
        copies = _copies(db, texts)
        for number in left:
            if number in done:
                continue
            members = _joined(number, links)
            done |= members
            joining = {link for member in members for link in links.get(member, ())}
            cluster = Cluster(db, list(joining), seen)
            for member in sorted(members):
                for copy, row in copies.get(member, ()):
                    cluster.add_copy(copy, row)
                cluster.add_text(texts[member])
            yield cluster


def _links(db: sqlite3.Connection, numbers: Collection[int]) -> dict[int, set[Link]]:
    """Every link that leads on from texts, however far, by both its ends."""
    links: dict[int, set[Link]] = defaultdict(set)
    met = set(numbers)
    waiting = sorted(met)
    while waiting:
        found: set[Link] = set()
        for chunk in chunks(waiting):
            for end in ("text", "other"):
                sql = f"SELECT text, other, kind FROM links WHERE {end} IN ({places(chunk)})"
                rows = db.execute(sql, chunk)
                found.update(Link(text, other, LinkKind(kind)) for text, other, kind in rows)
        for link in found:
            links[link.text].add(link)
            links[link.other].add(link)
        waiting = sorted({end for link in found for end in (link.text, link.other)} - met)
        met.update(waiting)
    return links


def _joined(text: int, links: Mapping[int, Collection[Link]]) -> set[int]:
    """The texts that links join to one, itself included."""
    members, waiting = {text}, [text]
    while waiting:
        near = links.get(waiting.pop(), ())
        ends = {end for link in near for end in (link.text, link.other)} - members
        members |= ends
        waiting.extend(ends)
    return members


def _texts(db: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Text]:
    texts = {}
    for chunk in chunks(sorted(numbers)):
        for number, handle, words, titled in db.execute(
            f"SELECT id, handle, words, title IS NOT NULL FROM texts WHERE id IN ({places(chunk)})",
            chunk,
        ):
            texts[number] = Text(number, handle, words, bool(titled))
    return texts


def _copies(db: sqlite3.Connection, numbers: Collection[int]) -> dict[int, list[tuple[Copy, Row]]]:
    """The copies of texts that have entries, with these."""
    copies: dict[int, list[tuple[Copy, Row]]] = defaultdict(list)
    for chunk in chunks(sorted(numbers)):
        for text, date, article, *columns in db.execute(
            f"SELECT c.text, c.date, c.article, {_COLUMNS} "
            f"FROM copies c JOIN entries e ON e.id = c.entry WHERE c.text IN ({places(chunk)})",
            chunk,
        ):
            copies[text].append((Copy(text, date, bool(article)), Row(*columns)))
    return copies


def _inferred(db: sqlite3.Connection, texts: Sequence[int]) -> str | None:
    row = db.execute(
        f"SELECT inferred FROM segments WHERE inferred IS NOT NULL AND text IN ({places(texts)}) "
        "GROUP BY inferred ORDER BY count(*) DESC, inferred LIMIT 1",
        texts,
    ).fetchone()
    return str(row[0]) if row else None
