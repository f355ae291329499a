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
from cstonews.split.labels import ARTICLE, BETWEEN, HEADING, LISTING, SIDEBAR, Label, Path

Link = Callable[[Path, Cue], float]

_OPENS = frozenset({Label.START, Label.FURNITURE})
_TEXT = frozenset({Label.BODY, Label.ASIDE})
_SCRAPS = frozenset({Label.UNCLASSIFIED})
_UNDATED = frozenset({Label.TEASER, Label.TEASER_MORE})

# For each label the labels before it, with the cost.
_LINKS: dict[Label, list[tuple[frozenset[Label], float | Link]]] = {
    Label.SIDEBAR_DATE: [
        (frozenset({Label.DATED_TEASER}), links.date_order),
        (_UNDATED | {Label.LISTED_SUMMARY}, w.SIDEBAR_GETS_DATES),
        (_OPENS, 0.0),
        (_SCRAPS, links.page_behind_scraps),
        (_TEXT, links.page),
    ],
    Label.DATED_TEASER: [
        (frozenset({Label.SIDEBAR_DATE}), links.teaser_below_date),
        (frozenset({Label.DATED_TEASER}), links.more_of_dated),
    ],
    Label.TEASER: [
        (_UNDATED, links.next_teaser),
        (frozenset({Label.DATED_TEASER, Label.LISTED_SUMMARY}), w.SIDEBAR_CHANGES),
        (_OPENS, 0.0),
        (_SCRAPS, links.sidebar_behind_scraps),
        (_TEXT, links.sidebar_behind_text),
    ],
    Label.TEASER_MORE: [
        (frozenset({Label.TEASER}), links.more_below_teaser),
        (frozenset({Label.TEASER_MORE}), links.more),
    ],
    Label.LISTED_TITLE: [
        (frozenset({Label.LISTED_TITLE}), w.LISTED_NO_TITLE),
        (frozenset({Label.LISTED_SUMMARY}), w.LISTED_AGAIN),
        (frozenset({Label.START}), w.LISTED_FIRST),
        (frozenset({Label.FURNITURE}), links.listed_behind_furniture),
        (_SCRAPS, links.listed_behind_scraps),
        (SIDEBAR, w.SIDEBAR_CHANGES + w.LISTED_FIRST),
    ],
    Label.LISTED_SUMMARY: [(frozenset({Label.LISTED_TITLE}), 0.0)],
    Label.HEADLINE: [
        (frozenset({Label.HEADLINE}), 0.0),
        (_OPENS, w.HEADLINE_FIRST),
        (_SCRAPS, links.headline_behind_scraps),
    ],
    Label.TITLE: [
        (frozenset({Label.DATED_TEASER}), links.title_below_dated),
        (_UNDATED, links.title_below_sidebar),
        (frozenset({Label.LISTED_SUMMARY, Label.HEADLINE}), w.SIDEBAR_CHANGES),
        (_OPENS, 0.0),
        (_SCRAPS, links.page_behind_scraps),
        (_TEXT, links.title_behind_text),
    ],
    Label.TITLE_AGAIN: [(frozenset({Label.TITLE}), 0.0)],
    Label.ARTICLE_DATE: [(frozenset({Label.TITLE, Label.TITLE_AGAIN}), 0.0)],
    Label.BODY: [
        (SIDEBAR, links.body_below_sidebar),
        (HEADING, links.body_opens),
        (frozenset({Label.BODY}), links.body_goes_on),
        (frozenset({Label.ASIDE}), 0.0),
    ],
    Label.ASIDE: [(ARTICLE, links.aside)],
    Label.FURNITURE: [
        (SIDEBAR, links.furniture_below_sidebar),
        (frozenset({Label.LISTED_SUMMARY}), links.furniture_below_summary),
        (ARTICLE, links.furniture_in_article),
        (frozenset({Label.HEADLINE}), links.furniture_below_headline),
        (frozenset({Label.SIDEBAR_DATE}), w.ENTER_UNCLASSIFIED),
        (BETWEEN | {Label.LISTED_TITLE}, 0.0),
    ],
    Label.UNCLASSIFIED: [
        (_OPENS, links.scraps_open),
        (_SCRAPS, 0.0),
        (SIDEBAR | LISTING | ARTICLE | {Label.SIDEBAR_DATE, Label.HEADLINE}, w.ENTER_UNCLASSIFIED),
    ],
}


class Followers(NamedTuple):
    """The labels that may follow one label: ``at_cost`` by the weight alone, ``by_link`` by
    what the path and the line tell.
    """

    at_cost: list[tuple[int, float]]
    by_link: list[tuple[int, Link]]


def followers(among: frozenset[Label]) -> list[Followers]:
    """For each label those of the labels ``among`` that may follow it."""
    return [_followers(label, among) for label in Label]


def _followers(label: Label, among: frozenset[Label]) -> Followers:
    found = Followers([], [])
    for follower in among:
        for before, cost in _LINKS[follower]:
            if label not in before:
                continue
            if isinstance(cost, float):
                found.at_cost.append((int(follower), cost))
            else:
                found.by_link.append((int(follower), cost))
    return found
