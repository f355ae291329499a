"""The derived tables: entries, their full-text index, and whose copies they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cstonews.archive.numbers import DAY_ROWS, SPILL, UNDATED_TOP, first_number
from cstonews.archive.resolve import Copy, Group, Link, LinkKind, Text, resolve
from cstonews.archive.rows import places
from cstonews.archive.texts import load_text, quality
from cstonews.model import DateSource, Kind
from cstonews.split.language import language


@dataclass(slots=True)
class Changes:
    """What became of entries, by row number; ``moved`` tells the numbers that changed."""

    new: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    grown: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)

    def add(self, later: Changes) -> None:
        """Add what happened after these changes."""
        for numbers in (self.new, self.known, self.grown):
            gone = numbers & later.moved.keys()
            numbers -= gone
            numbers |= {later.moved[number] for number in gone}
        self.moved = {old: later.moved.get(n, n) for old, n in self.moved.items()} | later.moved
        self.new |= later.new
        self.grown |= later.grown - self.new
        self.known |= later.known - self.new - self.grown


class Sighted(NamedTuple):
    """A text as a dump that is being stored has it."""

    text: int
    date: str
    article: bool
    title: str | None
    body: str
    lang: str | None


class _Row(NamedTuple):
    """An entry as it stands, or should stand, in the archive."""

    id: int
    handle: str
    date: str | None
    date_source: str | None
    kind: str
    lang: str | None
    title: str | None
    body: str


def settle(db: sqlite3.Connection, sighted: Iterable[Sighted]) -> Changes:
    """Bring the entries up to date with texts that were just seen."""
    seen: dict[int, list[Sighted]] = defaultdict(list)
    for sighting in sighted:
        seen[sighting.text].append(sighting)
    changes = Changes()
    removed: list[_Row] = []
    added: list[_Row] = []
    taken: dict[int, int] = {}
    done: set[int] = set()
    for text in seen:
        if text not in done:
            cluster = _Cluster(db, text, seen)
            done |= cluster.texts.keys()
            _plan(db, cluster, changes, removed, added, taken)
    # Not before every number is chosen: a row that is taken out must not look free.
    for row in removed:
        _remove(db, row)
    _add(db, sorted(added))
    return changes


class _Cluster:
    """All texts that links join to one, with their copies and the entries that they have now."""

    def __init__(
        self, db: sqlite3.Connection, text: int, seen: Mapping[int, list[Sighted]]
    ) -> None:
        self._db = db
        self._seen = seen
        self.links = _links(db, text)
        numbers = {text, *(end for link in self.links for end in (link.text, link.other))}
        self.texts: dict[int, Text] = {}
        self.rows: dict[int, _Row] = {}
        self.owners: dict[tuple[int, str], int] = {}
        articles: dict[tuple[int, str], bool] = {}
        for number in sorted(numbers):
            self._load(number, articles)
            for sighting in seen.get(number, ()):
                key = (number, sighting.date)
                articles[key] = articles.get(key, False) or sighting.article
        self.copies = [Copy(text, date, flag) for (text, date), flag in articles.items()]

    def _load(self, number: int, articles: dict[tuple[int, str], bool]) -> None:
        handle, words, titled = self._db.execute(
            "SELECT handle, words, title IS NOT NULL FROM texts WHERE id = ?", [number]
        ).fetchone()
        self.texts[number] = Text(number, handle, words, bool(titled))
        for date, article, *columns in self._db.execute(
            "SELECT c.date, c.article, e.id, e.handle, e.date, e.date_source, e.kind, e.lang, "
            "e.title, e.body FROM copies c JOIN entries e ON e.id = c.entry WHERE c.text = ?",
            [number],
        ):
            articles[number, date] = bool(article)
            self.owners[number, date] = columns[0]
            self.rows[columns[0]] = _Row(*columns)

    def spelling(self, number: int) -> tuple[str | None, str]:
        """Title and body of a text as they are shown."""
        handle = self.texts[number].handle
        spellings = [(s.title, s.body) for s in self._seen.get(number, ())]
        shown = [row for row in self.rows.values() if row.handle == handle]
        if not shown and self.owners.keys() & {(number, copy.date) for copy in self.copies}:
            spellings.append(load_text(self._db, number))
        # A title that an entry borrowed from another text is not the text's own.
        if self.texts[number].titled or not shown:
            spellings += [(row.title, row.body) for row in shown]
        else:
            spellings += [(None, row.body) for row in shown]
        return max(spellings or [load_text(self._db, number)], key=quality)

    def inferred(self, group: Group) -> str | None:
        """The date that most sightings of the shown text infer, else those of other copies."""
        for texts in ([group.shown], [copy.text for copy in group.copies]):
            row = self._db.execute(
                "SELECT inferred FROM segments WHERE inferred IS NOT NULL "
                f"AND text IN ({places(texts)}) "
                "GROUP BY inferred ORDER BY count(*) DESC, inferred LIMIT 1",
                texts,
            ).fetchone()
            if row:
                return str(row[0])
        return None


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


def _plan(
    db: sqlite3.Connection,
    cluster: _Cluster,
    changes: Changes,
    removed: list[_Row],
    added: list[_Row],
    taken: dict[int, int],
) -> None:
    """Choose the rows of a cluster's entries, and note what changes."""
    free = dict(cluster.rows)
    for group in resolve(cluster.copies, cluster.texts, cluster.links):
        old = _successor(group, cluster, free)
        date = group.date or cluster.inferred(group)
        keep = old is not None and old.date == date
        number = old.id if old and keep else _free_number(db, date, taken)
        row = _entry_row(group, cluster, number, date)
        _note(changes, old, row)
        if row != old:
            added.append(row)
            removed += [old] if old else []
        db.executemany(
            "INSERT OR REPLACE INTO copies (text, date, article, entry) VALUES (?, ?, ?, ?)",
            [(*copy, number) for copy in group.copies],
        )
        before = {_owner(cluster, copy) for copy in group.copies} - {None, number}
        changes.moved.update({owner: number for owner in before if owner})
    removed += free.values()


def _owner(cluster: _Cluster, copy: Copy) -> int | None:
    return cluster.owners.get((copy.text, copy.date))


def _successor(group: Group, cluster: _Cluster, free: dict[int, _Row]) -> _Row | None:
    """The standing row that an entry takes over: that of its date and text, else any of its own."""
    own = [free[n] for copy in group.copies if (n := _owner(cluster, copy)) in free]
    if not own:
        return None
    handle = cluster.texts[group.shown].handle
    best = max(
        own, key=lambda row: (row.date == (group.date or None), row.handle == handle, -row.id)
    )
    del free[best.id]
    return best


def _entry_row(group: Group, cluster: _Cluster, number: int, date: str | None) -> _Row:
    title, body = cluster.spelling(group.shown)
    if title is None and group.titled is not None:
        title = cluster.spelling(group.titled)[0]
    article = any(copy.article for copy in group.copies)
    return _Row(
        id=number,
        handle=cluster.texts[group.shown].handle,
        date=date,
        date_source=group.source or (DateSource.INFERRED if date else None),
        kind=Kind.ARTICLE if article else Kind.TEASER,
        lang=language(body or title or ""),
        title=title,
        body=body,
    )


def _note(changes: Changes, old: _Row | None, row: _Row) -> None:
    if old is None:
        changes.new.add(row.id)
    elif old.handle != row.handle:
        changes.grown.add(row.id)
    else:
        changes.known.add(row.id)


def _add(db: sqlite3.Connection, rows: list[_Row]) -> None:
    """Store entries, by row number, for FTS5 wants that."""
    db.executemany(
        "INSERT INTO entries (id, handle, date, date_source, kind, lang, title, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    db.executemany(
        "INSERT INTO entries_fts (rowid, title, body) VALUES (?, ?, ?)",
        [(row.id, row.title, row.body) for row in rows],
    )


def _remove(db: sqlite3.Connection, row: _Row) -> None:
    db.execute(
        "INSERT INTO entries_fts (entries_fts, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (row.id, row.title, row.body),
    )
    db.execute("DELETE FROM entries WHERE id = ?", [row.id])


def _free_number(db: sqlite3.Connection, date: str | None, taken: dict[int, int]) -> int:
    """The next row number of a day; ``taken`` remembers those given out but not yet stored."""
    first = first_number(date) if date else 1
    last = first + DAY_ROWS - 1 if date else UNDATED_TOP
    number = _next(db, first, last, taken)
    if number > last:
        first, last = SPILL, 2 * SPILL
        number = _next(db, first, last, taken)
    taken[first] = number
    return number


def _next(db: sqlite3.Connection, first: int, last: int, taken: dict[int, int]) -> int:
    if first in taken:
        return taken[first] + 1
    (top,) = db.execute(
        "SELECT max(id) FROM entries WHERE id BETWEEN ? AND ?", [first, last]
    ).fetchone()
    return first if top is None else int(top) + 1
