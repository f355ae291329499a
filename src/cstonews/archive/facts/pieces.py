"""The bytes of dumps, each distinct run of them stored once."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cstonews.archive.sql import next_number, numbers_by
from cstonews.codec import error_handler
from cstonews.errors import ArchiveError

_DIGEST_BYTES = 16
_LEVEL = 6
_SMALL = 4096  # bytes; for these zlib's usual window takes longer to set up than to use
_SMALL_WINDOW = 12
_REMEMBERED = 2000  # pieces that need not be packed again, for sidebars repeat them


class Packed(NamedTuple):
    """A piece as it is stored: ``data`` is compressed where that makes it shorter."""

    digest: bytes
    compressed: int
    data: bytes


def digest_of(data: bytes) -> bytes:
    """Return that by which a piece is known."""
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()


@lru_cache(_REMEMBERED)
def pack(data: bytes) -> Packed:
    """Return ``data`` as a piece."""
    digest = digest_of(data)
    window = _SMALL_WINDOW if len(data) <= _SMALL else zlib.MAX_WBITS
    deflate = zlib.compressobj(_LEVEL, wbits=window)
    shorter = deflate.compress(data) + deflate.flush()
    return Packed(digest, 1, shorter) if len(shorter) < len(data) else Packed(digest, 0, data)


def store(db: sqlite3.Connection, pieces: Iterable[Packed]) -> dict[bytes, int]:
    """Store those of ``pieces`` that are not there; return the numbers of all by their digests."""
    wanted = {piece.digest: piece for piece in reversed(list(pieces))}
    numbers = numbers_by(db, "pieces", "digest", list(wanted))
    fresh = [piece for digest, piece in reversed(wanted.items()) if digest not in numbers]
    first = next_number(db, "pieces")
    rows = [(number, *piece) for number, piece in enumerate(fresh, first)]
    db.executemany("INSERT INTO pieces (id, digest, packed, data) VALUES (?, ?, ?, ?)", rows)
    numbers.update((digest, number) for number, digest, *_ in rows)
    return numbers


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
