"""Which label may follow which, and at what cost.

The cost is a weight where the two labels alone tell it, else a link: a function of the path
so far and of the line. A label that is not named here never follows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cstonews.split import links
from cstonews.split import weights as w
from cstonews.split.cues import Cue
from cstonews.split.labels import (
    ARTICLE,
    ARTICLE_DATE,
    ASIDE,
    BETWEEN,
    BODY,
    DATED_TEASER,
    FURNITURE,
    HEADING,
    HEADLINE,
    LISTED_SUMMARY,
    LISTED_TITLE,
    LISTING,
    SIDEBAR,
    SIDEBAR_DATE,
    START,
    TEASER,
    TEASER_MORE,
    TITLE,
    TITLE_AGAIN,
    UNCLASSIFIED,
    Label,
    Path,
)

Link = Callable[[Path, Cue], float]

_OPENS = frozenset({START, FURNITURE})
_TEXT = frozenset({BODY, ASIDE})
_SCRAPS = frozenset({UNCLASSIFIED})
# Lines that nobody understood behind an article that stands open have a row of their own.
_IN_ARTICLE = len(Label)
_ARTICLE_SCRAPS = frozenset({_IN_ARTICLE})
_UNDATED = frozenset({TEASER, TEASER_MORE})

# For each label the labels before it, with the cost.
_LINKS: dict[Label, list[tuple[frozenset[int], float | Link]]] = {
    SIDEBAR_DATE: [
        (frozenset({DATED_TEASER}), links.date_order),
        (_UNDATED | {LISTED_SUMMARY}, w.SIDEBAR_GETS_DATES),
        (_OPENS, 0.0),
        (_SCRAPS, w.LEAVE_UNCLASSIFIED),
        (_ARTICLE_SCRAPS, w.NEW_PAGE),
        (_TEXT, links.page),
    ],
    DATED_TEASER: [
        (frozenset({SIDEBAR_DATE}), links.teaser_below_date),
        (frozenset({DATED_TEASER}), links.more_of_dated),
    ],
    TEASER: [
        (_UNDATED, links.next_teaser),
        (frozenset({DATED_TEASER, LISTED_SUMMARY}), w.SIDEBAR_CHANGES),
        (_OPENS, 0.0),
        (_SCRAPS, w.LEAVE_UNCLASSIFIED),
        (_ARTICLE_SCRAPS, links.sidebar_behind_scraps),
        (_TEXT, links.sidebar_behind_text),
    ],
    TEASER_MORE: [
        (frozenset({TEASER}), links.more_below_teaser),
        (frozenset({TEASER_MORE}), links.more),
    ],
    LISTED_TITLE: [
        (frozenset({LISTED_TITLE}), w.LISTED_NO_TITLE),
        (frozenset({LISTED_SUMMARY}), w.LISTED_AGAIN),
        (frozenset({START}), w.LISTED_FIRST),
        (frozenset({FURNITURE}), links.listed_behind_furniture),
        (_SCRAPS, w.LISTED_FIRST + w.LEAVE_UNCLASSIFIED),
        (_ARTICLE_SCRAPS, w.LISTED_FIRST + w.NEW_PAGE),
        (SIDEBAR, w.SIDEBAR_CHANGES + w.LISTED_FIRST),
    ],
    LISTED_SUMMARY: [(frozenset({LISTED_TITLE}), 0.0)],
    HEADLINE: [
        (frozenset({HEADLINE}), 0.0),
        (_OPENS, w.HEADLINE_FIRST),
        (_SCRAPS, w.HEADLINE_FIRST + w.HEADLINE_BELOW_SCRAPS + w.LEAVE_UNCLASSIFIED),
        (_ARTICLE_SCRAPS, w.HEADLINE_FIRST + w.HEADLINE_BELOW_SCRAPS + w.NEW_PAGE),
    ],
    TITLE: [
        (frozenset({DATED_TEASER}), links.title_below_dated),
        (_UNDATED, links.title_below_sidebar),
        (frozenset({LISTED_SUMMARY, HEADLINE}), w.SIDEBAR_CHANGES),
        (_OPENS, 0.0),
        (_SCRAPS, w.LEAVE_UNCLASSIFIED),
        (_ARTICLE_SCRAPS, w.NEW_PAGE),
        (_TEXT, links.title_behind_text),
    ],
    TITLE_AGAIN: [(frozenset({TITLE}), 0.0)],
    ARTICLE_DATE: [(frozenset({TITLE, TITLE_AGAIN}), 0.0)],
    BODY: [
        (SIDEBAR, links.body_below_sidebar),
        (HEADING, links.body_opens),
        (frozenset({BODY}), links.body_goes_on),
        (frozenset({ASIDE}), 0.0),
    ],
    ASIDE: [(ARTICLE, links.aside)],
    FURNITURE: [
        (SIDEBAR, links.furniture_below_sidebar),
        (frozenset({LISTED_SUMMARY}), links.furniture_below_summary),
        (ARTICLE, links.furniture_in_article),
        (frozenset({HEADLINE}), links.furniture_below_headline),
        (frozenset({SIDEBAR_DATE}), w.ENTER_UNCLASSIFIED),
        (BETWEEN | _ARTICLE_SCRAPS | {LISTED_TITLE}, 0.0),
    ],
    UNCLASSIFIED: [
        (_OPENS, links.scraps_open),
        (_SCRAPS | _ARTICLE_SCRAPS, 0.0),
        (SIDEBAR | LISTING | ARTICLE | {SIDEBAR_DATE, HEADLINE}, w.ENTER_UNCLASSIFIED),
    ],
}


class Followers(NamedTuple):
    """The labels that may follow one label: ``at_cost`` by the weight alone, ``by_link`` by
    what the path and the line tell.
    """

    at_cost: list[tuple[int, float]]
    by_link: list[tuple[int, Link]]


class Table(NamedTuple):
    """The followers of each label, and of unclassified lines behind an open article."""

    of: list[Followers]
    in_article: Followers


def followers(among: frozenset[Label], is_echo: bool) -> Table:
    """Which of the labels ``among`` may follow each label; some only where a text is an echo."""
    rows = [_followers(label, among, is_echo) for label in range(_IN_ARTICLE + 1)]
    return Table(rows, rows[_IN_ARTICLE])


def _followers(label: int, among: frozenset[Label], is_echo: bool) -> Followers:
    found = Followers([], [])
    for follower in among:
        for before, cost in _LINKS[follower]:
            if label not in before or (cost is links.body_below_sidebar and not is_echo):
                continue
            if isinstance(cost, float):
                found.at_cost.append((int(follower), cost))
            else:
                found.by_link.append((int(follower), cost))
    return found
