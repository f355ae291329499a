"""Rows → tables that fit the terminal, and plain ones that lose nothing in a pipe."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cstonews.model import MARK_OFF, MARK_ON, DumpInfo, Hit, Segment
from cstonews.render.inert import inert_line, unmarked
from cstonews.render.screen import is_wide

_HIT = "bold red"
_DATE = "green"
_KIND = "dim"
_MARKED = re.compile(f"{MARK_ON}([^{MARK_ON}{MARK_OFF}]*){MARK_OFF}")
_TEXT_LINES = 3  # lines of a snippet on a terminal
_SEGMENT_START, _SEGMENT_END = 160, 60
_ELLIPSIS = " … "


def hits_table(hits: Iterable[Hit], console: Console, full: bool = False) -> None:
    """Print entries, a row each: handle, date, kind, and title above a snippet.

    ``full`` prints the whole text instead.
    """
    rows = list(hits)
    table = _table("Handle", "Date", "Kind", "Title and text")
    fixed = max((len(hit.entry.handle) for hit in rows), default=7) + 10 + 7 + 8
    room = _TEXT_LINES * max(20, console.width - fixed) if not (full or is_wide(console)) else None
    for hit in rows:
        entry = hit.entry
        table.add_row(
            entry.handle,
            _date(entry.date),
            Text(entry.kind, style=_KIND),
            _headline(hit.title, entry.body if full else hit.snippet, room),
        )
    _print(table, console)


def segments_table(dump: str, rows: Iterable[tuple[Segment, str]], console: Console) -> None:
    """Print the cuts of a dump: a segment's first line, kind, date, both ends of its text."""
    console.print(Text(inert_line(dump), style="bold"), soft_wrap=True)
    table = _table("Line", "Kind", "Date", "Text")
    for segment, text in rows:
        table.add_row(
            str(segment.line),
            Text(segment.kind, style=_KIND),
            _date(segment.date) if segment.is_item else Text(""),
            _both_ends(segment.title, segment.body if segment.is_item else text),
        )
    _print(table, console)


def dumps_table(dumps: Iterable[DumpInfo], console: Console) -> None:
    """Print what the archive knows of each dump."""
    names = ("Dump", "Bytes", "Ingested", "Articles", "Teasers", "Unclassified", "Name")
    table = _table(*names)
    for dump in dumps:
        table.add_row(
            dump.dump,
            f"{dump.bytes:,}",
            dump.ingested[:10],
            *(str(dump.segments[kind]) for kind in ("article", "teaser", "unclassified")),
            Text(inert_line(dump.name)),
        )
    for column in table.columns[1:2] + table.columns[3:6]:
        column.justify = "right"
    _print(table, console)


def _table(*names: str) -> Table:
    """An empty table whose last column takes what room is left; the others never wrap."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in names[:-1]:
        table.add_column(name, no_wrap=True)
    table.add_column(names[-1], overflow="fold")
    return table


def _print(table: Table, console: Console) -> None:
    if not is_wide(console):
        console.print(table)
        return
    for line in _wide_lines(table):
        console.print(line, soft_wrap=True)


def _wide_lines(table: Table) -> Iterable[Text]:
    """The rows as lines that are as long as they must be, for a pipe."""
    columns = [
        [Text(str(column.header)), *(_one_line(cell) for cell in column.cells)]
        for column in table.columns
    ]
    for column in columns[:-1]:
        width = max(len(cell) for cell in column)
        for cell in column:
            cell.pad_right(width - len(cell))
    for row in zip(*columns, strict=True):
        line = Text("  ").join(row)
        line.rstrip()
        yield line


def _one_line(cell: object) -> Text:
    if isinstance(cell, Text):
        return Text("  ").join(cell.split("\n"))
    return Text(str(cell))


def _date(date: dt.date | None) -> Text:
    return Text(date.isoformat(), style=_DATE) if date else Text("undated", style="dim")


def _headline(title: str | None, snippet: str, room: int | None) -> Text:
    """A title in bold above a snippet, with the hits marked in both."""
    lines = []
    if title:
        lines.append(_marked(inert_line(title), "bold"))
    if snippet:
        lines.append(_marked(_shortened(inert_line(snippet), room), ""))
    return Text("\n").join(lines)


def _shortened(text: str, room: int | None) -> str:
    """``text`` cut to about ``room`` characters, at a blank, so that its first hit is inside."""
    if room is None or len(unmarked(text)) <= room:
        return text
    start = max(0, text.find(MARK_ON) - room // 2) if text.find(MARK_ON) > room // 2 else 0
    start = text.find(" ", start) + 1 if start else 0
    cut = text[start : start + room].rsplit(" ", 1)[0]
    if cut.count(MARK_ON) > cut.count(MARK_OFF):
        cut += MARK_OFF
    return ("… " if start else "") + cut + " …"


def _marked(text: str, style: str) -> Text:
    """Marked text → styled text, without reading markup."""
    result = Text(style=style)
    at = 0
    for match in _MARKED.finditer(text):
        result.append(unmarked(text[at : match.start()]))
        result.append(match.group(1), style=_HIT)
        at = match.end()
    result.append(unmarked(text[at:]))
    return result


def _both_ends(title: str | None, body: str | None) -> Text:
    text = inert_line(body or "")
    if len(text) > _SEGMENT_START + _SEGMENT_END + len(_ELLIPSIS):
        text = text[:_SEGMENT_START] + _ELLIPSIS + text[-_SEGMENT_END:]
    parts: Sequence[Text] = [Text(inert_line(title), style="bold")] if title else []
    return Text("\n").join([*parts, *([Text(text)] if text else [])])
