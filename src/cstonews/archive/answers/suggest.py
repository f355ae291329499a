"""What may help where little is found: other words, or fewer. Only reads."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from cstonews.archive.answers.fts import expression
from cstonews.archive.answers.selection import count, select
from cstonews.archive.answers.vocabulary import open_places, open_vocabulary, terms_starting
from cstonews.found import MARK_OFF, MARK_ON, Filter, Omission
from cstonews.query.describe import typed
from cstonews.query.tree import (
    And,
    Forms,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Wish,
    Word,
    all_of,
    replace,
)
from cstonews.query.words import is_russian, stems, tokens
from cstonews.snippets import MARKED

_ALIKE = 0.7  # about one wrong letter in four, or two neighbours swapped
_LONGEST_ENDING = 6  # letters that stemming takes away
_SHORTEST = 4
_MOST = 3
_MOST_WORDS = 8
_SAMPLE = 50  # entries that are looked at for the forms of a word
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_WORD = re.compile(r"[^\W_]+")


def meant(db: sqlite3.Connection, query: Query, chosen: Filter) -> str | None:
    """Return what may have been typed in place of ``query``, and finds something.

    Each word that the archive does not hold gives way to the one of it that is most like it.
    None where all are held, or nothing is like enough.
    """
    unknown = [token for token in dict.fromkeys(_asked(query)) if not _is_held(db, token)]
    if not unknown or len(unknown) > _MOST_WORDS:
        return None
    open_vocabulary(db)
    open_places(db)
    words = {token: word for token in unknown if (word := _most_alike(db, token))}
    corrected = _corrected(query, words)
    if len(words) < len(unknown) or not count(db, select(db, corrected, chosen)):
        return None
    return typed(corrected)


def without(db: sqlite3.Connection, query: Query, chosen: Filter) -> tuple[Omission, ...]:
    """Return the parts of ``query`` of which one alone keeps it from finding anything."""
    if not isinstance(query, And) or len(query.parts) > _MOST_WORDS:
        return ()
    found = []
    for part in query.parts:
        if not isinstance(part, Not | Wish):
            rest = all_of(*(other for other in query.parts if other is not part))
            if entries := count(db, select(db, rest, chosen)):
                found.append(Omission(typed(part), entries))
    return tuple(sorted(found, key=lambda omission: -omission.entries)[:_MOST])


def _corrected(query: Query, words: Mapping[str, str]) -> Query:
    match query:
        case And(parts):
            return And(tuple(_corrected(part, words) for part in parts))
        case Or(parts):
            return Or(tuple(_corrected(part, words) for part in parts))
        case Near(parts):
            changed = tuple(replace(part, text=_replaced(part.text, words)) for part in parts)
            return replace(query, parts=changed)
        case Forms(asked):
            return _corrected(asked, words)
        case Word(text) | Phrase(text):
            return replace(query, text=_replaced(text, words))
    return query


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """``text`` with its words exchanged, in small letters where they were typed so."""

    def other(match: re.Match[str]) -> str:
        word = words.get(match.group().casefold(), match.group())
        return word.lower() if match.group().islower() else word

    return _WORD.sub(other, text)


def _asked(query: Query) -> Iterator[str]:
    """The words that entries must hold, bar those that are found in other forms.

    What is excluded is none of them.
    """
    match query:
        case And(parts) | Or(parts) | Near(parts):
            for part in parts:
                yield from _asked(part)
        case Word(text, prefix) | Phrase(text, prefix):
            words = tokens(text)
            yield from words[:-1] if prefix else words


def _is_held(db: sqlite3.Connection, token: str) -> bool:
    sql = "SELECT 1 FROM entries_fts WHERE entries_fts MATCH ? LIMIT 1"
    return db.execute(sql, [expression(Word(token))]).fetchone() is not None


def _most_alike(db: sqlite3.Connection, token: str) -> str | None:
    """The word of the archive that is most like ``token``, as it is written there."""
    if len(token) < _SHORTEST or not token.isalpha():
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    lengths = range(len(token) - _LONGEST_ENDING, len(token) + 3)
    starting = {term for start in _starts(token) for term in terms_starting(db, start)}
    held = sorted(term for term in starting if len(term) in lengths)
    likeness: dict[str, float] = {}
    # The index holds English words by their stems, which misspelt words have as well.
    for text in {token, *(stems(token) if token.isascii() else ())}:
        for term, alike, _ in process.extract(
            text, held, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=_MOST
        ):
            likeness[term] = max(alike, likeness.get(term, 0.0))
    entries = {term: _entries(db, term) for term in likeness}
    best = sorted(likeness, key=lambda term: (-round(likeness[term], 1), -entries[term], term))
    return next(filter(None, (_surface(db, term, token) for term in best)), None)


def _starts(token: str) -> set[str]:
    """The beginnings of words with which ``token`` may have been meant to begin.

    Those with one letter wrong, missing or too many among the first three, two swapped, or two
    too many before them: so a few ranges of the index are read, where all of its words grow with
    the archive. A word that is wrong in more ways at its very beginning is not known again.
    """
    first, second, third = tuple(token[:3])
    letters = _CYRILLIC if is_russian(token) else ascii_lowercase
    wrong = {f"{letter}{second}{third}" for letter in letters}
    wrong |= {f"{first}{letter}{third}" for letter in letters}
    missing = {f"{letter}{first}{second}" for letter in letters}
    missing |= {f"{first}{letter}{second}" for letter in letters}
    too_many = {token[1:4], token[2:5], f"{first}{token[2:4]}"}
    swapped = {f"{second}{first}{third}"}
    return wrong | missing | too_many | swapped | {f"{first}{second}"}


def _entries(db: sqlite3.Connection, term: str) -> int:
    (entries,) = db.execute("SELECT doc FROM temp.vocabulary WHERE term = ?", [term]).fetchone()
    return int(entries)


def _surface(db: sqlite3.Connection, term: str, like: str) -> str | None:
    """A word of the index as entries write it; of several forms the one most ``like``."""
    from rapidfuzz.distance import OSA

    rows = db.execute(
        "SELECT highlight(entries_fts, 0, ?1, ?2), highlight(entries_fts, 1, ?1, ?2) "
        "FROM entries_fts WHERE entries_fts MATCH ?3 LIMIT ?4",
        [MARK_ON, MARK_OFF, expression(Word(term)), _SAMPLE],
    )
    forms = {form for row in rows for text in row for form in MARKED.findall(text or "")}
    return min(forms, key=lambda form: (OSA.distance(form.casefold(), like), form), default=None)
