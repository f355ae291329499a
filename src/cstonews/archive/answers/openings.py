"""What begins as a person has typed: entries by handle, dumps by word or name. Only reads."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from cstonews.archive.answers.dump_words import dump_words
from cstonews.archive.answers.rows import entries_by_number
from cstonews.model import Entry

_HANDLE = re.compile(r"([0-9a-f]{0,32})(?:@[-0-9]{0,10})?")


class NamedDump(NamedTuple):
    """A dump by the word that names it, and by its name."""

    dump: str
    name: str


def entries_beginning(db: sqlite3.Connection, typed: str, most: int) -> list[Entry]:
    """Return the entries whose handle begins as ``typed``, the newest first; where that is
    nothing, the newest alone.

    None where there are more than ``most``: a part of them would seem to be all of them.
    """
    match = _HANDLE.fullmatch(typed)
    if not match:
        return []
    if not typed:
        rows = db.execute("SELECT id FROM entries ORDER BY id DESC LIMIT ?", [most])
        return list(entries_by_number(db, [row[0] for row in rows]).values())
    digits = match[1]
    rows = db.execute(
        "SELECT DISTINCT e.id FROM texts t JOIN copies c ON c.text = t.id "
        "JOIN entries e ON e.id = c.entry AND e.handle = t.handle "
        "WHERE t.handle BETWEEN ? AND ? ORDER BY e.id DESC LIMIT ?",
        [digits, digits + "g", most + 1],
    )
    numbers = [row[0] for row in rows]
    if len(numbers) > most:
        return []
    entries = entries_by_number(db, numbers).values()
    return [entry for entry in entries if entry.handle.startswith(typed)]


def dumps_beginning(db: sqlite3.Connection, typed: str, most: int) -> list[NamedDump]:
    """Return the dumps whose word or name begins as ``typed``; where that is nothing, the newest.

    None where there are more than ``most``, as ``entries_beginning`` does.
    """
    rows = db.execute(
        "SELECT sha256, name FROM dumps WHERE substr(name, 1, ?1) = ?2 "
        "OR substr(sha256, 1, ?1) = ?2 ORDER BY id DESC LIMIT ?3",
        [len(typed), typed, most + bool(typed)],
    ).fetchall()
    if len(rows) > most:
        return []
    words = dump_words(db, [sha256 for sha256, _ in rows])
    return [NamedDump(words[sha256], name) for sha256, name in rows]
