"""Entries as documents to read: one of Markdown, or a plain text each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cstonews.model import Entry, Sighting
from cstonews.render.inert import inert, inert_line
from cstonews.render.markdown import as_markdown, paragraphs
from cstonews.render.provenance import (
    cited_first,
    corrections,
    dated,
    heading,
    short_hash,
    web_address,
)


class Document(NamedTuple):
    """A file: its path inside a folder, parted by ``/`` and safe on every system; its text."""

    path: str
    text: str


def markdown(entries: Iterable[Entry], title: str) -> Iterator[str]:
    """Yield one document, entry by entry."""
    yield f"# {as_markdown(title)}\n"
    for entry in entries:
        known = (dated(entry), *corrections(entry), entry.kind.value, entry.lang, entry.handle)
        facts = filter(None, known)
        yield f"\n## {as_markdown(heading(entry))}\n\n{as_markdown(', '.join(facts))}\n"
        if body := paragraphs(entry.body):
            yield f"\n{body}\n"
        yield "\n" if entry.seen else ""
        for sighting in cited_first(entry):
            address = web_address(sighting.url)
            link = f", <{address}>" if address else ""
            yield f"- {as_markdown(_place(sighting))}{link}\n"


def documents(entries: Iterable[Entry]) -> Iterator[Document]:
    """Yield a plain text for each entry, in a folder for its year."""
    for entry in entries:
        yield Document(_path(entry), "\n".join(_lines(entry)) + "\n")


def _path(entry: Entry) -> str:
    digits = entry.handle.partition("@")[0]
    if not entry.date:
        return f"undated/{digits}.txt"
    return f"{entry.date.year:04}/{entry.date.isoformat()}_{digits}.txt"


def _lines(entry: Entry) -> Iterator[str]:
    if entry.title:
        yield f"Title: {inert_line(entry.title)}"
    for correction in corrections(entry):
        yield f"Note: {correction}"
    yield f"Date: {dated(entry)}"
    yield f"Kind: {entry.kind}"
    if entry.lang:
        yield f"Language: {entry.lang}"
    yield f"Handle: {entry.handle}"
    for sighting in cited_first(entry):
        address = web_address(sighting.url)
        yield f"Source: {_place(sighting)}" + (f", {address}" if address else "")
    if entry.body:
        yield ""
        yield inert(entry.body)


def _place(sighting: Sighting) -> str:
    name = inert_line(sighting.name)
    line = f"line {sighting.line}" + ("" if sighting.form == "text" else " of the text of the page")
    return f"{sighting.kind} in {name}, {line}, SHA-256 {short_hash(sighting)}"
