"""Dumps into the archive: a transaction a dump, and the entries that follow from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cstonews.archive import connection, pieces
from cstonews.archive.entries import Changes, settle
from cstonews.archive.identity import handle_of
from cstonews.archive.resolve import Copy
from cstonews.model import Dump, Kind, Part, Reading, Segment
from cstonews.split.lines import BLANK


class Writer:
    """The one way into an archive. Made by ``writing`` or ``rehearsing``."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.changes = Changes()

    def knows(self, sha256: str) -> bool:
        """Whether a dump with this hash is in the archive."""
        found = self._db.execute("SELECT 1 FROM dumps WHERE sha256 = ?", [sha256]).fetchone()
        return found is not None

    def add(self, dump: Dump, reading: Reading, ingested: str) -> bool:
        """Store ``dump`` as it was read, wholly or not at all; False where it is known.

        ``ingested`` is the time of the ingest, ISO 8601.
        """
        with self._transaction():
            if self.knows(dump.sha256):
                return False
            number = self._add_dump(dump, ingested)
            added = (
                self._add_segment(number, seq, dump, segment)
                for seq, segment in enumerate(reading.segments)
            )
            copies = [copy for copy in added if copy]
            self._db.executemany(
                "INSERT INTO warnings (dump, line, message) VALUES (?, ?, ?)",
                [(number, warning.line, warning.message) for warning in reading.warnings],
            )
            changes = settle(self._db, copies)
        self.changes.add(changes)
        return True

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _add_dump(self, dump: Dump, ingested: str) -> int:
        whole = None if dump.reversible else pieces.pack_whole(dump.data)
        cursor = self._db.execute(
            "INSERT INTO dumps (sha256, name, bytes, encoding, ingested, data) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (dump.sha256, dump.name, len(dump.data), dump.encoding, ingested, whole),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _add_segment(self, number: int, seq: int, dump: Dump, segment: Segment) -> Copy | None:
        copy = self._copy(segment) if segment.is_item else None
        piece, blanks = None, None
        if dump.reversible:
            content_end = segment.start + len(dump.text[segment.start : segment.end].rstrip(BLANK))
            content = dump.cut(segment.start, content_end)
            piece = pieces.store(self._db, content) if content else None
            blanks = dump.cut(content_end, segment.end) or None
        self._db.execute(
            'INSERT INTO segments (dump, seq, kind, start, "end", line, date, text, piece, '
            "blanks, parts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, seq, segment.kind, segment.start, segment.end, segment.line,
                segment.date.isoformat() if segment.date else None,
                copy.text if copy else None, piece, blanks,
                parts_to_text(segment.parts, segment.start) if copy else None,
            ),
        )  # fmt: skip
        return copy

    def _copy(self, segment: Segment) -> Copy:
        handle = handle_of(segment.title, segment.body)
        found = self._db.execute("SELECT id FROM texts WHERE handle = ?", [handle]).fetchone()
        if found is None:
            found = [self._db.execute("INSERT INTO texts (handle) VALUES (?)", [handle]).lastrowid]
        return Copy(
            text=found[0],
            handle=handle,
            date=segment.date.isoformat() if segment.date else "",
            article=segment.kind is Kind.ARTICLE,
            title=segment.title,
            body=segment.body or "",
            lang=segment.lang,
        )


@contextmanager
def writing(path: str) -> Iterator[Writer]:
    """Open the archive ``path`` to write to it; made where there is none."""
    with connection.writing(path) as db:
        yield Writer(db)


@contextmanager
def rehearsing(path: str) -> Iterator[Writer]:
    """Open a copy of the archive that is thrown away: what would happen, without a trace."""
    with connection.private_copy(path) as db:
        yield Writer(db)


_PART_CODES = {"title": "t", "date": "d", "body": "b", "byline": "l", "image": "i", "note": "n"}


def parts_to_text(parts: Iterable[Part], origin: int) -> str:
    """Write parts in short, as offsets from ``origin``: ``t0-80 d81-91 b93-200``."""
    return " ".join(f"{_PART_CODES[p.role]}{p.start - origin}-{p.end - origin}" for p in parts)
