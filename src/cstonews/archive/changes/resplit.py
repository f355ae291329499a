"""All stored dumps read anew, in place of every earlier reading, and what that changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator

from cstonews.archive.changes.reading import Told, Written, drop_segments, write_reading
from cstonews.archive.changes.rereading import reapply, replace_reading
from cstonews.archive.facts.former import keep_lost, remember
from cstonews.archive.facts.furniture import edge_lines, review
from cstonews.archive.facts.stored import stored_dump
from cstonews.archive.handles import SHOWN
from cstonews.archive.sql import text
from cstonews.reports import EntryChange, ResplitReport

_STATE = "handle, date, date_source, kind, corrected, title, body"


def resplit(db: sqlite3.Connection, told: Told | None = None) -> ResplitReport:
    """Read every stored dump anew by today's rules, and say what that changed.

    The archive is then what an ingest of the same dumps would make today; corrections and
    former handles are kept. ``told`` is called with the number of bytes that were worked
    through since the last call. Raises ArchiveError where a dump is damaged.
    """
    numbers = [number for (number,) in db.execute("SELECT id FROM dumps ORDER BY id")]
    cuts = {number: _cut(db, number) for number in numbers}
    db.execute(f"CREATE TEMP TABLE entries_before AS SELECT {_STATE} FROM entries")
    remember(db, numbers)
    _wipe(db)
    warnings = [warning for n in numbers for warning in _read_anew(db, n, told).warnings]
    db.execute(
        "DELETE FROM pieces WHERE id NOT IN (SELECT piece FROM segments WHERE piece IS NOT NULL)"
    )
    keep_lost(db)
    reapply(db)
    changes = tuple(_changes(db))
    db.execute("DROP TABLE temp.entries_before")
    counts = Counter(change.change for change in changes)
    changed = sum(cut != _cut(db, number) for number, cut in cuts.items())
    return ResplitReport(
        dumps={"read": len(numbers), "changed": changed},
        entries={what: counts[what] for what in ("new", "gone", "recut", "changed")},
        segments=dict(db.execute("SELECT kind, count(*) FROM segments GROUP BY kind").fetchall()),
        warnings=tuple(warnings),
        changes=changes,
    )


def _wipe(db: sqlite3.Connection) -> None:
    """Empty what follows from readings. The segments stay: they still say where the bytes are."""
    db.execute("UPDATE segments SET text = NULL, day = NULL")
    db.execute("INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')")
    db.execute("DELETE FROM temp.unindexed")
    for table in ("copies", "links", "texts", "entries", "short_lines", "furniture"):
        db.execute(f"DELETE FROM {table}")


def _read_anew(db: sqlite3.Connection, number: int, told: Told | None) -> Written:
    dump = stored_dump(db, number).dump
    drop_segments(db, number)
    written = write_reading(db, number, dump, told)
    for other in review(db, edge_lines(db, [number])):
        again = replace_reading(db, other)
        written = again if other == number else written
    return written


def _cut(db: sqlite3.Connection, number: int) -> bytes:
    """A hash of how a dump is cut: the ends, kinds, dates and parts of its segments."""
    rows = db.execute(
        'SELECT kind, start, "end", date, inferred, parts FROM segments WHERE dump = ? '
        "ORDER BY seq",
        [number],
    )
    digest = hashlib.blake2b(digest_size=16)
    for row in rows:
        digest.update(repr(row).encode())
    return digest.digest()


def _changes(db: sqlite3.Connection) -> Iterator[EntryChange]:
    """What became of the entries that were, then those that are new, newest first."""
    gone = db.execute(f"SELECT {_STATE} FROM entries_before EXCEPT SELECT {_STATE} FROM entries")
    come = db.execute(f"SELECT {_STATE} FROM entries EXCEPT SELECT {_STATE} FROM entries_before")
    came = {row[0] for row in come.fetchall()}
    explained: set[str] = set()
    for handle, date, *_, title, body in sorted(
        gone.fetchall(), key=lambda row: row[1] or "", reverse=True
    ):
        now = handle if handle in came else _successor(db, handle)
        what = "changed" if now == handle else "recut" if now else "gone"
        explained.update({now} if now else ())
        yield _change(what, handle, now, date, title, body)
    for handle in sorted(came - explained):
        rows = db.execute("SELECT date, title, body FROM entries WHERE handle = ?", [handle])
        for row in rows.fetchall():
            yield _change("new", handle, handle, *row)


def _successor(db: sqlite3.Connection, handle: str) -> str | None:
    """The handle of the entry that has the text of ``handle`` today, or stands in its place."""
    row = db.execute(
        "SELECT e.handle FROM texts t JOIN copies c ON c.text = t.id "
        "JOIN entries e ON e.id = c.entry WHERE t.handle = ?1 UNION ALL "
        "SELECT e.handle FROM former f JOIN segments s ON s.dump = f.dump AND s.start <= f.start "
        'AND f.start < s."end" JOIN copies c ON c.text = s.text '
        "JOIN entries e ON e.id = c.entry WHERE f.handle = ?1 LIMIT 1",
        [handle],
    ).fetchone()
    return str(row[0]) if row else None


def _change(
    what: str, handle: str, now: str | None, date: str | None, title: str | None, body: str
) -> EntryChange:
    day = dt.date.fromisoformat(date) if date else None
    return EntryChange(what, handle[:SHOWN], now[:SHOWN] if now else None, day, title, text(body))
