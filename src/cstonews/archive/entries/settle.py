"""The derived tables: entries, their full-text index, and whose copies they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cstonews.archive.entries.changes import Changes
from cstonews.archive.entries.cluster import Cluster, Row, Seen, Sighted, load_clusters
from cstonews.archive.entries.corrections import Corrections, corrections_by_text, corrections_of
from cstonews.archive.entries.index import MANY, add_entries, index_entries, remove_entries
from cstonews.archive.entries.resolve import Copy, Group, resolve
from cstonews.archive.entries.years import waiting_for_year
from cstonews.archive.numbers import DAY_ROWS, SPILL, UNDATED_TOP, first_number
from cstonews.archive.sql import chunks
from cstonews.model import DateSource, Kind
from cstonews.split.language import language


def settle(db: sqlite3.Connection, sighted: Iterable[Sighted]) -> Changes:
    """Bring the entries up to date with texts that were just seen."""
    seen: dict[int, list[Sighted]] = defaultdict(list)
    for sighting in sighted:
        seen[sighting.text].append(sighting)
    return _settled_with_years(db, seen, seen, [])


def resettle(db: sqlite3.Connection, texts: Iterable[int], orphans: Iterable[int]) -> Changes:
    """Derive the entries of ``texts`` anew, and take out those whose copies are all gone."""
    rows = [row for number in orphans for row in db.execute(_ENTRY, [number])]
    return _settled_with_years(db, texts, None, [Row(*row) for row in rows])


def unsettled(db: sqlite3.Connection, texts: Sequence[int]) -> set[int]:
    """Return those of ``texts``, and of their clusters, whose entries do not follow from them."""
    done: set[int] = set()
    changed: set[int] = set()
    for some in chunks(texts):
        plan, settled = _planned(db, set(some) - done, None, [], Changes())
        done |= settled
        changed |= plan.changed
    return changed


def _settled_with_years(
    db: sqlite3.Connection,
    texts: Iterable[int],
    seen: Seen | None,
    removed: list[Row],
) -> Changes:
    """Settle ``texts``, then the items beside them that get their year from them."""
    changes = Changes()
    done, changed = _settle(db, texts, seen, removed, changes)
    later = Changes()
    _settle(db, sorted(waiting_for_year(db, done, changed)), None, [], later)
    changes.add_moves(later.moved)
    return changes


_ENTRY = f"SELECT {', '.join(Row._fields)} FROM entries WHERE id = ?"


def _settle(
    db: sqlite3.Connection,
    texts: Iterable[int],
    seen: Seen | None,
    removed: list[Row],
    changes: Changes,
) -> tuple[set[int], set[int]]:
    """Settle ``texts``, and note what that changes.

    Returns the texts of all their clusters, and those of them whose entries changed.
    """
    plan, done = _planned(db, texts, seen, removed, changes)
    plan.carry_out()
    return done, plan.changed


def _planned(
    db: sqlite3.Connection,
    texts: Iterable[int],
    seen: Seen | None,
    removed: list[Row],
    changes: Changes,
) -> tuple[_Plan, set[int]]:
    """What is to be done to settle ``texts``, and the texts of all their clusters."""
    plan = _Plan(db, corrections_by_text(db), changes, removed)
    done: set[int] = set()
    claimed: set[int] = set()
    for cluster in load_clusters(db, list(texts), seen):
        done |= cluster.texts.keys()
        # An entry that falls apart belongs to the first of its parts.
        free = {n: row for n, row in cluster.rows.items() if n not in claimed}
        claimed |= free.keys()
        plan.add(cluster, free)
    return plan, done


@dataclass(slots=True)
class _Plan:
    """Which rows are to go and which to come; ``taken`` are numbers given out but not stored,
    ``heirs`` the numbers with which standing entries go on.

    Nothing goes before every number is chosen: a row that is taken out must not look free.
    """

    db: sqlite3.Connection
    corrections: Corrections
    changes: Changes
    removed: list[Row]
    added: list[Row] = field(default_factory=list)
    owned: list[tuple[int, str, bool, int]] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    heirs: dict[int, int] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)

    def add(self, cluster: Cluster, free: dict[int, Row]) -> None:
        """Choose the rows of a cluster's entries, of which ``free`` stand; note what changes."""
        groups = resolve(cluster.copies, cluster.texts, cluster.links)
        for group in groups:
            said = {one.field: one.value for one in corrections_of(group, groups, self.corrections)}
            row = _entry_row(group, cluster, said)
            old = _successor(group, row, cluster, free)
            keep = old is not None and old.date == row.date
            number = old.id if old and keep else _free_number(self.db, row.date, self.taken)
            row = row._replace(id=number)
            _note(self.changes, old, row)
            if old:
                self.heirs[old.id] = number
            if row != old:
                self.added.append(row)
                self.removed += [old] if old else []
                self.changed |= {copy.text for copy in group.copies}
            self._own(group, cluster, number)
        self.removed += free.values()

    def _own(self, group: Group, cluster: Cluster, number: int) -> None:
        self.owned += [(*copy, number) for copy in group.copies]
        moved = [copy for copy in group.copies if _owner(cluster, copy) != number]
        self.changed |= {copy.text for copy in moved}
        before = {_owner(cluster, copy) for copy in moved} - {None}
        self.changes.moved.update({owner: number for owner in before if owner})

    def carry_out(self) -> None:
        """Take out and put in the rows that were chosen."""
        self.db.executemany(
            "INSERT OR REPLACE INTO copies (text, date, article, entry) VALUES (?, ?, ?, ?)",
            sorted(self.owned),
        )
        remove_entries(self.db, sorted(self.removed))
        add_entries(self.db, sorted(self.added))
        gone = {row.id for row in self.removed} - {row.id for row in self.added}
        moved = self.changes.moved | self.heirs  # of an entry that falls apart, one part goes on
        self.changes.moved = {old: new for old, new in moved.items() if old in gone}
        index_entries(self.db, MANY)


def _owner(cluster: Cluster, copy: Copy) -> int | None:
    return cluster.owners.get((copy.text, copy.date))


def _successor(group: Group, row: Row, cluster: Cluster, free: dict[int, Row]) -> Row | None:
    """The standing row that an entry takes over: that of its date and text, else any of its own."""
    own = [free[n] for copy in group.copies if (n := _owner(cluster, copy)) in free]
    if not own:
        return None
    best = max(own, key=lambda old: (old.date == row.date, old.handle == row.handle, -old.id))
    del free[best.id]
    return best


def _entry_row(group: Group, cluster: Cluster, said: Mapping[str, str | None]) -> Row:
    """The row of an entry, still without its number; ``said`` are corrections by field."""
    title, body = cluster.spelling(group.shown)
    if title is None and group.titled is not None:
        title = cluster.spelling(group.titled)[0]
    date = group.date or cluster.inferred(group)
    source = group.source or (DateSource.INFERRED if date else None)
    if "date" in said:
        date = said["date"]
        source = DateSource.CORRECTED if date else None
    article = any(copy.article for copy in group.copies)
    return Row(
        id=0,
        handle=cluster.texts[group.shown].handle,
        date=date,
        date_source=source,
        kind=Kind.ARTICLE if article else Kind.TEASER,
        lang=language(body or title or ""),
        title=said.get("title", title),
        body=body,
        corrected=" ".join(sorted(said)) or None,
    )


def _note(changes: Changes, old: Row | None, row: Row) -> None:
    if old is None:
        changes.new.add(row.id)
    elif old.handle != row.handle:
        changes.grown.add(row.id)
    else:
        changes.known.add(row.id)


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
