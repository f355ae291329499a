"""Tables and pages as plain lines, for a pipe or a file: as long as they must be, no colour.

Knows nothing of rich, which takes longer to load than a search takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from cstonews.render.grid import Cell, Grid, Line
from cstonews.render.inert import unmarked


def grid_lines(grid: Grid, more: Iterable[Grid] = ()) -> Iterator[str]:
    """Yield a table as lines, a row each, with its columns padded.

    ``more`` has the further rows of a table that is too long to be held at once. Columns are as
    wide as ``grid`` needs them; a wider cell further down moves the rest of its line.
    """
    rows = [list(grid.headings), *_rows(grid)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if len(widths) - 1 not in grid.right:
        widths[-1] = 0
    for row in chain(rows, (row for part in more for row in _rows(part))):
        cells = (
            text.rjust(width) if column in grid.right else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip() + "\n"


def _rows(grid: Grid) -> Iterator[list[str]]:
    return ([_text(cell) for cell in row] for row in grid.rows)


def page_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines of a page."""
    for line in lines:
        yield unmarked(line.text) + "\n"


def _text(cell: Cell) -> str:
    return "  ".join(unmarked(line.text) for line in cell)
