"""Tables and pages on a terminal: they fit its width, in few colours that suit any background."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from rich.box import SIMPLE_HEAD
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
_NARROWEST = 20
_ELLIPSES = 4  # characters that say that something was left out


def grid_table(grid: Grid, width: int) -> Table:
    """Return a table that fits ``width`` columns."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    rooms = _rooms(grid, width)
    for number, heading in enumerate(grid.headings):
        justify = _justify(grid, number)
        if number not in rooms:
            table.add_column(heading, no_wrap=True, justify=justify)
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


def _rooms(grid: Grid, width: int) -> dict[int, int]:
    """The room of each flexible column: none gets more than it needs, the others the same."""
    last = len(grid.headings) - 1
    flexible = grid.flexible if grid.flexible is not None else {last}
    needs = dict(enumerate(map(len, grid.headings)))
    for row in grid.rows:
        for number, cell in enumerate(row):
            needs[number] = max(needs[number], *(len(unmarked(line.text)) for line in cell), 0)
    taken = sum(need for number, need in needs.items() if number not in flexible)
    left = width - taken - _GUTTER * last
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
            console.print(styled(line), width=min(console.width, measure))


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
