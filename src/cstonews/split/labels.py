"""What a line can be, how well a line fits each, and which may follow which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from cstonews.split import weights as w
from cstonews.split.cues import Cue, Repeat


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


@dataclass(slots=True, eq=False)
class Path:
    """The best reading so far that gives its last line ``label``.

    ``teasers`` counts the items of the sidebar that the line stands in,
    ``paragraphs`` those of its teaser, ``date`` is the sidebar's last date.
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


SIDEBAR = frozenset({Label.DATED_TEASER, Label.TEASER, Label.TEASER_MORE})
LISTING = frozenset({Label.LISTED_TITLE, Label.LISTED_SUMMARY})
ARTICLE = frozenset({Label.TITLE, Label.TITLE_AGAIN, Label.ARTICLE_DATE, Label.BODY, Label.ASIDE})
BETWEEN = frozenset({Label.START, Label.FURNITURE, Label.UNCLASSIFIED})


# How well a line fits a label, whatever stands around it ---------------------------------


def _prose(cue: Cue) -> float:
    """What speaks for a paragraph of a teaser in any layout."""
    score = w.TEASER_SENTENCE
    if not cue.ends_sentence:
        score = 0.0 if cue.is_last else w.TEASER_NO_SENTENCE
    if cue.length < 40:
        score += w.TEASER_SHORT
    elif cue.length > 1200:
        score += w.TEASER_LONG
    if cue.opens_low:
        score += w.TEASER_OPENS_LOW
    if cue.echo and cue.repeat is None:
        score += w.TEASER_ECHO
    if cue.image_end:
        score += w.TEASER_IMAGE
    return score


def _no_text(cue: Cue) -> bool:
    return cue.date is not None or cue.is_furniture or cue.is_byline or cue.is_rule


def _sidebar_date(cue: Cue) -> float:
    if cue.date is None or cue.date.date is None or cue.date.note is not None:
        return w.NEVER
    below = cue.after
    return w.DATE_ALONE + (0.0 if below is None or not _no_text(below) else w.DATE_WITHOUT_TEXT)


def _dated_teaser(cue: Cue) -> float:
    return w.NEVER if _no_text(cue) else _prose(cue)


def _teaser(cue: Cue) -> float:
    if _no_text(cue):
        return w.NEVER
    return _prose(cue) + (w.TEASER_WHEN if cue.tells_when else 0.0)


def _teaser_more(cue: Cue) -> float:
    if _no_text(cue) or cue.length < 12:
        return w.NEVER
    score = w.MORE_SENTENCE if cue.ends_sentence or cue.is_last else w.TEASER_NO_SENTENCE
    score += w.MORE_GAP[min(cue.gap, 2)]
    if cue.leans_back:
        score += w.MORE_LEANS_BACK
    if cue.tells_when:
        score += w.MORE_WHEN
    return score


def _listed_title(cue: Cue) -> float:
    if _no_text(cue) or cue.length > 320 or cue.after is None or _no_text(cue.after):
        return w.NEVER
    unlike = cue.ends_sentence or cue.ends_open or cue.opens_low
    score = w.LISTED_NO_TITLE if unlike else w.LISTED_TITLE
    return score + w.LISTED_KINSHIP * cue.kinship


def _listed_summary(cue: Cue) -> float:
    if _no_text(cue) or cue.length < 30:
        return w.NEVER
    return w.LISTED_SUMMARY + (w.LISTED_LONG if cue.length > 500 else 0.0)


def _title(cue: Cue) -> float:
    if _no_text(cue) or cue.image_end:
        return w.NEVER
    score = w.TITLE_PERIOD if cue.ends_sentence or cue.ends_open else w.TITLE_NO_PERIOD
    if not 12 <= cue.length <= 320:
        score += w.TITLE_LENGTH
    if cue.opens_low:
        score += w.TITLE_OPENS_LOW
    if cue.tail and cue.tail.date:
        score += w.TITLE_OWN_DATE
    return score + _title_above(cue, cue.after)


def _title_above(cue: Cue, below: Cue | None) -> float:
    """What the line below says about a title."""
    if below is None:
        return w.TITLE_ALONE if cue.gap > 1 else w.TITLE_CUT
    if below.repeat or below.date:
        return 0.0
    if below.image_end:
        return w.TITLE_IMAGE + w.TITLE_KINSHIP * cue.kinship
    if below.is_furniture or below.is_rule or below.length < 40:
        return w.TITLE_NO_TEXT
    score = w.TITLE_KINSHIP * cue.kinship if cue.kinship >= 0.15 else w.TITLE_STRANGE
    if below.head and below.head.date:
        score += w.TITLE_DATED_BODY
    return score + (w.TITLE_TELLS_WHEN if below.tells_when else 0.0)


def _title_again(cue: Cue) -> float:
    if cue.repeat is None or cue.head:
        return w.NEVER
    if cue.tail:
        return w.REPEATED_WITH_DATE
    if cue.repeat is Repeat.WHOLE:
        return w.REPEATED
    return w.REPEATED_CUT if cue.is_last else w.NEVER


def _article_date(cue: Cue) -> float:
    return w.DATE_ALONE if cue.date and cue.date.date else w.NEVER


def _body(cue: Cue) -> float:
    if cue.is_furniture or cue.is_rule:
        return w.BODY_FURNITURE
    return w.BODY_DATE_LINE if cue.date else 0.0


def _aside(cue: Cue) -> float:
    if cue.is_byline or cue.is_image or cue.is_download:
        return w.ASIDE
    return w.ASIDE_FURNITURE if cue.is_furniture else w.NEVER


def _furniture(cue: Cue) -> float:
    if cue.is_furniture:
        return w.FURNITURE
    return w.RULE if cue.is_rule else w.NEVER


def _unclassified(cue: Cue) -> float:
    return 0.0


FIT: dict[Label, Callable[[Cue], float]] = {
    Label.SIDEBAR_DATE: _sidebar_date,
    Label.DATED_TEASER: _dated_teaser,
    Label.TEASER: _teaser,
    Label.TEASER_MORE: _teaser_more,
    Label.LISTED_TITLE: _listed_title,
    Label.LISTED_SUMMARY: _listed_summary,
    Label.TITLE: _title,
    Label.TITLE_AGAIN: _title_again,
    Label.ARTICLE_DATE: _article_date,
    Label.BODY: _body,
    Label.ASIDE: _aside,
    Label.FURNITURE: _furniture,
    Label.UNCLASSIFIED: _unclassified,
}


# What one label says about the next ------------------------------------------------------


def _new_page(path: Path, cost: float = w.NEW_PAGE) -> float:
    """The cost of starting a page behind ``path``."""
    if path.label is Label.START or path.label is Label.FURNITURE:
        return 0.0
    if path.label is Label.UNCLASSIFIED:
        return cost if path.article else w.LEAVE_UNCLASSIFIED
    if path.label is Label.BODY and path.cue and path.cue.is_cut:
        return cost + w.NEW_PAGE_AFTER_CUT
    return cost


def _to_sidebar_date(path: Path, cue: Cue) -> float:
    if path.label is Label.DATED_TEASER:
        return _date_order(path, cue)
    if path.label in (Label.TEASER, Label.TEASER_MORE, Label.LISTED_SUMMARY):
        return w.SIDEBAR_CHANGES
    return _new_page(path) if path.label in BETWEEN | {Label.BODY, Label.ASIDE} else w.NEVER


def _date_order(path: Path, cue: Cue) -> float:
    if path.date is None or cue.date is None or cue.date.date is None:
        return 0.0
    return w.DATE_NEWEST_FIRST if cue.date.date <= path.date else w.DATE_OUT_OF_ORDER


def _to_dated_teaser(path: Path, cue: Cue) -> float:
    if path.label is Label.SIDEBAR_DATE:
        return w.TEASER_DATED
    if path.label is Label.DATED_TEASER:
        return w.MORE_THIRD * max(0, path.paragraphs - 1) + w.MORE_GAP[min(cue.gap, 2)] / 2
    return w.NEVER


def _to_teaser(path: Path, cue: Cue) -> float:
    if path.label in (Label.TEASER, Label.TEASER_MORE):
        crowded = w.TEASER_CROWDED if path.teasers >= w.SIDEBAR_SIZE else 0.0
        return w.TEASER_GAP[min(cue.gap, 2)] + crowded
    if path.label in (Label.DATED_TEASER, Label.LISTED_SUMMARY):
        return w.SIDEBAR_CHANGES
    if path.label in BETWEEN or path.label in (Label.BODY, Label.ASIDE):
        return _new_page(path, w.NEW_SIDEBAR)
    return w.NEVER


def _to_teaser_more(path: Path, cue: Cue) -> float:
    if path.label is Label.TEASER:
        return 0.0
    if path.label is Label.TEASER_MORE:
        return w.MORE_THIRD * (path.paragraphs - 1)
    return w.NEVER


def _to_listed_title(path: Path, cue: Cue) -> float:
    if path.label in LISTING:
        return w.LISTED_AGAIN if path.label is Label.LISTED_SUMMARY else w.LISTED_NO_TITLE
    if path.label in BETWEEN:
        return w.LISTED_FIRST + _new_page(path)
    return w.SIDEBAR_CHANGES + w.LISTED_FIRST if path.label in SIDEBAR else w.NEVER


def _to_listed_summary(path: Path, cue: Cue) -> float:
    return 0.0 if path.label is Label.LISTED_TITLE else w.NEVER


def _to_title(path: Path, cue: Cue) -> float:
    if path.label in SIDEBAR:
        return 0.0
    if path.label is Label.LISTED_SUMMARY:
        return w.SIDEBAR_CHANGES
    if path.label in (Label.BODY, Label.ASIDE):
        below = cue.after
        marked = below and (below.repeat or below.date or below.head)
        return _new_page(path) + (0.0 if marked else w.NEW_TITLE_ONCE)
    return _new_page(path) if path.label in BETWEEN else w.NEVER


def _to_title_again(path: Path, cue: Cue) -> float:
    return 0.0 if path.label is Label.TITLE else w.NEVER


def _to_article_date(path: Path, cue: Cue) -> float:
    return 0.0 if path.label in (Label.TITLE, Label.TITLE_AGAIN) else w.NEVER


def _to_body(path: Path, cue: Cue) -> float:
    if path.label in (Label.BODY, Label.ASIDE):
        return 0.0
    if path.label in SIDEBAR:
        return w.BODY_ECHO if cue.echo and cue.is_last else w.NEVER
    if path.label not in ARTICLE:
        return w.NEVER
    leading = w.BODY_LEADING_DATE if cue.head and cue.head.date else 0.0
    return leading + (w.BODY_ECHO if cue.echo and cue.repeat is None else 0.0)


def _to_aside(path: Path, cue: Cue) -> float:
    return 0.0 if path.label in ARTICLE else w.NEVER


def _to_furniture(path: Path, cue: Cue) -> float:
    if path.label in SIDEBAR:
        return w.SIDEBAR_ENDS_IN_FURNITURE
    if path.label is Label.TITLE:
        return w.TITLE_TO_FURNITURE
    return w.ENTER_UNCLASSIFIED if path.label is Label.SIDEBAR_DATE else 0.0


def _to_unclassified(path: Path, cue: Cue) -> float:
    if path.label in BETWEEN:
        return 0.0
    return w.ENTER_UNCLASSIFIED


LINK: dict[Label, Callable[[Path, Cue], float]] = {
    Label.SIDEBAR_DATE: _to_sidebar_date,
    Label.DATED_TEASER: _to_dated_teaser,
    Label.TEASER: _to_teaser,
    Label.TEASER_MORE: _to_teaser_more,
    Label.LISTED_TITLE: _to_listed_title,
    Label.LISTED_SUMMARY: _to_listed_summary,
    Label.TITLE: _to_title,
    Label.TITLE_AGAIN: _to_title_again,
    Label.ARTICLE_DATE: _to_article_date,
    Label.BODY: _to_body,
    Label.ASIDE: _to_aside,
    Label.FURNITURE: _to_furniture,
    Label.UNCLASSIFIED: _to_unclassified,
}


def closing(path: Path) -> float:
    """What the end of the dump says about the last label."""
    if path.label is Label.LISTED_TITLE or path.label is Label.SIDEBAR_DATE:
        return w.ENTER_UNCLASSIFIED
    return w.END_IN_SIDEBAR if path.label in SIDEBAR else 0.0
