"""What the commands that write, check or watch have to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from cstonews.found import Hit
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


class RepairReport(NamedTuple):
    """What was made anew of a damaged archive: how many ``dumps`` and ``entries``; what could not
    be, a line each; ``kept`` is where the damaged file is.
    """

    dumps: int
    entries: int
    problems: tuple[str, ...]
    kept: str | None


class RestoreReport(NamedTuple):
    """What the archive holds that was put back, and where that is kept which it had before, if
    any of it would have been lost.
    """

    held: CheckReport
    kept: str | None


class MergeReport(NamedTuple):
    """What a merge brought: the dumps that were ``added``; of how many dumps it now is known
    where they came from; corrections; saved searches, each with the name that it got.
    """

    added: IngestReport
    origins: int
    corrections: int
    saved: tuple[tuple[str, str], ...]


class News(StrEnum):
    """What became of an entry since a look: it came in, got a fuller text, or got its date."""

    NEW = "new"
    FULLER = "fuller"
    DATED = "dated"


class Arrival(NamedTuple):
    """An entry that is news."""

    hit: Hit
    news: News


class Arrivals(NamedTuple):
    """What came into the archive since it was last looked at.

    ``counts`` are those of all, also where fewer are shown. ``looked`` is the time of that
    look, ISO 8601, None where there was none; ``upto`` the number of the last dump of this one.
    """

    shown: tuple[Arrival, ...]
    counts: Mapping[News, int]
    looked: str | None
    upto: int


class SavedSearch(NamedTuple):
    """Words under a name. ``made`` and ``looked`` (None: never) are times, ISO 8601.

    ``entries`` are those that the words find, ``new`` those of them that are news.
    """

    name: str
    words: str
    made: str
    looked: str | None
    entries: int = 0
    new: int = 0
