"""Handles as people read and type them."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from cstonews.errors import QueryError

DIGITS = 32  # hex digits of a stored handle: 128 bits, so no two texts share one
SHOWN = 7  # the least that is shown, as git does
TYPED_LEAST = 4
_HANDLE = r"([0-9a-f]+)(?:@(\d{4}-\d\d-\d\d))?"


class HandleWord(NamedTuple):
    """A handle as a person types it: leading digits, and a date where the text has several."""

    digits: str
    date: str | None


def parse_handle(word: str) -> HandleWord:
    """Read a handle as typed: at least four hex digits, with ``@date`` behind them or not.

    Raises QueryError where ``word`` is none.
    """
    match = re.fullmatch(_HANDLE, word.strip().lower())
    if not match or not TYPED_LEAST <= len(match.group(1)) <= DIGITS:
        raise QueryError(
            f"{word!r} is no handle; copy one from the first column of 'cstonews list'"
        )
    if match.group(2):
        try:
            dt.date.fromisoformat(match.group(2))
        except ValueError:
            raise QueryError(f"{match.group(2)} in {word!r} is no day of the calendar") from None
    return HandleWord(match.group(1), match.group(2))
