"""The distinct texts of items, and which of them may be the same one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

from cstonews.archive.facts.alike import Compared, closed_alike, opened_alike, titled_alike
from cstonews.archive.facts.cuts import CutText
from cstonews.archive.facts.keys import OPENING, TITLE_LEAST, Keys
from cstonews.archive.facts.links import Link, LinkKind
from cstonews.archive.facts.parts import parts_from_text
from cstonews.archive.facts.pieces import PIECE_ENCODING, decode_piece
from cstonews.archive.sql import next_number, numbers_by, places
from cstonews.split.segments import words_of

# Texts that are compared with a new one at most; more than these share no start by chance.
_CANDIDATES = 200

_COLUMNS = ", ".join(Keys._fields)

# The ends of each link, as new text ``n`` and as the text ``t``, or ``o``, that was before it.
_ENDS_OF_LINKS = """FROM links l JOIN texts n ON n.id = max(l.text, l.other)
    JOIN texts t ON t.id = min(l.text, l.other) JOIN texts o ON o.id = t.id"""
_COMPARED = 1000  # texts whose words are kept at hand while links are looked through


class Stored(NamedTuple):
    """The numbers of texts by their handles; those that are new are ``first`` and above."""

    numbers: Mapping[str, int]
    first: int


def store(db: sqlite3.Connection, texts: Iterable[CutText]) -> Stored:
    """Store those of ``texts`` that are not there, with their links to all before them."""
    wanted = {text.handle: text for text in reversed(list(texts))}
    numbers = numbers_by(db, "texts", "handle", list(wanted))
    fresh = [text for handle, text in reversed(wanted.items()) if handle not in numbers]
    first = next_number(db, "texts")
    db.executemany(
        f"INSERT INTO texts (id, handle, {_COLUMNS}) VALUES (?, ?, {places(Keys._fields)})",
        [(number, text.handle, *text.keys) for number, text in enumerate(fresh, first)],
    )
    numbers.update((text.handle, number) for number, text in enumerate(fresh, first))
    links = _links(
        db, {number: (text.title, text.body) for number, text in enumerate(fresh, first)}
    )
    db.executemany("INSERT INTO links (text, other, kind) VALUES (?, ?, ?)", links)
    return Stored(numbers, first)


def load_text(db: sqlite3.Connection, number: int) -> tuple[str | None, str]:
    """Return title and body of a text in the spelling that is shown, out of its dumps.

    Of several spellings it is the one without double spaces and broken bytes, then the
    one with the most signs, then any one of them, always the same.
    """
    rows = db.execute(
        f"SELECT DISTINCT p.packed, p.data, s.parts, {PIECE_ENCODING} "
        "FROM segments s JOIN pieces p ON p.id = s.piece JOIN dumps d ON d.id = s.dump "
        "WHERE s.text = ?",
        [number],
    )
    spellings = []
    for packed, data, parts, encoding in rows:
        text = decode_piece(packed, data, encoding)
        spellings.append(words_of(text, parts_from_text(parts), 0))
    return max(spellings, key=quality)


def unfounded_links(db: sqlite3.Connection) -> set[tuple[int, int, str]]:
    """Return the links, each two texts and a kind, of which their texts give no reason."""
    unfounded = set(db.execute("SELECT text, other, kind FROM links").fetchall())

    @lru_cache(_COMPARED)
    def compared(number: int, keys: Keys) -> Compared:
        return Compared(number, keys, partial(load_text, db))

    for condition, linked in _CONDITIONS:
        sql = f"SELECT {_BOTH} {_ENDS_OF_LINKS} WHERE {condition}"
        for number, keys, other, other_keys in _both(db.execute(sql)):
            if link := linked(compared(number, keys), compared(other, other_keys)):
                unfounded.discard((link.text, link.other, str(link.kind)))
    return unfounded


def quality(spelling: tuple[str | None, str]) -> tuple[int, int, str]:
    """The order of the spellings of a text: the greatest is shown."""
    text = "\n".join(filter(None, spelling))
    return (-text.count("  ") - text.count("\ufffd"), len(text), text)


def _links(db: sqlite3.Connection, fresh: Mapping[int, tuple[str | None, str]]) -> list[Link]:
    """The links of new texts, whose words are told by their numbers, to those before each."""
    if not fresh:
        return []

    def said(number: int) -> tuple[str | None, str]:
        return fresh[number] if number in fresh else load_text(db, number)

    compared: dict[int, Compared] = {}
    links: dict[tuple[int, int], Link] = {}
    for condition, linked in _CONDITIONS:
        for number, keys, other, other_keys in _pairs(db, condition, min(fresh)):
            new = compared.setdefault(number, Compared(number, keys, said))
            old = compared.setdefault(other, Compared(other, other_keys, said))
            if link := linked(new, old):
                ends = number, other
                links[ends] = min(link, links.get(ends, link), key=_strength)
    return sorted(links.values())


def _strength(link: Link) -> int:
    """The order of the reasons for a link; of several between two texts the first one counts."""
    return _REASONS[link.kind]


_REASONS = {kind: place for place, kind in enumerate(LinkKind)}


def _same(new: Compared, other: Compared) -> Link:
    return Link(new.number, other.number, LinkKind.SAME)


# What a text ``t`` before the new text ``n`` has in common with it, and which link that can be.
# Those that open alike are looked up by as many words as both have. Some teasers are the titles
# of their articles.
_CONDITIONS: tuple[tuple[str, Callable[[Compared, Compared], Link | None]], ...] = (
    ("t.title = n.title", titled_alike),
    ("t.opening = n.opening AND n.stem IS NULL", opened_alike),
    ("t.opening = n.opening AND t.stem IS NULL AND n.stem IS NOT NULL", opened_alike),
    ("t.opening = n.opening AND t.stem = n.stem", opened_alike),
    ("t.closing = n.closing", closed_alike),
    (f"t.body = n.body AND n.words >= {OPENING}", _same),
    (f"t.title = n.body AND n.title IS NULL AND n.words >= {TITLE_LEAST}", _same),
    ("t.body = n.title AND t.title IS NULL", _same),
)


def _pairs(
    db: sqlite3.Connection, condition: str, first: int
) -> Iterator[tuple[int, Keys, int, Keys]]:
    """Texts from number ``first`` on, each with those before it that meet a condition."""
    rows = db.execute(
        f"SELECT {_BOTH} FROM texts n JOIN texts o ON o.id IN "
        f"(SELECT t.id FROM texts t WHERE {condition} AND t.id < n.id LIMIT {_CANDIDATES}) "
        "WHERE n.id >= ? ORDER BY n.id",
        [first],
    )
    return _both(rows)


# Of two texts the number and the keys, of the new one first.
_BOTH = ", ".join(f"{of}.{column}" for of in "no" for column in ("id", *Keys._fields))


def _both(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Keys, int, Keys]]:
    width = 1 + len(Keys._fields)
    for row in rows:
        yield row[0], Keys(*row[1:width]), row[width], Keys(*row[width + 1 :])
