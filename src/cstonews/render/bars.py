"""Counts as bars of block characters, an eighth of a character fine."""

from __future__ import annotations

from cstonews.counts import Timeline
from cstonews.render.counts import series_name, timeline_rows
from cstonews.render.grid import Cell, Grid, Line

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"
_GUTTER = 2
_NARROWEST = 6  # characters of a bar below which it tells nothing


def bar(count: int, most: int, width: int) -> str:
    """Return a bar of at most ``width`` characters, as long as ``count`` is a part of ``most``.

    What is counted is seen: a bar that is not zero has an eighth of a character at least.
    """
    if not count:
        return ""
    eighths = max(1, round(count * width * 8 / most))
    rest = _EIGHTHS[eighths % 8] if eighths % 8 else ""
    return _FULL * (eighths // 8) + rest


def bars_grid(timeline: Timeline, width: int) -> Grid | None:
    """Return a row a period, with a count and a bar for each series, all on one scale.

    The table fits ``width`` columns; None where that leaves no room for bars.
    """
    rows = list(timeline_rows(timeline))
    most = max((count for _, counts in rows for count in counts), default=0)
    figures = len(f"{most:,}")
    labels = max((len(label) for label, _ in rows), default=0)
    columns = len(timeline.series)
    column = (width - max(labels, len("Period"))) // columns - _GUTTER
    room = column - figures - 1
    if room < _NARROWEST:
        return None
    names = [_shortened(series_name(series.name), column) for series in timeline.series]
    return Grid(
        ("Period", *names),
        [
            (
                (Line(label, "faint" if label == "undated" else "date"),),
                *(_cell(count, most, figures, room) for count in counts),
            )
            for label, counts in rows
        ],
    )


def _cell(count: int, most: int, figures: int, room: int) -> Cell:
    return (Line(f"{count:>{figures},} {bar(count, most, room)}".rstrip()),)


def _shortened(text: str, width: int) -> str:
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
