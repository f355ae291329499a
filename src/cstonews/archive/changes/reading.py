"""Readings of dumps → their rows: pieces, segments, texts, short lines, warnings; and entries."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cstonews.archive.entries.cluster import Sighted
from cstonews.archive.entries.familiar import Sighting, familiar_entries
from cstonews.archive.entries.settle import Changes, settle
from cstonews.archive.facts import pieces, texts
from cstonews.archive.facts.cuts import Batch, Cut, Ending, read_cuts
from cstonews.archive.facts.furniture import drop_short_lines, learnt, store_short_lines
from cstonews.dumps import Dump
from cstonews.errors import DumpError
from cstonews.model import DumpWarning, Kind

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
    chunks = dump.chunks(told)
    return store_reading(
        db, number, dump, read_cuts(chunks, dump.encoding, dump.reversible, learnt(db))
    )


def store_reading(
    db: sqlite3.Connection, number: int, dump: Dump, batches: Iterable[Batch]
) -> Written:
    """Store what a dump is made of under its row ``number``, as ``batches`` tell it, settle its
    entries.

    Raises DumpError where the dump is not the one that it was when it was first read.
    """
    kinds: Counter[str] = Counter()
    changes = Changes()
    seq = 0
    for batch in batches:
        kinds.update([cut.kind for cut in batch.cuts])
        changes.add(_store_cuts(db, [(number, seq + n, cut) for n, cut in enumerate(batch.cuts)]))
        seq += len(batch.cuts)
        if batch.ending:
            warnings = _store_ending(db, number, dump, batch.ending)
    return Written(kinds, warnings, changes)


def _store_ending(
    db: sqlite3.Connection, number: int, dump: Dump, ending: Ending
) -> tuple[DumpWarning, ...]:
    if ending.sha256 not in (None, dump.sha256):
        raise changed(dump)
    store_short_lines(db, number, ending.signs)
    db.executemany(
        "INSERT INTO warnings (dump, line, message) VALUES (?, ?, ?)",
        [(number, *warning) for warning in ending.warnings],
    )
    return tuple(DumpWarning(dump.name, *warning) for warning in ending.warnings)


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


class _Placed(NamedTuple):
    """A cut with its place in a dump, and the numbers of its piece and its text."""

    dump: int
    seq: int
    cut: Cut
    piece: int | None
    text: int | None


def _store_cuts(db: sqlite3.Connection, cuts: list[tuple[int, int, Cut]]) -> Changes:
    """Store cuts with their places in their dumps; settle the entries of those that are new."""
    numbers = pieces.store(db, [cut.piece for *_, cut in cuts if cut.piece])
    stored = texts.store(db, [cut.text for *_, cut in cuts if cut.text])
    placed = [
        _Placed(
            dump, seq, cut,
            numbers[cut.piece.digest] if cut.piece else None,
            stored.numbers[cut.text.handle] if cut.text else None,
        )
        for dump, seq, cut in cuts
    ]  # fmt: skip
    items = [(one, _sighting(one)) for one in placed if one.text is not None]
    old = [sighting for _, sighting in items if sighting.text < stored.first]
    familiar = familiar_entries(db, old)
    _store_segments(db, placed)
    changes = Changes(known=set(familiar.values()))
    changes.add(settle(db, [_sighted(one) for one, told in items if told not in familiar]))
    return changes


def _store_segments(db: sqlite3.Connection, placed: list[_Placed]) -> None:
    db.executemany(
        'INSERT INTO segments (dump, seq, kind, start, "end", line, date, inferred, day, text, '
        "piece, blanks, parts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                dump, seq, cut.kind, cut.start, cut.end, cut.line, cut.date, cut.inferred,
                cut.day, text, piece, cut.blanks, cut.parts,
            )
            for dump, seq, cut, piece, text in placed
        ],
    )  # fmt: skip


def _sighting(one: _Placed) -> Sighting:
    cut = one.cut
    assert one.text is not None
    article = cut.kind == Kind.ARTICLE
    return Sighting(one.text, one.piece, cut.parts, cut.date, cut.inferred, cut.day, article)


def _sighted(one: _Placed) -> Sighted:
    assert one.text is not None
    assert one.cut.text is not None
    _, _, title, body = one.cut.text
    return Sighted(one.text, one.cut.date or "", one.cut.kind == Kind.ARTICLE, title, body)
