"""Which texts may be the same item, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class LinkKind(StrEnum):
    """Why two texts may be the same item, the strongest reason first."""

    SAME = "same"  # the same body, with and without a title
    OPENS = "opens"  # the words of the one open the other: a teaser, a copy that was cut
    NEAR = "near"  # a title and most of the words in common: a correction
    TITLE = "title"  # the same title: a line of a listing and its article


class Link(NamedTuple):
    """Two texts that may be one item; where it matters ``text`` is the shorter one."""

    text: int
    other: int
    kind: LinkKind
