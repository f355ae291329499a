"""Which texts are the same entry."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b, sha256

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
    return sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def hash_of(words: Sequence[str]) -> int:
    """Return 64 bits that stand for folded words in an index, as SQLite's signed integer."""
    return hash_of_text(" ".join(words))


def hash_of_text(text: str) -> int:
    """Return what ``hash_of`` returns for words that stand in ``text`` with one space between."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
