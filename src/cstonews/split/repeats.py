"""How a line repeats the one before it, or one far above."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum
from typing import TYPE_CHECKING

from cstonews.fold import fold
from cstonews.split import dates

if TYPE_CHECKING:
    from cstonews.split.cues import Cue

FOLDED = 320  # characters of a line that are folded to compare it; a title is never longer
_NEAR = 24  # folded characters that two copies must share before either may count as cut
_REMEMBERED = 512  # openings that are kept to know a text again within one dump
_APART = 2  # lines between two copies; the site prints a title twice in a row


class Repeat(Enum):
    """How a line repeats the one before it."""

    WHOLE = "whole"
    CUT = "cut"


def echo(known: OrderedDict[str, tuple[str, int]], cue: Cue, place: int) -> Repeat | None:
    """Whether the line stood in this dump before, and now stands whole or cut; remember it."""
    opening = cue.folded[:_NEAR]
    if len(opening) < _NEAR:
        return None
    earlier, last = known.get(opening, (None, place))
    known[opening] = cue.folded, place
    if len(known) > _REMEMBERED:
        known.popitem(last=False)
    if earlier is None or place - last < _APART:
        return None
    if not (earlier.startswith(cue.folded) or cue.folded.startswith(earlier)):
        return None
    return Repeat.CUT if len(cue.folded) < len(earlier) else Repeat.WHOLE


def repetition(cue: Cue, before: Cue) -> Repeat | None:
    """How ``cue`` repeats the line before it, as the site prints a title twice."""
    if before.length > FOLDED or not before.folded or not cue.folded:
        return None
    if cue.folded == before.folded:
        return Repeat.WHOLE
    return Repeat.CUT if _cut_copy(cue, before) else None


def is_stub(cue: Cue, before: Cue) -> bool:
    """Whether ``cue`` is no more than the first words of the line before it.

    At the end of a dump it is the second printing of a title, broken off.
    """
    short = 0 < cue.length < 2 * _NEAR < before.length and cue.text[0] == before.text[0]
    return short and before.folded.startswith(cue.folded)


def _cut_copy(cue: Cue, before: Cue) -> bool:
    """Whether one of the two is the other, cut short: by the site, or by the end of the dump."""
    short, long = sorted((cue.folded, before.folded), key=len)
    if cue.tail:
        return len(short) >= _NEAR and long.startswith(short)
    cut_date = dates.cut_date(cue.text)
    if cut_date is not None and fold(cue.text[:cut_date]) == before.folded:
        return True
    return len(short) >= _NEAR and short is cue.folded and long.startswith(short)
