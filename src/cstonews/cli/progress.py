"""A bar for long work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(total: int, unit: str = "bytes") -> Iterator[Callable[[int], None] | None]:
    """Show a bar on standard error, if that is a terminal; yield what tells it of work done.

    ``total`` is in bytes, or in other things that ``unit`` names; where it is 0, or there is no
    terminal, None is yielded.
    """
    if not total or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bytes_done = unit == "bytes"
    counted = [DownloadColumn()] if bytes_done else [MofNCompleteColumn(), TextColumn(unit)]
    columns = BarColumn(), *counted, TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda size: bar.advance(task, size)


@contextmanager
def sharing() -> Iterator[Callable[[float], None] | None]:
    """Show a bar for work of which only the share is told that is done."""
    with progress(100, "%") as advance:
        shown = 0

        def told(share: float) -> None:
            nonlocal shown
            assert advance is not None
            advance(int(share * 100) - shown)
            shown = int(share * 100)

        yield told if advance else None
