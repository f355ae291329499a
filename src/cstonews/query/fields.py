"""What stands behind a field's name and colon → a condition, or None where it says nothing."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from cstonews.errors import DateError
from cstonews.model import Kind
from cstonews.query.tree import Dated, Field, FromDump, InLanguage, OfKind, Undated

Meaning = TypeVar("Meaning")

TITLE = "title"
NAMES = (TITLE, "kind", "lang", "dump", "date")

_KINDS = {
    Kind.ARTICLE: "article articles статья статьи",
    Kind.TEASER: "teaser teasers анонс анонсы",
}
_LANGUAGES = {"en": "en eng english английский", "ru": "ru rus russian русский"}
_NO_DATE = ("none", "undated", "нет")


def condition(field: str, value: str, today: dt.date) -> Field | None:
    """Return what ``field:value`` asks for, or None where the field has no such value."""
    word = value.casefold().strip()
    match field:
        case "kind":
            kind = _meant(_KINDS, word)
            return OfKind(kind) if kind else None
        case "lang":
            lang = _meant(_LANGUAGES, word)
            return InLanguage(lang) if lang else None
        case "date":
            return _dated(word, today)
        case "dump":
            return FromDump(value)
    return None


def _meant(words: dict[Meaning, str], word: str) -> Meaning | None:
    return next((meaning for meaning, known in words.items() if word in known.split()), None)


def _dated(value: str, today: dt.date) -> Field | None:
    from cstonews.query.dates import parse_date_range

    if value in _NO_DATE:
        return Undated()
    try:
        return Dated(parse_date_range(value, today))
    except DateError:
        return None
