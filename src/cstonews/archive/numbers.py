"""Row numbers: of entries, which grow with the date, and of dumps, which are given once.

FTS5 walks and limits by row number, so numbers in the order of dates make "newest first"
and ranges of dates fast. They are YYYYMMDD x 10000 + n. Undated entries come before all
dates; what does not fit into a day's 10000 comes behind them.
"""

from __future__ import annotations

import datetime as dt
import sqlite3

DAY_ROWS = 10_000
UNDATED_TOP = 1_000_000_000
SPILL = 1_000_000_000_000


def first_number(date: str) -> int:
    """Return the first row number of a day, given as ISO 8601."""
    return int(date.replace("-", "")) * DAY_ROWS


def numbers_of_day(number: int) -> tuple[int, int]:
    """Return the first and the last row number of the day on which ``number`` stands, or of
    the undated; ``number`` has not spilled.
    """
    if number <= UNDATED_TOP:
        return 1, UNDATED_TOP
    first = number // DAY_ROWS * DAY_ROWS
    return first, first + DAY_ROWS - 1


def day_of(number: int) -> dt.date | None:
    """Return the day on which a row number stands that has not spilled; None for the undated."""
    if number <= UNDATED_TOP:
        return None
    day = number // DAY_ROWS
    return dt.date(day // 10_000, day // 100 % 100, day % 100)


def unused_dump_number(db: sqlite3.Connection) -> int:
    """A row number above those of all dumps that ever were, so that what came after a look
    is never taken for what was seen.
    """
    db.execute(
        "UPDATE dump_numbers SET last = 1 + max(last, (SELECT coalesce(max(id), 0) FROM dumps))"
    )
    return int(db.execute("SELECT last FROM dump_numbers").fetchone()[0])
