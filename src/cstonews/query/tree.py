"""The tree of a query: what is looked for, in no engine's terms.

A leaf keeps its text as it was typed; cutting it into tokens is the engine's
business, and so is a text without one (``"–"``).

``all_of``, ``any_of`` and ``negate`` build normal trees: every And and Or has
two parts or more, all different; none stands directly inside its own kind, no Not inside a
Not, and Everything inside neither And nor Or. What ``parse`` returns is normal,
and Everything is then the whole tree or absent. ``Forms`` and ``Wish`` come in when
a tree is widened (``cstonews.query.widen``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from cstonews.model import DateRange, Kind


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; with ``prefix``, every word that starts with it.

    ``title`` asks for it in the title alone.
    """

    text: str
    prefix: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, side by side; with ``prefix``, the last one may go on.

    ``title`` asks for it in the title alone.
    """

    text: str
    prefix: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Words and phrases close together, in any order.

    At most ``distance`` words stand between the end of the first and the start of the last.
    """

    parts: tuple[Word | Phrase, ...]
    distance: int
    title: bool = False


@dataclass(frozen=True, slots=True)
class OfKind:
    """What is an article, or a teaser."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class InLanguage:
    """What is in a language, named by its code of ISO 639-1."""

    lang: str


@dataclass(frozen=True, slots=True)
class FromDump:
    """What was seen in a dump whose hash starts with ``word``, or whose name holds it."""

    word: str


@dataclass(frozen=True, slots=True)
class Dated:
    """What is dated within a range of days."""

    range: DateRange


@dataclass(frozen=True, slots=True)
class Undated:
    """What has no date."""


@dataclass(frozen=True, slots=True)
class Forms:
    """What any of ``forms`` finds: all that ``asked`` was widened to."""

    asked: Query
    forms: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything. What ``part`` finds as well comes first, if it ``ranks``."""

    part: Query
    ranks: bool = True


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


Leaf: TypeAlias = Word | Phrase | Near
Field: TypeAlias = OfKind | InLanguage | FromDump | Dated | Undated
Query: TypeAlias = Leaf | Field | Forms | Wish | And | Or | Not | Everything


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


def leaves(query: Query) -> Iterator[Word | Phrase]:
    """Yield the words and phrases of ``query`` as they were asked for, those of Near groups too."""
    match query:
        case Word() | Phrase():
            yield query
        case And(parts) | Or(parts) | Near(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | Wish(part) | Forms(part):
            yield from leaves(part)


def _flat(kind: type[And | Or], parts: Iterable[Query]) -> Iterable[Query]:
    """The parts of parts of this kind, each once."""
    nested = (part.parts if isinstance(part, kind) else (part,) for part in parts)
    return dict.fromkeys(chain.from_iterable(nested))
