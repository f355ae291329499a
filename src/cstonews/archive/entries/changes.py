"""What became of entries: by some sightings, and by all of an ingest."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cstonews.archive.sql import chunks, places

# The weightiest last: an entry that is new stays so, whatever else becomes of it.
_KINDS = ("known", "grown", "new")

# Made by each connection that writes, since an ingest may change a million entries.
CHANGED = "CREATE TEMP TABLE changed (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL)"
_NOTE = (
    "INSERT INTO temp.changed (id, kind) VALUES (?, ?) "
    "ON CONFLICT (id) DO UPDATE SET kind = max(kind, excluded.kind)"
)


@dataclass(slots=True)
class Changes:
    """What became of entries, by row number; ``moved`` tells the numbers that changed."""

    new: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    grown: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)

    def add_moves(self, moved: Mapping[int, int]) -> None:
        """Add numbers that changed after these changes."""
        for numbers in (self.new, self.known, self.grown):
            gone = numbers & moved.keys()
            numbers -= gone
            numbers |= {moved[number] for number in gone}
        self.moved = {old: moved.get(n, n) for old, n in self.moved.items()} | dict(moved)


def note(db: sqlite3.Connection, changes: Changes) -> None:
    """Add what happened after all that was noted before."""
    if changes.moved:
        _move(db, changes.moved)
    for kind, name in enumerate(_KINDS):
        numbers: set[int] = getattr(changes, name)
        db.executemany(_NOTE, [(number, kind) for number in numbers])


def _move(db: sqlite3.Connection, moved: dict[int, int]) -> None:
    found: list[tuple[int, int]] = []
    for chunk in chunks(list(moved)):
        within = f"WHERE id IN ({places(chunk)})"
        found += db.execute(f"SELECT id, kind FROM temp.changed {within}", chunk).fetchall()
        db.execute(f"DELETE FROM temp.changed {within}", chunk)
    db.executemany(_NOTE, [(moved[number], kind) for number, kind in found])


def leave_out_gone(db: sqlite3.Connection) -> None:
    """Forget what was noted of entries that do not stand any more."""
    db.execute(
        "DELETE FROM temp.changed WHERE NOT EXISTS "
        "(SELECT 1 FROM main.entries e WHERE e.id = changed.id)"
    )


def counts(db: sqlite3.Connection) -> Counter[str]:
    """Return the number of entries that are new, known and grown."""
    rows = db.execute("SELECT kind, count(*) FROM temp.changed GROUP BY kind")
    return Counter({_KINDS[kind]: count for kind, count in rows})
