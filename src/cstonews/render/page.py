"""An entry as a page to read: title, date and its origin, text, sightings."""

from __future__ import annotations

from collections.abc import Iterator

from cstonews.model import DateSource, Entry, Sighting
from cstonews.render.grid import Line
from cstonews.render.inert import inert, inert_line

MEASURE = 88  # characters a line that are comfortable to read
_ORIGINS = {
    DateSource.STATED: "stated by a date line",
    DateSource.MATCHED: "matched: a copy of it is dated elsewhere",
    DateSource.INFERRED: "inferred from its opening words",
    None: "undated: no date line names one",
}


def entry_page(entry: Entry) -> Iterator[Line]:
    """Yield an entry whole, with where its date comes from and where it was seen."""
    yield Line("  ".join(filter(None, (entry.handle, entry.kind, entry.lang))), "faint")
    if entry.title:
        yield Line(inert_line(entry.title), "title")
    yield Line("  ".join(filter(None, (_day(entry), _ORIGINS[entry.date_source]))), "date")
    for paragraph in entry.body.split("\n\n") if entry.body else []:
        yield Line("")
        yield from (Line(inert(line)) for line in paragraph.split("\n"))
    yield Line("")
    yield Line("Seen once:" if len(entry.seen) == 1 else f"Seen {len(entry.seen)} times:", "faint")
    for sighting in entry.seen:
        yield Line(_seen(sighting))


def _day(entry: Entry) -> str | None:
    return entry.date.isoformat() if entry.date else None


def _seen(sighting: Sighting) -> str:
    dated = f"{sighting.date} {sighting.date_source}" if sighting.date else "undated"
    name = inert_line(sighting.name)
    return f"  {sighting.dump}  {name}, line {sighting.line}: {sighting.kind}, {dated}"
