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
_EXPECTED = {
    "kind": "article or teaser",
    "lang": "en or ru",
    "date": "2024, 2024-07-01, 2024-01..2024-06, none and the like",
}
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


def misread(text: str) -> str | None:
    """Return what to say of a word that looks like a field but has no such value."""
    field, colon, value = text.partition(":")
    expected = _EXPECTED.get(field.casefold())
    if not colon or not value or not expected:
        return None
    return f"{text} is looked for as a word; {field.casefold()}: takes {expected}"


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
