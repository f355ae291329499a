"""Text → lines with their place in it; blank ones are only counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# The line ends that editors and grep count; U+2028, form feed and the like stay inside a line.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c"
_SPACE = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680)))
BLANK = _SPACE + "".join(map(chr, (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))
BLANK += _ZERO_WIDTH


class Line(NamedTuple):
    """A line that is not blank: ``text`` without the blanks around it.

    ``start`` is the offset of ``text`` in the whole, ``number`` counts lines
    from 1, ``gap`` is the number of blank lines right before it.
    """

    text: str
    start: int
    number: int
    gap: int

    @property
    def end(self) -> int:
        """The offset behind the last character of ``text``."""
        return self.start + len(self.text)


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of ``text`` that are not blank, in order."""
    gap = 0
    for number, match in enumerate(_LINE.finditer(text), 1):
        raw = match.group()
        content = raw.lstrip(BLANK)
        if content:
            start = match.start() + len(raw) - len(content)
            yield Line(content.rstrip(BLANK), start, number, gap)
            gap = 0
        else:
            gap += 1
