"""What one label says about the next: which may follow which, and at what cost."""

from __future__ import annotations

from collections.abc import Callable

from cstonews.split import weights as w
from cstonews.split.cues import Cue
from cstonews.split.labels import ARTICLE, BEFORE_A_PAGE, BETWEEN, LISTING, SIDEBAR, Label, Path
from cstonews.split.repeats import Repeat


def _new_page(path: Path, cue: Cue, cost: float = w.NEW_PAGE) -> float:
    """The cost of starting a page with ``cue`` behind ``path``."""
    if path.label is Label.START or path.label is Label.FURNITURE:
        return 0.0
    if path.label is Label.UNCLASSIFIED:
        return cost if path.article else w.LEAVE_UNCLASSIFIED
    if path.label is Label.BODY and path.cue and path.cue.is_cut:
        cost += w.NEW_PAGE_AFTER_CUT
    if path.label is Label.ASIDE and path.cue and path.cue.is_byline:
        cost += w.NEW_PAGE_AFTER_BYLINE
    return cost + w.NEW_PAGE_GAP * min(max(0, cue.gap - path.gap), 3)


def _to_sidebar_date(path: Path, cue: Cue) -> float:
    if path.label is Label.DATED_TEASER:
        return _date_order(path, cue)
    if path.label in (Label.TEASER, Label.TEASER_MORE, Label.LISTED_SUMMARY):
        return w.SIDEBAR_GETS_DATES
    return _new_page(path, cue) if path.label in BEFORE_A_PAGE else w.NEVER


def _date_order(path: Path, cue: Cue) -> float:
    if path.date is None or cue.date is None or cue.date.date is None:
        return 0.0
    older = (path.date - cue.date.date).days
    if not -w.SIDEBAR_DAYS_NEWER <= older <= w.SIDEBAR_DAYS_OLDER:
        return w.DATE_FAR
    return w.DATE_NEWEST_FIRST if older >= 0 else w.DATE_OUT_OF_ORDER


def _to_dated_teaser(path: Path, cue: Cue) -> float:
    if path.label is Label.SIDEBAR_DATE:
        return w.TEASER_DATED + (w.TEASER_OPENS_LOW if cue.opens_low else 0.0)
    if path.label is Label.DATED_TEASER:
        score = w.MORE_THIRD * max(0, path.paragraphs - 1) + w.MORE_GAP[min(cue.gap, 2)] / 2
        return score + (w.MORE_OPENS_LOW if cue.opens_low else 0.0)
    return w.NEVER


def _to_teaser(path: Path, cue: Cue) -> float:
    if path.label in (Label.TEASER, Label.TEASER_MORE):
        crowded = w.TEASER_CROWDED if path.teasers == w.SIDEBAR_SIZE else 0.0
        return (w.TEASER_EVEN if _even(path, cue) else w.TEASER_GAP[min(cue.gap, 2)]) + crowded
    if path.label in (Label.DATED_TEASER, Label.LISTED_SUMMARY):
        return w.SIDEBAR_CHANGES
    if path.label in BEFORE_A_PAGE:
        return _new_page(path, cue, w.NEW_PAGE if cue.echo else w.NEW_SIDEBAR)
    return w.NEVER


def _to_teaser_more(path: Path, cue: Cue) -> float:
    if path.label is not Label.TEASER and path.label is not Label.TEASER_MORE:
        return w.NEVER
    headline = path.label is Label.TEASER and path.cue and path.cue.is_headline
    score = w.MORE_UNDER_HEADLINE if headline else 0.0
    score += w.MORE_EVEN if _even(path, cue) else w.MORE_GAP[min(cue.gap, 2)]
    return score + w.MORE_THIRD * (path.paragraphs - 1) + (w.MORE_OPENS_LOW if cue.opens_low else 0)


def _even(path: Path, cue: Cue) -> bool:
    """Whether a single blank line tells nothing, since no wider gap is near it."""
    return cue.gap == 1 and path.gap < 2 and cue.widest_ahead < 2


def _to_listed_title(path: Path, cue: Cue) -> float:
    if path.label in LISTING:
        return w.LISTED_AGAIN if path.label is Label.LISTED_SUMMARY else w.LISTED_NO_TITLE
    if path.label is Label.FURNITURE and path.cue and path.cue.is_more:
        return w.LISTED_AGAIN
    if path.label in BETWEEN:
        return w.LISTED_FIRST + _new_page(path, cue)
    return w.SIDEBAR_CHANGES + w.LISTED_FIRST if path.label in SIDEBAR else w.NEVER


def _to_listed_summary(path: Path, cue: Cue) -> float:
    return 0.0 if path.label is Label.LISTED_TITLE else w.NEVER


def _to_headline(path: Path, cue: Cue) -> float:
    if path.label is Label.HEADLINE:
        return 0.0
    if path.label not in BETWEEN:
        return w.NEVER
    scraps = w.HEADLINE_BELOW_SCRAPS if path.label is Label.UNCLASSIFIED else 0.0
    return w.HEADLINE_FIRST + scraps + _new_page(path, cue)


def _to_title(path: Path, cue: Cue) -> float:
    if path.label is Label.DATED_TEASER:
        dated = cue.after is not None and cue.after.date is not None and not cue.after.date.note
        return w.TITLE_AMONG_DATES if dated else 0.0
    if path.label in SIDEBAR:
        return w.SIDEBAR_OF_ONE if path.teasers == 1 else 0.0
    if path.label in (Label.LISTED_SUMMARY, Label.HEADLINE):
        return w.SIDEBAR_CHANGES
    if path.label in (Label.BODY, Label.ASIDE):
        below = cue.after
        marked = below and (below.repeat or below.date or below.head)
        if marked:
            return _new_page(path, cue) + w.NEW_TITLE_MARKED
        apart = (cue.gap > path.gap) + (below is not None and min(cue.gap, below.gap) > path.gap)
        return _new_page(path, cue) + w.NEW_TITLE_ONCE[apart]
    return _new_page(path, cue) if path.label in BETWEEN else w.NEVER


def _to_title_again(path: Path, cue: Cue) -> float:
    return 0.0 if path.label is Label.TITLE else w.NEVER


def _to_article_date(path: Path, cue: Cue) -> float:
    return 0.0 if path.label in (Label.TITLE, Label.TITLE_AGAIN) else w.NEVER


def _to_body(path: Path, cue: Cue) -> float:
    if path.label is Label.BODY:
        if not cue.ends_sentence or cue.leans_back:
            return 0.0
        return w.BODY_WHEN if cue.opens_when else w.BODY_NEWS if cue.opens_news else 0.0
    if path.label is Label.ASIDE:
        return 0.0
    if path.label in SIDEBAR:
        broken_off = cue.echo is Repeat.CUT or (cue.echo and cue.is_last)
        return w.BODY_ECHO if broken_off and path.teasers > 1 else w.NEVER
    if path.label not in ARTICLE:
        return w.NEVER
    leading = w.BODY_LEADING_DATE if cue.head and cue.head.date else 0.0
    leading += w.BODY_BARE if cue.is_bare else 0.0
    return leading + (w.BODY_ECHO if cue.echo and cue.repeat is None else 0.0)


def _to_aside(path: Path, cue: Cue) -> float:
    if path.label not in ARTICLE:
        return w.NEVER
    shared = cue.is_furniture and cue.after is not None and cue.after.is_prose
    return w.FURNITURE_ABOVE_TEXT if shared and _has_no_text(path) else 0.0


def _has_no_text(path: Path) -> bool:
    """Whether an article has its title, and perhaps its author and date, but no text yet."""
    if path.label is Label.ASIDE and path.parent:
        path = path.parent
    return path.label in (Label.TITLE, Label.TITLE_AGAIN, Label.ARTICLE_DATE)


def _to_furniture(path: Path, cue: Cue) -> float:
    if path.label in SIDEBAR:
        return 0.0 if cue.is_pager else _no_article(path)
    if path.label is Label.LISTED_SUMMARY and cue.is_more:
        return w.LISTED_MORE
    if path.label in ARTICLE and cue.is_pager:
        return w.PAGER_BELOW_ARTICLE
    if path.label is Label.HEADLINE:
        return _few_headlines(path)
    if path.label is Label.TITLE or (path.label is Label.ASIDE and _has_no_text(path)):
        return w.TITLE_TO_FURNITURE
    return w.ENTER_UNCLASSIFIED if path.label is Label.SIDEBAR_DATE else 0.0


def _to_unclassified(path: Path, cue: Cue) -> float:
    if path.label is Label.START or path.label is Label.FURNITURE:
        return w.START_UNCLASSIFIED if cue.length >= 60 else w.START_SCRAP
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
    Label.HEADLINE: _to_headline,
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
    if path.label is Label.HEADLINE:
        return _few_headlines(path)
    return _no_article(path) if path.label in SIDEBAR else 0.0


def _few_headlines(path: Path) -> float:
    return w.HEADLINE_FEW if path.teasers < w.SIDEBAR_FEW else 0.0


def _no_article(path: Path) -> float:
    """The cost of a page that ends behind its sidebar; two or three texts look like an article."""
    few = path.label is not Label.DATED_TEASER and path.teasers < w.SIDEBAR_FEW
    return w.NO_ARTICLE + (w.NO_ARTICLE_FEW if few else 0.0)
