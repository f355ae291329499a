"""Tables and pages on a terminal: they fit its width, in few colours that suit any background."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cstonews.found import MARK_OFF, MARK_ON
from cstonews.render.grid import Cell, Grid, Line
from cstonews.render.inert import unmarked
from cstonews.snippets import best_place

STYLES = {"title": "bold", "date": "green", "kind": "dim", "faint": "dim", "hit": "bold red"}
_MARKED = re.compile(f"{MARK_ON}([^{MARK_ON}{MARK_OFF}]*){MARK_OFF}")
_GUTTER = 2
_NARROWEST = 20  # characters of a flexible column that has room
_LEAST, _HEADING = 8, 6  # characters of a flexible column, and of a heading, that has none
_HANG = 2
_ELLIPSES = 4  # characters that say that something was left out


def grid_table(grid: Grid, width: int) -> Table:
    """Return a table that fits ``width`` columns, which are to be ``needed_width`` or more."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    needs = _needs(grid)
    if _least(grid, needs) > width:
        needs = _needs(grid, _HEADING)
    rooms = _rooms(grid, needs, width)
    for number, heading in enumerate(grid.headings):
        justify = _justify(grid, number)
        if number not in rooms:
            # With a width of its own, as rich would leave out a column that never wraps.
            table.add_column(heading, width=needs[number], overflow="fold", justify=justify)
        elif len(rooms) == 1:
            table.add_column(heading, overflow="fold", justify=justify)
        else:
            table.add_column(heading, overflow="fold", max_width=rooms[number])
    for row in grid.rows:
        cells = (_cell(cell, rooms.get(number, width)) for number, cell in enumerate(row))
        table.add_row(*cells)
    return table


def _justify(grid: Grid, column: int) -> Literal["left", "right"]:
    return "right" if column in grid.right else "left"


def needed_width(grid: Grid) -> int:
    """The columns below which a table would have to leave out some of what it says."""
    return _least(grid, _needs(grid, _HEADING))


def _least(grid: Grid, needs: Mapping[int, int]) -> int:
    """The least width of a table whose columns have these needs."""
    flexible = _flexible(grid)
    least = (min(need, _LEAST) if number in flexible else need for number, need in needs.items())
    return sum(least) + _GUTTER * (len(needs) - 1)


def _flexible(grid: Grid) -> Collection[int]:
    return grid.flexible if grid.flexible is not None else {len(grid.headings) - 1}


def _needs(grid: Grid, heading: int | None = None) -> dict[int, int]:
    """The width of each column in which nothing wraps, bar headings longer than ``heading``."""
    needs = dict(enumerate(map(cell_len, grid.headings)))
    if heading:
        needs = {number: min(need, heading) for number, need in needs.items()}
    for row in grid.rows:
        for number, cell in enumerate(row):
            needs[number] = max(needs[number], *(cell_len(unmarked(line.text)) for line in cell), 0)
    return needs


def _rooms(grid: Grid, needs: Mapping[int, int], width: int) -> dict[int, int]:
    """The room of each flexible column: none gets more than it needs, the others the same."""
    flexible = _flexible(grid)
    taken = sum(need for number, need in needs.items() if number not in flexible)
    left = width - taken - _GUTTER * (len(needs) - 1)
    rooms = {}
    for shared, number in enumerate(sorted(flexible, key=needs.__getitem__)):
        share = max(left // (len(flexible) - shared), _NARROWEST)
        rooms[number] = min(needs[number], share)
        left -= rooms[number]
    return rooms


def wide_lines(grid: Grid) -> Iterator[Text]:
    """Yield a table as styled lines, a row each, as ``plain.grid_lines`` does without style."""
    headings = [Text(heading, style=STYLES["title"]) for heading in grid.headings]
    rows = [headings, *([_one_line(cell) for cell in row] for row in grid.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if len(widths) - 1 not in grid.right:
        widths[-1] = 0
    for row in rows:
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            pad = cell.pad_left if number in grid.right else cell.pad_right
            pad(max(0, width - len(cell)))
        line = Text("  ").join(row)
        line.rstrip()
        yield line


def _one_line(cell: Cell) -> Text:
    return Text("  ").join(map(styled, cell))


def styled(line: Line) -> Text:
    """Return a line with its style and its hits marked; markup in it is text."""
    result = Text(style=STYLES.get(line.style, ""))
    at = 0
    for match in _MARKED.finditer(line.text):
        result.append(unmarked(line.text[at : match.start()]))
        result.append(match.group(1), style=STYLES["hit"])
        at = match.end()
    return result.append(unmarked(line.text[at:]))


def print_page(lines: Iterable[Line], console: Console, measure: int | None) -> None:
    """Print the lines of a page, wrapped at ``measure`` columns, or not at all."""
    for line in lines:
        if measure is None:
            console.print(styled(line), soft_wrap=True)
        else:
            width = min(console.width, measure)
            console.print(_hanging(styled(line), console, width), width=width)


def _hanging(line: Text, console: Console, width: int) -> Text:
    """A line of a list, which begins with blanks: further in where it wraps."""
    plain = line.plain
    indent = len(plain) - len(plain.lstrip(" ")) + _HANG
    if not plain.startswith("  ") or cell_len(plain) <= width or width < 2 * indent:
        return line
    first, *others = line.wrap(console, width - indent)
    return Text("\n").join([first, *(Text(" " * indent) + other for other in others)])


def _cell(cell: Cell, room: int) -> Text:
    return Text("\n").join(
        styled(line._replace(text=_shortened(line.text, room * line.most)) if line.most else line)
        for line in cell
    )


def _shortened(text: str, room: int) -> str:
    """``text`` in about ``room`` characters: its best place where there are hits."""
    if len(unmarked(text)) <= room:
        return text
    room -= _ELLIPSES
    return best_place(text, room, longest=room)
