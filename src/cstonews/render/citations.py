"""Entries as citations: a line of text or Markdown, BibTeX, CSL-JSON."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cstonews.model import DateSource, Entry, Sighting
from cstonews.render.markdown import as_markdown
from cstonews.render.provenance import (
    ORGANIZATION,
    citation_key,
    cited,
    corrections,
    dated,
    heading,
    own_page,
    place,
    provenance,
    saved_at,
    short_hash,
    web_address,
)

_LANGUAGES = {"en": "english", "ru": "russian"}
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts the brace of "\{" as an open one
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    # With nothing behind them they are part of no shorthand of babel, and of no ligature.
    '"': '"{}',
    "'": "'{}",
    "-": "-{}",
    **{sign: f"\\{sign}" for sign in "$&#_%"},
}
_TEX_SIGN = re.compile(r"""[\\{}^~`<>|"$&#_%]|'(?=')|-(?=-)""")
# CSL takes <i>, <b>, <sup>, <span …> for formatting and knows no escape.
_TAG = re.compile("<(?=[/a-zA-Z])")


def citations(entries: Iterable[Entry], style: str) -> Iterator[str]:
    """Yield citations in ``style``, one of STYLES, in pieces that end in a line feed."""
    return STYLES[style](entries)


def _text(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield _line(entry, str, str)


def _markdown(entries: Iterable[Entry]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        yield ("\n" if number else "") + _line(entry, as_markdown, "<{}>".format)


def _line(entry: Entry, plain: Callable[[str], str], link: Callable[[str], str]) -> str:
    """Who, “what”, when, and where to find it; text in the form ``plain``, an address ``link``."""
    parts = [plain(ORGANIZATION), plain(f"“{heading(entry)}”"), plain(dated(entry))]
    parts += map(plain, corrections(entry))
    sighting = cited(entry)
    if address := _address(sighting):
        # A teaser stands on the page of another item.
        parts.append(("" if own_page(sighting) else "seen on ") + link(address))
    parts.append(plain(f"cstonews {entry.kind} {entry.handle}"))
    if sighting:
        parts.append(plain(place(sighting, short_hash(sighting))))
    return ", ".join(parts) + ".\n"


def _address(sighting: Sighting | None) -> str | None:
    return web_address(sighting.url) if sighting else None


def bibtex(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield entries as BibTeX's ``@misc``, which every BibTeX knows; biblatex's ``@online``
    asks for an address, which an entry of a text has not.

    ``date`` is biblatex's; the words of ``note`` tell older styles.
    """
    for number, entry in enumerate(entries):
        fields = {
            "author": f"{{{ORGANIZATION}}}",
            "title": f"{{{_tex(heading(entry))}}}",
            "date": entry.date.isoformat() if entry.date else None,
            "langid": _LANGUAGES.get(entry.lang or ""),
            **_online(cited(entry)),
            "note": _tex(provenance(entry)),
        }
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
        gap = "\n" if number else ""
        yield f"{gap}@misc{{{citation_key(entry)},\n{''.join(lines)}}}\n"


def _online(sighting: Sighting | None) -> dict[str, str]:
    address, saved = _address(sighting), saved_at(sighting)
    if not address:
        return {}
    visited = {"urldate": saved.date().isoformat()} if saved else {}
    return {"url": address, **visited}


def _tex(text: str) -> str:
    """``text`` with every sign that TeX obeys escaped, its braces in balance."""
    return _TEX_SIGN.sub(lambda match: _TEX[match.group()], text)


def csl(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield entries as an array of CSL-JSON, the form in which Zotero and pandoc take them."""
    from cstonews.render.formats import write

    return write(map(_csl_item, entries), "json")


def _csl_item(entry: Entry) -> dict[str, Any]:
    sighting = cited(entry)
    saved = saved_at(sighting)
    item = {
        "id": citation_key(entry),
        "type": "webpage",
        "title": _TAG.sub("‹", heading(entry)),
        "author": [{"literal": ORGANIZATION}],
        "publisher": ORGANIZATION,
        "issued": _issued(entry),
        "URL": _address(sighting),
        "accessed": _csl_date(saved.date()) if saved else None,
        "language": entry.lang,
        "note": provenance(entry),
    }
    return {key: value for key, value in item.items() if value is not None}


def _issued(entry: Entry) -> dict[str, Any] | None:
    """The date of an entry; ``circa`` where only its own words name it."""
    if entry.date is None:
        return None
    about = {"circa": True} if entry.date_source is DateSource.INFERRED else {}
    return {**_csl_date(entry.date), **about}


def _csl_date(day: dt.date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}


STYLES: dict[str, Callable[[Iterable[Entry]], Iterator[str]]] = {
    "text": _text,
    "bibtex": bibtex,
    "csl": csl,
    "markdown": _markdown,
}
