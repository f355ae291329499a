"""The bytes of a saved page → its text, and what it tells of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cstonews.dumps.extras import needed
from cstonews.dumps.forms import MHTML
from cstonews.errors import DumpError
from cstonews.model import Origin

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_DEPTH = 20_000  # elements in each other, beyond which the parser's time grows with their square
_OPEN_OR_CLOSE = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td"
    r"|th|tr|track|wbr)\b)[a-z]",
    re.IGNORECASE,
)
# In XHTML an element may end where it begins; to an HTML parser it would stay open.
_EMPTY_ELEMENT = re.compile(
    r"<(a|b|div|em|i|iframe|noscript|object|p|script|span|strong|style|td|textarea|th|title)"
    r"((?:\s[^<>]*)?)/>",
    re.IGNORECASE,
)


class Content(NamedTuple):
    """What is to be read of a saved page: its markup, or the text of a page that has none.

    ``charset`` is what the page's envelope says, ``origin`` what it tells.
    """

    data: bytes
    is_markup: bool = True
    charset: str | None = None
    origin: Origin = Origin()


def content(data: bytes, form: str) -> Content:
    """Return what is to be read of the bytes of a page of that form, "html" or "mhtml"."""
    if form != MHTML:
        return Content(data)
    from cstonews.dumps.mhtml import main_part

    return main_part(data)


def page_text(data: bytes, form: str, encoding: str, name: str) -> str:
    """Return the text that a reader sees of a page; it follows from these bytes alone.

    Raises DumpError where the library is missing, or for a page that is not to be parsed.
    """
    page = content(data, form)
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
    if text.count("<") > _DEPTH and _depth(text) > _DEPTH:
        raise DumpError(f"{name} has elements nested more than {_DEPTH:,} deep; leave it out")
    with needed("html", name):
        from selectolax.lexbor import LexborHTMLParser
    if text.startswith("<?xml"):
        text = _EMPTY_ELEMENT.sub(r"<\1\2></\1>", text)
    return LexborHTMLParser(text)


def _depth(text: str) -> int:
    """How deep elements stand in each other, at most."""
    depth = deepest = 0
    for tag in _OPEN_OR_CLOSE.finditer(text):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest
