"""What an archive derives from its dumps, held against what it is derived from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from cstonews.archive.entries.settle import unsettled
from cstonews.archive.facts.cuts import cut_text
from cstonews.archive.facts.furniture import SHOWN_AS_FURNITURE
from cstonews.archive.facts.keys import Keys
from cstonews.archive.facts.parts import parts_from_text
from cstonews.archive.facts.pieces import PIECE_ENCODING, decode_piece
from cstonews.archive.facts.texts import unfounded_links
from cstonews.split.segments import words_of

_SIGHTED = """SELECT text, coalesce(date, '') AS date, max(kind = 'article') AS article
    FROM segments WHERE text IS NOT NULL GROUP BY 1, 2"""
_COPIES = "SELECT text, date, article FROM copies"

# What is counted where it does not fit, none in a whole archive.
_UNFIT = {
    "sightings of items are not counted, or not as what they are": f"""SELECT count(*) FROM
        (SELECT * FROM ({_SIGHTED}) EXCEPT {_COPIES})""",
    "copies of items stand in no dump": f"""SELECT count(*) FROM
        ({_COPIES} EXCEPT SELECT * FROM ({_SIGHTED}))""",
    "entries have no copy in any dump": """SELECT count(*) FROM entries
        WHERE id NOT IN (SELECT entry FROM copies)""",
    "texts stand in no dump": """SELECT count(*) FROM texts
        WHERE id NOT IN (SELECT text FROM segments WHERE text IS NOT NULL)""",
    "pieces of text stand in no dump": """SELECT count(*) FROM pieces
        WHERE id NOT IN (SELECT piece FROM segments WHERE piece IS NOT NULL)""",
    "segments are items and have no text, or the other way round": """SELECT count(*) FROM segments
        WHERE (text IS NULL) <> (parts IS NULL)""",
    "lines are taken for furniture, or not, against what the dumps show": f"""
        SELECT count(*) FROM (SELECT line FROM ({SHOWN_AS_FURNITURE}) WHERE line NOT IN furniture
        UNION ALL SELECT line FROM furniture WHERE line NOT IN ({SHOWN_AS_FURNITURE}))""",
}

# Each text as it stands in dumps, every place of which says the same.
_SHOWN = f"""SELECT t.id, t.handle, {", ".join(f"t.{key}" for key in Keys._fields)},
    p.packed, p.data, s.parts, s.encoding FROM (
        SELECT DISTINCT s.text, s.piece, s.parts, {PIECE_ENCODING} AS encoding
        FROM segments s JOIN dumps d ON d.id = s.dump WHERE s.text IS NOT NULL) s
    JOIN texts t ON t.id = s.text JOIN pieces p ON p.id = s.piece"""


def _counts(db: sqlite3.Connection) -> Iterator[str]:
    for what, sql in _UNFIT.items():
        (count,) = db.execute(sql).fetchone()
        yield from _told(count, what)


def _texts(db: sqlite3.Connection) -> Iterator[str]:
    wrong: set[int] = set()
    for number, handle, *columns, packed, data, parts, encoding in db.execute(_SHOWN):
        words = words_of(decode_piece(packed, data, encoding), parts_from_text(parts), 0)
        if (handle, Keys(*columns)) != cut_text(*words)[:2]:
            wrong.add(number)
    yield from _told(len(wrong), "texts are not what their dumps say")


def _links(db: sqlite3.Connection) -> Iterator[str]:
    yield from _told(len(unfounded_links(db)), "links between texts have no reason")


def _entries(db: sqlite3.Connection) -> Iterator[str]:
    texts = [text for (text,) in db.execute("SELECT id FROM texts ORDER BY id")]
    yield from _told(
        len(unsettled(db, texts)), "texts have entries that do not follow from the dumps"
    )


def _told(count: int, what: str) -> Iterator[str]:
    if count:
        yield f"{count:,} {what}"


# Each yields what does not fit, a line each, and raises sqlite3.Error, ArchiveError, LookupError,
# TypeError or ValueError where damage ends its looking.
LOOKS: tuple[Callable[[sqlite3.Connection], Iterator[str]], ...] = (
    _counts,
    _texts,
    _links,
    _entries,
)
