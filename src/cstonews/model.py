"""The immutable values that travel between the parts; nothing here reads, writes or prints.

Named tuples, since a frozen dataclass takes five times as long to define, which every
command would pay at its start.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a segment is; an entry is an article or a teaser."""

    ARTICLE = "article"
    TEASER = "teaser"
    FURNITURE = "furniture"
    UNCLASSIFIED = "unclassified"


class DateSource(StrEnum):
    """Where a date comes from; an earlier member always beats a later one."""

    CORRECTED = "corrected"
    STATED = "stated"
    MATCHED = "matched"
    INFERRED = "inferred"


class Role(StrEnum):
    """What a run of characters inside a segment is."""

    TITLE = "title"
    DATE = "date"
    BODY = "body"
    BYLINE = "byline"
    IMAGE = "image"
    NOTE = "note"


class Origin(NamedTuple):
    """Where a page came from, as it or its crawl tells; kept with the dump, never a date of it.

    ``url`` is its address, ``title`` that of the page, ``published`` the time that the page
    claims, ``fetched`` the time at which it was saved; times are ISO 8601.
    """

    url: str | None = None
    title: str | None = None
    published: str | None = None
    fetched: str | None = None


class Part(NamedTuple):
    """A run ``[start, end)`` of a dump's characters with one role, within a segment."""

    role: Role
    start: int
    end: int


class Segment(NamedTuple):
    """A run ``[start, end)`` of a dump's characters with one kind.

    The segments of a dump tile it. ``line`` is the 1-based line of the first
    character that is not blank. ``body`` holds the paragraphs of the text alone,
    parted by a blank line; ``date`` is stated or inferred, or None. ``text`` is the run
    itself, in which bytes that were no text stand as lone surrogates (PEP 383). ``day`` is the
    day ``--MM-DD`` that the opening words of an undated item name, where nothing on its
    page tells the year.
    """

    kind: Kind
    start: int
    end: int
    line: int
    date: dt.date | None = None
    date_source: DateSource | None = None
    title: str | None = None
    body: str | None = None
    lang: str | None = None
    parts: tuple[Part, ...] = ()
    text: str = ""
    day: str | None = None

    @property
    def stated(self) -> dt.date | None:
        """The date, where a date line states it."""
        return self.date if self.date_source is DateSource.STATED else None

    @property
    def inferred(self) -> dt.date | None:
        """The date, where the opening words name it."""
        return self.date if self.date_source is DateSource.INFERRED else None

    @property
    def is_item(self) -> bool:
        """Whether this is a sighting of an entry."""
        return self.kind in (Kind.ARTICLE, Kind.TEASER)


class DumpWarning(NamedTuple):
    """Something in a dump that a person should look at; ``line`` is 1-based."""

    dump: str
    line: int
    message: str


class Reading(NamedTuple):
    """What the splitter makes of one text: its segments in order, and warnings."""

    segments: tuple[Segment, ...]
    warnings: tuple[DumpWarning, ...] = ()


class Sighting(NamedTuple):
    """One appearance of an entry in a dump.

    ``dump`` is the word that names the dump in its archive, ``sha256`` what names it anywhere.
    ``saved`` is when the page was saved, else when the dump came in (ISO 8601). ``whole`` says
    whether the text that the entry is shown in stands here. ``line`` is one of the text of
    the dump; where its ``form`` is not ``text``, that text was taken out of a saved page.
    """

    dump: str
    name: str
    line: int
    kind: Kind
    date: dt.date | None
    date_source: DateSource | None
    url: str | None = None
    sha256: str = ""
    saved: str | None = None
    whole: bool = False
    form: str = "text"


class Relation(StrEnum):
    """What a text of an entry is to the one that is shown."""

    SHOWN = "shown"
    SAME = "same"
    CORRECTED = "corrected"
    OPENING = "opening"
    TITLE = "title"


class Version(NamedTuple):
    """One text of an entry; ``sightings`` counts those of this text."""

    handle: str
    relation: Relation
    title: str | None
    body: str
    sightings: int


class Entry(NamedTuple):
    """One news item of the archive in its fullest known text.

    ``corrected`` names the fields that a person has corrected. ``seen`` and ``versions`` are
    only filled where they are asked for. ``identity`` is the handle with all its digits, by
    which the entry is the same in every archive.
    """

    handle: str
    date: dt.date | None
    date_source: DateSource | None
    kind: Kind
    lang: str | None
    title: str | None
    body: str
    sightings: int
    seen: tuple[Sighting, ...] = ()
    corrected: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    identity: str = ""


class DateRange(NamedTuple):
    """Days from ``first`` to ``last``, both included; None leaves that end open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None


class Scrap(NamedTuple):
    """A run of a dump that is no entry; ``dump`` is the word that names the dump."""

    dump: str
    name: str
    line: int
    text: str


class DumpInfo(NamedTuple):
    """What the archive knows of one dump."""

    dump: str
    name: str
    bytes: int
    sha256: str
    encoding: str
    ingested: str
    segments: Mapping[str, int]
    warnings: int
    form: str = "text"
    origin: Origin = Origin()


class PlacedSegment(NamedTuple):
    """A segment of a stored dump, and the handle of the entry that it is a sighting of."""

    segment: Segment
    handle: str | None


class DumpStory(NamedTuple):
    """All that the archive knows of one dump."""

    info: DumpInfo
    segments: tuple[PlacedSegment, ...]
    warnings: tuple[DumpWarning, ...]
