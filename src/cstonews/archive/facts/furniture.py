"""Furniture that nobody listed, learnt from where short lines stand in many dumps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from cstonews.archive.facts.identity import hash_of

# What opens or closes dumps beside fewer different texts may be a title, or one page saved often.
_LEAST = 5
# No more are counted, since a line of furniture stands in as many dumps as there are.
_TEXTS_BESIDE = f"""SELECT count(*) FROM (SELECT DISTINCT beside FROM short_lines
    WHERE line = ? AND beside IS NOT NULL LIMIT {_LEAST})"""

SHOWN_AS_FURNITURE = f"""SELECT line FROM short_lines WHERE beside IS NOT NULL
    GROUP BY line HAVING count(DISTINCT beside) >= {_LEAST}"""


def learnt(db: sqlite3.Connection) -> frozenset[str]:
    """Return the folded lines that are known as furniture."""
    return frozenset(line for (line,) in db.execute("SELECT line FROM furniture"))


def store_short_lines(db: sqlite3.Connection, dump: int, signs: Mapping[str, str | None]) -> None:
    """Keep what the edges of a dump show: its short lines, and the text beside them there."""
    db.executemany(
        "INSERT INTO short_lines (line, dump, beside) VALUES (?, ?, ?)",
        [
            (line, dump, None if beside is None else hash_of(beside.split()))
            for line, beside in signs.items()
        ],
    )


def drop_short_lines(db: sqlite3.Connection, dump: int) -> list[str]:
    """Take out what a dump showed, and return the lines of which there is now less evidence."""
    lines = edge_lines(db, [dump])
    db.execute("DELETE FROM short_lines WHERE dump = ?", [dump])
    return lines


def review(db: sqlite3.Connection, lines: Iterable[str]) -> list[int]:
    """Decide anew whether ``lines`` are furniture.

    Returns the row numbers of the dumps that hold one of which the answer has changed:
    they are to be read anew.
    """
    affected: set[int] = set()
    for line in lines:
        (texts,) = db.execute(_TEXTS_BESIDE, [line]).fetchone()
        was = db.execute("SELECT 1 FROM furniture WHERE line = ?", [line]).fetchone() is not None
        if (texts == _LEAST) == was:
            continue
        sql = "DELETE FROM furniture WHERE line = ?" if was else "INSERT INTO furniture VALUES (?)"
        db.execute(sql, [line])
        affected.update(
            number
            for (number,) in db.execute("SELECT dump FROM short_lines WHERE line = ?", [line])
        )
    return sorted(affected)


def edge_lines(db: sqlite3.Connection, dumps: Iterable[int]) -> list[str]:
    """Return the short lines that stand at an edge of a dump, each once."""
    sql = "SELECT line FROM short_lines WHERE dump = ? AND beside IS NOT NULL"
    return sorted({line for dump in dumps for (line,) in db.execute(sql, [dump])})
