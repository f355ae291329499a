"""The bytes of dumps, each distinct run of them stored once."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator

from cstonews.codec import error_handler
from cstonews.errors import ArchiveError

_DIGEST_BYTES = 16
_LEVEL = 6


def store(connection: sqlite3.Connection, data: bytes) -> int:
    """Store ``data`` unless it is there, and return its number."""
    digest = hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
    found = connection.execute("SELECT id FROM pieces WHERE digest = ?", [digest]).fetchone()
    if found:
        return int(found[0])
    packed = zlib.compress(data, _LEVEL)
    row = (digest, 1, packed) if len(packed) < len(data) else (digest, 0, data)
    cursor = connection.execute("INSERT INTO pieces (digest, packed, data) VALUES (?, ?, ?)", row)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def unpack(packed: int, data: bytes) -> bytes:
    """Return the bytes of a row of ``pieces``."""
    if not packed:
        return data
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise ArchiveError(f"a stored text is damaged ({error}); run 'cstonews check'") from error


# A dump that cannot be cut keeps its pieces in UTF-8; ``d`` is its row of ``dumps``.
PIECE_ENCODING = "iif(d.data IS NULL, d.encoding, 'utf-8')"


def decode_piece(packed: int, data: bytes, encoding: str) -> str:
    """Return a piece as text, in which bytes that are no text are lone surrogates."""
    return unpack(packed, data).decode(encoding, error_handler(encoding))


def dump_chunks(connection: sqlite3.Connection, dump: int) -> Iterator[bytes]:
    """Yield the bytes of the dump with the row number ``dump``, as they were ingested."""
    (whole,) = connection.execute("SELECT data FROM dumps WHERE id = ?", [dump]).fetchone()
    if whole is not None:
        yield unpack(1, whole)
        return
    rows = connection.execute(
        "SELECT p.packed, p.data, s.blanks FROM segments s LEFT JOIN pieces p ON p.id = s.piece "
        "WHERE s.dump = ? ORDER BY s.seq",
        [dump],
    )
    for packed, data, blanks in rows:
        if data is not None:
            yield unpack(packed, data)
        if blanks:
            yield blanks


def dump_bytes(connection: sqlite3.Connection, dump: int) -> bytes:
    """Return all bytes of a dump at once."""
    return b"".join(dump_chunks(connection, dump))


def pack_whole(data: bytes) -> bytes:
    """Return ``data`` as it stands in ``dumps.data``, for a dump that cannot be cut."""
    return zlib.compress(data, _LEVEL)
