"""What a table says, before anything decides how it looks: headings, rows, named styles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cstonews.model import DateSource
from cstonews.render.columns import DEFAULT, columns_of
from cstonews.render.inert import inert_hit, inert_line

if TYPE_CHECKING:
    import datetime as dt

    from cstonews.found import Hit
    from cstonews.model import DumpInfo, PlacedSegment, Scrap, Segment
    from cstonews.reports import Arrival, EntryChange, SavedSearch

_SNIPPET_LINES = 3
# What stands behind a date that no date line of its own states.
DATE_MARKS = {
    DateSource.CORRECTED: "*",
    DateSource.STATED: "",
    DateSource.MATCHED: "=",
    DateSource.INFERRED: "~",
}
MARKS_MEAN = {
    DateSource.MATCHED: "= dated by a copy elsewhere",
    DateSource.INFERRED: "~ dated by its opening words",
    DateSource.CORRECTED: "* corrected by hand",
}
TITLE_MARK = "*"  # behind a title that a person has corrected
_SEGMENT_START, _SEGMENT_END = 160, 60
_TITLE = 120  # characters


class Line(NamedTuple):
    """A line of a cell, inert; hits stand between marks.

    ``most`` is the number of screen lines that it may take, None for as many as it needs.
    """

    text: str
    style: str = ""
    most: int | None = None


Cell = tuple[Line, ...]


class Grid(NamedTuple):
    """A table. The last column takes what room there is, the others never wrap.

    ``right`` are the columns whose cells stand at the right. ``flexible``, where it is given,
    are those that share the room, instead of the last one.
    """

    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    right: frozenset[int] = frozenset()
    flexible: frozenset[int] | None = None


def legend(sources: Collection[DateSource | None]) -> str:
    """What the marks behind the dates of a table mean, if there are any."""
    return "; ".join(meaning for source, meaning in MARKS_MEAN.items() if source in sources)


def hits_grid(hits: Iterable[Hit], full: bool = False, names: Iterable[str] = DEFAULT) -> Grid:
    """Entries, a row each, with the columns of these names.

    In a table without texts, the opening of its text stands in for a title that is missing.
    """
    columns = columns_of(names, full)
    stand_in = {*columns}.isdisjoint(_TEXTS)
    return Grid(
        tuple(_HEADINGS.get(name, name.capitalize()) for name in columns),
        [tuple(_hit_cell(hit, name, stand_in) for name in columns) for hit in hits],
        frozenset(number for number, name in enumerate(columns) if name == "sightings"),
        frozenset(number for number, name in enumerate(columns) if name in (*_TEXTS, "title")),
    )


_TEXTS = ("snippet", "body", "title+snippet", "title+body")
_HEADINGS = {
    "date_source": "Source",
    "snippet": "Text",
    "body": "Text",
    "title+snippet": "Title and text",
    "title+body": "Title and text",
}


def _hit_cell(hit: Hit, column: str, stand_in: bool) -> Cell:
    entry = hit.entry
    match column:
        case "handle":
            return _cell(entry.handle)
        case "date":
            return _date(entry.date, entry.date_source)
        case "date_source":
            return _cell(entry.date_source or "")
        case "kind":
            return _cell(entry.kind, "kind")
        case "lang":
            return _cell(entry.lang or "")
        case "sightings":
            return _cell(f"{entry.sightings:,}")
        case "corrected":
            return _cell(" ".join(entry.corrected))
        case "title" if stand_in and not hit.title:
            return (Line(_opening(inert_line(entry.body)), most=1),)
    return tuple(line for key in column.split("+") for line in _hit_text(hit, key))


def _hit_text(hit: Hit, key: str) -> Cell:
    """The title of an entry, its whole text, or a snippet of it; nothing where there is none."""
    if key == "title":
        mark = TITLE_MARK if "title" in hit.entry.corrected else ""
        return (Line(inert_hit(hit.title) + mark, "title"),) if hit.title else ()
    text = inert_line(hit.entry.body) if key == "body" else inert_hit(hit.snippet)
    return (Line(text, most=None if key == "body" else _SNIPPET_LINES),) if text else ()


def arrivals_grid(arrivals: Iterable[Arrival], full: bool = False) -> Grid:
    """Entries that are news, a row each, as in ``hits_grid``, and why they are."""
    *head, text = columns_of(DEFAULT, full)
    rows = [
        (
            *(_hit_cell(hit, name, stand_in=False) for name in head),
            _cell(news, "kind"),
            _hit_cell(hit, text, stand_in=False),
        )
        for hit, news in arrivals
    ]
    return Grid((*map(str.capitalize, head), "Change", _HEADINGS[text]), rows)


def segments_grid(segments: Iterable[Segment]) -> Grid:
    """The cuts of a dump: a segment's first line, kind, date, and both ends of its text."""
    rows = [(*_segment_head(segment), _segment_text(segment)) for segment in segments]
    return Grid(("Line", "Kind", "Date", "Text"), rows, frozenset({0}))


def story_grid(segments: Iterable[PlacedSegment]) -> Grid:
    """The segments of a stored dump, each with the handle of its entry."""
    rows = [
        (*_segment_head(placed.segment), _cell(placed.handle or ""), _segment_text(placed.segment))
        for placed in segments
    ]
    return Grid(("Line", "Kind", "Date", "Handle", "Text"), rows, frozenset({0}))


def changes_grid(changes: Iterable[EntryChange]) -> Grid:
    """What another reading did to entries: the handle that was, and the one of today."""
    rows = []
    for change in changes:
        title = [Line(inert_line(change.title), "title")] if change.title else []
        body = _both_ends(inert_line(change.body))
        before = "" if change.change == "new" else change.handle
        text = (*title, *([Line(body)] if body else []))
        rows.append((_cell(change.change, "kind"), _cell(before), _cell(change.now or ""), text))
    return Grid(("Change", "Was", "Is", "Title and text"), rows)


def _segment_head(segment: Segment) -> tuple[Cell, Cell, Cell]:
    date = _date(segment.date, segment.date_source) if segment.is_item else ()
    return _cell(str(segment.line)), _cell(segment.kind, "kind"), date


def _segment_text(segment: Segment) -> Cell:
    title = [Line(inert_line(segment.title), "title")] if segment.title else []
    body = _both_ends(inert_line((segment.body or "") if segment.is_item else segment.text))
    return (*title, *([Line(body)] if body else []))


def scraps_grid(scraps: Iterable[Scrap], full: bool) -> Grid:
    """What was not understood: dump and line, and the text or both of its ends."""
    rows = []
    for scrap in scraps:
        text = inert_line(scrap.text)
        where = _cell(f"{scrap.dump}:{scrap.line}")
        name = Line(inert_line(scrap.name), "faint")
        rows.append((where, (Line(text if full else _both_ends(text)), name)))
    return Grid(("Dump:line", "Text and name of the dump"), rows)


def dumps_grid(dumps: Iterable[DumpInfo]) -> Grid:
    """What the archive knows of each dump."""
    rows = []
    for dump in dumps:
        counts = (dump.segments[kind] for kind in ("article", "teaser", "unclassified"))
        numbers = (_cell(f"{dump.bytes:,}"), *(_cell(str(count)) for count in counts))
        day = _cell(dump.ingested[:10], "date")
        rows.append((_cell(dump.dump), day, *numbers, _cell(inert_line(dump.name))))
    headings = ("Dump", "Ingested", "Bytes", "Articles", "Teasers", "Unclassified", "Name")
    return Grid(headings, rows, frozenset({2, 3, 4, 5}))


def saved_grid(searches: Iterable[SavedSearch]) -> Grid:
    """Saved searches: how many entries each finds, how many of them are news, name and words."""
    rows = [
        (
            _cell(f"{search.entries:,}"),
            _cell(f"{search.new:,}"),
            _cell(search.made[:10], "date"),
            _cell(search.looked[:10], "date") if search.looked else _cell("never", "faint"),
            (Line(inert_line(search.name), "title"), Line(inert_line(search.words))),
        )
        for search in searches
    ]
    return Grid(("Entries", "New", "Made", "Last look", "Name and words"), rows, frozenset({0, 1}))


def settings_grid(settings: Iterable[tuple[str, str, str]]) -> Grid:
    """What is set up: names, values, and where each comes from."""
    rows = [
        (_cell(inert_line(name)), _cell(inert_line(value)), _cell(inert_line(source), "faint"))
        for name, value, source in settings
    ]
    return Grid(("Setting", "Value", "From"), rows, flexible=frozenset({1}))


def _cell(text: str, style: str = "") -> Cell:
    return (Line(text, style),)


def _date(date: dt.date | None, source: DateSource | None) -> Cell:
    """A date with the mark of its origin."""
    if date is None:
        return _cell("undated", "faint")
    return _cell(date.isoformat() + (DATE_MARKS[source] if source else ""), "date")


def _opening(text: str) -> str:
    """The first words of a text, about as many as a title has."""
    return text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0] + " …"


def _both_ends(text: str) -> str:
    """The first and the last words of a text; a word without blanks is cut."""
    if len(text) <= _SEGMENT_START + _SEGMENT_END + 3:
        return text
    start = text[:_SEGMENT_START].rsplit(" ", 1)[0]
    end = text[-_SEGMENT_END:].split(" ", 1)[-1]
    return f"{start} … {end}"
