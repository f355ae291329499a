"""The texts of one entry, and what each is to the one that is shown. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from cstonews.archive.facts.texts import load_text
from cstonews.archive.handles import SHOWN
from cstonews.fold import fold
from cstonews.model import Relation, Version


def versions_of(db: sqlite3.Connection, number: int) -> tuple[Version, ...]:
    """Return every text of the entry with row ``number``, the one that is shown first, then
    the longer ones before the shorter.
    """
    (shown,) = db.execute("SELECT handle FROM entries WHERE id = ?", [number]).fetchone()
    rows = db.execute(
        "SELECT t.id, t.handle, (SELECT count(*) FROM segments s JOIN copies k ON k.text = s.text "
        "AND k.date = coalesce(s.date, '') WHERE s.text = t.id AND k.entry = ?1) "
        "FROM texts t WHERE t.id IN (SELECT text FROM copies WHERE entry = ?1) "
        "ORDER BY t.handle <> ?2, t.words DESC, t.handle",
        [number, shown],
    ).fetchall()
    texts = [load_text(db, text) for text, _, _ in rows]
    bodies = [fold(body).split() for _, body in texts]
    return tuple(
        Version(handle[:SHOWN], _relation(place, bodies), *text, count)
        for place, ((_, handle, count), text) in enumerate(zip(rows, texts, strict=True))
    )


def _relation(place: int, bodies: Sequence[Sequence[str]]) -> Relation:
    """What the body at ``place`` is to the first one; all are lists of folded words."""
    words = bodies[place]
    if place == 0:
        return Relation.SHOWN
    if not words:
        return Relation.TITLE
    if words == bodies[0]:
        return Relation.SAME
    opens = any(_opens(words, other) for other in bodies if len(other) > len(words))
    return Relation.OPENING if opens else Relation.CORRECTED


def _opens(words: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether ``words`` open ``whole``, the last of them cut or not."""
    return words[:-1] == whole[: len(words) - 1] and whole[len(words) - 1].startswith(words[-1])
