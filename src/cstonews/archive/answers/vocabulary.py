"""The words of the full-text index, and of texts that are cut as the index cuts them.

A *form* is a run of characters as it stands in a text, a *term* what the index makes of it
(in lower case, an English one cut to its Porter stem), a *stem* what the terms of one word
share. Terms are the index's own, so that what is counted in texts and what is counted in the
index can be subtracted from each other. The tables for this are temporary and stand in memory:
nothing is written, also where the archive cannot be. Every function only reads.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence

from cstonews.archive.migrations import TOKENIZER
from cstonews.query.words import is_russian, russian_stem

# Cuts a text at what surely parts terms: blanks, controls, punctuation. The index may cut the
# forms further, but never joins them.
_FORM = (
    r"[^\s\x00-/:-@\[-`{-\x9f\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e"
    r"\u2116]+"
)
_LETTER = re.compile(r"[^\W\d_]")
_LAST = "\U0010ffff"


def open_vocabulary(db: sqlite3.Connection) -> None:
    """Make the index's words a table ``temp.vocabulary`` of this connection, in memory.

    It tells of each term in how many entries it stands (``doc``) and how often (``cnt``).
    """
    _open(db, "vocabulary", "main, entries_fts, row")


def open_places(db: sqlite3.Connection) -> None:
    """Make the index's words a table ``temp.places`` of this connection, in memory.

    It tells in which entries each term stands (``doc`` is an entry's row number).
    """
    _open(db, "places", "main, entries_fts, instance")


def open_forms(db: sqlite3.Connection) -> None:
    """Make what ``terms_of`` asks, and with it ``temp.vocabulary`` and ``temp.places``."""
    open_vocabulary(db)
    open_places(db)
    db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.forms "
        f"USING fts5(form, content='', columnsize=0, tokenize=\"{TOKENIZER}\")"
    )
    _open(db, "form_terms", "temp, forms, instance")


# From each term to the next: FTS5 finds where a term begins, and would else read of every entry
# that holds it. No term has a control character, so the next one is behind it with one.
_STARTING = """WITH RECURSIVE found (term) AS (
    SELECT * FROM (SELECT term FROM temp.places WHERE term >= ?1 AND term < ?2 LIMIT 1)
    UNION ALL
    SELECT (SELECT term FROM temp.places WHERE term >= found.term || char(1) AND term < ?2 LIMIT 1)
    FROM found WHERE found.term IS NOT NULL)
SELECT term FROM found WHERE term IS NOT NULL"""


def terms_starting(db: sqlite3.Connection, start: str) -> Iterator[str]:
    """Yield the terms of the archive that start so. Needs ``open_places``."""
    return (term for (term,) in db.execute(_STARTING, [start, start + _LAST]))


def _open(db: sqlite3.Connection, name: str, told: str) -> None:
    db.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab({told})")


def forms(text: str) -> list[str]:
    """Return the forms of ``text`` in order."""
    return re.findall(_FORM, text)


def terms_of(db: sqlite3.Connection, forms: Sequence[str]) -> list[list[str]]:
    """Return the terms that the index makes of each form: one as a rule, or none, or several.

    Needs ``open_forms``.
    """
    db.execute("INSERT INTO temp.forms (forms) VALUES ('delete-all')")
    db.executemany("INSERT INTO temp.forms (rowid, form) VALUES (?, ?)", enumerate(forms))
    found: list[list[str]] = [[] for _ in forms]
    for number, term in db.execute('SELECT doc, term FROM temp.form_terms ORDER BY doc, "offset"'):
        found[number].append(term)
    return found


def is_word(term: str) -> bool:
    """Whether a term is more than figures or a single letter."""
    return len(term) > 1 and bool(_LETTER.search(term))


def stem(term: str) -> str:
    """Return what ``term`` shares with the other terms of the same word.

    The index itself has English ones cut to their stem; Russian ones are cut by Snowball's
    rules, with ё as е.
    """
    if not is_russian(term):
        return term
    return russian_stem(term.replace("ё", "е"))


def stem_terms(db: sqlite3.Connection, stemmed: str) -> Iterator[tuple[str, int]]:
    """Yield the terms of the archive that have this stem, each with the number of its entries.

    Needs ``open_vocabulary``.
    """
    last = stemmed + _LAST if is_russian(stemmed) else stemmed
    rows = db.execute(
        "SELECT term, doc FROM temp.vocabulary WHERE term BETWEEN ? AND ?", [stemmed, last]
    )
    return ((term, count) for term, count in rows if stem(term) == stemmed)
