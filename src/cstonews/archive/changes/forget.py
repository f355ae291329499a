"""A dump out of the archive again, with all that only it brought in."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from cstonews.archive.answers.dumps import find_dump
from cstonews.archive.changes.rereading import reread, take_out
from cstonews.archive.facts.furniture import review
from cstonews.archive.facts.seals import drop_seal


class Forgotten(NamedTuple):
    """A dump that was taken out, and how many entries went with it."""

    name: str
    sha256: str
    entries: int


def forget(db: sqlite3.Connection, word: str) -> Forgotten:
    """Take a dump out; the archive is then as if it had never come.

    Row numbers aside: those of other entries stay. Corrections stay, too, and count again
    when their text comes back. Raises QueryError where ``word`` names no dump, or several.
    """
    number, sha256 = find_dump(db, word)
    (name,) = db.execute("SELECT name FROM dumps WHERE id = ?", [number]).fetchone()
    (before,) = db.execute("SELECT count(*) FROM entries").fetchone()
    lines = take_out(db, number)
    db.execute("DELETE FROM former WHERE dump = ?", [number])
    db.execute("DELETE FROM dumps WHERE id = ?", [number])
    drop_seal(db, number)
    reread(db, review(db, lines))
    (after,) = db.execute("SELECT count(*) FROM entries").fetchone()
    return Forgotten(name, sha256, max(0, before - after))
