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
from itertools import chain
from typing import ClassVar, NoReturn, TypeAlias, TypeVar, dataclass_transform

from cstonews.model import DateRange, Kind


@dataclass_transform(frozen_default=True)
class Node:
    """A part of a query: an immutable value, equal to those of its own class with equal fields.

    Its fields are what a class annotates. Frozen dataclasses say the same, but take as long to
    define as a whole search should take.
    """

    __match_args__: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls) -> None:
        cls.__match_args__ = tuple(cls.__annotations__)  # type: ignore[misc]

    def __init__(self, *values: object, **named: object) -> None:
        fields = dict(zip(self.__match_args__, values, strict=False))
        self.__dict__.update(fields, **named)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self), *self._fields()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._fields()))})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name} of a query cannot be set")

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)


AnyNode = TypeVar("AnyNode", bound=Node)


def replace(node: AnyNode, **changes: object) -> AnyNode:
    """Return ``node`` with other values in some of its fields."""
    return type(node)(**{**vars(node), **changes})


class Word(Node):
    """One word as typed; with ``prefix``, every word that starts with it.

    ``title`` asks for it in the title alone.
    """

    text: str
    prefix: bool = False
    title: bool = False


class Phrase(Node):
    """Words in this order, side by side; with ``prefix``, the last one may go on.

    ``title`` asks for it in the title alone.
    """

    text: str
    prefix: bool = False
    title: bool = False


class Near(Node):
    """Words and phrases close together, in any order.

    At most ``distance`` words stand between the end of the first and the start of the last.
    """

    parts: tuple[Word | Phrase, ...]
    distance: int
    title: bool = False


class OfKind(Node):
    """What is an article, or a teaser."""

    kind: Kind


class InLanguage(Node):
    """What is in a language, named by its code of ISO 639-1."""

    lang: str


class FromDump(Node):
    """What was seen in a dump whose hash starts with ``word``, or whose name holds it."""

    word: str


class Dated(Node):
    """What is dated within a range of days."""

    range: DateRange


class Undated(Node):
    """What has no date."""


class Forms(Node):
    """What any of ``forms`` finds: all that ``asked`` was widened to."""

    asked: Query
    forms: tuple[Query, ...]


class Wish(Node):
    """Everything. What ``part`` finds as well comes first, if it ``ranks``."""

    part: Query
    ranks: bool = True


class And(Node):
    """What every part finds."""

    parts: tuple[Query, ...]


class Or(Node):
    """What any part finds."""

    parts: tuple[Query, ...]


class Not(Node):
    """What the part does not find."""

    part: Query


class Everything(Node):
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
