"""The best reading of a text: the path of labels over its lines with the most evidence.

Viterbi's algorithm (1967) over the labels of ``labels``, with a few facts carried
along each path. Lines that all good paths agree on are given out at once, so a
text of any size is read in memory that does not grow with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cstonews.split import weights as w
from cstonews.split.cues import Cue
from cstonews.split.fits import FIT
from cstonews.split.followers import Table, followers
from cstonews.split.labels import (
    ARTICLE_DATE,
    ASIDE,
    FURNITURE,
    HEADLINE,
    LISTED_SUMMARY,
    LISTED_TITLE,
    SIDEBAR_DATE,
    START,
    TEASER,
    TEASER_MORE,
    TITLE,
    TITLE_AGAIN,
    Label,
    Path,
)  # fmt: skip
from cstonews.split.links import closing
from cstonews.split.steps import STEP, Step

_SETTLE_EVERY = 256  # lines between two attempts to give lines out …
_SETTLE_SIZE = 4_000_000  # … or characters, where lines are very long
_HOPELESS = 10.0  # what a path lacks to the best one when no later line can make it win
_LABELS = len(Label)
_LOOK_BACK = 64  # lines that stay open, so that what follows can still change them


class _Labels(NamedTuple):
    """The labels that a line can have: how well it fits each, in the order in which the first
    of equals wins, and which of them may follow a label.
    """

    ends: list[tuple[int, Callable[[Cue], float], Step]]
    followers: Table


def _labels(among: frozenset[Label], is_echo: bool = True) -> _Labels:
    ends = [(int(label), FIT[label], STEP[label]) for label in FIT if label in among]
    return _Labels(ends, followers(among, is_echo))


_ITEMS = frozenset({TEASER, TEASER_MORE, LISTED_TITLE, LISTED_SUMMARY, HEADLINE, TITLE})
# What no plain line can be: it is long, and has neither a date nor a title above it.
_NOT_PLAIN = frozenset({SIDEBAR_DATE, TITLE_AGAIN, ARTICLE_DATE, ASIDE, FURNITURE})
_ANY = _labels(frozenset(FIT))
_NO_ITEM = _labels(frozenset(FIT) - _ITEMS)
_PLAIN_ECHO = _labels(frozenset(FIT) - _NOT_PLAIN)
_PLAIN = _labels(frozenset(FIT) - _NOT_PLAIN, is_echo=False)


class LabelledLine(NamedTuple):
    """A line's cue with the label that the best reading gives it."""

    cue: Cue
    label: Label


def best_reading(cues: Iterable[Cue]) -> Iterator[LabelledLine]:
    """Yield every line in order with its label in the best reading of them all."""
    paths = [Path(0.0, START, None, None)]
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
    """The best path to each label of the next line, but for hopeless ones."""
    labels = _labels_of(cue)
    parents, totals = _best_parents(paths, cue, labels.followers)
    ends = [
        (totals[to] + fit(cue), parent, step)
        for to, fit, step in labels.ends
        if (parent := parents[to]) is not None
    ]
    least = max([score for score, _, _ in ends]) - _HOPELESS
    return [step(parent, cue, score) for score, parent, step in ends if score >= least]


def _labels_of(cue: Cue) -> _Labels:
    if cue.own.is_plain and cue.repeat is None:
        return _PLAIN_ECHO if cue.echo else _PLAIN
    return _NO_ITEM if cue.is_no_item else _ANY


def _best_parents(
    paths: list[Path], cue: Cue, followers: Table
) -> tuple[list[Path | None], list[float]]:
    """For each label the path that it follows best, and the score of both."""
    parents: list[Path | None] = [None] * _LABELS
    totals = [w.NEVER] * _LABELS
    of = followers.of
    for path in paths:
        score = path.score
        at_cost, by_link = followers.in_article if path.article else of[path.label]
        for to, cost in at_cost:
            if score + cost > totals[to]:
                totals[to], parents[to] = score + cost, path
        for to, link in by_link:
            total = score + link(path, cue)
            if total > totals[to]:
                totals[to], parents[to] = total, path
    return parents, totals


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
