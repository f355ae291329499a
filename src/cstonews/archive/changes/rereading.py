"""The reading of a stored dump out of the archive, for good or to make room for a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Sequence

from cstonews.archive.changes.reading import Written, drop_reading, write_reading
from cstonews.archive.entries.corrections import corrections_by_text
from cstonews.archive.entries.settle import resettle
from cstonews.archive.facts.former import keep_lost, remember
from cstonews.archive.facts.stored import stored_dump


def reread(
    db: sqlite3.Connection,
    numbers: Sequence[int],
    *,
    noted: Container[int] = (),
    unseen: Container[int] = (),
) -> dict[int, Written]:
    """Split stored dumps anew by what is known today, in place of their earlier readings.

    The handles of texts that are cut differently now are kept, but for those of dumps that are
    ``unseen``, being part of no archive yet. What becomes of entries is noted for the dumps
    ``noted``.
    """
    if not numbers:
        return {}
    remember(db, [number for number in numbers if number not in unseen])
    written = {number: replace_reading(db, number, noted=number in noted) for number in numbers}
    keep_lost(db)
    reapply(db)
    return written


def replace_reading(db: sqlite3.Connection, number: int, *, noted: bool = False) -> Written:
    """Split a stored dump anew, without a trace of its earlier reading; what becomes of entries
    is ``noted`` or not.
    """
    dump = stored_dump(db, number).dump
    take_out(db, number)
    return write_reading(db, number, dump, noted=noted)


def reapply(db: sqlite3.Connection) -> None:
    """Correct again what people corrected in texts that a new reading has cut differently."""
    corrected = corrections_by_text(db)
    if corrected:
        resettle(db, sorted(corrected), [])


def take_out(db: sqlite3.Connection, number: int) -> list[str]:
    """Take out a dump's reading, with the texts and entries that only it holds.

    Returns the lines of which there is now less evidence that they are furniture.
    """
    texts, owners = _touched(db, number)
    lines = drop_reading(db, number)
    kept = _recount(db, texts)
    neighbours = _neighbours(db, texts)
    _drop_texts(db, texts - kept)
    orphans = {owner for owner in owners if not _owns(db, owner)}
    resettle(db, sorted(kept | (neighbours - texts)), sorted(orphans))
    return lines


def _touched(db: sqlite3.Connection, number: int) -> tuple[set[int], set[int]]:
    """The texts of a dump, and the entries that hold copies of them."""
    rows = db.execute(
        "SELECT DISTINCT s.text, c.entry FROM segments s JOIN copies c ON c.text = s.text "
        "WHERE s.dump = ?",
        [number],
    ).fetchall()
    return {text for text, _ in rows}, {entry for _, entry in rows}


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
