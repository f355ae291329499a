"""The best reading of a text: the path of labels over its lines with the most evidence.

Viterbi's algorithm (1967) over the labels of ``labels``, with a few facts carried
along each path. Lines that all good paths agree on are given out at once, so a
text of any size is read in memory that does not grow with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cstonews.split import weights as w
from cstonews.split.cues import Cue
from cstonews.split.fits import FIT
from cstonews.split.labels import ARTICLE, HEADING, Label, Path
from cstonews.split.links import LINK, closing

_SETTLE_EVERY = 256  # lines between two attempts to give lines out …
_SETTLE_SIZE = 4_000_000  # … or characters, where lines are very long
_HOPELESS = 10.0  # what a path lacks to the best one when no later line can make it win
_LOOK_BACK = 64  # lines that stay open, so that what follows can still change them
_EVIDENCE = [(label, FIT[label], LINK[label]) for label in FIT]


class LabelledLine(NamedTuple):
    """A line's cue with the label that the best reading gives it."""

    cue: Cue
    label: Label


def best_reading(cues: Iterable[Cue]) -> Iterator[LabelledLine]:
    """Yield every line in order with its label in the best reading of them all."""
    paths = [Path(0.0, Label.START, None, None)]
    open_lines = open_size = 0
    for cue in cues:
        paths = _extend(paths, cue)
        open_lines += 1
        open_size += len(cue.line.raw)
        many = open_lines >= _SETTLE_EVERY + _LOOK_BACK
        if many or (open_size > _SETTLE_SIZE and open_lines > 2 * _LOOK_BACK):
            settled, paths = _settle(paths)
            open_lines -= len(settled)
            open_size = 0
            yield from settled
    best = max(paths, key=lambda path: path.score + closing(path))
    yield from _lines(best)


def _extend(paths: list[Path], cue: Cue) -> list[Path]:
    """The best path to each label of the next line."""
    extended = []
    least = max([path.score for path in paths]) - _HOPELESS
    paths = [path for path in paths if path.score >= least]
    for label, fit, link in _EVIDENCE:
        score = fit(cue)
        if score == w.NEVER:
            continue
        best, parent = w.NEVER, None
        for path in paths:
            total = path.score + link(path, cue)
            if total > best:
                best, parent = total, path
        if parent is not None:
            extended.append(_step(parent, label, cue, best + score))
    return extended


def _step(parent: Path, label: Label, cue: Cue, score: float) -> Path:
    teasers, paragraphs, date, gap = 0, 0, None, 0
    if label is Label.SIDEBAR_DATE:
        date = cue.date.date if cue.date else None
    elif label is Label.DATED_TEASER:
        paragraphs, date = parent.paragraphs + 1, parent.date
    elif label is Label.TEASER:
        teasers, paragraphs = parent.teasers + 1, 1
        gap = max(parent.gap, cue.gap) if parent.teasers else 0
    elif label is Label.TEASER_MORE:
        teasers, paragraphs = parent.teasers, parent.paragraphs + 1
        gap = parent.gap
    elif label is Label.HEADLINE:
        teasers = parent.teasers + 1 if parent.label is label else 1
    elif label is Label.BODY or label is Label.ASIDE:
        paragraphs, gap = parent.paragraphs, parent.gap
        if label is Label.BODY:
            most = 1 if parent.label in HEADING else cue.gap
            paragraphs, gap = paragraphs + 1, max(gap, min(cue.gap, most))
    article = label is Label.UNCLASSIFIED and (parent.article or parent.label in ARTICLE)
    return Path(score, label, cue, parent, teasers, paragraphs, date, article, gap)


def _settle(paths: list[Path]) -> tuple[list[LabelledLine], list[Path]]:
    """Give out the lines of the best path but for the last few; drop paths that disagree."""
    best = max(paths, key=lambda path: path.score)
    root = _ancestor(best)
    settled = _lines(root)
    root.parent = root.cue = None
    return settled, [path for path in paths if _ancestor(path) is root]


def _ancestor(path: Path) -> Path:
    for _ in range(_LOOK_BACK):
        assert path.parent is not None
        path = path.parent
    return path


def _lines(path: Path) -> list[LabelledLine]:
    chain = []
    node: Path | None = path
    while node is not None:
        if node.cue is not None:
            chain.append(LabelledLine(node.cue, node.label))
        node = node.parent
    chain.reverse()
    return chain
