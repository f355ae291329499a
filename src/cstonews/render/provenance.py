"""What a reader needs to find an entry again: a name, its date, the place that it came from."""

from __future__ import annotations

import datetime as dt
import re

from cstonews.model import DateSource, Entry, Kind, Sighting
from cstonews.render.inert import inert_line
from cstonews.render.page import date_origin

ORGANIZATION = "Collective Security Treaty Organization"
_HASH_DIGITS = 12  # enough to be alone among the dumps of any archive, too
_OPENING = 80  # characters of a text that stand for a title
_WEB = re.compile(r"https?://[^/\s]", re.IGNORECASE)
# All signs that have a meaning in an address, bar those that also have one in TeX or Markdown.
_SIGNS = "%/:?#@!$&()*+,;=-._~"


def heading(entry: Entry) -> str:
    """The title of an entry; the first words of its text where it has none."""
    if title := inert_line(entry.title or ""):
        return title
    opening = inert_line(entry.body[: 4 * _OPENING])
    if len(opening) <= _OPENING:
        return opening or f"entry {entry.handle}"
    words = opening[: _OPENING + 1].rsplit(" ", 1)[0][:_OPENING]
    return words.rstrip(" ,;:.–—-") + " …"


def dated(entry: Entry) -> str:
    """The date of an entry with its origin behind it."""
    if entry.date:
        return f"{entry.date.isoformat()} ({date_origin(entry)})"
    return date_origin(entry).replace(": ", " (", 1) + ")"


def cited(entry: Entry) -> Sighting | None:
    """The sighting to cite: where the text stands that the entry is shown in, if possible on
    a page whose address is known, in an article, beside its date.
    """
    return max(entry.seen, key=_worth, default=None)


def _worth(sighting: Sighting) -> tuple[bool, ...]:
    return (
        sighting.whole,
        web_address(sighting.url) is not None,
        sighting.kind is Kind.ARTICLE,
        sighting.date_source is DateSource.STATED,
    )


def own_page(sighting: Sighting | None) -> bool:
    """Whether the address of a sighting is that of the item; a teaser stands beside others."""
    return sighting is not None and sighting.kind is Kind.ARTICLE


def cited_first(entry: Entry) -> list[Sighting]:
    """All sightings of an entry, the one to cite before the others."""
    first = cited(entry)
    return sorted(entry.seen, key=lambda sighting: sighting is not first)


def corrections(entry: Entry) -> tuple[str, ...]:
    """What a person put in that stands in no dump, bar the date, whose origin is told with it."""
    return ("title corrected by hand",) if "title" in entry.corrected else ()


def place(sighting: Sighting, sha256: str) -> str:
    """Where an entry stands in the dump with this SHA-256, whole or its start.

    The text of a saved page has lines of its own, which are not those of its bytes.
    """
    of = "dump" if sighting.form == "text" else "text of the page"
    return f"line {sighting.line} of the {of} with SHA-256 {sha256}"


def short_hash(sighting: Sighting) -> str:
    """The start of the SHA-256 of a sighting's dump, by which 'dumps cat' takes it."""
    return sighting.sha256[:_HASH_DIGITS] or sighting.dump


def web_address(url: str | None) -> str | None:
    """``url`` where it leads to a page of the web, with all that might act escaped in it."""
    if not url or not _WEB.match(url):
        return None
    from urllib.parse import quote

    return quote(url, _SIGNS, errors="surrogatepass")


def saved_at(sighting: Sighting | None) -> dt.datetime | None:
    """When the page of a sighting was saved or came in; in UTC where it does not say."""
    try:
        time = dt.datetime.fromisoformat((sighting and sighting.saved) or "")
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)


def citation_key(entry: Entry) -> str:
    """The name by which a bibliography knows an entry."""
    return "cstonews-" + entry.handle.replace("@", "-")


def provenance(entry: Entry) -> str:
    """How the date is known, what was put in by hand, and which bytes an entry came from, in
    words without markup.
    """
    date = f"date {date_origin(entry)}" if entry.date else dated(entry)
    parts = [f"cstonews {entry.kind} {entry.handle}", date, *corrections(entry)]
    if sighting := cited(entry):
        parts.append(place(sighting, sighting.sha256))
    return "; ".join(parts)
