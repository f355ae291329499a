"""Dumps into the archive: a transaction a dump, and the entries that follow from it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from cstonews.archive import connection, pieces
from cstonews.archive.cluster import Sighted
from cstonews.archive.entries import Changes, settle
from cstonews.archive.forget import Forgotten, forget
from cstonews.archive.texts import add_text, parts_to_text
from cstonews.dumps import Dump
from cstonews.errors import DumpError
from cstonews.model import DumpWarning, Kind, Segment, clean, encode
from cstonews.split.lines import BLANK

_BATCH = 2000  # sightings that are settled together, so that memory does not grow with a dump


class Writer:
    """The one way into an archive. Made by ``writing`` or ``rehearsing``."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.changes = Changes()

    def knows(self, sha256: str) -> bool:
        """Whether a dump with this hash is in the archive."""
        found = self._db.execute("SELECT 1 FROM dumps WHERE sha256 = ?", [sha256]).fetchone()
        return found is not None

    def add(
        self,
        dump: Dump,
        segments: Iterable[Segment],
        warnings: Sequence[DumpWarning],
        ingested: str,
    ) -> bool:
        """Store ``dump`` as it was read, wholly or not at all; False where it is known.

        ``segments`` are taken one by one, and not at all where the dump is known;
        ``warnings`` are read behind the last one. ``ingested`` is a time, ISO 8601.
        Raises DumpError, and stores nothing, where the segments are not the dump's bytes.
        """
        if self.knows(dump.sha256):
            return False
        with self._transaction():
            if self.knows(dump.sha256):  # another ingest may have come first
                return False
            number = self._add_dump(dump, ingested)
            changes = Changes()
            batch: list[Sighted] = []
            digest = hashlib.sha256()
            for seq, segment in enumerate(segments):
                sighted, data = self._add_segment(number, seq, dump, segment)
                digest.update(data)
                if sighted:
                    batch.append(sighted)
                if len(batch) >= _BATCH:
                    changes.add(settle(self._db, batch))
                    batch = []
            changes.add(settle(self._db, batch))
            if dump.reversible and digest.hexdigest() != dump.sha256:
                raise DumpError(f"{dump.name} changed while it was read; ingest it again")
            self._db.executemany(
                "INSERT INTO warnings (dump, line, message) VALUES (?, ?, ?)",
                [(number, warning.line, warning.message) for warning in warnings],
            )
        self.changes.add(changes)
        return True

    def forget(self, word: str) -> Forgotten:
        """Take the dump that ``word`` names out again, with all that only it brought.

        Raises QueryError where it names none, or several.
        """
        with self._transaction():
            return forget(self._db, word)

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
            (dump.sha256, dump.name, dump.size, dump.encoding, ingested, whole),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _add_segment(
        self, number: int, seq: int, dump: Dump, segment: Segment
    ) -> tuple[Sighted | None, bytes]:
        """Store a segment; return what it is a sighting of, and its bytes."""
        text, encoding = segment.text, dump.encoding
        if not dump.reversible:
            text, encoding = clean(text), "utf-8"
        content = text.rstrip(BLANK)
        data, blanks = encode(content, encoding), encode(text[len(content) :], encoding)
        piece = pieces.store(self._db, data) if data else None
        sighted = self._sighted(segment) if segment.is_item else None
        self._db.execute(
            'INSERT INTO segments (dump, seq, kind, start, "end", line, date, inferred, text, '
            "piece, blanks, parts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, seq, segment.kind, segment.start, segment.end, segment.line,
                segment.stated.isoformat() if segment.stated else None,
                segment.inferred.isoformat() if segment.inferred else None,
                sighted.text if sighted else None, piece, blanks or None,
                parts_to_text(segment.parts, segment.start) if sighted else None,
            ),
        )  # fmt: skip
        return sighted, data + blanks

    def _sighted(self, segment: Segment) -> Sighted:
        return Sighted(
            text=add_text(self._db, segment.title, segment.body or ""),
            date=segment.stated.isoformat() if segment.stated else "",
            article=segment.kind is Kind.ARTICLE,
            title=segment.title,
            body=segment.body or "",
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
