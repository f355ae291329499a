"""Tables and pages → the standard output, as suits what it is connected to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from cstonews.counts import Timeline
from cstonews.render.grid import Grid, Line
from cstonews.render.plain import grid_lines, page_lines

if TYPE_CHECKING:
    from rich.console import Console


def print_grid(grid: Grid, stream: TextIO) -> None:
    """Print a table: to fit a terminal, or a row a line where there is none.

    Colour is for terminals; NO_COLOR takes it away, FORCE_COLOR gives it to pipes too.
    """
    if not _styled(stream):
        stream.writelines(grid_lines(grid))
        return
    from cstonews.render.tables import grid_table, wide_lines

    console = _console(stream)
    if stream.isatty():
        console.print(grid_table(grid, console.width))
    else:
        for line in wide_lines(grid):
            console.print(line, soft_wrap=True)


def print_timeline(timeline: Timeline, stream: TextIO) -> None:
    """Print counts: with bars on a terminal that has room and characters for them."""
    from cstonews.render.counts import timeline_grid

    grid = None
    if stream.isatty() and (stream.encoding or "utf-8").lower().replace("-", "") == "utf8":
        from cstonews.render.bars import bars_grid

        grid = bars_grid(timeline, _console(stream).width)
    print_grid(grid or timeline_grid(timeline), stream)


def print_pages(pages: Iterable[Iterable[Line]], stream: TextIO, pager: bool) -> None:
    """Print pages one after another; with ``pager``, those longer than a terminal in one."""
    lines = [line for number, page in enumerate(pages) for line in (*_gap(number), *page)]
    if not _styled(stream):
        stream.writelines(page_lines(lines))
        return
    from cstonews.render.page import MEASURE
    from cstonews.render.tables import print_page

    console = _console(stream)
    with console.capture() as capture:
        print_page(lines, console, MEASURE if stream.isatty() else None)
    text = capture.get()
    if pager and stream.isatty() and text.count("\n") >= console.height:
        import click

        # Without -R less would show the escapes of the colours.
        less = os.environ.get("LESS", "")
        os.environ["LESS"] = less if "R" in less else f"{less} -R".strip()
        click.echo_via_pager(text, color=True)
    else:
        stream.write(text)


def _gap(number: int) -> tuple[Line, ...]:
    return (Line(""),) if number else ()


def _styled(stream: TextIO) -> bool:
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Quiet(file=stream, highlight=False, markup=False, emoji=False)
