"""Tables and pages → the standard output, as suits what it is connected to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from cstonews.render.grid import Grid, Line
from cstonews.render.plain import grid_lines, page_lines

if TYPE_CHECKING:
    from rich.console import Console

    from cstonews.counts import Timeline


def print_grid(grid: Grid, stream: TextIO, pager: str = "", above: Iterable[Line] = ()) -> None:
    """Print a table: to fit a terminal, or a row a line where there is none.

    Colour is for terminals; NO_COLOR takes it away, FORCE_COLOR gives it to pipes too.
    ``pager`` is the program for what is longer than the terminal, or nothing; ``above`` are
    the lines of a page above the table.
    """
    print_grids((grid,), stream, pager, above)


def print_parts(first: Grid, rest: Iterable[Grid], stream: TextIO, pager: str = "") -> None:
    """Print a table that comes in parts, as ``print_grid`` prints a whole one.

    Where there is no terminal, one part is held at a time, and the columns are as wide as the
    ``first`` needs them. A terminal's table is made of all.
    """
    if not _styled(stream):
        stream.writelines(grid_lines(first, rest))
        return
    rows = [row for grid in (first, *rest) for row in grid.rows]
    print_grid(first._replace(rows=rows), stream, pager)


def print_grids(
    grids: Iterable[Grid], stream: TextIO, pager: str = "", above: Iterable[Line] = ()
) -> None:
    """Print tables one below the other, as ``print_grid`` prints one."""
    if not _styled(stream):
        stream.writelines(page_lines(above))
        for number, grid in enumerate(grids):
            stream.write("\n" * bool(number))
            stream.writelines(grid_lines(grid))
        return
    console = _console(stream)
    with console.capture() as capture:
        _print_lines(above, console)
        for number, grid in enumerate(grids):
            console.out("\n" * bool(number), end="")
            _print_grid(grid, console)
    _put(capture.get(), console, stream, pager)


def _print_grid(grid: Grid, console: Console) -> None:
    """Print a table; one that needs more than the terminal has runs on in its next line."""
    from cstonews.render.tables import grid_table, needed_width, wide_lines

    if not console.file.isatty():
        for line in wide_lines(grid):
            console.print(line, soft_wrap=True)
        return
    width = console.width
    console.width = max(width, needed_width(grid))
    console.print(grid_table(grid, console.width))
    console.width = width


def print_timeline(timeline: Timeline, stream: TextIO, pager: str = "") -> tuple[int, int] | None:
    """Print counts: with bars on a terminal that has room and characters for them.

    Returns how many columns the table needs and the terminal has, where these are fewer.
    """
    from cstonews.render.counts import timeline_grid

    grid = timeline_grid(timeline)
    if not stream.isatty():
        print_grid(grid, stream, pager)
        return None
    from cstonews.render.bars import bars_grid
    from cstonews.render.tables import needed_width

    width = _console(stream).width
    blocks = (stream.encoding or "utf-8").lower().replace("-", "") == "utf8"
    bars = bars_grid(timeline, width) if blocks else None
    print_grid(bars or grid, stream, pager)
    needed = 0 if bars else needed_width(grid)
    return (needed, width) if needed > width else None


def print_pages(pages: Iterable[Iterable[Line]], stream: TextIO, pager: str = "") -> None:
    """Print pages one after another; those longer than a terminal through ``pager``, if any."""
    lines = [line for number, page in enumerate(pages) for line in (*_gap(number), *page)]
    if not _styled(stream):
        stream.writelines(page_lines(lines))
        return
    console = _console(stream)
    with console.capture() as capture:
        _print_lines(lines, console)
    _put(capture.get(), console, stream, pager)


def _print_lines(lines: Iterable[Line], console: Console) -> None:
    from cstonews.render.page import MEASURE
    from cstonews.render.tables import print_page

    print_page(lines, console, MEASURE if console.file.isatty() else None)


def _put(text: str, console: Console, stream: TextIO, pager: str) -> None:
    """Write what is rendered, through ``pager`` where a terminal is too short for it."""
    if pager and stream.isatty() and text.count("\n") >= console.height:
        from cstonews.render.pager import page

        stream.flush()
        if page(text, pager, stream.encoding or "utf-8"):
            return
    stream.write(text)


def _gap(number: int) -> tuple[Line, ...]:
    return (Line(""),) if number else ()


def _styled(stream: TextIO) -> bool:
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)
