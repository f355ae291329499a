"""Text → lines with their place in it; blank ones are kept with the line before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cstonews.fold import ZERO_WIDTH

# The line ends that editors and grep count; U+2028, form feed and the like stay inside a line.
_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACE = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680)))
BLANK = _SPACE + "".join(map(chr, (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))
BLANK += ZERO_WIDTH
# No paragraph is longer; what is longer is cut here, so that memory stays small.
LONGEST = 65536


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
    line: Line | None = None
    blanks: list[str] = []
    held = gap = at = 0
    number = 1
    for raw in _raw_lines([text] if isinstance(text, str) else text):
        content = raw.lstrip(BLANK)
        if content or held > LONGEST:
            if line:
                yield line._replace(raw=line.raw + "".join(blanks))
                blanks = []
            start = at + len(raw) - len(content)
            line = Line(content.rstrip(BLANK), start, number, gap, "".join([*blanks, raw]))
            blanks, held, gap = [], 0, 0
        else:
            blanks.append(raw)
            held += len(raw)
            gap += raw[-1] in "\r\n"
        at += len(raw)
        number += raw[-1] in "\r\n"
    if line:
        yield line._replace(raw=line.raw + "".join(blanks))
    elif blanks:
        yield Line("", 0, 1, 0, "".join(blanks))


def _raw_lines(chunks: Iterable[str]) -> Iterator[str]:
    """Cut text into lines with their ends, and into parts where a line is very long."""
    rest = ""
    for chunk in chunks:
        text = rest + chunk
        # A carriage return at the very end may be the first half of a line end.
        at = 0
        for match in _LINE_END.finditer(text, 0, len(text) - text.endswith("\r")):
            yield from _parts(text[at : match.end()])
            at = match.end()
        whole = at + (len(text) - at) // LONGEST * LONGEST
        if whole > at and whole == len(text):
            whole -= LONGEST
        yield from _parts(text[at:whole])
        rest = text[whole:]
    if rest:
        yield rest


def _parts(line: str) -> Iterator[str]:
    if line and len(line) <= LONGEST:
        yield line
        return
    for start in range(0, len(line), LONGEST):
        yield line[start : start + LONGEST]
