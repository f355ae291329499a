"""What came into the archive since it was last looked at. Every function only reads."""

from __future__ import annotations

import sqlite3
from collections import Counter

from cstonews.archive.answers.hits import hits
from cstonews.archive.answers.selection import NEWEST_FIRST, select
from cstonews.archive.sql import SIGHTED_COPIES
from cstonews.found import Filter
from cstonews.query.tree import Query
from cstonews.reports import Arrival, Arrivals, News

WHOLE_ARCHIVE = ""  # the name under which looks at all of it are noted

# ?1 is the number of the last dump that was seen. What the later ones hold is found first, for
# they are few; an entry of theirs is no news where dumps that were seen show it as it is now,
# under a date line that says the same.
_SEEN = f"SELECT 1 FROM {SIGHTED_COPIES} WHERE c.entry = e.id AND s.dump <= ?1"
_TEXT_SEEN = f"{_SEEN} AND c.text = (SELECT t.id FROM texts t WHERE t.handle = e.handle)"
_DATE_SEEN = (
    "NOT EXISTS (SELECT 1 FROM copies k WHERE k.entry = e.id AND k.date = e.date) "
    f"OR EXISTS ({_SEEN} AND c.date = e.date)"
)
_NEWS = (
    f"e.id IN (SELECT c.entry FROM {SIGHTED_COPIES} WHERE s.dump > ?1) "
    f"AND NOT (EXISTS ({_TEXT_SEEN}) AND ({_DATE_SEEN}))"
)


def news(
    db: sqlite3.Connection, query: Query, chosen: Filter, name: str, limit: int | None
) -> Arrivals:
    """Return what ``query`` finds that came since the last look at the search ``name``, the
    newest ``limit`` of it.

    An entry is new if no dump of before that look holds it, fuller if none of them holds the
    text that it has now, dated if none states its date. Where there was no look all is new.
    """
    dump, looked = _last_look(db, name)
    (upto,) = db.execute("SELECT coalesce(max(id), 0) FROM dumps").fetchone()
    selection = select(db, query, chosen)
    since = f"AND {_NEWS}" if looked else ""
    rows = db.execute(
        f"SELECT e.id, EXISTS ({_SEEN}), EXISTS ({_TEXT_SEEN}) {selection.sql} {since} "
        f"ORDER BY {NEWEST_FIRST}",
        (dump, *selection.values),
    ).fetchall()
    came = {number: _what(seen, text_seen) for number, seen, text_seen in rows}
    numbers = list(came)[:limit]
    shown = zip(hits(db, selection.marking, numbers), numbers, strict=True)
    return Arrivals(
        tuple(Arrival(hit, came[number]) for hit, number in shown),
        Counter(came.values()),
        looked,
        upto,
    )


def _what(seen: bool, text_seen: bool) -> News:
    if not seen:
        return News.NEW
    return News.DATED if text_seen else News.FULLER


def _last_look(db: sqlite3.Connection, name: str) -> tuple[int, str | None]:
    """The last dump that a look saw, and the time of that look."""
    row = db.execute("SELECT dump, made FROM looks WHERE name = ?", [name]).fetchone()
    return row or (0, None)
