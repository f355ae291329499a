"""What a line can be, and the path of labels that a reading is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum

from cstonews.split.cues import Cue


class Label(IntEnum):
    """What one line is in a reading of a page."""

    START = 0
    SIDEBAR_DATE = 1
    DATED_TEASER = 2
    TEASER = 3
    TEASER_MORE = 4
    LISTED_TITLE = 5
    LISTED_SUMMARY = 6
    TITLE = 7
    TITLE_AGAIN = 8
    ARTICLE_DATE = 9
    BODY = 10
    ASIDE = 11
    FURNITURE = 12
    UNCLASSIFIED = 13
    HEADLINE = 14


# By their own names, which Python finds five times as fast as those of members.
(
    START, SIDEBAR_DATE, DATED_TEASER, TEASER, TEASER_MORE, LISTED_TITLE, LISTED_SUMMARY, TITLE,
    TITLE_AGAIN, ARTICLE_DATE, BODY, ASIDE, FURNITURE, UNCLASSIFIED, HEADLINE,
) = Label  # fmt: skip


@dataclass(slots=True, eq=False)
class Path:
    """The best reading so far that gives its last line ``label``.

    ``teasers`` counts the items of the sidebar that the line stands in,
    ``paragraphs`` those of its teaser, ``date`` is the sidebar's last date.
    ``gap`` is the largest number of blank lines so far between paragraphs of its body, or
    between teasers of its sidebar.
    ``article`` says whether an article stands open behind unclassified lines.
    A path whose earlier lines have been given out has no ``cue`` and no ``parent``.
    """

    score: float
    label: Label
    cue: Cue | None
    parent: Path | None
    teasers: int = 0
    paragraphs: int = 0
    date: dt.date | None = None
    article: bool = False
    gap: int = 0


SIDEBAR = frozenset({DATED_TEASER, TEASER, TEASER_MORE})
LISTING = frozenset({LISTED_TITLE, LISTED_SUMMARY})
ARTICLE = frozenset({TITLE, TITLE_AGAIN, ARTICLE_DATE, BODY, ASIDE})
HEADING = frozenset({TITLE, TITLE_AGAIN, ARTICLE_DATE})
BETWEEN = frozenset({START, FURNITURE, UNCLASSIFIED})
