"""Text → lines with their place in it; blank ones are kept with the line before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import NamedTuple

from cstonews.fold import ZERO_WIDTH

_SPACE = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680)))
BLANK = _SPACE + "".join(map(chr, (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))
BLANK += ZERO_WIDTH
# No paragraph is longer; what is longer is cut here, so that memory stays small.
LONGEST = 65536
_PIECE = 262_144  # characters that are cut into lines at once


class Line(NamedTuple):
    """A line that is not blank: ``text`` without the blanks around it.

    ``start`` is the offset of ``text`` in the whole, ``number`` counts lines from 1,
    ``gap`` is the number of blank lines right before it. ``raw`` is the line as it
    stands, with the blank lines behind it; the first line has those before it, too.
    The ``raw`` of all lines are the whole text. A line of more than ``LONGEST``
    characters comes in parts, and so do blanks without end, whose ``text`` is empty.
    """

    text: str
    start: int
    number: int
    gap: int
    raw: str

    @property
    def end(self) -> int:
        """The offset behind the last character of ``text``."""
        return self.start + len(self.text)


def lines(text: str | Iterable[str]) -> Iterator[Line]:
    """Yield the lines of a text, or of the chunks that make one, in order."""
    content = ""
    blanks: list[str] = []  # the raw line of the content, and the blank ones around it
    start = gap_above = gap = at = held = 0
    number = above = 1
    found = False
    for raw in _raw_lines([text] if isinstance(text, str) else text):
        words = "" if raw == "\n" else raw.lstrip(BLANK)
        ended = raw[-1] in "\r\n"
        if words or held > LONGEST:
            if found:
                yield Line(content, start, above, gap_above, "".join(blanks))
                blanks = []
            content, start = words.rstrip(BLANK), at + len(raw) - len(words)
            above, gap_above, held, gap, found = number, gap, 0, 0, True
        else:
            held += len(raw)
            gap += ended
        blanks.append(raw)
        at += len(raw)
        number += ended
    if blanks:
        yield Line(content, start, above, gap_above, "".join(blanks))


def _raw_lines(chunks: Iterable[str]) -> Iterator[str]:
    """Cut text into lines with their ends, and into parts where a line is very long."""
    rest = ""
    for piece in _pieces(chunks):
        # Without a translation of line ends, this is the fastest that knows all three of them.
        found = StringIO(rest + piece, newline="").readlines()
        # A carriage return at the very end may be the first half of a line end.
        rest = found.pop() if found and found[-1][-1] != "\n" else ""
        for line in found:
            if len(line) <= LONGEST:
                yield line
            else:
                yield from _parts(line)
        whole = max(0, len(rest) - 1) // LONGEST * LONGEST
        yield from _parts(rest[:whole])
        rest = rest[whole:]
    if rest:
        yield rest


def _pieces(chunks: Iterable[str]) -> Iterator[str]:
    for chunk in chunks:
        for start in range(0, len(chunk), _PIECE):
            yield chunk[start : start + _PIECE]


def _parts(line: str) -> Iterator[str]:
    for start in range(0, len(line), LONGEST):
        yield line[start : start + LONGEST]
