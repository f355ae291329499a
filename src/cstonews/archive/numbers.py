"""Row numbers of entries, which grow with the date.

FTS5 walks and limits by row number, so numbers in the order of dates make "newest first"
and ranges of dates fast. They are YYYYMMDD x 10000 + n. Undated entries come before all
dates; what does not fit into a day's 10000 comes behind them.
"""

from __future__ import annotations

DAY_ROWS = 10_000
UNDATED_TOP = 1_000_000_000
SPILL = 1_000_000_000_000


def first_number(date: str) -> int:
    """Return the first row number of a day, given as ISO 8601."""
    return int(date.replace("-", "")) * DAY_ROWS
