"""The derived tables: entries, their full-text index, and whose copies they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cstonews.archive.numbers import DAY_ROWS, SPILL, UNDATED_TOP, first_number
from cstonews.archive.resolve import Copy, Resolved, resolve


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
        self.new |= later.new
        self.grown |= later.grown - self.new
        self.known |= later.known - self.new - self.grown


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry as it stands in the archive."""

    id: int
    handle: str
    date: str | None
    date_source: str | None
    kind: str
    lang: str | None
    title: str | None
    body: str

    def shows(self, entry: Resolved) -> bool:
        """Whether the row already says what ``entry`` says."""
        return (self.handle, self.date, self.date_source, self.kind, self.title, self.body) == (
            entry.handle, entry.date, entry.date_source, entry.kind, entry.title, entry.body
        )  # fmt: skip


def settle(db: sqlite3.Connection, seen: Iterable[Copy]) -> Changes:
    """Bring the entries up to date with copies that were just seen."""
    by_text: dict[int, list[Copy]] = defaultdict(list)
    for copy in seen:
        by_text[copy.text].append(copy)
    plans = []
    for text, copies in by_text.items():
        rows, standing = _standing(db, text)
        plans += _plan(rows, resolve([*standing, *copies]))
    return _apply(db, plans)


def _standing(db: sqlite3.Connection, text: int) -> tuple[list[_Row], list[Copy]]:
    """The entries that a text has now, and the copies of it that were seen before."""
    found = db.execute(
        "SELECT c.date, c.article, e.id, e.handle, e.date, e.date_source, e.kind, e.lang, "
        "e.title, e.body FROM copies c JOIN entries e ON e.id = c.entry WHERE c.text = ?",
        [text],
    )
    rows: dict[int, _Row] = {}
    copies = []
    for date, article, *columns in found:
        row = rows.setdefault(columns[0], _Row(*columns))
        copies.append(Copy(text, row.handle, date, bool(article), row.title, row.body, row.lang))
    return list(rows.values()), copies


def _plan(rows: list[_Row], entries: Iterable[Resolved]) -> list[tuple[Resolved, _Row | None]]:
    """Pair each entry with the row that it takes over: that of its date, else an undated one."""
    free = {row.date: row for row in rows}
    return [(entry, free.pop(entry.date, None) or free.pop(None, None)) for entry in entries]


def _apply(db: sqlite3.Connection, plans: list[tuple[Resolved, _Row | None]]) -> Changes:
    """Write what the plans change; rows of the index go in by row number, for FTS5 wants that."""
    changes = Changes()
    taken: dict[int, int] = {}
    added: list[tuple[int, Resolved]] = []
    removed: list[_Row] = []
    for entry, row in plans:
        number = row.id if row and row.date == entry.date else _free_number(db, entry.date, taken)
        if row is None:
            changes.new.add(number)
        else:
            changes.known.add(number)
            if row.id != number:
                changes.moved[row.id] = number
        if row is None or not row.shows(entry):
            added.append((number, entry))
            removed += [row] if row else []
        _claim(db, entry, number)
    # Not before every number is chosen: a row that is taken out must not look free.
    for row in removed:
        _remove(db, row)
    _add(db, sorted(added, key=lambda pair: pair[0]))
    return changes


def _claim(db: sqlite3.Connection, entry: Resolved, number: int) -> None:
    """Note whose copies the entry's copies are."""
    articles: dict[tuple[int, str], bool] = {}
    for copy in entry.copies:
        key = (copy.text, copy.date)
        articles[key] = copy.article or articles.get(key, False)
    db.executemany(
        "INSERT OR REPLACE INTO copies (text, date, article, entry) VALUES (?, ?, ?, ?)",
        [(text, date, article, number) for (text, date), article in articles.items()],
    )


def _add(db: sqlite3.Connection, entries: list[tuple[int, Resolved]]) -> None:
    db.executemany(
        "INSERT INTO entries (id, handle, date, date_source, kind, lang, title, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(n, e.handle, e.date, e.date_source, e.kind, e.lang, e.title, e.body) for n, e in entries],
    )
    db.executemany(
        "INSERT INTO entries_fts (rowid, title, body) VALUES (?, ?, ?)",
        [(number, entry.title, entry.body) for number, entry in entries],
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
