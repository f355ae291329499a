"""Text → segments. Pure: no files, no database, no clock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from cstonews.model import DumpWarning, Reading, Segment
from cstonews.split.cues import Cue, cues
from cstonews.split.edges import Edges
from cstonews.split.inference import infer_dates
from cstonews.split.labels import (
    TITLE,
    TITLE_AGAIN,
)
from cstonews.split.lines import lines
from cstonews.split.reading import LabelledLine, best_reading
from cstonews.split.segments import segments
from cstonews.split.wording import Wordings

__all__ = ["Edges", "Wordings", "split", "split_stream"]


def split(text: str, name: str = "-") -> Reading:
    """Cut ``text`` into segments that tile it, and say what looks wrong in it.

    ``name`` is the dump's name in the warnings. Any text has a reading; what is
    not understood is of the kind ``unclassified``.
    """
    warnings: list[DumpWarning] = []
    found = tuple(split_stream([text], lambda *told: warnings.append(DumpWarning(name, *told))))
    return Reading(found, tuple(warnings))


def split_stream(
    chunks: Iterable[str],
    warn: Callable[[int, str], None],
    learnt: Collection[str] = (),
    edges: Edges | None = None,
    wordings: Wordings | None = None,
) -> Iterator[Segment]:
    """Yield the segments of the text that ``chunks`` make together, as soon as they are sure.

    Memory does not grow with the text. ``warn`` is called with a line's number and a
    message where something looks wrong. ``learnt`` are folded lines that other dumps have
    shown to be furniture; ``edges`` gathers what this text shows of that. ``wordings`` saves
    time where texts of a dump read before stand in this one again; it changes no result.
    """
    seen = cues(lines(chunks), learnt, wordings)
    if edges:
        seen = _gathered(seen, edges)
    return infer_dates(segments(_watch(best_reading(seen), warn)))


def _gathered(seen: Iterator[Cue], edges: Edges) -> Iterator[Cue]:
    for cue in seen:
        edges.see(cue)
        yield cue
    edges.close()


def _watch(
    labelled: Iterable[LabelledLine], warn: Callable[[int, str], None]
) -> Iterator[LabelledLine]:
    for line in labelled:
        own = line.cue.own
        dated = own.date or own.head or own.tail
        impossible = _impossible_date(line) if dated else None
        if impossible:
            message = f"{impossible} is no day of the calendar; kept as text, without a date"
            warn(line.cue.line.number, message)
        yield line


def _impossible_date(line: LabelledLine) -> str | None:
    """The date that stands where a date line has one, but that no calendar holds."""
    own = line.cue.own
    tail = own.tail if line.label in (TITLE, TITLE_AGAIN) else None
    for stamp in (own.date, own.head, tail):
        if stamp and stamp.date is None:
            return own.text[stamp.start : stamp.end].strip()
    return None
