"""The distinct texts of items: by which hashes of their words copies are found again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from cstonews.archive.facts.identity import handle_of, hash_of
from cstonews.archive.facts.links import Link, LinkKind
from cstonews.archive.facts.pieces import PIECE_ENCODING, decode_piece
from cstonews.archive.sql import places
from cstonews.fold import fold
from cstonews.model import Part, Role
from cstonews.split.segments import words_of

# Two texts that share fewer words at their start may be two items of one kind:
# "On 14 February 2024, the CSTO Secretary General Imangali Tasmagambetov met with …".
_OPENING = 12
# So many words are looked at where both texts have them, for hundreds may open alike.
_STEM = 24
# A title of fewer words ("Press release") says too little.
_TITLE_LEAST = 4
# The share of words, in order, that a corrected text has in common with the first one:
# with the same title, and without one, where two visits of one day may differ in a name.
_CORRECTED = 0.8
_CORRECTED_UNTITLED = 0.93
# The same where the titles differ, too: a misprint in the one, or two visits of one day.
_CORRECTED_RETITLED = 0.97
_TITLES_ALIKE = 0.7
# Texts that are compared with a new one at most; more than these share no start by chance.
_CANDIDATES = 200


class Keys(NamedTuple):
    """Hashes of a text's folded words; None where there is nothing to hash.

    ``trunk`` is the body without its last word, which a cut may have shortened; ``opening``
    and ``closing`` are its first and last words, one of which a correction leaves alone;
    ``stem`` is a longer opening.
    """

    words: int
    title: int | None
    body: int | None
    opening: int | None
    stem: int | None
    trunk: int | None
    closing: int | None


_KEYS = ", ".join(Keys._fields)


def keys_of(title: str | None, words: Sequence[str]) -> Keys:
    """Return the keys of a text with these folded words of its body."""
    heading = fold(title).split() if title else []
    return Keys(
        words=len(words),
        title=hash_of(heading) if len(heading) >= _TITLE_LEAST else None,
        body=hash_of(words) if words else None,
        opening=hash_of(words[:_OPENING]) if len(words) >= _OPENING else None,
        stem=hash_of(words[:_STEM]) if len(words) > _STEM else None,
        trunk=hash_of(words[:-1]) if len(words) > _OPENING else None,
        closing=hash_of(words[-_OPENING:]) if len(words) > _STEM else None,
    )


class _NewText(NamedTuple):
    """A text that is being stored; ``words`` are the folded ones of its body."""

    number: int
    keys: Keys
    title: str | None
    words: Sequence[str]


def add_text(db: sqlite3.Connection, title: str | None, body: str) -> int:
    """Return the number of a text; a new one is stored, with its links to those before it."""
    handle = handle_of(title, body)
    found = db.execute("SELECT id FROM texts WHERE handle = ?", [handle]).fetchone()
    if found:
        return int(found[0])
    words = fold(body).split()
    keys = keys_of(title, words)
    cursor = db.execute(
        f"INSERT INTO texts (handle, {_KEYS}) VALUES (?, {places(Keys._fields)})",
        (handle, *keys),
    )
    number = cursor.lastrowid
    assert number is not None
    links: dict[int, Link] = {}
    for link in _links(db, _NewText(number, keys, title, words)):
        other = link.other if link.text == number else link.text
        links[other] = min(link, links.get(other, link), key=_strength)
    db.executemany("INSERT INTO links (text, other, kind) VALUES (?, ?, ?)", links.values())
    return number


def _strength(link: Link) -> int:
    """The order of the reasons for a link; of several between two texts the first one counts."""
    return list(LinkKind).index(link.kind)


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


def quality(spelling: tuple[str | None, str]) -> tuple[int, int, str]:
    """The order of the spellings of a text: the greatest is shown."""
    text = "\n".join(filter(None, spelling))
    return (-text.count("  ") - text.count("\ufffd"), len(text), text)


class _Candidate:
    """A text that may be the same item as a new one; what it says is loaded when asked for."""

    def __init__(self, db: sqlite3.Connection, number: int, keys: Keys) -> None:
        self._db = db
        self.number = number
        self.keys = keys

    @cached_property
    def _said(self) -> tuple[str | None, str]:
        return load_text(self._db, self.number)

    @cached_property
    def title(self) -> list[str]:
        """The folded words of its title."""
        return fold(self._said[0] or "").split()

    @cached_property
    def words(self) -> list[str]:
        """The folded words of its body."""
        return fold(self._said[1]).split()


def _links(db: sqlite3.Connection, new: _NewText) -> Iterator[Link]:
    """Yield the links of a new text to those before it, sometimes several to one of them."""
    keys = new.keys
    for other in _candidates(db, new, "title = ?", keys.title):
        yield from _titled(new, other)
    for other in _opening_alike(db, new):
        yield from _opened(new, other)
    for other in _candidates(db, new, "closing = ?", keys.closing):
        if other.keys.opening != keys.opening and _corrects(new, other):
            yield Link(new.number, other.number, LinkKind.NEAR)
    for other in _same(db, new):
        yield Link(new.number, other.number, LinkKind.SAME)


def _opening_alike(db: sqlite3.Connection, new: _NewText) -> Iterator[_Candidate]:
    """The texts that open as a new one does: by as many words as both have."""
    opening, stem = new.keys.opening, new.keys.stem
    if stem is None:
        yield from _candidates(db, new, "opening = ?", opening)
        return
    yield from _candidates(db, new, "opening = ? AND stem IS NULL", opening)
    yield from _candidates(db, new, "opening = ? AND stem = ?", opening, stem)


def _same(db: sqlite3.Connection, new: _NewText) -> Iterator[_Candidate]:
    """The texts with the same body; some teasers are the titles of their articles."""
    keys = new.keys
    if keys.words >= _OPENING:
        yield from _candidates(db, new, "body = ?", keys.body)
    if keys.title is None and keys.words >= _TITLE_LEAST:
        yield from _candidates(db, new, "title = ?", keys.body)
    for other in _candidates(db, new, "body = ?", keys.title):
        if other.keys.title is None:
            yield other


def _candidates(
    db: sqlite3.Connection, new: _NewText, condition: str, *values: int | None
) -> Iterator[_Candidate]:
    if values[0] is None:
        return
    rows = db.execute(
        f"SELECT id, {_KEYS} FROM texts WHERE {condition} AND id < ?", [*values, new.number]
    ).fetchall()
    for other, *keys in islice(rows, _CANDIDATES):
        yield _Candidate(db, other, Keys(*keys))


def _titled(new: _NewText, other: _Candidate) -> Iterator[Link]:
    """The link of two texts with one title."""
    if not new.keys.words or not other.keys.words:
        numbers = (new.number, other.number) if not new.keys.words else (other.number, new.number)
        yield Link(*numbers, LinkKind.OPENS)
    elif _alike(new.words, other.words, _CORRECTED):
        yield Link(new.number, other.number, LinkKind.NEAR)
    else:
        yield Link(new.number, other.number, LinkKind.TITLE)


def _opened(new: _NewText, other: _Candidate) -> Iterator[Link]:
    """The link of two texts that open alike: the one opens the other, or they are nearly one."""
    mine, theirs = new.keys, other.keys
    if not _retitled(mine, theirs):
        if theirs.words == mine.words and mine.trunk is not None and mine.trunk == theirs.trunk:
            yield Link(new.number, other.number, LinkKind.SAME)
            return
        if theirs.words < mine.words and _opens(theirs, new.words):
            yield Link(other.number, new.number, LinkKind.OPENS)
            return
        if theirs.words > mine.words and _opens(mine, other.words):
            yield Link(new.number, other.number, LinkKind.OPENS)
            return
    if _corrects(new, other):
        yield Link(new.number, other.number, LinkKind.NEAR)


def _retitled(mine: Keys, theirs: Keys) -> bool:
    """Whether both have a title, and not the same one."""
    return None not in (mine.title, theirs.title) and mine.title != theirs.title


def _corrects(new: _NewText, other: _Candidate) -> bool:
    """Whether the one text is the other with a few words, or its title, put right."""
    if not _retitled(new.keys, other.keys):
        return _alike(new.words, other.words, _CORRECTED_UNTITLED)
    title = fold(new.title or "").split()
    return _alike(title, other.title, _TITLES_ALIKE) and _alike(
        new.words, other.words, _CORRECTED_RETITLED
    )


def _opens(short: Keys, words: Sequence[str]) -> bool:
    """Whether the text with the keys ``short`` opens one of ``words``, its last word cut or not."""
    if hash_of(words[: short.words]) == short.body:
        return True
    return short.trunk is not None and hash_of(words[: short.words - 1]) == short.trunk


def _alike(words: Sequence[str], others: Sequence[str], least: float) -> bool:
    """Whether most words of the two are the same, as far as the shorter one goes."""
    from rapidfuzz.distance import Indel

    length = min(len(words), len(others))
    similarity = Indel.normalized_similarity(words[:length], others[:length])
    return bool(similarity >= least)


_CODES = {role: role.value[0] for role in Role} | {Role.BYLINE: "l"}
_ROLES = {code: role for role, code in _CODES.items()}


def parts_to_text(parts: Sequence[Part], origin: int) -> str:
    """Write parts in short, as offsets from ``origin``: ``t0-80 d81-91 b93-200``."""
    return " ".join(f"{_CODES[p.role]}{p.start - origin}-{p.end - origin}" for p in parts)


def parts_from_text(text: str) -> Iterator[Part]:
    """Read what ``parts_to_text`` wrote, with offsets from 0."""
    for word in text.split():
        start, end = word[1:].split("-")
        yield Part(_ROLES[word[0]], int(start), int(end))
