"""What the path so far and a line say about two labels in a row, and about the last one."""

from __future__ import annotations

from cstonews.split import weights as w
from cstonews.split.cues import Cue
from cstonews.split.labels import (
    ASIDE,
    BODY,
    DATED_TEASER,
    HEADING,
    HEADLINE,
    LISTED_TITLE,
    SIDEBAR,
    SIDEBAR_DATE,
    TITLE,
    Path,
)  # fmt: skip
from cstonews.split.repeats import Repeat

_CUT = Repeat.CUT


def page(path: Path, cue: Cue, cost: float = w.NEW_PAGE) -> float:
    """Another page behind a text that nothing closed."""
    above = path.cue
    if above:
        if path.label is BODY:
            if above.own.is_cut:
                cost += w.NEW_PAGE_AFTER_CUT
        elif above.own.is_byline:
            cost += w.NEW_PAGE_AFTER_BYLINE
    wider = cue.gap - path.gap
    return cost + w.NEW_PAGE_GAP * min(wider, 3) if wider > 0 else cost


# To a date of a sidebar ------------------------------------------------------------------
def date_order(path: Path, cue: Cue) -> float:
    """A date below a dated teaser."""
    stamp = cue.own.date
    if path.date is None or stamp is None or stamp.date is None:
        return 0.0
    older = (path.date - stamp.date).days
    if not -w.SIDEBAR_DAYS_NEWER <= older <= w.SIDEBAR_DAYS_OLDER:
        return w.DATE_FAR
    return w.DATE_NEWEST_FIRST if older >= 0 else w.DATE_OUT_OF_ORDER


# To a teaser -----------------------------------------------------------------------------
def teaser_below_date(path: Path, cue: Cue) -> float:
    """The text right below a date."""
    return w.TEASER_DATED + (w.TEASER_OPENS_LOW if cue.own.opens_low else 0.0)


def more_of_dated(path: Path, cue: Cue) -> float:
    """A further paragraph of a dated teaser."""
    score = w.MORE_THIRD * max(0, path.paragraphs - 1) + w.MORE_GAP[cue.width] / 2
    return score + w.MORE_OPENS_LOW if cue.own.opens_low else score


def next_teaser(path: Path, cue: Cue) -> float:
    """A teaser below another."""
    score = w.TEASER_EVEN if _is_even(path, cue) else w.TEASER_GAP[cue.width]
    return score + w.TEASER_CROWDED if path.teasers == w.SIDEBAR_SIZE else score


def sidebar_behind_text(path: Path, cue: Cue) -> float:
    """The first teaser of another page."""
    return page(path, cue, w.NEW_PAGE if cue.echo else w.NEW_SIDEBAR)


def sidebar_behind_scraps(path: Path, cue: Cue) -> float:
    """The first teaser of a page behind lines of an article that nobody understood."""
    return w.NEW_PAGE if cue.echo else w.NEW_SIDEBAR


def more_below_teaser(path: Path, cue: Cue) -> float:
    """The second paragraph of a teaser."""
    headline = path.cue and path.cue.own.is_headline
    return more(path, cue, w.MORE_UNDER_HEADLINE if headline else 0.0)


def more(path: Path, cue: Cue, score: float = 0.0) -> float:
    """A further paragraph of a teaser."""
    score += w.MORE_EVEN if _is_even(path, cue) else w.MORE_GAP[cue.width]
    score += w.MORE_THIRD * (path.paragraphs - 1)
    return score + w.MORE_OPENS_LOW if cue.own.opens_low else score


def _is_even(path: Path, cue: Cue) -> bool:
    """Whether a single blank line tells nothing, since no wider gap is near it."""
    return cue.gap == 1 and path.gap < 2 and cue.widest_ahead < 2


# To a listing ----------------------------------------------------------------------------
def listed_behind_furniture(path: Path, cue: Cue) -> float:
    """An item of a listing; "Read more" may stand below the one before it."""
    return w.LISTED_AGAIN if path.cue and path.cue.own.is_more else w.LISTED_FIRST


# To a title ------------------------------------------------------------------------------
def title_below_dated(path: Path, cue: Cue) -> float:
    """A title below dated teasers."""
    stamp = cue.after.own.date if cue.after else None
    return w.TITLE_AMONG_DATES if stamp is not None and not stamp.note else 0.0


def title_below_sidebar(path: Path, cue: Cue) -> float:
    """A title below undated teasers."""
    return w.SIDEBAR_OF_ONE if path.teasers == 1 else 0.0


def title_behind_text(path: Path, cue: Cue) -> float:
    """A title of another page."""
    below = cue.after
    if below and (below.repeat or below.own.date or below.own.head):
        return page(path, cue) + w.NEW_TITLE_MARKED
    gap, widest = cue.gap, path.gap
    apart = 0
    if gap > widest:
        apart = 2 if below is not None and below.gap > widest else 1
    return page(path, cue) + w.NEW_TITLE_ONCE[apart]


# To a body and what stands by it ---------------------------------------------------------
def body_goes_on(path: Path, cue: Cue) -> float:
    """A further paragraph of a body."""
    own = cue.own
    if not own.ends_sentence or own.leans_back:
        return 0.0
    return w.BODY_WHEN if own.opens_when else w.BODY_NEWS if own.opens_news else 0.0


def body_below_sidebar(path: Path, cue: Cue) -> float:
    """The body of an article without a title, an echo of its teaser above."""
    broken_off = cue.echo is _CUT or (cue.echo and cue.is_last)
    return w.BODY_ECHO if broken_off and path.teasers > 1 else w.NEVER


def body_opens(path: Path, cue: Cue) -> float:
    """The first paragraph of a body."""
    head = cue.own.head
    leading = w.BODY_LEADING_DATE if head and head.date else 0.0
    leading += w.BODY_BARE if cue.is_bare else 0.0
    return leading + (w.BODY_ECHO if cue.echo and cue.repeat is None else 0.0)


def aside(path: Path, cue: Cue) -> float:
    """What is no part of an article's text."""
    after = cue.after
    shared = cue.own.is_furniture and after is not None and after.own.is_prose
    return w.FURNITURE_ABOVE_TEXT if shared and _has_no_text(path) else 0.0


def _has_no_text(path: Path) -> bool:
    """Whether an article has its title, and perhaps its author and date, but no text yet."""
    if path.label is ASIDE and path.parent:
        path = path.parent
    return path.label in HEADING


# To furniture ----------------------------------------------------------------------------
def furniture_below_sidebar(path: Path, cue: Cue) -> float:
    """Furniture below teasers, without an article between them."""
    return 0.0 if cue.own.is_pager else _no_article(path)


def furniture_below_summary(path: Path, cue: Cue) -> float:
    """Furniture below an item of a listing."""
    return w.LISTED_MORE if cue.own.is_more else 0.0


def furniture_below_headline(path: Path, cue: Cue) -> float:
    """Furniture below a list of titles."""
    return _few_headlines(path)


def furniture_in_article(path: Path, cue: Cue) -> float:
    """Furniture below an article, or amid it."""
    if cue.own.is_pager:
        return w.PAGER_BELOW_ARTICLE
    above = path.label is TITLE or (path.label is ASIDE and _has_no_text(path))
    return w.TITLE_TO_FURNITURE if above else 0.0


# To text that is not understood ----------------------------------------------------------
def scraps_open(path: Path, cue: Cue) -> float:
    """A page that opens with what nobody understands."""
    return w.START_UNCLASSIFIED if cue.own.length >= 60 else w.START_SCRAP


def closing(path: Path) -> float:
    """What the end of the dump says about the last label."""
    if path.label is LISTED_TITLE or path.label is SIDEBAR_DATE:
        return w.ENTER_UNCLASSIFIED
    if path.label is HEADLINE:
        return _few_headlines(path)
    return _no_article(path) if path.label in SIDEBAR else 0.0


def _few_headlines(path: Path) -> float:
    return w.HEADLINE_FEW if path.teasers < w.SIDEBAR_FEW else 0.0


def _no_article(path: Path) -> float:
    """The cost of a page that ends behind its sidebar; two or three texts look like an article."""
    few = path.label is not DATED_TEASER and path.teasers < w.SIDEBAR_FEW
    return w.NO_ARTICLE + (w.NO_ARTICLE_FEW if few else 0.0)
