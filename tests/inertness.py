"""What may be seen of any text, wherever the program puts it, told apart from its own code."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

# Property Bidi_Control of Unicode.
_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Deprecated format characters, interlinear annotation, tags; the marks of hits.
_UNSEEN = {*range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)}
_MARKS = {0xFDD0, 0xFDD1}
ACTIVE = frozenset(
    {c for c in map(chr, range(0x110000)) if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
    | {*_DIRECTION, *map(chr, _UNSEEN | _MARKS)}
) - {"\n"}
# Bold, dim, green, bold red, and back: all that the program itself puts into a terminal.
_OUR_STYLES = re.compile(r"\x1b\[(?:0|1|2|32|1;31)m")
_SIGN = r"[=+\-@＝＋－＠]"
_FORMULA = re.compile(rf"[\s\u200b\ufeff]*{_SIGN}|[\t\r]")
_ATOM = "{http://www.w3.org/2005/Atom}"
_ATOM_NAMES = (
    *("feed", "entry", "id", "title", "updated", "author", "name", "generator", "published"),
    *("category", "link", "content"),
)


def harmless(text: str, *, but: str = "") -> None:
    """No character of ``text`` acts, bar line feeds and those of ``but``."""
    for character in set(text) & (ACTIVE - set(but)):
        at = text.index(character)
        raise AssertionError(f"U+{ord(character):04X} in {text[max(0, at - 40) : at + 40]!r}")


def plain(shown: str) -> None:
    """A table or a page in a pipe, or messages. A page keeps the tabs of a text."""
    harmless(shown, but="\t")


def on_terminal(shown: str) -> None:
    """What a terminal gets: our own few styles, each of which ends with its line."""
    plain(_OUR_STYLES.sub("", shown))
    for line in shown.split("\n"):
        styles = _OUR_STYLES.findall(line)
        assert not styles or styles[-1] == "\x1b[0m"


def as_json(shown: str) -> None:
    harmless(shown)
    json.loads(shown)


def as_jsonl(shown: str) -> None:
    harmless(shown)
    for line in shown.splitlines():
        assert isinstance(json.loads(line), dict)


def as_csv(shown: str) -> None:
    """No cell opens a formula, nor where semicolons part cells, as in half of the world."""
    harmless(shown, but="\t")
    _rectangular(csv.reader(io.StringIO(shown, newline=""), strict=True))
    for separator, formula in ((",", _FORMULA), (";", re.compile(_SIGN))):
        for row in csv.reader(io.StringIO(shown, newline=""), delimiter=separator):
            assert not any(map(formula.match, row)), row


def as_tsv(shown: str) -> None:
    harmless(shown, but="\t")
    rows = [line.split("\t") for line in shown.split("\n")[:-1]]
    _rectangular(iter(rows))
    assert not [cell for row in rows for cell in row if _FORMULA.match(cell)]


def _rectangular(rows: Iterator[list[str]]) -> None:
    assert len(set(map(len, rows))) <= 1


def as_atom(shown: str) -> None:
    harmless(shown, but="\t")
    assert "<!" not in shown
    assert shown.count("<?") == 1
    for element in ET.fromstring(shown).iter():
        assert element.tag in [_ATOM + name for name in _ATOM_NAMES]
        assert element.attrib.get("type", "text") == "text"
        assert element.attrib.get("href", "http").startswith("http")


def as_svg(shown: str) -> None:
    """A drawing of ours: nothing in it runs, and nothing is fetched."""
    harmless(shown)
    for element in ET.fromstring(shown).iter():
        assert element.tag.split("}")[1] in _SVG_NAMES, element.tag
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            assert not name.endswith("href") or value.startswith("#"), value


_SVG_NAMES = (
    *("svg", "g", "defs", "path", "use", "clipPath", "rect", "style", "metadata", "RDF", "Work"),
    *("type", "format", "creator", "title", "Agent"),
)


def as_markdown(shown: str) -> None:
    """Headings, text, lists of places, links to pages of the web, and nothing else."""
    from markdown_it import MarkdownIt

    plain(shown)
    for token in _tokens(MarkdownIt("commonmark").parse(shown)):
        assert token.type.removesuffix("_open").removesuffix("_close") in _MARKDOWN_BLOCKS, token
        if token.type == "link_open":
            assert str(token.attrs["href"]).lower().startswith("http")


_MARKDOWN_BLOCKS = (
    *("heading", "paragraph", "bullet_list", "list_item", "inline", "text", "hardbreak"),
    *("softbreak", "link", "text_special"),
)


def _tokens(tokens: list) -> Iterator:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])


def as_bibtex(shown: str) -> None:
    """Each entry has the fields that it has, and TeX's signs are escaped in them."""
    plain(shown)
    entry = r"@misc\{cstonews-[0-9a-f]+(-[0-9-]+)?,\n(  [a-z]+ = \{.*\},\n)+\}\n"
    assert re.fullmatch(rf"({entry}(\n{entry})*)?", shown)
    for field in re.findall(r"^  (?:title|note) = \{(.*)\},$", shown, re.MULTILINE):
        assert not re.search(r"(?<!\\)[$&#_%^~<>|]", field)
        assert set(re.findall(r"\\([a-z]+)", field)) <= _TEX
        depth = 0
        for brace in re.findall("[{}]", field):
            depth += 1 if brace == "{" else -1
            assert depth >= 0
        assert depth == 0


_TEX = {
    *("textbackslash", "textbraceleft", "textbraceright", "textasciicircum", "textasciitilde"),
    *("textasciigrave", "textless", "textgreater", "textbar"),
}


FORMS: dict[str, Callable[[str], None]] = {
    "table": plain,
    "text": plain,
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "tsv": as_tsv,
    "atom": as_atom,
    "markdown": as_markdown,
    "bibtex": as_bibtex,
    "csl": as_json,
}
