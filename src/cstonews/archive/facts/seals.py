"""Seals: digests of what the archive holds of each dump, and of what belongs to none.

SQLite notices a flipped bit where it breaks the structure of its file, not in a name, a date or
an offset. The bytes of a dump have its SHA-256; all else that nothing could be derived from is
sealed, so that ``check`` finds what no longer is what was written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b

# The dumps whose seals a transaction has broken; they are sealed anew at its end.
UNSEALED = "CREATE TEMP TABLE unsealed (dump INTEGER PRIMARY KEY)"

# What belongs to no dump is sealed as if it were the dump with this number.
APART = 0

_DIGEST_BYTES = 16
_OF_A_DUMP = (
    "SELECT sha256, name, bytes, encoding, ingested, form, url, page_title, published, fetched "
    "FROM dumps WHERE id = ?",
    'SELECT seq, kind, start, "end", line, date, inferred, day, hex(blanks), parts '
    "FROM segments WHERE dump = ? ORDER BY seq",
    "SELECT line, beside FROM short_lines WHERE dump = ? ORDER BY line",
    "SELECT line, message FROM warnings WHERE dump = ? ORDER BY line, message",
    "SELECT handle, start FROM former WHERE dump = ? ORDER BY handle",
)
_OF_NONE = (
    "SELECT handle, dated, field, value, made FROM corrections ORDER BY handle, dated, field",
    "SELECT name, words, made FROM saved ORDER BY name",
    "SELECT name, dump, made FROM looks ORDER BY name",
    "SELECT last FROM dump_numbers",
)


def unseal(db: sqlite3.Connection, dumps: Iterable[int]) -> None:
    """Note that the facts of ``dumps`` change in this transaction."""
    db.executemany("INSERT OR IGNORE INTO temp.unsealed VALUES (?)", [(n,) for n in dumps])


def unseal_known(db: sqlite3.Connection, sha256: str) -> None:
    """Note that the facts of the dump with this hash change in this transaction."""
    db.execute(
        "INSERT OR IGNORE INTO temp.unsealed SELECT id FROM dumps WHERE sha256 = ?", [sha256]
    )


def seal(db: sqlite3.Connection) -> None:
    """Seal what has changed in this transaction, at its end."""
    changed = [n for (n,) in db.execute("SELECT dump FROM temp.unsealed").fetchall()]
    _store(db, [*changed, APART])
    db.execute("DELETE FROM temp.unsealed")


def seal_all(db: sqlite3.Connection) -> None:
    """Seal everything as it stands."""
    _store(db, [*_numbers(db), APART])


def drop_seal(db: sqlite3.Connection, number: int) -> None:
    """Take away the seal of a dump that goes."""
    db.execute("DELETE FROM seals WHERE dump = ?", [number])


def broken(db: sqlite3.Connection) -> list[int]:
    """Return the dumps that are not as they were sealed, ``APART`` for what belongs to none."""
    sealed = [number for (number,) in db.execute("SELECT dump FROM seals").fetchall()]
    return [n for n in sorted({APART, *_numbers(db), *sealed}) if not holds(db, n)]


def holds(db: sqlite3.Connection, number: int) -> bool:
    """Whether a dump, or ``APART``, is there and as it was sealed."""
    sealed = db.execute("SELECT digest FROM seals WHERE dump = ?", [number]).fetchone()
    return sealed is not None and bool(sealed[0] == _digest(db, number))


def _numbers(db: sqlite3.Connection) -> list[int]:
    return [number for (number,) in db.execute("SELECT id FROM dumps ORDER BY id").fetchall()]


def _store(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO seals (dump, digest) VALUES (?, ?)",
        [(number, _digest(db, number)) for number in numbers],
    )


def _digest(db: sqlite3.Connection, number: int) -> bytes:
    import json

    statements, values = (_OF_NONE, []) if number == APART else (_OF_A_DUMP, [number])
    digest = blake2b(digest_size=_DIGEST_BYTES)
    for statement in statements:
        for row in db.execute(statement, values):
            digest.update(json.dumps(row, default=bytes.hex).encode())
        digest.update(b"\n")
    return digest.digest()
