"""The whole story of a dump: what is known of it, and what each part of it became."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from cstonews.archive.answers.dumps import dumps, find_dump
from cstonews.archive.answers.lookup import sighting_date
from cstonews.archive.answers.rows import entries_by_number
from cstonews.archive.facts.parts import parts_from_text
from cstonews.archive.facts.pieces import PIECE_ENCODING, decode_piece
from cstonews.codec import clean
from cstonews.model import DumpStory, DumpWarning, Entry, Kind, PlacedSegment, Segment
from cstonews.split.segments import words_of


def dump_story(db: sqlite3.Connection, word: str) -> DumpStory:
    """Return what the archive knows of the dump that ``word`` names, segment by segment.

    Raises QueryError where it names none, or several.
    """
    number, _ = find_dump(db, word)
    (info,) = dumps(db, number)
    warnings = db.execute(
        "SELECT line, message FROM warnings WHERE dump = ? ORDER BY line", [number]
    )
    return DumpStory(
        info,
        tuple(_segments(db, number)),
        tuple(DumpWarning(info.name, *row) for row in warnings),
    )


def _segments(db: sqlite3.Connection, number: int) -> list[PlacedSegment]:
    rows = db.execute(
        'SELECT s.kind, s.start, s."end", s.line, s.date, s.inferred, s.parts, '
        f"p.packed, p.data, {PIECE_ENCODING}, c.entry FROM segments s "
        "JOIN dumps d ON d.id = s.dump LEFT JOIN pieces p ON p.id = s.piece "
        "LEFT JOIN copies c ON c.text = s.text AND c.date = coalesce(s.date, '') "
        "WHERE s.dump = ? ORDER BY s.seq",
        [number],
    ).fetchall()
    numbers = sorted({row[-1] for row in rows if row[-1] is not None})
    entries = entries_by_number(db, numbers)
    return [_segment(row, entries.get(row[-1])) for row in rows]


def _segment(row: Sequence[Any], entry: Entry | None) -> PlacedSegment:
    kind, start, end, line, stated, inferred, parts, packed, data, encoding, _ = row
    text = decode_piece(packed, data, encoding) if data is not None else ""
    segment = Segment(Kind(kind), start, end, line, text=clean(text))
    if not entry:
        return PlacedSegment(segment, None)
    title, body = words_of(text, parts_from_text(parts), 0)
    date, source = sighting_date(stated, inferred, entry)
    return PlacedSegment(
        segment._replace(date=date, date_source=source, title=title, body=body, lang=entry.lang),
        entry.handle,
    )
