"""Numbers of things, in words."""

from __future__ import annotations


def entries_told(count: int) -> str:
    """Return a number of entries in words: ``1 entry``, ``2,400 entries``."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"
