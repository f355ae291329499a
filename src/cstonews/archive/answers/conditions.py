"""Fields of a query → SQL conditions on a row ``e`` of ``entries``. Pure."""

from __future__ import annotations

import re
from typing import TypeAlias

from cstonews.archive.handles import TYPED_LEAST
from cstonews.archive.numbers import DAY_ROWS, SPILL, UNDATED_TOP, first_number
from cstonews.model import DateRange
from cstonews.query.tree import Dated, Field, FromDump, InLanguage, OfKind, Undated

Condition: TypeAlias = tuple[str, tuple[str | int, ...]]

_HASH = rf"[0-9a-f]{{{TYPED_LEAST},64}}"
# Dumps are few beside segments, so they are gone through first.
_SEEN_IN = """e.id IN (SELECT k.entry FROM dumps d CROSS JOIN segments s ON s.dump = d.id
    JOIN copies k ON k.text = s.text AND k.date = coalesce(s.date, '') WHERE {dump})"""
# SQLite's lower() knows ASCII alone; these are the ways in which a name is written.
_WAYS = (str, str.lower, str.upper, str.title)
_NAMED = " OR ".join(["instr(lower(d.name), lower(?)) > 0", *["instr(d.name, ?) > 0"] * len(_WAYS)])


def field_condition(field: Field) -> Condition:
    """Return the condition that holds for what ``field`` asks for, and its values."""
    match field:
        case OfKind(kind):
            return "e.kind = ?", (kind.value,)
        case InLanguage(lang):
            return "e.lang = ?", (lang,)
        case Undated():
            return "e.date IS NULL", ()
        case Dated(days):
            return date_condition(days, "e.id")
        case FromDump(word):
            return _dump_condition(word)


def numbers_of(days: DateRange) -> tuple[int, int]:
    """Return the first and the last row number of the dates within ``days``, where none spilled."""
    first = first_number(days.first.isoformat()) if days.first else UNDATED_TOP + 1
    last = first_number(days.last.isoformat()) + DAY_ROWS - 1 if days.last else SPILL - 1
    return first, last


def date_condition(days: DateRange, number: str) -> Condition:
    """Return the condition that a date is within ``days``; ``number`` names the row number.

    Numbers that did not fit into their day stand behind all days.
    """
    first, last = numbers_of(days)
    bounds = [(">=", days.first), ("<=", days.last)]
    given = [(sign, day.isoformat()) for sign, day in bounds if day]
    dated = "".join(f" AND e.date {sign} ?" for sign, _ in given)
    where = f"({number} BETWEEN ? AND ? OR {number} >= {SPILL}){dated}"
    return where, (first, last, *(day for _, day in given))


def _dump_condition(word: str) -> Condition:
    typed = word.casefold()
    names = (word, *(way(word) for way in _WAYS))
    if not re.fullmatch(_HASH, typed):
        return _SEEN_IN.format(dump=_NAMED), names
    dump = f"d.sha256 BETWEEN ? AND ? OR {_NAMED}"
    return _SEEN_IN.format(dump=dump), (typed, typed + "g", *names)
