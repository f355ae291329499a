"""What is asked for, and what was found: the values of questions to the archive."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from cstonews.model import DateRange, DateSource, Entry, Kind

# Unicode noncharacters: never assigned, so no real text holds them.
MARK_ON = "\ufdd0"
MARK_OFF = "\ufdd1"


class Order(StrEnum):
    """How answers are sorted; undated entries count as older than all others."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Filter(NamedTuple):
    """Which entries are asked for.

    ``sources`` are the origins that a date may have. ``undated``: True for the undated
    alone, False for the dated alone, None for both.
    """

    dates: DateRange = DateRange()
    sources: frozenset[DateSource] = frozenset(DateSource)
    kind: Kind | None = None
    undated: bool | None = None


class Hit(NamedTuple):
    """An entry as an answer: what is shown of it.

    In ``title`` and ``snippet`` the words that were found stand between ``MARK_ON`` and
    ``MARK_OFF``. Where a text itself holds one of these, U+FFFD stands for it.
    """

    entry: Entry
    title: str | None
    snippet: str


class Omission(NamedTuple):
    """A part of a query as typed, and how many entries are found without it."""

    text: str
    entries: int


class Answer(NamedTuple):
    """The hits that are shown, how many there are in all, and whether there are any entries.

    Where little was found ``meant`` is another query that finds something, and ``without``
    tells which part alone keeps it from finding anything.
    """

    hits: tuple[Hit, ...]
    total: int
    empty: bool = False
    meant: str | None = None
    without: tuple[Omission, ...] = ()


class ExplainedPart(NamedTuple):
    """A part of a query: how deep it stands, what it says, all that it was widened to.

    ``entries`` is how many it finds by itself; None where it only ranks.
    """

    depth: int
    text: str
    forms: tuple[str, ...]
    entries: int | None
