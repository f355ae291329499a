"""Which texts are the same entry."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cstonews.archive.handles import DIGITS
from cstonews.fold import fold


def handle_of(title: str | None, body: str | None) -> str:
    """Return the handle of a text: the first 32 hex digits of SHA-256 of its normal form,
    which is its folded title, a line feed, and its folded body.
    """
    return folded_handle(fold(title or ""), fold(body or ""))


def folded_handle(title: str, body: str) -> str:
    """Return the handle of a text with this folded title and this folded body."""
    folded = f"{title}\n{body}"
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def hash_of(words: Sequence[str]) -> int:
    """Return 64 bits that stand for folded words in an index, as SQLite's signed integer."""
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)
