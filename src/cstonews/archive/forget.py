"""A dump out of the archive again, with all that only it brought in."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from cstonews.archive.entries import resettle
from cstonews.archive.stored import find_dump


class Forgotten(NamedTuple):
    """A dump that was taken out, and how many entries went with it."""

    name: str
    sha256: str
    entries: int


def forget(db: sqlite3.Connection, word: str) -> Forgotten:
    """Take a dump out; the archive is then as if it had never come.

    Row numbers aside: those of other entries stay. Raises QueryError where ``word``
    names no dump, or several.
    """
    number, sha256 = find_dump(db, word)
    (name,) = db.execute("SELECT name FROM dumps WHERE id = ?", [number]).fetchone()
    (before,) = db.execute("SELECT count(*) FROM entries").fetchone()
    texts, owners = _touched(db, number)
    _take_out(db, number)
    kept = _recount(db, texts)
    neighbours = _neighbours(db, texts)
    _drop_texts(db, texts - kept)
    orphans = {owner for owner in owners if not _owns(db, owner)}
    resettle(db, sorted(kept | (neighbours - texts)), sorted(orphans))
    (after,) = db.execute("SELECT count(*) FROM entries").fetchone()
    return Forgotten(name, sha256, before - after)


def _touched(db: sqlite3.Connection, number: int) -> tuple[set[int], set[int]]:
    """The texts of a dump, and the entries that hold copies of them."""
    rows = db.execute(
        "SELECT DISTINCT s.text, c.entry FROM segments s JOIN copies c ON c.text = s.text "
        "WHERE s.dump = ?",
        [number],
    ).fetchall()
    return {text for text, _ in rows}, {entry for _, entry in rows}


def _take_out(db: sqlite3.Connection, number: int) -> None:
    db.execute(
        "DELETE FROM pieces WHERE id IN (SELECT piece FROM segments WHERE dump = ?1) "
        "AND id NOT IN (SELECT piece FROM segments WHERE dump <> ?1 AND piece IS NOT NULL)",
        [number],
    )
    for table in ("segments", "warnings"):
        db.execute(f"DELETE FROM {table} WHERE dump = ?", [number])
    db.execute("DELETE FROM dumps WHERE id = ?", [number])


def _recount(db: sqlite3.Connection, texts: set[int]) -> set[int]:
    """Make the copies of ``texts`` what the other dumps say; return the texts that they hold."""
    kept = set()
    for text in texts:
        left = dict(
            db.execute(
                "SELECT coalesce(date, ''), max(kind = 'article') FROM segments "
                "WHERE text = ? GROUP BY 1",
                [text],
            ).fetchall()
        )
        if left:
            kept.add(text)
        for (date,) in db.execute("SELECT date FROM copies WHERE text = ?", [text]).fetchall():
            if date not in left:
                db.execute("DELETE FROM copies WHERE text = ? AND date = ?", [text, date])
        db.executemany(
            "UPDATE copies SET article = ? WHERE text = ? AND date = ?",
            [(article, text, date) for date, article in left.items()],
        )
    return kept


def _neighbours(db: sqlite3.Connection, texts: set[int]) -> set[int]:
    """The texts that are linked to ``texts``."""
    found: set[int] = set()
    for text in texts:
        rows = db.execute(
            "SELECT other FROM links WHERE text = ?1 UNION SELECT text FROM links WHERE other = ?1",
            [text],
        )
        found.update(number for (number,) in rows)
    return found


def _drop_texts(db: sqlite3.Connection, texts: set[int]) -> None:
    for text in texts:
        db.execute("DELETE FROM links WHERE text = ?1 OR other = ?1", [text])
        db.execute("DELETE FROM texts WHERE id = ?", [text])


def _owns(db: sqlite3.Connection, entry: int) -> bool:
    found = db.execute("SELECT 1 FROM copies WHERE entry = ? LIMIT 1", [entry]).fetchone()
    return found is not None
