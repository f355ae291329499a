"""Entries in the table and in its full-text index.

The index takes rows best many at a time and in the order of their numbers, so those that come
wait in a table of the connection's own until there are many, or the transaction ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from cstonews.archive.entries.cluster import Row
from cstonews.archive.sql import places

MANY = 20_000
_WORTH_ROOM = 2000  # entries
_WORTH_MERGING = 2000  # entries
_MERGED_PAGES = 500
_UNCHANGED = 2
_ROOM = 32 << 20  # bytes that the index gathers; SQLite's own million is full every moment

# Made by each connection that writes.
UNINDEXED = "CREATE TEMP TABLE unindexed (id INTEGER PRIMARY KEY)"


def add_entries(db: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Store entries; ``index_entries`` is to follow before the transaction ends."""
    db.executemany(
        f"INSERT INTO entries ({', '.join(Row._fields)}) VALUES ({places(Row._fields)})",
        rows,
    )
    db.executemany("INSERT INTO temp.unindexed (id) VALUES (?)", [row[:1] for row in rows])


def remove_entries(db: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Take entries out of the table and out of the index."""
    for row in rows:
        waited = db.execute("DELETE FROM temp.unindexed WHERE id = ?", [row.id]).rowcount
        if not waited:
            db.execute(
                "INSERT INTO entries_fts (entries_fts, rowid, title, body) "
                "VALUES ('delete', ?, ?, ?)",
                (row.id, row.title, row.body),
            )
    db.executemany("DELETE FROM entries WHERE id = ?", [row[:1] for row in rows])


def index_entries(db: sqlite3.Connection, least: int = 1) -> None:
    """Put the entries that wait for it into the index, if there are as many as ``least``."""
    (waiting,) = db.execute("SELECT count(*) FROM temp.unindexed").fetchone()
    if waiting < least:
        return
    if waiting >= _WORTH_ROOM:
        _make_room(db)
    db.execute(
        "INSERT INTO entries_fts (rowid, title, body) "
        "SELECT id, title, body FROM temp.unindexed JOIN entries USING (id) ORDER BY id"
    )
    db.execute("DELETE FROM temp.unindexed")


def _make_room(db: sqlite3.Connection) -> None:
    """Let the index gather more in memory before it writes; the archive keeps that setting."""
    found = db.execute("SELECT v FROM entries_fts_config WHERE k = 'hashsize'").fetchone()
    if found != (_ROOM,):
        db.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('hashsize', ?)", [_ROOM])


def merge_index(db: sqlite3.Connection, brought: int) -> None:
    """Merge the segments of the index into one, if most entries were ``brought`` just now.

    So it costs no more than a share of what bringing them did. It is done in steps, since each
    gives back the pages that it has merged.
    """
    if brought < _WORTH_MERGING:
        return
    (entries,) = db.execute("SELECT count(*) FROM entries_fts_docsize").fetchone()
    if 2 * brought < entries:
        return
    merge = "INSERT INTO entries_fts (entries_fts, rank) VALUES ('merge', ?)"
    db.execute(merge, [-_MERGED_PAGES])
    before = -_UNCHANGED
    # https://www.sqlite.org/fts5.html#the_merge_command: a step that does nothing counts as one.
    while db.total_changes - before >= _UNCHANGED:
        before = db.total_changes
        db.execute(merge, [_MERGED_PAGES])
