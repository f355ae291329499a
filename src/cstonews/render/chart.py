"""Timelines → charts in files. The only place that knows matplotlib."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cstonews.counts import Series, Timeline
from cstonews.errors import CstonewsError
from cstonews.render.counts import series_name
from cstonews.render.inert import inert_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CHART_ENDINGS = (".svg", ".png")
_LABELS = 12  # of periods along the axis; more would run into each other
_NAME_LENGTH = 60
# XML has no place for these, and inert_line lets them through.
_NO_XML = re.compile("[\ufffe\uffff]")
_SETTINGS: dict[Any, Any] = {
    "text.parse_math": False,  # "$" is a character
    "text.usetex": False,
    "svg.hashsalt": "cstonews",  # names inside a file are the same each time
    "svg.fonttype": "path",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.alpha": 0.3,
}


def save_chart(timeline: Timeline, words: str, file: str) -> None:
    """Draw a timeline of what ``words`` found into ``file``, whose ending names the format.

    The same timeline gives the same SVG, byte for byte. Raises CstonewsError where matplotlib
    is missing, there is nothing to draw, ``file`` has another ending or cannot be written.
    """
    form = file.lower().rpartition(".")[2]
    if f".{form}" not in CHART_ENDINGS:
        raise CstonewsError(f"{file} is no chart; name a file that ends in .svg or .png")
    if not timeline.periods:
        raise CstonewsError("there is no chart to draw; nothing that was found has a date")
    drawn = _drawn(timeline, words, form)
    try:
        with open(file, "wb") as out:
            out.write(drawn)
    except OSError as error:
        raise CstonewsError(f"{file} cannot be written: {error.strerror or error}") from error


def _drawn(timeline: Timeline, words: str, form: str) -> bytes:
    with _matplotlib():
        from matplotlib.figure import Figure

        figure = Figure(figsize=(9, 4.5), layout="constrained")
        axes = figure.add_subplot()
        if len(timeline.series) == 1:
            _draw_bars(axes, timeline.series[0])
        else:
            _draw_lines(axes, timeline.series)
        _label(axes, timeline, words)
        file = io.BytesIO()
        metadata = {"Date": None, "Creator": "cstonews"} if form == "svg" else {}
        figure.savefig(file, format=form, dpi=150, metadata=metadata)
        return file.getvalue()


@contextmanager
def _matplotlib() -> Iterator[None]:
    """Draw by our settings alone, and in silence: a glyph that a font lacks is no one's concern.

    Raises CstonewsError where matplotlib is missing.
    """
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise CstonewsError(
            "charts need the extra \"plot\"; install it with: pip install 'cstonews[plot]'"
        ) from error
    else:
        with warnings.catch_warnings(), mpl.rc_context():
            warnings.simplefilter("ignore")
            mpl.rcdefaults()
            mpl.rcParams.update(_SETTINGS)
            yield
    finally:
        log.setLevel(level)


def _draw_bars(axes: Axes, series: Series) -> None:
    axes.stairs(series.counts, [n - 0.5 for n in range(len(series.counts) + 1)], fill=True)


def _draw_lines(axes: Axes, compared: Sequence[Series]) -> None:
    marker = "o" if len(compared[0].counts) <= 60 else ""
    lines: list[Any] = [
        axes.plot(range(len(series.counts)), series.counts, marker=marker, markersize=4)[0]
        for series in compared
    ]
    legend = axes.legend(lines, ["-"] * len(lines), frameon=False)
    # Set afterwards, since matplotlib leaves out what a name with "_" before it labels.
    for text, series in zip(legend.get_texts(), compared, strict=True):
        text.set_text(_shown(f"{series_name(series.name)} ({series.total:,})"))


def _label(axes: Axes, timeline: Timeline, words: str) -> None:
    from matplotlib.ticker import MaxNLocator

    found = f": {words}" if words.strip() else ""
    axes.set_title(_shown(f"Entries by {timeline.unit}{found}"))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(bottom=0)
    step = -(-len(timeline.periods) // _LABELS)
    places = range(0, len(timeline.periods), step)
    axes.set_xticks(places, [timeline.periods[n] for n in places])
    undated = [series.undated for series in timeline.series]
    if any(undated):
        counts = " and ".join(f"{count:,}" for count in undated)
        axes.set_xlabel(f"without {counts} undated entries", fontsize="small")


def _shown(text: str) -> str:
    text = _NO_XML.sub("\ufffd", inert_line(text))
    return text if len(text) <= _NAME_LENGTH else text[: _NAME_LENGTH - 1] + "…"
