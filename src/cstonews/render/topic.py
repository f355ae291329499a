"""A text of help → the lines of a page that fits a width.

A line without a margin is a heading. Lines with a margin of two are prose, which is filled
anew; those with a wider one are examples, which stay as they are.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from cstonews.render.grid import Line
from cstonews.render.page import MEASURE

_MARGIN = "  "


def topic_page(text: str, width: int) -> Iterator[Line]:
    """Yield the lines of a text of help, its prose as wide as ``width`` and reading allow."""
    for kind, lines in groupby(text.splitlines(), _kind):
        if kind == "prose":
            filled = textwrap.fill(
                " ".join(line.strip() for line in lines),
                min(width, MEASURE),
                initial_indent=_MARGIN,
                subsequent_indent=_MARGIN,
                break_long_words=False,
                break_on_hyphens=False,
            )
            yield from (Line(line) for line in filled.splitlines())
        else:
            yield from (Line(line, "title" if kind == "heading" else "") for line in lines)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    margin = len(line) - len(line.lstrip())
    return "heading" if not margin else "prose" if margin == len(_MARGIN) else "example"
