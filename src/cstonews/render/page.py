"""An entry as a page to read: title, date and its origin, text, sightings."""

from __future__ import annotations

from collections.abc import Iterator

from cstonews.model import DateSource, DumpStory, Entry, Relation, Sighting
from cstonews.render.grid import Line
from cstonews.render.inert import inert, inert_line

MEASURE = 88  # characters a line that are comfortable to read
_ORIGINS = {
    DateSource.CORRECTED: "corrected by hand",
    DateSource.STATED: "stated by a date line",
    DateSource.MATCHED: "matched: a copy of it is dated elsewhere",
    DateSource.INFERRED: "inferred from its opening words",
    None: "undated: no date line names one",
}
_RELATIONS = {
    Relation.SHOWN: "the text above",
    Relation.SAME: "the same text, with another title or none",
    Relation.CORRECTED: "another wording; what the text above changed:",
    Relation.OPENING: "its opening",
    Relation.TITLE: "its title alone",
}


def entry_page(entry: Entry) -> Iterator[Line]:
    """Yield an entry whole, with where its date comes from and where it was seen."""
    yield Line("  ".join(filter(None, (entry.handle, entry.kind, entry.lang))), "faint")
    if entry.title:
        by_hand = "  (corrected by hand)" if "title" in entry.corrected else ""
        yield Line(inert_line(entry.title) + by_hand, "title")
    yield Line(date_line(entry), "date")
    for paragraph in entry.body.split("\n\n") if entry.body else []:
        yield Line("")
        yield from (Line(inert(line)) for line in paragraph.split("\n"))
    yield Line("")
    yield Line(f"Seen {_times(len(entry.seen))}:", "faint")
    for sighting in entry.seen:
        yield Line(_seen(sighting))
    if entry.versions:
        yield Line("")
        yield from _versions(entry)


def dump_page(story: DumpStory) -> Iterator[Line]:
    """Yield what is known of a dump as a whole, above the table of its segments."""
    info = story.info
    yield Line(f"{info.dump}  {inert_line(info.name)}", "title")
    size = f"{info.bytes:,} bytes, {info.encoding}"
    form = "" if info.form == "text" else f", saved as {info.form}"
    yield Line(f"{size}{form}, ingested {info.ingested}")
    for name, value in info.origin._asdict().items():
        if value:
            yield Line(f"{_ORIGIN_NAMES[name]} {inert_line(value)}")
    for warning in story.warnings:
        yield Line(f"Warning: line {warning.line}: {inert_line(warning.message)}")
    yield Line("")


_ORIGIN_NAMES = {
    "url": "Address:",
    "title": "Title of the page:",
    "published": "Published, as the page says:",
    "fetched": "Saved:",
}


def _versions(entry: Entry) -> Iterator[Line]:
    from cstonews.render.changes import word_changes

    known = "One text" if len(entry.versions) == 1 else f"{len(entry.versions)} texts"
    yield Line(f"{known} of it:", "faint")
    for version in entry.versions:
        seen = f"seen {_times(version.sightings)}"
        yield Line(f"  {version.handle}  {seen}: {_RELATIONS[version.relation]}")
        if version.relation is Relation.CORRECTED:
            for change in word_changes(version.body, entry.versions[0].body):
                yield Line(f"    {inert_line(change)}")
        if version.title and version.title != entry.versions[0].title:
            yield Line(f"    title: {inert_line(version.title)}")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def date_line(entry: Entry) -> str:
    """The date of an entry, and where it comes from."""
    day = entry.date.isoformat() if entry.date else None
    return "  ".join(filter(None, (day, date_origin(entry))))


def date_origin(entry: Entry) -> str:
    """Where the date of an entry comes from, or that it has none."""
    if entry.date is None and "date" in entry.corrected:
        return "undated: its date was taken away by hand"
    return _ORIGINS[entry.date_source]


def _seen(sighting: Sighting) -> str:
    dated = f"{sighting.date} {sighting.date_source}" if sighting.date else "undated"
    name = inert_line(sighting.name)
    return f"  {sighting.dump}  {name}, line {sighting.line}: {sighting.kind}, {dated}"
