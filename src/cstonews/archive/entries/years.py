"""The year of a day that an item names without one, from the dated items beside it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence

from cstonews.archive.sql import chunks, places
from cstonews.model import DateSource, Kind
from cstonews.split.inference import nearest_date

_SIGHTINGS = 20  # that are looked at
_REACH = 5  # items on either side: the site's sidebar holds five
# Dates that were inferred themselves are no evidence, or the result would hang on the order.
_EVIDENCE = (DateSource.CORRECTED, DateSource.STATED, DateSource.MATCHED)


def dated_by_neighbours(db: sqlite3.Connection, texts: Sequence[int]) -> str | None:
    """Return the date, ISO 8601, that most sightings of ``texts`` have by what stands around
    them, or None.
    """
    # Always the same few sightings, for a sidebar may stand in thousands of dumps.
    rows = db.execute(
        "SELECT s.dump, s.seq, s.day FROM segments s JOIN dumps d ON d.id = s.dump "
        f"WHERE s.day IS NOT NULL AND s.kind = ? AND s.text IN ({places(texts)}) "
        f"ORDER BY d.sha256, s.seq LIMIT {_SIGHTINGS}",
        [Kind.TEASER, *texts],
    ).fetchall()
    dates = Counter(date.isoformat() for row in rows if (date := _date(db, *row)))
    return min(dates, key=lambda date: (-dates[date], date), default=None)


def waiting_for_year(
    db: sqlite3.Connection, settled: Collection[int], changed: Collection[int]
) -> set[int]:
    """Return the texts that name a day without a year and may get it now: those of
    ``settled``, which were dated before their neighbours were, and those near ``changed``.
    """
    found: set[int] = set()
    if db.execute("SELECT 1 FROM segments WHERE day IS NOT NULL LIMIT 1").fetchone():
        for chunk in chunks(sorted(settled)):
            rows = db.execute(
                "SELECT DISTINCT text FROM segments WHERE day IS NOT NULL "
                f"AND text IN ({places(chunk)})",
                chunk,
            )
            found.update(text for (text,) in rows)
        for chunk in chunks(sorted(changed)):
            rows = db.execute(
                "SELECT DISTINCT w.text FROM segments s JOIN segments w ON w.dump = s.dump "
                f"AND w.seq BETWEEN s.seq - {_REACH} AND s.seq + {_REACH} "
                f"WHERE w.day IS NOT NULL AND s.text IN ({places(chunk)})",
                chunk,
            )
            found.update(text for (text,) in rows)
    return found


def _date(db: sqlite3.Connection, dump: int, seq: int, day: str) -> dt.date | None:
    rows = db.execute(
        "SELECT s.seq, s.kind, e.date, e.date_source FROM segments s "
        "LEFT JOIN copies c ON c.text = s.text AND c.date = coalesce(s.date, '') "
        "LEFT JOIN entries e ON e.id = c.entry "
        f"WHERE s.dump = ? AND s.seq BETWEEN ? - {_REACH} AND ? + {_REACH} ORDER BY s.seq",
        [dump, seq, seq],
    ).fetchall()
    above = _nearest([row[1:] for row in reversed(rows) if row[0] < seq])
    below = _nearest([row[1:] for row in rows if row[0] > seq])
    return nearest_date(day, above, below)


def _nearest(beside: Sequence[tuple[str, str | None, str | None]]) -> dt.date | None:
    """The first date of the items beside one, as far as its sidebar goes."""
    for kind, date, source in beside:
        if kind != Kind.TEASER:
            return None
        if date and source in _EVIDENCE:
            return dt.date.fromisoformat(date)
    return None
