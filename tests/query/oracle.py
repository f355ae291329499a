"""What a query finds, told without an engine: the plainest reading of each node of a tree.

``matches`` walks a tree over the tokens of one entry. It is written from the meaning of the
nodes and shares no code with the search: the nodes are known by the names of their classes,
so that an error in the program's reading of them is not repeated here. Only how texts are cut
into tokens is asked of SQLite.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

TOKENIZER = "porter unicode61 remove_diacritics 2"


class Document(NamedTuple):
    """An entry as its index holds it, and what else can be asked of it.

    ``dumps`` are the hash and the name of each dump that it was seen in.
    """

    number: int
    title: str | None
    body: str
    title_tokens: tuple[str, ...]
    body_tokens: tuple[str, ...]
    kind: str
    lang: str | None
    date: dt.date | None
    dumps: tuple[tuple[str, str], ...]


def documents(db: sqlite3.Connection) -> list[Document]:
    """All entries of an archive; the connection may be read-only."""
    columns: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    db.execute("CREATE VIRTUAL TABLE temp.instances USING fts5vocab (main, entries_fts, instance)")
    for term, number, column, offset in db.execute(
        'SELECT term, doc, col, "offset" FROM temp.instances'
    ):
        columns[number, column].append((offset, term))
    seen: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, sha256, name in db.execute(
        "SELECT DISTINCT c.entry, d.sha256, d.name FROM copies c JOIN segments s "
        "ON s.text = c.text AND coalesce(s.date, '') = c.date JOIN dumps d ON d.id = s.dump"
    ):
        seen[number].append((sha256, name))
    return [
        Document(
            number,
            title,
            body,
            *(tuple(term for _, term in sorted(columns[number, c])) for c in ("title", "body")),
            kind,
            lang,
            dt.date.fromisoformat(date) if date else None,
            tuple(seen[number]),
        )
        for number, title, body, kind, lang, date in db.execute(
            "SELECT id, title, body, kind, lang, date FROM entries"
        ).fetchall()
    ]


@cache
def tokens(text: str) -> tuple[str, ...]:
    """The tokens of a text, as the index makes them."""
    scratch = _scratch()
    scratch.execute("INSERT INTO texts (rowid, text) VALUES (1, ?)", [text])
    found = scratch.execute('SELECT term FROM instances ORDER BY "offset"').fetchall()
    scratch.execute("DELETE FROM texts")
    return tuple(term for (term,) in found)


@cache
def _scratch() -> sqlite3.Connection:
    scratch = sqlite3.connect(":memory:", isolation_level=None)
    scratch.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = '{TOKENIZER}')")
    scratch.execute("CREATE VIRTUAL TABLE instances USING fts5vocab (texts, instance)")
    return scratch


def matches(tree: Any, document: Document) -> bool:
    """Whether the query ``tree`` finds ``document``."""
    return _RULES[type(tree).__name__](tree, document)


def _leaf(leaf: Any, document: Document) -> bool:
    wanted = tokens(leaf.text)
    if not wanted:
        return leaf.text in _text(leaf, document)
    return any(_starts(wanted, leaf.prefix, column) for column in _columns(leaf, document))


def _near(near: Any, document: Document) -> bool:
    """FTS5's rule, from its source: of some places of the parts in one column, none ends more
    than ``distance`` tokens before the last one begins. Places may overlap, and in any order.
    """
    parts = [(tokens(part.text), part.prefix) for part in near.parts]
    signs = [part.text for part in near.parts if not tokens(part.text)]
    words = [part for part in parts if part[0]]
    if not all(sign in _text(near, document) for sign in signs):
        return False
    return not words or any(
        _close(words, near.distance, column) for column in _columns(near, document)
    )


def _close(words: list[tuple[tuple[str, ...], bool]], distance: int, column: Sequence[str]) -> bool:
    places = [
        [(start, start + len(wanted)) for start in _starts(wanted, prefix, column)]
        for wanted, prefix in words
    ]
    return any(
        max(start for start, _ in chosen) - min(end for _, end in chosen) <= distance
        for chosen in product(*places)
    )


def _starts(wanted: tuple[str, ...], prefix: bool, column: Sequence[str]) -> list[int]:
    """Where a column holds these tokens side by side; of the last one the beginning is enough."""
    *firsts, last = wanted
    if any(first not in column for first in firsts):  # most are not, and this is told fast
        return []
    return [
        end - len(firsts)
        for end, token in enumerate(column)
        if (token.startswith(last) if prefix else token == last)
        and end >= len(firsts)
        and list(column[end - len(firsts) : end]) == firsts
    ]


def _columns(node: Any, document: Document) -> list[tuple[str, ...]]:
    if getattr(node, "title", False):
        return [document.title_tokens]
    return [document.title_tokens, document.body_tokens]


def _text(node: Any, document: Document) -> str:
    title = document.title or ""
    return title if getattr(node, "title", False) else f"{title}\n{document.body}"


def _from_dump(node: Any, document: Document) -> bool:
    word = node.word.casefold()
    by_hash = re.fullmatch("[0-9a-f]{4,}", word)
    return any(
        (by_hash and sha256.startswith(word)) or word in name.casefold()
        for sha256, name in document.dumps
    )


def _dated(node: Any, document: Document) -> bool:
    first, last = node.range
    return (
        document.date is not None
        and (first is None or first <= document.date)
        and (last is None or document.date <= last)
    )


_RULES: dict[str, Callable[[Any, Document], bool]] = {
    "Everything": lambda node, document: True,
    "Word": _leaf,
    "Phrase": _leaf,
    "Near": _near,
    "And": lambda node, document: all(matches(part, document) for part in node.parts),
    "Or": lambda node, document: any(matches(part, document) for part in node.parts),
    "Not": lambda node, document: not matches(node.part, document),
    "Forms": lambda node, document: any(matches(form, document) for form in node.forms),
    "Wish": lambda node, document: True,
    "OfKind": lambda node, document: document.kind == node.kind,
    "InLanguage": lambda node, document: document.lang == node.lang,
    "FromDump": _from_dump,
    "Dated": _dated,
    "Undated": lambda node, document: document.date is None,
}
