"""Small archives in memory, of entries that are told by few words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from connections import connect

from cstonews.archive import schema
from cstonews.archive.facts.identity import handle_of
from cstonews.archive.numbers import first_number
from cstonews.split.language import language


def archive_of(entries: Iterable[dict[str, str | None] | str]) -> sqlite3.Connection:
    """An archive of ``entries``: bodies, or dicts with ``body`` and whatever else matters.

    Their handles are those of their texts.
    """
    db = connect()
    schema.migrate(db)
    for number, told in enumerate(entries, 1):
        entry = {"body": told} if isinstance(told, str) else told
        _add(db, number, entry)
    db.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")
    return db


def _add(db: sqlite3.Connection, number: int, entry: dict[str, str | None]) -> None:
    date, title, body = entry.get("date"), entry.get("title"), entry.get("body") or ""
    row = number + first_number(date) if date else number
    handle = handle_of(title, body)
    source = entry.get("source", "stated") if date else None
    db.execute(
        "INSERT INTO entries (id, handle, date, date_source, kind, lang, title, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (row, handle, date, source, entry.get("kind", "teaser"), language(body), title, body),
    )
    db.execute("INSERT OR IGNORE INTO texts (handle, words) VALUES (?, 9)", (handle,))
    (text,) = db.execute("SELECT id FROM texts WHERE handle = ?", (handle,)).fetchone()
    db.execute("INSERT INTO copies VALUES (?, ?, 0, ?)", (text, date or "", row))
