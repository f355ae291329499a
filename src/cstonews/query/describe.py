"""What a query looks for, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cstonews.model import DateRange
from cstonews.query.tree import (
    And,
    Dated,
    Everything,
    Forms,
    FromDump,
    InLanguage,
    Leaf,
    Near,
    Not,
    OfKind,
    Or,
    Phrase,
    Query,
    Undated,
    Wish,
    Word,
)


class OutlineLine(NamedTuple):
    """A part of a query on a line of its own: how deep it stands, what it says, the part.

    ``forms`` are what it was widened to, as a person would type it.
    """

    depth: int
    text: str
    part: Query
    forms: tuple[str, ...] = ()


def describe(query: Query) -> str:
    """Say in one line, and without ambiguity, what ``query`` looks for.

    For example ``all of: word "afghanistan", not (any of: word "nato", phrase "the EU")``.
    Quotes and backslashes in a text are escaped by a backslash; other
    characters stand as they are, so the one who prints makes them safe.
    """
    match query:
        case And(parts):
            return "all of: " + ", ".join(map(_describe_part, parts))
        case Or(parts):
            return "any of: " + ", ".join(map(_describe_part, parts))
        case Not(part):
            return "not " + _describe_part(part)
        case Wish(part, ranks):
            return ("preferably " if ranks else "not minding ") + _describe_part(part)
        case Forms(asked, forms):
            listed = ", ".join(map(_describe_part, forms))
            return f"{_describe_part(asked)} in any form of: {listed}"
    return _describe_leaf(query)


def outline(query: Query) -> Iterator[OutlineLine]:
    """Yield the parts of ``query``, each above what it consists of."""
    yield from _outline(query, 0, denied=False)


def _outline(query: Query, depth: int, denied: bool) -> Iterator[OutlineLine]:
    before = "not " if denied else ""
    whole = Not(query) if denied else query
    match query:
        case And(parts) | Or(parts):
            name = "all of" if isinstance(query, And) else "any of"
            yield OutlineLine(depth, before + name, whole)
            for part in parts:
                yield from _outline(part, depth + 1, denied=False)
        case Not(part):
            yield from _outline(part, depth, denied=True)
        case Wish(part, ranks):
            told = "what has it comes first" if ranks else "not asked for; --exact does"
            yield OutlineLine(depth, f"{_named(part)}: {told}", query)
        case Forms(_, forms):
            listed = tuple(map(typed, forms))
            yield OutlineLine(depth, before + _named(query), whole, listed)
        case _:
            yield OutlineLine(depth, before + _named(query), whole)


def typed(query: Query) -> str:
    """Return ``query`` as a person would type it; of what was widened, what was asked."""
    match query:
        case And(parts):
            return " ".join(f"({typed(p)})" if isinstance(p, Or) else typed(p) for p in parts)
        case Or(parts):
            return " OR ".join(map(typed, parts))
        case Not(part):
            return f"-({typed(part)})" if isinstance(part, And | Or) else f"-{typed(part)}"
        case Forms(asked) | Wish(asked):
            return typed(asked)
        case Word() | Phrase() | Near():
            return _typed_leaf(query)
    return _typed_field(query)


def _typed_leaf(leaf: Leaf) -> str:
    match leaf:
        case Word(text, prefix):
            words = text + "*" * prefix
        case Phrase(text, prefix):
            words = f'"{text}"' + "*" * prefix
        case Near(parts, distance):
            words = f"near({' '.join(map(_typed_leaf, parts))}, {distance})"
    return f"title:{words}" if leaf.title else words


def _typed_field(query: Query) -> str:
    match query:
        case OfKind(kind):
            return f"kind:{kind}"
        case InLanguage(lang):
            return f"lang:{lang}"
        case FromDump(word):
            return f'dump:"{word}"' if " " in word else f"dump:{word}"
        case Dated(days):
            return f"date:{_days(days)}"
        case Undated():
            return "date:none"
    return "*"


def _named(query: Query) -> str:
    """A part without its forms."""
    if isinstance(query, Forms):
        return _named(query.asked)
    return describe(query)


def _describe_leaf(query: Query) -> str:
    match query:
        case Word():
            return _describe_text("word", query)
        case Phrase():
            return _describe_text("phrase", query)
        case Near(parts, distance, title):
            inner = ", ".join(map(describe, parts))
            return f"near, {distance} words apart at most: ({inner}){_place(title)}"
        case OfKind(kind):
            return f"kind {kind}"
        case InLanguage(lang):
            return f"language {lang}"
        case FromDump(word):
            return f"dump {_quoted(word)}"
        case Dated(days):
            return f"date {_days(days)}"
        case Undated():
            return "undated"
        case Everything():
            return "everything"
    raise AssertionError(query)


def _describe_text(name: str, leaf: Word | Phrase) -> str:
    text = _quoted(leaf.text)
    start = f"{name} starting with {text}" if leaf.prefix else f"{name} {text}"
    return start + _place(leaf.title)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _place(title: bool) -> str:
    return " in the title" if title else ""


def _days(days: DateRange) -> str:
    if days.first == days.last:
        return str(days.first)
    return f"{days.first or ''}..{days.last or ''}"


def _describe_part(part: Query) -> str:
    return f"({describe(part)})" if isinstance(part, And | Or | Forms) else describe(part)
