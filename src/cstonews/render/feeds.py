"""Entries as an Atom feed (RFC 4287)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cstonews.model import DateSource, Entry
from cstonews.render.inert import inert, inert_line
from cstonews.render.provenance import (
    ORGANIZATION,
    cited,
    corrections,
    heading,
    own_page,
    saved_at,
    web_address,
)

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DAWN = "1970-01-01T00:00:00Z"
# Of what ``inert`` lets through, XML 1.0 has no way to write these two.
_NO_XML = re.compile("[\ufffe\uffff]")


def atom(entries: Iterable[Entry], title: str, updated: str | None) -> Iterator[str]:
    """Yield a feed, entry by entry.

    ``title`` says what was asked for; the feed's id follows from it alone, so the same
    question is the same feed tomorrow. ``updated`` is the time of the last ingest.
    """
    feed = Element("feed", {"xmlns": _ATOM})
    _add(feed, "id", _identifier(hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:32]))
    _add(feed, "title", inert_line(title))
    _add(feed, "updated", updated or _DAWN)
    _add(SubElement(feed, "author"), "name", ORGANIZATION)
    _add(feed, "generator", "cstonews")
    indent(feed)
    opening, end, _ = tostring(feed, "unicode").rpartition("</feed>")
    yield f'<?xml version="1.0" encoding="utf-8"?>\n{opening}'
    for entry in entries:
        element = _entry(entry)
        indent(element)
        yield tostring(element, "unicode") + "\n"
    yield f"{end}\n"


def _entry(entry: Entry) -> Element:
    element = Element("entry", {_LANGUAGE: entry.lang} if entry.lang else {})
    _add(element, "id", _identifier(entry.identity))
    _add(element, "title", heading(entry))
    _add(element, "updated", _updated(entry))
    if entry.date:
        _add(element, "published", f"{entry.date.isoformat()}T00:00:00Z")
    SubElement(element, "category", term=entry.kind.value)
    if entry.date_source not in (None, DateSource.STATED):
        SubElement(element, "category", term=f"date {entry.date_source}")
    for correction in corrections(entry):
        SubElement(element, "category", term=correction)
    sighting = cited(entry)
    if address := web_address(sighting.url if sighting else None):
        relation = "alternate" if own_page(sighting) else "via"
        SubElement(element, "link", rel=relation, href=address)
    _add(element, "content", entry.body).set("type", "text")
    return element


def _identifier(handle: str) -> str:
    """The name of a hash in the form of RFC 6920; a twin has its date behind it."""
    digits, _, date = handle.partition("@")
    return f"nih:sha-256-128;{digits}" + (f"#{date}" if date else "")


def _updated(entry: Entry) -> str:
    """What Atom wants of every entry: its day; of an undated one when its page was saved, the
    earliest time at which it is known to have been there.
    """
    if entry.date:
        return f"{entry.date.isoformat()}T00:00:00Z"
    saved = saved_at(cited(entry))
    return saved.isoformat(timespec="seconds") if saved else _DAWN


def _add(above: Element, tag: str, text: str) -> Element:
    element = SubElement(above, tag)
    element.text = _NO_XML.sub(lambda match: f"<U+{ord(match.group()):04X}>", inert(text))
    return element
