"""How a line repeats the one before it, or one far above."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum

from cstonews.fold import fold
from cstonews.split import dates
from cstonews.split.wording import FOLDED, Wording

_NEAR = 24  # folded characters that two copies must share before either may count as cut
_REMEMBERED = 512  # openings that are kept to know a text again within one dump
_APART = 2  # lines between two copies; the site prints a title twice in a row


class Repeat(Enum):
    """How a line repeats the one before it."""

    WHOLE = "whole"
    CUT = "cut"


def echo(known: OrderedDict[str, tuple[str, int]], folded: str, place: int) -> Repeat | None:
    """Whether the line stood in this dump before, and now stands whole or cut; remember it."""
    opening = folded[:_NEAR]
    if len(opening) < _NEAR:
        return None
    earlier, last = known.get(opening, (None, place))
    known[opening] = folded, place
    if len(known) > _REMEMBERED:
        known.popitem(last=False)
    if earlier is None or place - last < _APART:
        return None
    if not (earlier.startswith(folded) or folded.startswith(earlier)):
        return None
    return Repeat.CUT if len(folded) < len(earlier) else Repeat.WHOLE


def repetition(own: Wording, before: Wording) -> Repeat | None:
    """How a line repeats the one before it, as the site prints a title twice."""
    if before.length > FOLDED or not before.folded or not own.folded:
        return None
    if own.folded == before.folded:
        return Repeat.WHOLE
    return Repeat.CUT if _cut_copy(own, before) else None


def is_stub(own: Wording, before: Wording) -> bool:
    """Whether a line is no more than the first words of the line before it.

    At the end of a dump it is the second printing of a title, broken off.
    """
    short = 0 < own.length < 2 * _NEAR < before.length and own.text[0] == before.text[0]
    return short and before.folded.startswith(own.folded)


def _cut_copy(own: Wording, before: Wording) -> bool:
    """Whether one of the two is the other, cut short: by the site, or by the end of the dump."""
    if own.ends_in_figure and not own.tail:
        cut_date = dates.cut_date(own.text)
        if cut_date is not None and fold(own.text[:cut_date]) == before.folded:
            return True
    if own.folded[:_NEAR] != before.folded[:_NEAR]:
        return False
    if own.tail and len(before.folded) <= len(own.folded):
        return len(before.folded) >= _NEAR and own.folded.startswith(before.folded)
    return len(own.folded) >= _NEAR and before.folded.startswith(own.folded)
