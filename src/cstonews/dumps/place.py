"""Where a member stands: in which container, how deep, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from cstonews.codec import clean

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class Meter:
    """How far the outermost file was read; ``position`` tells that, in bytes."""

    def __init__(self, position: Callable[[], int]) -> None:
        self._position = position
        self._last = position()

    def advance(self) -> int:
        """How many bytes were read since this was last asked."""
        last, self._last = self._last, self._position()
        return max(0, self._last - last)


@dataclass(frozen=True, slots=True)
class Place:
    """The name of a file or a member, and in how many containers it lies, itself counted."""

    name: str
    meter: Meter
    depth: int = 1

    def within(self, member: str) -> Place:
        """The place of the member with that name."""
        return replace(self, name=f"{self.name}/{shown(member)}", depth=self.depth + 1)

    def below(self) -> Place:
        """The place of what is packed here and has no name of its own."""
        return replace(self, depth=self.depth + 1)


def shown(name: str) -> str:
    """A member's name as one line of Unicode text; it is a name and nothing else."""
    return _CONTROLS.sub("\ufffd", clean(name)).removeprefix("./")


def is_left_out(name: str) -> bool:
    """Whether a member is hidden, as a file of a folder can be, or what macOS adds."""
    parts = name.replace("\\", "/").split("/")
    return any(
        part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts
    )
