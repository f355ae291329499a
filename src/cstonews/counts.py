"""What counting the archive gives: timelines, terms, facets. Immutable, as in ``model``."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """A length of time by which entries are counted; weeks are those of ISO 8601."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Series(NamedTuple):
    """How many entries fall into each period of a timeline, and how many have no date.

    ``name`` are the words of a series that is compared with others.
    """

    name: str | None
    counts: tuple[int, ...]
    undated: int = 0

    @property
    def total(self) -> int:
        """All entries of the series."""
        return sum(self.counts) + self.undated


class Timeline(NamedTuple):
    """Series over the same periods, which follow each other without a gap.

    ``periods`` are labels: ``2024``, ``2024-07``, ``2024-W07`` or ``2024-07-01``. ``empty`` says
    that the archive has no entries at all.
    """

    unit: Unit
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    empty: bool = False


class Term(NamedTuple):
    """A word that some entries have more often than the others.

    ``term`` is its most frequent form in them, ``here`` counts all its forms in them and
    ``elsewhere`` those in all others; ``here_per_1000`` and ``elsewhere_per_1000`` the same
    among 1,000 words. ``score`` is the log-likelihood, ``handle`` the entry that has most of it.
    """

    term: str
    here: int
    here_per_1000: float
    elsewhere: int
    elsewhere_per_1000: float
    score: float
    handle: str


class Terms(NamedTuple):
    """The terms that are shown, the most telling first, and how many there are in all.

    ``entries`` were selected, ``others`` are those that they were compared with.
    """

    terms: tuple[Term, ...]
    total: int
    entries: int
    others: int


class FacetCount(NamedTuple):
    """How many entries have a value; None for those that have none."""

    value: str | None
    entries: int


class Facet(NamedTuple):
    """How often each value of one property stands in what was found.

    ``counts`` are those that are shown of ``values`` in all.
    """

    name: str
    counts: tuple[FacetCount, ...]
    values: int


class Facets(NamedTuple):
    """The facets of ``total`` entries; ``empty`` says that the archive has none at all."""

    facets: tuple[Facet, ...]
    total: int
    empty: bool = False
