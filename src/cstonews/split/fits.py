"""How well a line fits each label, whatever label the line before it has.

No line that can open no item is asked how well it fits the label of one.
"""

from __future__ import annotations

from collections.abc import Callable

from cstonews.split import weights as w
from cstonews.split.cues import Cue
from cstonews.split.labels import (
    ARTICLE_DATE,
    ASIDE,
    BODY,
    DATED_TEASER,
    FURNITURE,
    HEADLINE,
    LISTED_SUMMARY,
    LISTED_TITLE,
    SIDEBAR_DATE,
    TEASER,
    TEASER_MORE,
    TITLE,
    TITLE_AGAIN,
    UNCLASSIFIED,
    Label,
)
from cstonews.split.repeats import Repeat


def _prose(cue: Cue) -> float:
    """What speaks for a paragraph of a teaser in any layout."""
    own = cue.own
    score = w.TEASER_SENTENCE
    if not own.ends_sentence:
        score = 0.0 if cue.is_last else w.TEASER_NO_SENTENCE
    if own.length < 70:
        score += w.TEASER_SHORT if own.length < 40 else w.TEASER_BRIEF
    elif own.length > 1200:
        score += w.TEASER_LONG
    if own.is_in_turn:
        score += w.TEASER_IN_TURN
    if own.is_life:
        score += w.TEASER_LIFE
    if cue.echo and cue.repeat is None and own.ends_sentence:
        score += w.TEASER_ECHO
    if own.image_end:
        score += w.TEASER_IMAGE
    if own.is_salutation:
        score += w.TEASER_SALUTATION
    if cue.is_learnt:
        score += w.LEARNT_IS_NO_TEXT
    return score


def _sidebar_date(cue: Cue) -> float:
    own = cue.own
    if own.date is None or own.date.note is not None:
        return w.NEVER
    below = cue.after
    alone = w.DATE_ALONE if own.date.date else w.DATE_IMPOSSIBLE
    return alone + (0.0 if below is None or not below.is_no_text else w.DATE_WITHOUT_TEXT)


def _dated_teaser(cue: Cue) -> float:
    return w.NEVER if cue.is_no_text else _prose(cue)


def _teaser(cue: Cue) -> float:
    own = cue.own
    score = _prose(cue) + (w.TEASER_WHEN if own.tells_when else 0.0)
    if own.opens_low:
        score += w.TEASER_OPENS_LOW
    if not own.opens_news:
        score += w.TEASER_NO_NEWS
    return score + (w.TEASER_LEANS_BACK if own.leans_back else 0.0)


def _teaser_more(cue: Cue) -> float:
    own = cue.own
    if own.length < 12:
        return w.NEVER
    score = w.MORE_SENTENCE if own.ends_sentence or cue.is_last else w.MORE_NO_SENTENCE
    if own.leans_back:
        score += w.MORE_LEANS_BACK
    score += w.MORE_NEWS if own.opens_news else w.MORE_NO_NEWS
    if own.length < 110:
        score += w.MORE_BRIEF
    if own.is_in_turn:
        score += w.TEASER_IN_TURN
    if cue.echo and own.ends_sentence:
        score += w.TEASER_ECHO
    if own.tells_when:
        score += w.MORE_WHEN
    if own.is_salutation:
        score += w.TEASER_SALUTATION
    return score


def _listed_title(cue: Cue) -> float:
    own = cue.own
    if own.length > 320 or cue.after is None or cue.after.is_no_text:
        return w.NEVER
    unlike = own.ends_open or own.opens_low or own.is_in_turn or own.length < 20
    if own.ends_sentence and not own.is_call:
        score = w.LISTED_PERIOD if not unlike and own.length < 130 else w.LISTED_NO_TITLE
    else:
        score = w.LISTED_NO_TITLE if unlike else w.LISTED_TITLE
    kinship = cue.kinship
    return score + (w.LISTED_KINSHIP * kinship if kinship >= 0.1 else w.LISTED_STRANGE)


def _headline(cue: Cue) -> float:
    own = cue.own
    if not 20 <= own.length <= 250:
        return w.NEVER
    goes_on = cue.after is not None and cue.after.own.opens_low
    if own.ends_open or own.opens_low or own.is_in_turn or goes_on:
        return w.NEVER
    if not own.ends_sentence or own.is_call:
        return w.HEADLINE
    return w.HEADLINE_PERIOD if own.length < 120 else w.NEVER


def _listed_summary(cue: Cue) -> float:
    own = cue.own
    if own.length < 30 or (own.is_scrap and not cue.is_last):
        return w.NEVER
    score = w.LISTED_SUMMARY + (w.LISTED_UNENDED if cue.is_unended else 0.0)
    return score + (w.LISTED_LONG if own.length > 500 else 0.0)


def _title(cue: Cue) -> float:
    own = cue.own
    if own.image_end:
        return w.NEVER
    score = w.TITLE_PERIOD if own.ends_sentence else w.TITLE_NO_PERIOD
    if own.is_call:
        score = w.TITLE_CALL
    if own.ends_open:
        score += w.TITLE_ENDS_OPEN
    if own.tail and own.tail.date:
        score += w.TITLE_OWN_DATE
    if cue.repeat is Repeat.WHOLE and not cue.is_repeated:
        score += w.TITLE_IS_REPEAT
    if cue.is_learnt:
        score += w.LEARNT_IS_NO_TEXT
    return score + _title_itself(cue) + _title_above(cue, cue.after)


def _title_itself(cue: Cue) -> float:
    """What speaks against a title in its own words."""
    own = cue.own
    score = 0.0
    if own.is_in_turn or own.is_clause or own.text[0] == "(":
        score += w.TITLE_IN_TURN
    if own.opens_low:
        score += w.TITLE_OPENS_LOW
    if own.opens_when:
        score += w.TITLE_OPENS_WHEN if own.ends_sentence else w.TITLE_WHEN
    if own.is_capitals:
        score += w.TITLE_CAPITALS
    if own.leans_back and own.ends_sentence:
        score += w.TITLE_LEANS_BACK
    if not 12 <= own.length <= 320:
        return score + w.TITLE_LENGTH
    return score + (w.TITLE_SHORT if own.length < 25 else 0.0)


def _title_above(cue: Cue, below: Cue | None) -> float:
    """What the line below says about a title."""
    own = cue.own
    if below is None:
        return w.TITLE_ALONE if cue.gap > 1 and own.length < 160 else w.TITLE_CUT
    if below.repeat:
        return w.TITLE_DATED_BODY if below.own.head and below.own.head.date else 0.0
    if below.own.date:
        return w.TITLE_DATE_BELOW
    if below.own.image_end:
        return w.TITLE_IMAGE + w.TITLE_KINSHIP * cue.kinship_with(cue.below or below)
    if below.after and below.after.own.is_life and not below.own.ends_sentence:
        return w.TITLE_OVER_LIFE
    if below.own.is_furniture or below.own.is_rule or below.own.is_clause:
        return w.TITLE_NO_TEXT
    return _title_over_text(cue, cue.below or below)


def _title_over_text(cue: Cue, below: Cue) -> float:
    own = cue.own
    dated = w.TITLE_DATED_BODY if below.own.head and below.own.head.date else 0.0
    if below.own.is_salutation:
        return w.TITLE_SALUTATION + dated
    if below.own.is_in_turn:
        return w.TITLE_OVER_TURN + dated
    if below.own.ends_open and not below.is_last:
        return w.TITLE_OVER_OPEN + dated
    if below.own.length < 40 and not below.is_last:  # the next of many short lines, perhaps
        return dated + (w.TITLE_NO_TEXT if below.own.is_scrap else 0.0)
    kinship = cue.kinship_with(below)
    score = w.TITLE_KINSHIP * kinship
    if kinship < 0.1 and own.ends_sentence and not own.is_call:
        score = w.TITLE_STRANGE_PERIOD
    elif kinship < 0.1 and not below.is_last:  # a cut text has no time to be kin
        score = w.TITLE_STRANGE
    return score + dated + (w.TITLE_TELLS_WHEN if below.own.tells_when else 0.0)


def _title_again(cue: Cue) -> float:
    own = cue.own
    if cue.repeat is None or own.head:
        return w.NEVER
    if own.tail:
        return w.REPEATED_WITH_DATE
    if cue.is_repeated:
        return w.TITLE_AGAIN_BELOW
    if cue.repeat is Repeat.WHOLE:
        return w.REPEATED
    goes_on = cue.after is None or cue.after.own.date or cue.after.own.head
    return w.REPEATED_CUT if goes_on else w.NEVER


def _article_date(cue: Cue) -> float:
    own = cue.own
    if own.date is None:
        return w.NEVER
    return w.DATE_ALONE if own.date.date else w.DATE_IMPOSSIBLE


def _body(cue: Cue) -> float:
    own = cue.own
    if own.is_furniture or own.is_rule:
        return w.BODY_FURNITURE
    if own.date or cue.is_cut_date:
        return w.BODY_DATE_LINE
    if cue.is_learnt:
        return w.LEARNT_IS_NO_TEXT
    if own.is_scrap and cue.after and (cue.after.own.is_scrap or cue.after.own.is_furniture):
        return w.BODY_SCRAP
    if own.is_life:
        return w.BODY_LIFE
    if cue.is_unended:
        return w.BODY_NO_SENTENCE
    prose = own.ends_sentence and own.length >= 60 and not own.opens_low
    return w.BODY_SENTENCE if prose else 0.0


def _aside(cue: Cue) -> float:
    own = cue.own
    name = own.is_byline or own.is_image or own.is_download or cue.is_author
    if name or cue.is_cut_date or own.is_about:
        return w.ASIDE
    if own.is_furniture:
        return w.ASIDE_AMID if cue.is_amid else w.ASIDE_FURNITURE
    return w.NEVER


def _furniture(cue: Cue) -> float:
    own = cue.own
    if own.is_furniture:
        return w.FURNITURE_AMID if cue.is_amid else w.FURNITURE
    if cue.is_learnt:
        return w.LEARNT_FURNITURE
    return w.RULE if own.is_rule else w.NEVER


def _unclassified(cue: Cue) -> float:
    own = cue.own
    return w.UNCLASSIFIED_PROSE if own.is_prose else 0.0


FIT: dict[Label, Callable[[Cue], float]] = {
    SIDEBAR_DATE: _sidebar_date,
    DATED_TEASER: _dated_teaser,
    TEASER: _teaser,
    TEASER_MORE: _teaser_more,
    LISTED_TITLE: _listed_title,
    LISTED_SUMMARY: _listed_summary,
    HEADLINE: _headline,
    TITLE: _title,
    TITLE_AGAIN: _title_again,
    ARTICLE_DATE: _article_date,
    BODY: _body,
    ASIDE: _aside,
    FURNITURE: _furniture,
    UNCLASSIFIED: _unclassified,
}
