"""Dumps out of the archive: what is known of each, and its bytes. Every function only reads."""

from __future__ import annotations

import hashlib
import sqlite3

from cstonews.archive.answers.dump_words import dump_words
from cstonews.archive.facts.pieces import PIECE_ENCODING, decode_piece, dump_bytes
from cstonews.archive.handles import TYPED_LEAST
from cstonews.archive.sql import text
from cstonews.codec import clean
from cstonews.errors import ArchiveError, QueryError
from cstonews.model import DumpInfo, Kind, Origin, Scrap

_LAST = 2**63 - 1
_SCRAP = Kind.UNCLASSIFIED.value


def dumps(db: sqlite3.Connection, only: int | None = None) -> list[DumpInfo]:
    """Return what the archive knows of each dump, in the order of their ingest.

    ``only`` is the row number of the one that is asked for; all without it.
    """
    asked = (only, only) if only is not None else (0, _LAST)
    kinds: dict[int, dict[str, int]] = {}
    for number, kind, count in db.execute(
        "SELECT dump, kind, count(*) FROM segments WHERE dump BETWEEN ? AND ? GROUP BY dump, kind",
        asked,
    ):
        kinds.setdefault(number, {})[kind] = count
    warned = db.execute(
        "SELECT dump, count(*) FROM warnings WHERE dump BETWEEN ? AND ? GROUP BY dump", asked
    )
    warnings = dict(warned.fetchall())
    rows = db.execute(
        "SELECT id, sha256, name, bytes, encoding, ingested, form, url, page_title, published, "
        "fetched FROM dumps WHERE id BETWEEN ? AND ? ORDER BY id",
        asked,
    ).fetchall()
    words = dump_words(db, [row[1] for row in rows])
    return [
        DumpInfo(
            dump=words[sha256],
            name=text(name),
            bytes=size,
            sha256=sha256,
            encoding=encoding,
            ingested=ingested,
            segments={kind.value: kinds.get(number, {}).get(kind, 0) for kind in Kind},
            warnings=warnings.get(number, 0),
            form=form,
            origin=Origin(*origin),
        )
        for number, sha256, name, size, encoding, ingested, form, *origin in rows
    ]


def dumps_size(db: sqlite3.Connection) -> int:
    """Return the number of bytes of all dumps together."""
    return int(db.execute("SELECT coalesce(sum(bytes), 0) FROM dumps").fetchone()[0])


def last_ingest(db: sqlite3.Connection) -> str | None:
    """Return when the last dump came in (ISO 8601), None where there is none."""
    (time,) = db.execute("SELECT max(ingested) FROM dumps").fetchone()
    return str(time) if time else None


def unclassified(db: sqlite3.Connection, limit: int | None) -> tuple[list[Scrap], int]:
    """Return the first ``limit`` runs of text that were not understood, and their number in all."""
    (total,) = db.execute("SELECT count(*) FROM segments WHERE kind = ?", [_SCRAP]).fetchone()
    rows = db.execute(
        f"SELECT d.sha256, d.name, s.line, p.packed, p.data, {PIECE_ENCODING} "
        "FROM segments s JOIN dumps d ON d.id = s.dump "
        "JOIN pieces p ON p.id = s.piece WHERE s.kind = ? ORDER BY d.name, d.sha256, s.seq LIMIT ?",
        [_SCRAP, -1 if limit is None else limit],
    ).fetchall()
    words = dump_words(db, [row[0] for row in rows])
    scraps = [
        Scrap(words[sha256], text(name), line, clean(decode_piece(packed, data, encoding)))
        for sha256, name, line, packed, data, encoding in rows
    ]
    return scraps, total


def dump_content(db: sqlite3.Connection, word: str) -> bytes:
    """Return the bytes of the dump that ``word`` names.

    Raises QueryError where it names none, or several.
    """
    number, sha256 = find_dump(db, word)
    return _proven(dump_bytes(db, number), sha256, word)


def find_dump(db: sqlite3.Connection, word: str) -> tuple[int, str]:
    """Return row number and hash of the dump that ``word`` names: the start of its hash, or
    its name.

    Raises QueryError where it names none, or several.
    """
    rows = db.execute("SELECT id, sha256 FROM dumps WHERE name = ?", [word]).fetchall()
    if not rows and len(word) >= TYPED_LEAST:
        rows = db.execute(
            "SELECT id, sha256 FROM dumps WHERE sha256 BETWEEN ? AND ?",
            [word.lower(), word.lower() + "g"],
        ).fetchall()
    if not rows:
        raise QueryError(f"no dump is named {word}; 'cstonews dumps' shows those there are")
    if len(rows) > 1:
        shown = " or ".join(sorted(dump_words(db, [sha256 for _, sha256 in rows[:3]]).values()))
        raise QueryError(f"{word} may mean several dumps; name one as {shown}")
    number, sha256 = rows[0]
    return number, sha256


def _proven(data: bytes, sha256: str, word: str) -> bytes:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ArchiveError(f"the dump {word} is damaged in the archive; run 'cstonews check'")
    return data
