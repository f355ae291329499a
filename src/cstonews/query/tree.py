"""The tree of a query: what is looked for, in no engine's terms.

A leaf keeps its text as it was typed; cutting it into tokens is the engine's
business, and so is a text without one (``"–"``). A further way to ask (a field,
a distance, a date) is a further node.

``all_of``, ``any_of`` and ``negate`` build normal trees: every And and Or has
two parts or more, none stands directly inside its own kind, no Not inside a
Not, and Everything inside neither And nor Or. What ``parse`` returns is normal,
and Everything is then the whole tree or absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; with ``prefix``, every word that starts with it."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, side by side; with ``prefix``, the last one may go on."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """What every part finds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What any part finds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not find."""

    part: Query


@dataclass(frozen=True, slots=True)
class Everything:
    """The whole archive: nothing was asked."""


Query: TypeAlias = Word | Phrase | And | Or | Not | Everything


def all_of(*parts: Query) -> Query:
    """Return what every one of ``parts`` finds; Everything if there is none."""
    flat = tuple(part for part in _flat(And, parts) if not isinstance(part, Everything))
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else And(flat)


def any_of(first: Query, *others: Query) -> Query:
    """Return what at least one of the parts finds."""
    flat = tuple(_flat(Or, (first, *others)))
    if any(isinstance(part, Everything) for part in flat):
        return Everything()
    return flat[0] if len(flat) == 1 else Or(flat)


def negate(query: Query) -> Query:
    """Return what ``query`` does not find."""
    return query.part if isinstance(query, Not) else Not(query)


def describe(query: Query) -> str:
    """Say in one line, and without ambiguity, what ``query`` looks for.

    For example ``all of: word "afghanistan", not (any of: word "nato", phrase "the EU")``.
    Quotes and backslashes in a text are escaped by a backslash; other
    characters stand as they are, so the one who prints makes them safe.
    """
    match query:
        case Word():
            return _describe_leaf("word", query)
        case Phrase():
            return _describe_leaf("phrase", query)
        case And(parts):
            return "all of: " + ", ".join(map(_describe_part, parts))
        case Or(parts):
            return "any of: " + ", ".join(map(_describe_part, parts))
        case Not(part):
            return "not " + _describe_part(part)
        case Everything():
            return "everything"


def _flat(kind: type[And | Or], parts: Iterable[Query]) -> Iterable[Query]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def _describe_leaf(name: str, leaf: Word | Phrase) -> str:
    text = leaf.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name} starting with "{text}"' if leaf.prefix else f'{name} "{text}"'


def _describe_part(part: Query) -> str:
    return f"({describe(part)})" if isinstance(part, And | Or) else describe(part)
