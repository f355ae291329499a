"""How dumps are named for people. Only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from cstonews.archive.handles import SHOWN


def dump_words(db: sqlite3.Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Return the word by which each dump is named: the shortest unique start of its hash."""
    words = {}
    for sha256 in set(hashes):
        length = SHOWN
        while length < len(sha256):
            (same,) = db.execute(
                "SELECT count(*) FROM dumps WHERE sha256 BETWEEN ? AND ?",
                [sha256[:length], sha256[:length] + "g"],
            ).fetchone()
            if same == 1:
                break
            length += 1
        words[sha256] = sha256[:length]
    return words
