"""The bytes of a saved page → its text, and what it tells of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cstonews.dumps.content import Content
from cstonews.dumps.extras import needed
from cstonews.dumps.forms import MHTML
from cstonews.dumps.tags import trap_in
from cstonews.errors import DumpError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# In XHTML an element may end where it begins; to an HTML parser it would stay open.
_EMPTY_ELEMENT = re.compile(
    r"<(a|b|div|em|i|iframe|noscript|object|p|script|span|strong|style|td|textarea|th|title)"
    r"((?:\s[^<>]*)?)/>",
    re.IGNORECASE,
)


def content(data: bytes, form: str, name: str) -> Content:
    """Return what is to be read of the bytes of a page of that form, "html" or "mhtml".

    Raises DumpError for a message that is not to be taken apart.
    """
    if form != MHTML:
        return Content(data)
    from cstonews.dumps.mhtml import main_part

    return main_part(data, name)


def page_text(data: bytes, form: str, encoding: str, name: str) -> str:
    """Return the text that a reader sees of a page; it follows from these bytes alone.

    Raises DumpError where the library is missing, or for a page that is not to be parsed.
    """
    page = content(data, form, name)
    text = markup(page.data, encoding)
    if not page.is_markup:
        return text
    from cstonews.dumps.layout import lines

    root = parse(text, name).root
    return lines(root) if root else ""


def markup(data: bytes, encoding: str) -> str:
    """Decode a page as browsers do: without its mark, U+FFFD for what is no text."""
    return data.decode(encoding, "replace").removeprefix("\ufeff")


def parse(text: str, name: str) -> LexborHTMLParser:
    """Return the tree of a page; raises DumpError where that cannot be had."""
    if trap := trap_in(text):
        raise DumpError(f"{name} has {trap}; leave it out")
    with needed("html", name):
        from selectolax.lexbor import LexborHTMLParser
    if text.startswith("<?xml"):
        text = _EMPTY_ELEMENT.sub(r"<\1\2></\1>", text)
    return LexborHTMLParser(text)
