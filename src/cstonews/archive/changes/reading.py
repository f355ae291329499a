"""One reading of a dump → its rows: pieces, segments, texts, short lines, warnings."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from cstonews.archive.entries.cluster import Sighted
from cstonews.archive.entries.settle import Changes, settle
from cstonews.archive.facts import pieces
from cstonews.archive.facts.furniture import drop_short_lines, learnt, store_short_lines
from cstonews.archive.facts.texts import add_text, parts_to_text
from cstonews.codec import clean, encode
from cstonews.dumps import Dump
from cstonews.errors import DumpError
from cstonews.model import DumpWarning, Kind, Segment
from cstonews.split import Edges, split_stream
from cstonews.split.lines import BLANK

_BATCH = 2000  # sightings that are settled together, so that memory does not grow with a dump

Told = Callable[[int], None]


class Written(NamedTuple):
    """What a reading brought: its segments by kind, what looks wrong, what became of entries."""

    segments: Mapping[str, int]
    warnings: tuple[DumpWarning, ...]
    changes: Changes


def write_reading(
    db: sqlite3.Connection, number: int, dump: Dump, told: Told | None = None
) -> Written:
    """Split ``dump``, store what it is made of under its row ``number``, settle its entries.

    ``told`` is called with the number of bytes that were worked through since the last call.
    Raises DumpError where the dump is not the one that it was when it was first read.
    """
    kinds: Counter[str] = Counter()
    warnings: list[DumpWarning] = []
    changes = Changes()
    batch: list[Sighted] = []
    digest = hashlib.sha256()
    edges = Edges()

    def warn(line: int, message: str) -> None:
        warnings.append(DumpWarning(dump.name, line, message))

    for seq, segment in enumerate(split_stream(dump.chunks(told), warn, learnt(db), edges)):
        kinds[segment.kind] += 1
        sighted, data = _store_segment(db, number, seq, dump, segment)
        digest.update(data)
        if sighted:
            batch.append(sighted)
        if len(batch) >= _BATCH:
            changes.add(settle(db, batch))
            batch = []
    changes.add(settle(db, batch))
    if dump.reversible and digest.hexdigest() != dump.sha256:
        raise changed(dump)
    store_short_lines(db, number, edges.signs)
    db.executemany(
        "INSERT INTO warnings (dump, line, message) VALUES (?, ?, ?)",
        [(number, warning.line, warning.message) for warning in warnings],
    )
    return Written(kinds, tuple(warnings), changes)


def changed(dump: Dump) -> DumpError:
    """Return the error for a dump that is no longer what it was when it was examined."""
    return DumpError(f"{dump.name} changed while it was read; ingest it again")


def drop_reading(db: sqlite3.Connection, number: int) -> list[str]:
    """Take out what ``write_reading`` stored, texts and entries aside.

    Returns the lines of which there is now less evidence that they are furniture.
    """
    db.execute(
        "DELETE FROM pieces WHERE id IN (SELECT piece FROM segments WHERE dump = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM segments s WHERE s.piece = pieces.id AND s.dump <> ?1)",
        [number],
    )
    drop_segments(db, number)
    return drop_short_lines(db, number)


def drop_segments(db: sqlite3.Connection, number: int) -> None:
    """Take out a dump's segments and warnings; the pieces stay."""
    for table in ("segments", "warnings"):
        db.execute(f"DELETE FROM {table} WHERE dump = ?", [number])


def _store_segment(
    db: sqlite3.Connection, number: int, seq: int, dump: Dump, segment: Segment
) -> tuple[Sighted | None, bytes]:
    """Store a segment; return what it is a sighting of, and its bytes."""
    text, encoding = segment.text, dump.encoding
    if not dump.reversible:
        text, encoding = clean(text), "utf-8"
    content = text.rstrip(BLANK)
    data, blanks = encode(content, encoding), encode(text[len(content) :], encoding)
    piece = pieces.store(db, data) if data else None
    sighted = _sighted(db, segment) if segment.is_item else None
    db.execute(
        'INSERT INTO segments (dump, seq, kind, start, "end", line, date, inferred, day, text, '
        "piece, blanks, parts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number, seq, segment.kind, segment.start, segment.end, segment.line,
            segment.stated.isoformat() if segment.stated else None,
            segment.inferred.isoformat() if segment.inferred else None,
            segment.day,
            sighted.text if sighted else None, piece, blanks or None,
            parts_to_text(segment.parts, segment.start) if sighted else None,
        ),
    )  # fmt: skip
    return sighted, data + blanks


def _sighted(db: sqlite3.Connection, segment: Segment) -> Sighted:
    return Sighted(
        text=add_text(db, segment.title, segment.body or ""),
        date=segment.stated.isoformat() if segment.stated else "",
        article=segment.kind is Kind.ARTICLE,
        title=segment.title,
        body=segment.body or "",
    )
