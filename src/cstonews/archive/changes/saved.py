"""Searches kept under a name, and up to where their news were seen."""

from __future__ import annotations

import re
import sqlite3

from cstonews.archive.answers.saved import saved_words
from cstonews.errors import QueryError

_NAME = re.compile(r"[^\W_][\w.-]*")


def save(db: sqlite3.Connection, name: str, words: str, made: str, replace: bool) -> bool:
    """Keep ``words`` under ``name``; False where they stand there already.

    ``made`` is the time of it, ISO 8601. Where other words are replaced, all that the new ones
    find counts as unseen. Raises QueryError where ``name`` cannot be one, or stands for other
    words and they are not to be replaced.
    """
    if not _NAME.fullmatch(name):
        raise QueryError(
            f"{name!r} cannot be a name; begin with a letter or a figure, go on with these, "
            "'-', '_' and '.'"
        )
    found = db.execute("SELECT words FROM saved WHERE name = ?", [name]).fetchone()
    if found == (words,):
        return False
    if found and not replace:
        raise QueryError(
            f"{name} is saved already, as: {found[0]}; --replace puts other words there"
        )
    if found:
        delete(db, name)
    db.execute("INSERT INTO saved (name, words, made) VALUES (?, ?, ?)", [name, words, made])
    return True


def delete(db: sqlite3.Connection, name: str) -> str:
    """Forget a name, and what was seen of it; return its words.

    Raises QueryError where nothing is saved under it.
    """
    words = saved_words(db, name)
    db.execute("DELETE FROM saved WHERE name = ?", [name])
    db.execute("DELETE FROM looks WHERE name = ?", [name])
    return words


def mark_seen(db: sqlite3.Connection, name: str, words: str | None, upto: int, made: str) -> None:
    """Note that what came up to the dump numbered ``upto`` was seen, by the search ``name`` for
    ``words``; None for the whole archive.

    ``made`` is the time of it, ISO 8601. Raises QueryError where the name does not stand for
    these words any more: what others find was not seen.
    """
    if words is not None and saved_words(db, name) != words:
        raise QueryError(f"{name} has got other words meanwhile; nothing was marked as seen")
    db.execute(
        "INSERT INTO looks (name, dump, made) VALUES (?, ?, ?) ON CONFLICT (name) "
        "DO UPDATE SET dump = max(dump, excluded.dump), made = excluded.made",
        [name, upto, made],
    )
