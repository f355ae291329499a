"""Numbers of things, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cstonews.reports import CheckReport


def entries_told(count: int) -> str:
    """Return a number of entries in words: ``1 entry``, ``2,400 entries``."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def held_told(report: CheckReport) -> str:
    """Return what an archive holds in words: ``2 dumps (1,024 bytes), 7 entries``."""
    dumps = "1 dump" if report.dumps == 1 else f"{report.dumps:,} dumps"
    return f"{dumps} ({report.bytes:,} bytes), {entries_told(report.entries)}"
