"""What may have been meant by a word that finds nothing. Only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from cstonews.archive.answers.fts import expression
from cstonews.archive.answers.vocabulary import open_vocabulary
from cstonews.model import MARK_OFF, MARK_ON, Suggestion
from cstonews.query.tree import And, Forms, Near, Or, Phrase, Query, Word
from cstonews.query.words import stems, tokens

_ALIKE = 0.72  # about one wrong letter in four, or two neighbours swapped
_LONGEST_ENDING = 4  # letters that stemming takes away
_SHORTEST = 4
_MOST = 3
_MOST_WORDS = 8


def suggestions(db: sqlite3.Connection, query: Query) -> tuple[Suggestion, ...]:
    """Return words of the archive in place of those of ``query`` that it does not hold.

    The most alike comes first, then what more entries hold.
    """
    unknown = [token for token in dict.fromkeys(_asked(query)) if not _is_held(db, token)]
    if not unknown:
        return ()
    open_vocabulary(db)
    found = []
    for token in unknown[:_MOST_WORDS]:
        words = [_surface(db, term) for term in _alike(db, token)]
        if words := list(dict.fromkeys(word for word in words if word)):
            found.append(Suggestion(token, tuple(words)))
    return tuple(found)


def _asked(query: Query) -> Iterator[str]:
    """The words that entries must hold; what is excluded is none of them."""
    match query:
        case And(parts) | Or(parts) | Near(parts):
            for part in parts:
                yield from _asked(part)
        case Forms(asked):
            yield from _asked(asked)
        case Word(text, prefix) | Phrase(text, prefix):
            words = tokens(text)
            yield from words[:-1] if prefix else words


def _is_held(db: sqlite3.Connection, token: str) -> bool:
    sql = "SELECT 1 FROM entries_fts WHERE entries_fts MATCH ? LIMIT 1"
    return db.execute(sql, [expression(Word(token))]).fetchone() is not None


def _alike(db: sqlite3.Connection, token: str) -> list[str]:
    """The words of the index that are most like ``token``; English ones are stems."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(token) < _SHORTEST or not token.isalpha():
        return []
    rows = db.execute(
        "SELECT term, doc FROM temp.vocabulary WHERE length(term) BETWEEN ? AND ?",
        [len(token) - _LONGEST_ENDING, len(token) + 2],
    )
    held = dict(rows.fetchall())
    likeness: dict[str, float] = {}
    for text in {token, *(stems(token) if token.isascii() else ())}:
        for term, alike, _ in process.extract(
            text, held.keys(), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=_MOST
        ):
            likeness[term] = max(alike, likeness.get(term, 0.0))
    best = sorted(likeness, key=lambda term: (-round(likeness[term], 1), -held[term], term))
    return best[:_MOST]


def _surface(db: sqlite3.Connection, term: str) -> str | None:
    """A word of an entry as it is written there, by its stem in the index."""
    sql = (
        "SELECT highlight(entries_fts, 0, ?1, ?2), highlight(entries_fts, 1, ?1, ?2) "
        "FROM entries_fts WHERE entries_fts MATCH ?3 LIMIT 1"
    )
    row = db.execute(sql, [MARK_ON, MARK_OFF, expression(Word(term))]).fetchone()
    for text in row or ():
        start, end = (text or "").find(MARK_ON), (text or "").find(MARK_OFF)
        if start >= 0:
            return str(text[start + 1 : end])
    return None
