"""An entry as a page to read: title, date and its origin, text, sightings."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cstonews.model import DateSource, Entry, Sighting
from cstonews.render.inert import inert, inert_line
from cstonews.render.screen import is_wide

_MEASURE = 88  # characters a line that are comfortable to read
_ORIGINS = {
    DateSource.STATED: "stated by a date line",
    DateSource.MATCHED: "matched: the same text is dated elsewhere",
    DateSource.INFERRED: "inferred from its own words",
    None: "undated: no date line names one",
}


def entry_page(entry: Entry, console: Console) -> None:
    """Print an entry whole, with where its date comes from and where it was seen."""
    width = None if is_wide(console) else min(console.width, _MEASURE)
    head = Text.assemble((entry.handle, "bold"), f"  {entry.kind}")
    if entry.lang:
        head.append(f"  {entry.lang}")
    _line(console, head, width)
    if entry.title:
        _line(console, Text(inert_line(entry.title), style="bold"), width)
    _line(console, _date(entry), width)
    for paragraph in entry.body.split("\n\n") if entry.body else []:
        _line(console, Text(""), width)
        _line(console, Text(inert(paragraph)), width)
    _line(console, Text(""), width)
    times = "once" if len(entry.seen) == 1 else f"{len(entry.seen)} times"
    _line(console, Text(f"Seen {times}:", style="dim"), width)
    for sighting in entry.seen:
        console.print(_seen(sighting), soft_wrap=True, highlight=False)


def _line(console: Console, text: Text, width: int | None) -> None:
    if width is None:
        console.print(text, soft_wrap=True)
    else:
        console.print(text, width=width)


def _date(entry: Entry) -> Text:
    origin = _ORIGINS[entry.date_source]
    if entry.date is None:
        return Text(origin, style="dim")
    return Text.assemble((entry.date.isoformat(), "green"), f"  {origin}")


def _seen(sighting: Sighting) -> Text:
    dated = "undated"
    if sighting.date:
        dated = f"{sighting.date} {sighting.date_source}"
    where = f"  {sighting.dump}  {inert_line(sighting.name)}, line {sighting.line}"
    return Text(f"{where}: {sighting.kind}, {dated}")
