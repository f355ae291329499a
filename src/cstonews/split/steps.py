"""How a path goes on by one line: the facts that it carries along."""

from __future__ import annotations

from collections.abc import Callable

from cstonews.split.cues import Cue
from cstonews.split.labels import (
    ARTICLE,
    ASIDE,
    BODY,
    DATED_TEASER,
    HEADING,
    HEADLINE,
    SIDEBAR_DATE,
    TEASER,
    TEASER_MORE,
    UNCLASSIFIED,
    Label,
    Path,
)

Step = Callable[[Path, Cue, float], Path]


def _sidebar_date(parent: Path, cue: Cue, score: float) -> Path:
    stamp = cue.own.date
    return Path(score, SIDEBAR_DATE, cue, parent, 0, 0, stamp.date if stamp else None)


def _dated_teaser(parent: Path, cue: Cue, score: float) -> Path:
    return Path(score, DATED_TEASER, cue, parent, 0, parent.paragraphs + 1, parent.date)


def _teaser(parent: Path, cue: Cue, score: float) -> Path:
    teasers = parent.teasers
    gap = max(parent.gap, cue.gap) if teasers else 0
    return Path(score, TEASER, cue, parent, teasers + 1, 1, None, False, gap)


def _teaser_more(parent: Path, cue: Cue, score: float) -> Path:
    paragraphs = parent.paragraphs + 1
    return Path(
        score, TEASER_MORE, cue, parent, parent.teasers, paragraphs, None, False, parent.gap
    )


def _headline(parent: Path, cue: Cue, score: float) -> Path:
    teasers = parent.teasers + 1 if parent.label is HEADLINE else 1
    return Path(score, HEADLINE, cue, parent, teasers)


def _body(parent: Path, cue: Cue, score: float) -> Path:
    most = 1 if parent.label in HEADING else cue.gap
    gap = max(parent.gap, min(cue.gap, most))
    return Path(score, BODY, cue, parent, 0, parent.paragraphs + 1, None, False, gap)


def _aside(parent: Path, cue: Cue, score: float) -> Path:
    return Path(score, ASIDE, cue, parent, 0, parent.paragraphs, None, False, parent.gap)


def _unclassified(parent: Path, cue: Cue, score: float) -> Path:
    article = parent.article or parent.label in ARTICLE
    return Path(score, UNCLASSIFIED, cue, parent, 0, 0, None, article)


def _plain(label: Label) -> Step:
    """A step to a label behind which nothing is carried on."""
    return lambda parent, cue, score: Path(score, label, cue, parent)


STEP: dict[Label, Step] = {label: _plain(label) for label in Label} | {
    SIDEBAR_DATE: _sidebar_date,
    DATED_TEASER: _dated_teaser,
    TEASER: _teaser,
    TEASER_MORE: _teaser_more,
    HEADLINE: _headline,
    BODY: _body,
    ASIDE: _aside,
    UNCLASSIFIED: _unclassified,
}
