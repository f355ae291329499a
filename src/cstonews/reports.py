"""What the commands that write, or check, have to say when they are done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from cstonews.model import DumpWarning


class IngestReport(NamedTuple):
    """What an ingest did. Counts by ``dumps`` new, known, failed; ``entries`` new, known,
    grown; ``segments`` (of the new dumps) by kind; ``reread`` dumps whose short lines have
    turned out to be furniture.
    """

    dumps: Mapping[str, int]
    entries: Mapping[str, int]
    segments: Mapping[str, int]
    warnings: tuple[DumpWarning, ...]
    failures: tuple[str, ...]
    reread: int = 0


class EntryChange(NamedTuple):
    """What another reading of the dumps did to an entry.

    ``change`` is ``new``, ``gone``, ``recut`` (its text is cut differently: ``now`` is the
    handle of today) or ``changed`` (another date, kind or title).
    """

    change: str
    handle: str
    now: str | None
    date: dt.date | None
    title: str | None
    body: str


class ResplitReport(NamedTuple):
    """What reading all stored dumps anew did. Counts by ``dumps`` read, changed; ``entries``
    new, gone, recut, changed; ``segments`` by kind. ``changes`` are those of the entries.
    """

    dumps: Mapping[str, int]
    entries: Mapping[str, int]
    segments: Mapping[str, int]
    warnings: tuple[DumpWarning, ...]
    changes: tuple[EntryChange, ...]


class CheckReport(NamedTuple):
    """What ``check`` looked at, and what is wrong, a line each."""

    dumps: int
    bytes: int
    entries: int
    problems: tuple[str, ...]
