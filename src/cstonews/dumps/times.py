"""Times as pages and crawls write them → ISO 8601."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def iso_time(written: str | None) -> str | None:
    """Return a time, or a day alone, in ISO 8601; None where ``written`` is neither.

    It may be written so, or as in the header of a message (RFC 5322).
    """
    written = (written or "").strip()
    try:
        if _DAY.fullmatch(written):
            return dt.date.fromisoformat(written).isoformat()
        return dt.datetime.fromisoformat(written).isoformat()
    except ValueError:
        pass
    try:
        return email.utils.parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
