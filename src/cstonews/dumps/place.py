"""Where a member stands: in which container, how deep, what it is called, what it may cost."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NoReturn

from cstonews.codec import clean
from cstonews.dumps.limits import Limits, exceeded, in_units

LEAST = 1 << 18  # bytes that must be left for the members of a container
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_PAGES = (".html", ".htm", ".xhtml")
_BESIDE_PAGES = ("_files", ".files")  # what browsers add to a page's name for its folder


class Meter:
    """How far the outermost file was read, and how many bytes were unpacked of it.

    ``position`` tells the first, in bytes; ``allowed`` are the most of the second.
    """

    def __init__(self, position: Callable[[], int], allowed: int) -> None:
        self._position = position
        self._last = position()
        self.allowed = allowed
        self.unpacked = 0

    def advance(self) -> int:
        """How many bytes were read since this was last asked."""
        last, self._last = self._last, self._position()
        return max(0, self._last - last)


@dataclass(frozen=True, slots=True)
class Place:
    """The name of a file or a member, and in how many containers it lies, itself counted.

    ``ceiling`` is how far the meter may have counted unpacked bytes while this is read.
    """

    name: str
    meter: Meter
    limits: Limits
    ceiling: int
    depth: int = 1

    def within(self, member: str) -> Place:
        """The place of the member with that name.

        It may take half of what is left, so that its neighbours have something too.
        """
        name, depth = f"{self.name}/{shown(member)}", self.depth + 1
        if self.limits.unpacked:
            return replace(self, name=name, depth=depth)
        ceiling = self.meter.unpacked + self.left // 2
        return replace(self, name=name, depth=depth, ceiling=ceiling)

    def below(self) -> Place:
        """The place of what is packed here and has no name of its own."""
        return replace(self, depth=self.depth + 1)

    @property
    def left(self) -> int:
        """How many bytes may still be unpacked here."""
        return max(0, self.ceiling - self.meter.unpacked)

    def unpacks(self, size: int) -> None:
        """Count bytes that were unpacked; raises DumpError when they are too many."""
        self.meter.unpacked += size
        if self.meter.unpacked > self.ceiling:
            self._refuse()

    def expect(self, size: int) -> None:
        """Raise DumpError where so many bytes could not be unpacked here.

        That counts like some bytes itself, or a small file could be refused without end.
        """
        if size > self.left:
            self.meter.unpacked += LEAST
            self._refuse()

    def _refuse(self) -> NoReturn:
        allowed = in_units(self.meter.allowed)
        told = f"unpacks to too much (all that its file unpacks to may be {allowed})"
        exceeded(self.name, told, "--max-unpacked")


def shown(name: str) -> str:
    """A member's name as one line of Unicode text; it is a name and nothing else."""
    return _CONTROLS.sub("\ufffd", clean(name)).removeprefix("./")


def is_left_out(name: str) -> bool:
    """Whether a member is hidden, as a file of a folder can be, or what macOS adds."""
    parts = name.replace("\\", "/").split("/")
    return any(
        part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts
    )


def folders_of_pages(names: Iterable[str]) -> set[str]:
    """The folders in which browsers save what belongs to the pages among files of these names."""
    stems = (os.path.splitext(name) for name in names)
    return {
        stem + ending
        for stem, extension in stems
        if extension.lower() in _PAGES
        for ending in _BESIDE_PAGES
    }
