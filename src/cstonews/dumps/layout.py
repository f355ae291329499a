"""The tree of a page → the lines that a reader sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LINES = frozenset((
    "address", "article", "aside", "body", "center", "details", "dialog", "dir", "div",
    "fieldset", "figcaption", "footer", "form", "frameset", "header", "hgroup", "html",
    "legend", "main", "menu", "nav", "search", "section", "summary", "tr",
))  # fmt: skip
_PARAGRAPHS = frozenset((
    "blockquote", "caption", "dd", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "listing", "ol", "p", "plaintext", "pre", "table", "ul", "xmp",
))  # fmt: skip
_SILENT = frozenset((
    "area", "audio", "base", "canvas", "datalist", "embed", "head", "iframe", "img", "input",
    "link", "meta", "noembed", "noframes", "noscript", "object", "param", "rp", "script",
    "select", "source", "style", "svg", "template", "textarea", "title", "track", "video",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_VERBATIM = frozenset(("listing", "plaintext", "pre", "xmp"))
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_SPACES = re.compile("[ \t\n\f\r]{2,}|[\t\n\f\r]")  # all runs that are not one space already
_MOST_BREAKS = 3  # two blank lines; more tell nothing


def lines(root: LexborNode) -> str:
    """Return the text of an element as it is seen, laid out in lines.

    A block stands on lines of its own; paragraphs, headings, list items and tables are
    parted by a blank line; the cells of a row by a tab. Nothing that a browser hides by
    itself or by the element's own style is text.
    """
    page = _Page()
    waiting: list[LexborNode | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            page.close(node)
        elif node.is_text_node:
            page.add(node.text_content or "")
        elif node.is_element_node and _is_seen(node):
            page.open(node.tag or "")
            waiting.append(node.tag or "")
            child = node.last_child
            while child is not None:
                waiting.append(child)
                child = child.prev
    return page.text()


def _is_seen(node: LexborNode) -> bool:
    if node.tag in _SILENT:
        return False
    attributes = node.attributes
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return False
    if node.tag == "dialog" and "open" not in attributes:
        return False
    return not _UNSEEN.search(attributes.get("style") or "")


class _Cell:
    """A table cell while it is open: the line ends that were due before it, and how many
    there had been at its first word.
    """

    def __init__(self, due: int) -> None:
        self.due = due
        self.start: int | None = None


class _Page:
    """The lines as they grow; what parts words waits until there are words behind it."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._ended = 0  # lines
        self._asked = 0  # line ends that blocks ask for before the next words
        self._forced = 0  # line ends that <br> makes
        self._space = False
        self._tab = False
        self._verbatim = 0
        self._cells: list[_Cell] = []

    def open(self, tag: str) -> None:
        """Begin an element."""
        if tag == "br":
            self._forced += 1
        elif tag in _CELLS:
            self._cells.append(_Cell(self._asked))
        elif tag != "p" or not self._cells or self._cells[-1].start is not None:
            self._break(tag)  # a paragraph that only fills a cell does not end the row
        self._verbatim += tag in _VERBATIM

    def close(self, tag: str) -> None:
        """End an element."""
        self._verbatim -= tag in _VERBATIM
        if tag not in _CELLS:
            self._break(tag)
            return
        cell = self._cells.pop()
        if cell.start is None:
            self._asked, self._forced = cell.due, 0
        elif cell.start == self._ended:
            self._asked = self._forced = 0
        self._tab = True

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._asked = 2
        elif tag in _LINES:
            self._asked = max(self._asked, 1)
        if tag == "tr":
            self._tab = False

    def add(self, text: str) -> None:
        """Write the words of a text node, parted from what stands before them."""
        if self._verbatim:
            self._add_verbatim(text)
            return
        words = _SPACES.sub(" ", text)
        if not words or words.isspace():
            self._space = self._space or bool(words)
            return
        self._space = self._space or words[0] == " "
        at_start = self._part()
        self._written.append(words.strip("\xa0 ") if at_start else words.strip(" "))
        self._space = words[-1] == " "

    def _add_verbatim(self, text: str) -> None:
        words = text.replace("\r\n", "\n").rstrip("\n")
        if words:
            self._part()
            self._written.append(words)
        self._forced += text.count("\n", len(words))

    def _part(self) -> bool:
        """Write what parts the next words from the last; whether they begin a line."""
        breaks = min(max(self._asked, self._forced), _MOST_BREAKS)
        at_start = bool(breaks) or not self._written
        if self._written:
            self._written.append("\n" * breaks or "\t" * self._tab or " " * self._space)
            self._ended += breaks
        for cell in reversed(self._cells):
            if cell.start is not None:
                break
            cell.start = self._ended
        self._asked = self._forced = 0
        self._tab = self._space = False
        return at_start

    def text(self) -> str:
        """All lines, the last one ended too."""
        return "".join(self._written) + "\n" * bool(self._written)
