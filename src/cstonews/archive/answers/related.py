"""Entries like one that is known. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, log, sqrt
from typing import NamedTuple, TypeAlias

from cstonews.archive.answers.best import first_by_match
from cstonews.archive.answers.hits import hits
from cstonews.archive.answers.lookup import entry_numbers
from cstonews.archive.answers.selection import Selection, select
from cstonews.archive.answers.vocabulary import (
    forms,
    is_word,
    open_forms,
    stem,
    stem_terms,
    terms_of,
)
from cstonews.archive.sql import chunks, places
from cstonews.found import Answer, Filter
from cstonews.query.tree import Word, any_of
from cstonews.query.words import is_russian

_TELLING = 25  # words by which candidates are looked for
_CANDIDATES = 200
_TITLE = 3  # how often a word of the title counts
_LEAST = 0.05  # likeness below which two texts share what chance lets them share

Forms: TypeAlias = Mapping[str, int]  # how often each form stands in a text
Stems: TypeAlias = Mapping[str, int]  # the same of words, by their stem


class _Word(NamedTuple):
    """A word of the known entry: how often it stands there, how rare it is in the archive
    (ln (N + 1)/df among the entries of its language), and forms by which the index finds it.
    """

    stem: str
    times: int
    rarity: float
    forms: tuple[str, ...]

    @property
    def weight(self) -> float:
        return _damped(self.times) * self.rarity


def related(
    db: sqlite3.Connection, word: str, chosen: Filter, limit: int | None, *, offset: int = 0
) -> Answer:
    """Return ``limit`` of the entries that are most like the one whose handle is ``word``, the
    likest first; ``offset`` of them are left out before.

    Candidates are the 200 that the index ranks best by the most telling words, of which each
    holds one at least. The entry itself, and others with the same text under another date, are
    left out. Raises QueryError where ``word`` is no handle or names different texts.
    """
    open_forms(db)
    number = entry_numbers(db, word)[0]
    handle, lang, title, body = db.execute(
        "SELECT handle, lang, title, body FROM entries WHERE id = ?", [number]
    ).fetchone()
    text = _forms(title, body)
    words = _words(db, text, lang)
    telling = [Word(form) for one in words[:_TELLING] for form in one.forms]
    if not telling:
        return Answer((), 0)
    selection = select(db, any_of(*telling), chosen)
    candidates = _candidates(db, selection, handle)
    ranked = _ranked(db, words, text, candidates)
    shown = ranked[offset : None if limit is None else offset + limit]
    return Answer(hits(db, selection.marking, shown), len(ranked))


def _forms(title: str | None, body: str) -> Forms:
    counts = Counter(forms(body))
    for form in forms(title or ""):
        counts[form] += _TITLE
    return counts


def _words(db: sqlite3.Connection, text: Forms, lang: str | None) -> list[_Word]:
    """The words of a text that other entries have, too, the most telling first."""
    (entries,) = db.execute("SELECT count(*) FROM entries WHERE lang IS ?", [lang]).fetchone()
    stems = _stems(db, text)
    written: dict[str, str] = {}
    for form in sorted(text):
        for key in stems[form]:
            written.setdefault(key, form)
    words = []
    for key, count in _stem_counts(text, stems).items():
        terms = list(stem_terms(db, key))
        holders = min(sum(number for _, number in terms), entries)
        if holders > 1:
            # The index cuts English forms itself, and its own terms once more than it should.
            found_by = [term for term, _ in terms] if is_russian(key) else [written[key]]
            words.append(_Word(key, count, log((entries + 1) / holders), tuple(found_by)))
    return sorted(words, key=lambda one: (-one.weight, one.stem))


def _stems(db: sqlite3.Connection, forms: Iterable[str]) -> dict[str, list[str]]:
    """The stems of the words in each form; figures and single letters are none."""
    distinct = sorted(set(forms))
    return {
        form: [key for key in map(stem, terms) if is_word(key)]
        for form, terms in zip(distinct, terms_of(db, distinct), strict=True)
    }


def _stem_counts(text: Forms, stems: Mapping[str, Sequence[str]]) -> Stems:
    counts: Counter[str] = Counter()
    for form, count in text.items():
        for key in stems[form]:
            counts[key] += count
    return counts


def _candidates(db: sqlite3.Connection, selection: Selection, handle: str) -> dict[int, Forms]:
    """The forms of the entries that the index ranks best, the newer of equal ones first."""
    same = len(entry_numbers(db, handle))
    found = first_by_match(db, selection, _CANDIDATES + same)
    numbers = [number for number, told in found.items() if told.handle != handle][:_CANDIDATES]
    texts = {
        number: _forms(title, body)
        for chunk in chunks(numbers)
        for number, title, body in db.execute(
            f"SELECT id, title, body FROM entries WHERE id IN ({places(chunk)})", chunk
        )
    }
    return {number: texts[number] for number in numbers}


def _ranked(
    db: sqlite3.Connection, words: Sequence[_Word], text: Forms, candidates: Mapping[int, Forms]
) -> list[int]:
    """The candidates that are like the known text, the likest first.

    The likeness is the part of what the text has in common with itself: the sum over shared
    words of both (1 + ln tf) · idf, divided by the length of the candidate's vector of
    (1 + ln tf). This is the cosine of tf·idf, but for the length, for which the rarity of every
    word of a candidate would have to be looked up.
    """
    stems = _stems(db, (form for forms in (text, *candidates.values()) for form in forms))
    itself = _shared(words, _stem_counts(text, stems))
    likeness = {
        number: _shared(words, _stem_counts(forms, stems)) / itself
        for number, forms in candidates.items()
    }
    found = [number for number in candidates if likeness[number] >= _LEAST]
    return sorted(found, key=lambda number: -likeness[number])


def _shared(words: Sequence[_Word], counts: Stems) -> float:
    length = sqrt(fsum(_damped(count) ** 2 for count in counts.values()))
    shared = fsum(
        word.weight * word.rarity * _damped(counts[word.stem])
        for word in words
        if word.stem in counts
    )
    return shared / length if length else 0.0


def _damped(count: int) -> float:
    """A second appearance tells less than the first."""
    return 1 + log(count)
