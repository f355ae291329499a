"""Things that have several names: an abbreviation, another spelling, a name in Russian.

A glossary is a text. Under a heading, the kind, a line is one thing with its
names, the one by which it is shown first:

    [bodies]
    Collective Security Council = CSC = Совет коллективной безопасности = СКБ

Blank lines and what follows a ``#`` at the start of a line say nothing. A name
in Russian stands in the nominative and is found in every case form. An
abbreviation, which is a name of up to five capitals, is found by its letters
alone, and one of two letters (UN, ЕС) only where it is typed in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from cstonews.errors import QueryError
from cstonews.query.words import same_word, typed_tokens

TERMS = "terms"  # the heading of words that are no names of one thing
SPELLINGS = "spellings"  # the heading under which words stand, not names
_LONGEST_ABBREVIATION = 5
_PLAIN_START = re.compile("[0-9A-Za-z\u0400-\u04ff]{2}")
_SIGN = "="
_SHOWN = 40


class Entity(NamedTuple):
    """One thing, its kind (``bodies``) and all its names."""

    kind: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name by which it is shown."""
        return self.names[0]


def parse_glossary(text: str, origin: str) -> tuple[Entity, ...]:
    """Read the text of a glossary; ``origin`` is what it is called in messages.

    Raises QueryError, which names the line, where one is no heading and has no
    two names.
    """
    entities = []
    kind = "other"
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = raw.strip()
        if line.startswith("["):
            kind = _kind(line, f"{origin}:{number}")
        elif line and not line.startswith("#"):
            entities.append(Entity(kind, _names(line, f"{origin}:{number}")))
    return tuple(entities)


def _kind(line: str, place: str) -> str:
    kind = line[1:-1].strip()
    if not line.endswith("]") or not kind:
        raise QueryError(f"{place}: {_shown(line)} is no heading; write it as [bodies]")
    return kind


def _names(line: str, place: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in line.split(_SIGN))
    if len(names) < 2:
        raise QueryError(f"{place}: {_shown(line)} is one name alone; write NATO = НАТО")
    for name in names:
        if not name[:1].isalnum() and not any(map(str.isalnum, name)):
            raise QueryError(f"{place}: a name is missing in {_shown(line)}; write NATO = НАТО")
    return names


def _shown(line: str) -> str:
    return repr(line if len(line) <= _SHOWN else line[:_SHOWN] + "…")


class Glossary:
    """Entities to be found by any of their names. Those that share a name are one."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Take entities; the first of those that share a name gives kind and shown name.

        Costs little: names are compared when one is looked up.
        """
        self._given = tuple(entities)

    @cached_property
    def _places(self) -> dict[str, list[tuple[str, int]]]:
        """The names that begin with the same letters, with the numbers of their entities."""
        written: dict[str, list[tuple[str, int]]] = {}
        for number, entity in enumerate(self._given):
            for name in entity.names:
                written.setdefault(name[:2], []).append((name, number))
        places: dict[str, list[tuple[str, int]]] = {}
        for start, named in written.items():
            if _PLAIN_START.match(start):  # most are, and they are written in few ways
                places.setdefault(_folded(start), []).extend(named)
            else:
                for name, number in named:
                    places.setdefault(_start(name), []).append((name, number))
        return places

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """All of them, in their order."""
        seen: set[int] = set()
        found = []
        for number in range(len(self._given)):
            if number not in seen:
                family = self._family(number)
                seen |= family
                found.append(self._joined(family))
        return tuple(found)

    def find(self, text: str) -> Entity | None:
        """Return the entity that has a name of just the words of ``text``, in any case form.

        ``text`` is to be as it was typed, since capitals make an abbreviation.
        """
        words = typed_tokens(text)
        match self.longest(words):
            case entity, count if count == len(words):
                return entity
        return None

    def longest(self, words: Sequence[str], start: int = 0) -> tuple[Entity, int] | None:
        """Return the entity with the longest name among ``words`` from ``start`` on.

        ``words`` are as typed, each of one token or more (``Harb-Maidon``). The
        second value is how many of them the name takes. Where two names are as
        long, the one that is written as typed goes before one of which it is a form.
        """
        typed: list[str] = []
        ends: dict[int, int] = {}
        for count, word in enumerate(words[start:], 1):
            typed += typed_tokens(word)
            if not typed:
                return None
            ends.setdefault(len(typed), count)
        best, size = None, (0, False)
        for name, number in self._beside(typed):
            named = typed_tokens(name)
            length = len(named)
            if length in ends and length >= size[0] and _fits(named, typed):
                this = length, _key(named) == _key(typed[:length])
                if this > size:
                    best, size = number, this
        return None if best is None else (self._joined(self._family(best)), ends[size[0]])

    def holding(self, text: str) -> tuple[Entity, ...]:
        """Return the entities that have a name with all the words of ``text``, in any form."""
        asked = typed_tokens(text)
        return tuple(
            entity for entity in self.entities if any(_has(n, asked) for n in entity.names)
        )

    def _beside(self, typed: Sequence[str]) -> Iterable[tuple[str, int]]:
        """Names that begin with the same letters as what was typed, with their entities, in
        the order of these.
        """
        found = self._places.get(_start(typed[0]), ()) if typed else ()
        return sorted(found, key=itemgetter(1))

    def _family(self, number: int) -> set[int]:
        """The entities that share a name with this one, and those that do with these."""
        family: set[int] = set()
        new = {number}
        while new:
            family |= new
            keys = {_key(typed_tokens(name)) for one in new for name in self._given[one].names}
            others = (pair for key in keys for pair in self._beside(key))
            new = {other for name, other in others if _key(typed_tokens(name)) in keys} - family
        return family

    def _joined(self, numbers: set[int]) -> Entity:
        entities = [self._given[number] for number in sorted(numbers)]
        names = dict.fromkeys(name for entity in entities for name in entity.names)
        return Entity(entities[0].kind, tuple(names))


def _start(name: str) -> str:
    """The letters that a name has in common with every way to write it."""
    match = _PLAIN_START.match(name)
    start = match.group() if match else "".join(typed_tokens(name)[:1])[:2]
    return _folded(start)


def _key(named: Sequence[str]) -> tuple[str, ...]:
    """The form in which two writings of a name are equal."""
    return tuple(named) if _needs_capitals(named) else tuple(map(_folded, named))


def _needs_capitals(named: Sequence[str]) -> bool:
    return len(named) == 1 and len(named[0]) == 2 and named[0].isupper()


def _folded(token: str) -> str:
    return token.casefold().replace("ё", "е")


def _fits(named: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether what was typed begins with the words of a name."""
    if len(named) > len(typed):
        return False
    return named[0] == typed[0] if _needs_capitals(named) else all(map(_same, named, typed))


def _has(name: str, asked: Sequence[str]) -> bool:
    named = typed_tokens(name)
    return all(any(_same(one, other) for one in named) for other in asked)


def _same(named: str, typed: str) -> bool:
    one, other = _folded(named), _folded(typed)
    if one == other or (named.isupper() and len(named) <= _LONGEST_ABBREVIATION):
        return one == other
    start = 3 if min(len(one), len(other)) > 4 else 2  # spares most comparisons
    return one[:start] == other[:start] and same_word(one, other)
