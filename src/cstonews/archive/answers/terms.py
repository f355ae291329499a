"""What is distinctive of some entries against all others. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from cstonews.archive.answers.rows import handles_by_number, note_selected
from cstonews.archive.answers.selection import count, count_all, select
from cstonews.archive.answers.vocabulary import (
    forms,
    is_word,
    open_forms,
    stem,
    terms_of,
)
from cstonews.archive.sql import chunks, places
from cstonews.counts import Term, Terms
from cstonews.found import Filter
from cstonews.query.function_words import FUNCTION_WORDS
from cstonews.query.tree import Query
from cstonews.query.words import is_russian

_STEP = 500  # entries between two reports of progress
# Corpora within which words are compared.
_ALL, _CYRILLIC, _LATIN = "all", "cyrillic", "latin"

Advance = Callable[[int], None]


class _Word(NamedTuple):
    """A word of the selected entries: the form that is shown, its terms, how often it stands."""

    form: str
    terms: tuple[str, ...]
    times: int


class _Scored(NamedTuple):
    """A word with its log-likelihood, and what it comes from."""

    score: float
    word: _Word
    elsewhere: int
    words_here: int
    words_elsewhere: int


def selected(db: sqlite3.Connection, query: Query, chosen: Filter) -> tuple[int, int]:
    """Return how many entries are asked for, and how many others there are."""
    entries = count(db, select(db, query, chosen))
    return entries, count_all(db) - entries


def terms(
    db: sqlite3.Connection,
    query: Query,
    chosen: Filter,
    limit: int | None,
    advance: Advance | None = None,
) -> Terms:
    """Return the words that the entries asked for have more often than all others.

    They are ranked by log-likelihood, each among the words of its own alphabet or among all,
    whichever tells less, so that English entries are not merely told from Russian ones. Figures
    and single letters are left out. ``advance`` is told of entries read. There are none where
    all entries are asked for.
    """
    entries, others = selected(db, query, chosen)
    if not entries or not others:
        return Terms((), 0, entries, others)
    open_forms(db)
    note_selected(db, select(db, query, chosen))
    here = _words_here(db, _form_counts(db, advance))
    ranked = _ranked(here, _counts_everywhere(db))
    shown = ranked[: limit if limit is not None else len(ranked)]
    handles = _handles(db, [scored.word for scored in shown])
    found = tuple(_term(scored, handle) for scored, handle in zip(shown, handles, strict=True))
    return Terms(found, len(ranked), entries, others)


def log_likelihood(here: int, elsewhere: int, words_here: int, words_elsewhere: int) -> float:
    """Return how surely a word is more, or less, frequent here than elsewhere: G².

    ``here`` and ``elsewhere`` count the word, the others all words. From T. Dunning, "Accurate
    Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19 (1993);
    in the form for two corpora of P. Rayson and R. Garside, "Comparing Corpora using Frequency
    Profiling" (2000): 2 Σ observed · ln(observed / expected), without a term for what was not
    observed. Above 3.84 it is significant at 5 %, above 15.13 at 0.01 %.
    """
    rate = (here + elsewhere) / (words_here + words_elsewhere)
    observed = ((here, words_here * rate), (elsewhere, words_elsewhere * rate))
    return 2 * sum(count * log(count / expected) for count, expected in observed if count)


def _form_counts(db: sqlite3.Connection, advance: Advance | None) -> Counter[str]:
    """How often each form stands in the selected entries, which are read one by one."""
    counts: Counter[str] = Counter()
    rows = db.execute("SELECT e.title, e.body FROM temp.selected JOIN entries e USING (id)")
    for number, (title, body) in enumerate(rows, 1):
        counts.update(forms(f"{title}\n{body}" if title else body))
        if advance and not number % _STEP:
            advance(_STEP)
    return counts


def _words_here(db: sqlite3.Connection, counts: Mapping[str, int]) -> dict[str, _Word]:
    """The words that forms are of, by their stem."""
    totals: Counter[str] = Counter()
    written: dict[str, tuple[int, str]] = {}
    terms: dict[str, tuple[str, ...]] = {}  # sets would be most of what is held
    for form, found in _cut(db, sorted(counts)):
        for term in found:
            key = stem(term)
            totals[key] += counts[form]
            if term not in terms.get(key, ()):
                terms[key] = (*terms.get(key, ()), term)
            as_written = form if len(found) == 1 else term
            if key not in written or counts[form] > written[key][0]:
                written[key] = counts[form], as_written
    return {
        key: _Word(written[key][1], tuple(sorted(terms[key])), times)
        for key, times in totals.items()
    }


def _cut(db: sqlite3.Connection, forms: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each form with its terms; some are cut at a time, since the index of them is in memory."""
    for chunk in chunks(forms):
        yield from zip(chunk, terms_of(db, chunk), strict=True)


def _counts_everywhere(db: sqlite3.Connection) -> Counter[str]:
    """How often the words of each stem stand in the whole archive."""
    counts: Counter[str] = Counter()
    for term, times in db.execute("SELECT term, cnt FROM temp.vocabulary"):
        counts[stem(term)] += times
    return counts


def _ranked(here: Mapping[str, _Word], everywhere: Mapping[str, int]) -> list[_Scored]:
    """The words that are more frequent here than elsewhere, the surest first."""
    sizes_here = _sizes((key, word.times) for key, word in here.items())
    sizes = _sizes(everywhere.items())
    scored = []
    for key, word in here.items():
        if not is_word(key) or key in FUNCTION_WORDS:
            continue
        elsewhere = everywhere[key] - word.times
        corpora = (
            (sizes_here[corpus], sizes[corpus] - sizes_here[corpus])
            for corpus in (_alphabet(key), _ALL)
        )
        compared = [_scored(word, elsewhere, *corpus) for corpus in corpora]
        if all(compared):
            scored.append(min(filter(None, compared)))
    return sorted(scored, key=lambda one: (-one.score, -one.word.times, one.word.terms))


def _scored(word: _Word, elsewhere: int, words_here: int, words_elsewhere: int) -> _Scored | None:
    """The word with its score, or None where it is no more frequent here than elsewhere."""
    if word.times * words_elsewhere <= elsewhere * words_here:
        return None
    score = log_likelihood(word.times, elsewhere, words_here, words_elsewhere)
    return _Scored(score, word, elsewhere, words_here, words_elsewhere)


def _sizes(counts: Iterable[tuple[str, int]]) -> Counter[str]:
    """How many words there are of each alphabet and of all; figures are none."""
    sizes: Counter[str] = Counter()
    for key, times in counts:
        if not key.isnumeric():
            sizes[_alphabet(key)] += times
            sizes[_ALL] += times
    return sizes


def _alphabet(key: str) -> str:
    return _CYRILLIC if is_russian(key) else _LATIN


def _handles(db: sqlite3.Connection, words: Sequence[_Word]) -> list[str]:
    """The selected entry that has most of each word; of several the newest."""
    numbers = [_fullest(db, word) for word in words]
    handles = handles_by_number(db, sorted(set(numbers)))
    return [handles[number] for number in numbers]


def _fullest(db: sqlite3.Connection, word: _Word) -> int:
    (number,) = db.execute(
        "SELECT e.id FROM (SELECT doc, count(*) AS found FROM temp.places "
        f"WHERE term IN ({places(word.terms)}) GROUP BY doc) "
        "JOIN temp.selected s ON s.id = doc JOIN entries e ON e.id = doc "
        "ORDER BY found DESC, e.date DESC, e.handle LIMIT 1",
        word.terms,
    ).fetchone()
    return int(number)


def _term(scored: _Scored, handle: str) -> Term:
    return Term(
        scored.word.form,
        scored.word.times,
        1000 * scored.word.times / scored.words_here,
        scored.elsewhere,
        1000 * scored.elsewhere / scored.words_elsewhere,
        scored.score,
        handle,
    )
