"""Readings of dumps → their rows: pieces, segments, texts, short lines, warnings; and entries."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from cstonews.archive.entries.changes import Changes, note
from cstonews.archive.entries.cluster import Sighted
from cstonews.archive.entries.familiar import Sighting, familiar_entries
from cstonews.archive.entries.settle import settle
from cstonews.archive.facts import pieces, texts
from cstonews.archive.facts.cuts import Batch, Cut, Ending, read_cuts
from cstonews.archive.facts.furniture import drop_short_lines, learnt, store_short_lines
from cstonews.archive.facts.seals import unseal
from cstonews.dumps import Dump
from cstonews.errors import DumpError
from cstonews.model import DumpWarning, Kind

Told = Callable[[int], None]

# Cuts that are stored together, and characters of them, so that memory does not grow.
_MOST_CUTS = 2000
_MOST_CHARACTERS = 4_000_000


class CutDump(NamedTuple):
    """A dump that was cut by what was ``learnt`` then, wholly, and is to be stored.

    ``ingested`` is a time, ISO 8601; ``whole`` are its packed bytes where its text does not
    give them back. ``number`` is the row number that it is to have, None for a new one.
    """

    dump: Dump
    ingested: str
    batches: Iterable[Batch]
    whole: bytes | None
    learnt: Collection[str]
    number: int | None = None

    def cut_by(self, learnt: Collection[str]) -> CutDump:
        """Return the dump as it is cut by what is ``learnt`` now: the same, unless that matters
        to it.

        Raises DumpError where it is not what it was when it was examined.
        """
        other = set(learnt) ^ set(self.learnt)
        signs = [batch.ending.signs.keys() for batch in self.batches if batch.ending]
        if not any(other & mine for mine in signs):
            return self
        batches = tuple(cuts_of(self.dump, learnt))
        verify(self.dump, batches)
        return self._replace(batches=batches, learnt=learnt)


class Written(NamedTuple):
    """What the reading of a dump brought: its segments by kind, what looks wrong."""

    segments: Mapping[str, int]
    warnings: tuple[DumpWarning, ...]


def cuts_of(dump: Dump, learnt: Collection[str], told: Told | None = None) -> Iterator[Batch]:
    """Yield the cuts of a dump, made in this process."""
    return read_cuts(dump.chunks(told), dump.encoding, dump.reversible, learnt)


def packed_whole(dump: Dump) -> bytes:
    """Return all bytes of a dump as they are stored where its text does not give them back.

    Raises DumpError where they are not those that were examined.
    """
    data = dump.data
    if hashlib.sha256(data).hexdigest() != dump.sha256:
        raise changed(dump)
    return pieces.pack_whole(data)


def write_reading(
    db: sqlite3.Connection,
    number: int,
    dump: Dump,
    told: Told | None = None,
    *,
    noted: bool = False,
) -> Written:
    """Split ``dump``, store what it is made of under its row ``number``, settle its entries.

    ``told`` is called with the number of bytes that were worked through since the last call.
    What becomes of entries is ``noted`` or not. Raises DumpError where the dump is not the one
    that it was when it was first read.
    """
    storing = Storing(db, noted=noted)
    storing.add(number, dump, cuts_of(dump, learnt(db), told))
    return storing.finish()[number]


class Storing:
    """Readings on their way into the archive, many cuts at a time.

    What becomes of entries is ``noted`` or not.
    """

    def __init__(self, db: sqlite3.Connection, *, noted: bool) -> None:
        self._db = db
        self._noted = noted
        self._cuts: list[tuple[int, int, Cut]] = []
        self._size = 0
        self._written: dict[int, Written] = {}

    def add(self, number: int, dump: Dump, batches: Iterable[Batch]) -> None:
        """Take what a dump is made of, as ``batches`` tell it, under its row ``number``.

        Raises DumpError where the dump is not the one that it was when it was first read.
        """
        kinds: Counter[str] = Counter()
        seq = 0
        for batch in batches:
            kinds.update([cut.kind for cut in batch.cuts])
            self._cuts += [(number, seq + place, cut) for place, cut in enumerate(batch.cuts)]
            seq += len(batch.cuts)
            self._size += sum([cut.end - cut.start for cut in batch.cuts])
            if len(self._cuts) >= _MOST_CUTS or self._size >= _MOST_CHARACTERS:
                self._store()
            if batch.ending:
                warnings = _store_ending(self._db, number, dump, batch.ending)
                self._written[number] = Written(kinds, warnings)
                unseal(self._db, [number])

    def finish(self) -> dict[int, Written]:
        """Store what is left; return what the readings brought, by row number."""
        self._store()
        return self._written

    def _store(self) -> None:
        changes = _store_cuts(self._db, self._cuts)
        if self._noted:
            note(self._db, changes)
        self._cuts, self._size = [], 0


def _store_ending(
    db: sqlite3.Connection, number: int, dump: Dump, ending: Ending
) -> tuple[DumpWarning, ...]:
    _verify(dump, ending)
    store_short_lines(db, number, ending.signs)
    db.executemany(
        "INSERT INTO warnings (dump, line, message) VALUES (?, ?, ?)",
        [(number, *warning) for warning in ending.warnings],
    )
    return tuple(DumpWarning(dump.name, *warning) for warning in ending.warnings)


def verify(dump: Dump, batches: Iterable[Batch]) -> None:
    """Raise DumpError where a dump that was cut is not what it was when it was examined."""
    for batch in batches:
        if batch.ending:
            _verify(dump, batch.ending)


def _verify(dump: Dump, ending: Ending) -> None:
    if ending.sha256 not in (None, dump.sha256):
        raise changed(dump)


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
    changes = settle(db, [_sighted(one) for one, told in items if told not in familiar])
    changes.known |= {changes.moved.get(number, number) for number in familiar.values()}
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
    cut, (_, _, title, body) = one.cut, one.cut.text
    article = cut.kind == Kind.ARTICLE
    return Sighted(one.text, cut.date or "", article, title, body, cut.inferred, cut.day)
