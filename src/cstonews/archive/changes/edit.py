"""Entries corrected by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from cstonews.archive.answers.lookup import entry_numbers, some_handles
from cstonews.archive.answers.rows import entries_by_number
from cstonews.archive.entries import corrections
from cstonews.archive.entries.cluster import load_cluster
from cstonews.archive.entries.corrections import Correction
from cstonews.archive.entries.resolve import resolve
from cstonews.archive.entries.settle import resettle
from cstonews.errors import QueryError
from cstonews.model import Entry


def edit(db: sqlite3.Connection, word: str, said: Mapping[str, str | None], made: str) -> Entry:
    """Correct fields (``date``, ``title``) of the entry that ``word`` names; return it.

    ``made`` is the time of it, ISO 8601. Raises QueryError where ``word`` names no entry,
    or several.
    """
    number = _only(db, word)
    handle, dated = _key(db, number)
    for field, value in said.items():
        corrections.store(db, Correction(made, handle, dated, field, value))
    return _settled(db, number)


def undo(db: sqlite3.Connection, word: str) -> Entry:
    """Take back every correction of the entry that ``word`` names; return it.

    Raises QueryError where ``word`` names no entry, or several, or one without correction.
    """
    number = _only(db, word)
    copies = db.execute("SELECT text, date FROM copies WHERE entry = ?", [number]).fetchall()
    cluster = load_cluster(db, copies[0][0])
    groups = resolve(cluster.copies, cluster.texts, cluster.links)
    group = next(g for g in groups if copies[0] in {copy[:2] for copy in g.copies})
    mine = corrections.corrections_of(group, groups, corrections.corrections_by_text(db))
    if not mine:
        raise QueryError(f"{word} was never corrected; nothing to undo")
    corrections.drop(db, mine)
    return _settled(db, number)


def _only(db: sqlite3.Connection, word: str) -> int:
    numbers = entry_numbers(db, word)
    if len(numbers) > 1:
        shown = some_handles(db, numbers)
        raise QueryError(f"{word} is the text of several entries; name one as {shown}")
    return numbers[0]


def _key(db: sqlite3.Connection, number: int) -> tuple[str, str]:
    """How a correction names an entry: by its handle, and the date that the dumps give it."""
    (handle,) = db.execute("SELECT handle FROM entries WHERE id = ?", [number]).fetchone()
    twins, date = db.execute(
        "SELECT count(DISTINCT o.entry), max(c.date) FROM copies c "
        "JOIN copies o ON o.text = c.text WHERE c.entry = ?",
        [number],
    ).fetchone()
    return handle, date if twins > 1 else f"~{date}"


def _settled(db: sqlite3.Connection, number: int) -> Entry:
    """The entry that was in row ``number``, derived anew."""
    copies = db.execute("SELECT text, date FROM copies WHERE entry = ?", [number]).fetchall()
    resettle(db, [text for text, _ in copies], [])
    sql = "SELECT entry FROM copies WHERE text = ? AND date = ?"
    (now,) = db.execute(sql, copies[0]).fetchone()
    return entries_by_number(db, [now])[now]
