"""Dumps out of the archive: what is known of each, and its bytes. Every function only reads."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

from cstonews.archive.handles import SHOWN, TYPED_LEAST
from cstonews.archive.pieces import dump_bytes
from cstonews.errors import ArchiveError, QueryError
from cstonews.model import DumpInfo, Kind


def dump_words(db: sqlite3.Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Return the word by which each dump is named: the shortest unique start of its hash."""
    words = {}
    for sha256 in set(hashes):
        length = SHOWN
        while length < len(sha256):
            (same,) = db.execute(
                "SELECT count(*) FROM dumps WHERE sha256 BETWEEN ? AND ?",
                [sha256[:length], sha256[:length] + "g"],
            ).fetchone()
            if same == 1:
                break
            length += 1
        words[sha256] = sha256[:length]
    return words


def dumps(db: sqlite3.Connection) -> list[DumpInfo]:
    """Return what the archive knows of each dump, in the order of their ingest."""
    kinds: dict[int, dict[str, int]] = {}
    for number, kind, count in db.execute(
        "SELECT dump, kind, count(*) FROM segments GROUP BY dump, kind"
    ):
        kinds.setdefault(number, {})[kind] = count
    warnings = dict(db.execute("SELECT dump, count(*) FROM warnings GROUP BY dump").fetchall())
    rows = db.execute(
        "SELECT id, sha256, name, bytes, encoding, ingested FROM dumps ORDER BY id"
    ).fetchall()
    words = dump_words(db, [row[1] for row in rows])
    return [
        DumpInfo(
            dump=words[sha256],
            name=name,
            bytes=size,
            sha256=sha256,
            encoding=encoding,
            ingested=ingested,
            segments={kind.value: kinds.get(number, {}).get(kind, 0) for kind in Kind},
            warnings=warnings.get(number, 0),
        )
        for number, sha256, name, size, encoding, ingested in rows
    ]


def dump_content(db: sqlite3.Connection, word: str) -> bytes:
    """Return the bytes of the dump that ``word`` names: the start of its hash, or its name.

    Raises QueryError where it names none, or several.
    """
    rows = db.execute("SELECT id, sha256 FROM dumps WHERE name = ?", [word]).fetchall()
    if not rows and len(word) >= TYPED_LEAST:
        rows = db.execute(
            "SELECT id, sha256 FROM dumps WHERE substr(sha256, 1, ?) = ?",
            [len(word), word.lower()],
        ).fetchall()
    if not rows:
        raise QueryError(f"no dump is named {word}; 'cstonews dumps' shows those there are")
    if len(rows) > 1:
        shown = " or ".join(sorted(dump_words(db, [sha256 for _, sha256 in rows[:3]]).values()))
        raise QueryError(f"{word} may mean several dumps; name one as {shown}")
    data = dump_bytes(db, rows[0][0])
    return _proven(data, rows[0][1], word)


def _proven(data: bytes, sha256: str, word: str) -> bytes:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ArchiveError(f"the dump {word} is damaged in the archive; run 'cstonews check'")
    return data
