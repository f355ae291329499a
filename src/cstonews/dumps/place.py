"""Where a member stands: in which container, how deep, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable

from cstonews.model import clean

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class Place:
    """The name of a file or a member, and in how many containers it lies, itself counted.

    ``position`` tells how far the outermost file was read.
    """

    def __init__(self, name: str, position: Callable[[], int]) -> None:
        self.name = name
        self.depth = 1
        self._meter = _Meter(position)

    def within(self, member: str) -> Place:
        """The place of the member with that name."""
        place = self.below()
        place.name = f"{self.name}/{shown(member)}"
        return place

    def below(self) -> Place:
        """The place of what is packed here and has no name of its own."""
        place = Place.__new__(Place)
        place.name, place.depth, place._meter = self.name, self.depth + 1, self._meter
        return place

    def used(self) -> int:
        """How many bytes of the outermost file were read since this was last asked."""
        return self._meter.advance()


class _Meter:
    def __init__(self, position: Callable[[], int]) -> None:
        self._position = position
        self._last = position()

    def advance(self) -> int:
        last, self._last = self._last, self._position()
        return max(0, self._last - last)


def shown(name: str) -> str:
    """A member's name as one line of Unicode text; it is a name and nothing else."""
    return _CONTROLS.sub("\ufffd", clean(name)).removeprefix("./")


def is_left_out(name: str) -> bool:
    """Whether a member is hidden, as a file of a folder can be, or what macOS adds."""
    parts = name.replace("\\", "/").split("/")
    return any(
        part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts
    )
