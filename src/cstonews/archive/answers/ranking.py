"""How good an answer is: where in an entry the words stand, and how close together. Pure.

A BM25F in small (Robertson, Zaragoza, Taylor 2004): occurrences are added up by the weight of
their place before they saturate, so that a word in the title is worth more than any number of
them in the text. Its parameters are held by the judged queries in tests/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import log10
from typing import NamedTuple

from cstonews.found import MARK_OFF, MARK_ON
from cstonews.model import Kind
from cstonews.query.tree import And, Forms, Near, Or, Phrase, Query, Wish, Word
from cstonews.query.words import stems, tokens
from cstonews.snippets import MARKED

_IN_TITLE, _IN_OPENING, _IN_REST = 8.0, 2.5, 1.0
_OPENING_END = 400  # characters of a body that count as its opening
_SATURATION = 4.0
_LENGTH_SHARE, _USUAL_LENGTH = 0.3, 2_000  # characters
_CLOSENESS, _CLOSE = 1.0, 40.0  # share of the score for words side by side; characters
_TEASER = 0.8
_AS_TYPED = 1.5
_WISHED = 1.5


class Sought(NamedTuple):
    """One thing that is looked for, by the keys of its words in all forms.

    ``starts`` are beginnings of words, ``typed`` the keys in the alphabet that was typed,
    ``weight`` is how much it tells, from 1 down to 0 for what is everywhere.
    """

    keys: frozenset[str]
    starts: tuple[str, ...]
    typed: frozenset[str]
    weight: float = 1.0


class Candidate(NamedTuple):
    """An entry that was found, with the hits in its title and body marked."""

    title: str | None
    body: str
    kind: Kind


class _Hit(NamedTuple):
    """Where a sought thing stands: its number, the place's weight, the character."""

    sought: int
    weight: float
    at: int
    typed: bool


def sought(query: Query) -> list[Sought]:
    """Return the things that ``query`` looks for; what it excludes is none of them."""
    return list(_sought(query))


def weighted(things: Sequence[Sought], counts: Mapping[str, int]) -> list[Sought]:
    """Return ``things`` with weights; ``counts`` are the entries that hold a key."""
    sums = [sum(counts.get(key, 0) for key in thing.keys) for thing in things]
    return [
        thing._replace(weight=1 / (1 + log10(1 + count)))
        for thing, count in zip(things, sums, strict=True)
    ]


def wishes(query: Query) -> list[re.Pattern[str]]:
    """Return patterns of what should stand in the best answers, but need not."""
    parts = query.parts if isinstance(query, And) else (query,)
    texts = [
        part.part.text
        for part in parts
        if isinstance(part, Wish) and part.ranks and isinstance(part.part, Word)
    ]
    return [
        re.compile(r"\b" + r"\W{1,3}".join(map(re.escape, tokens(text))) + r"\b", re.IGNORECASE)
        for text in texts
    ]


def score(
    candidate: Candidate, things: Sequence[Sought], wished: Sequence[re.Pattern[str]] = ()
) -> float:
    """Return how good an answer ``candidate`` is; more is better."""
    hits = [*_hits(candidate.title or "", things, title=True), *_hits(candidate.body, things)]
    length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * len(candidate.body) / _USUAL_LENGTH
    total = 0.0
    for number, thing in enumerate(things):
        mine = [hit for hit in hits if hit.sought == number]
        amount = sum(hit.weight for hit in mine)
        typed = _AS_TYPED if any(hit.typed for hit in mine) else 1.0
        total += typed * thing.weight * amount / (amount + _SATURATION * length)
    total *= 1 + _CLOSENESS * _closeness(hits, len(things))
    if candidate.kind is Kind.TEASER:
        total *= _TEASER
    text = f"{candidate.title or ''}\n{candidate.body}"
    unmarked = text.replace(MARK_ON, "").replace(MARK_OFF, "")
    return total * _WISHED ** sum(1 for pattern in wished if pattern.search(unmarked))


def _sought(query: Query) -> Iterator[Sought]:
    match query:
        case And(parts) | Or(parts) | Near(parts):
            for part in parts:
                yield from _sought(part)
        case Word() | Phrase():
            yield _thing([query], query)
        case Forms(And(words), forms):
            yield from _things_of_a_name(words, forms)
        case Forms(asked, forms):
            yield _thing(forms, asked)


def _things_of_a_name(words: Sequence[Query], forms: Sequence[Query]) -> Iterator[Sought]:
    """Each word of a name of several words; another name of the same thing is all of them."""
    own = [_thing([word], word) for word in words]
    mine = frozenset(key for thing in own for key in thing.keys)
    names = _thing(forms, And(tuple(words)))
    for thing in own:
        yield thing._replace(keys=thing.keys | (names.keys - mine))


def _thing(forms: Sequence[Query], asked: Query) -> Sought:
    leaves = [leaf for form in forms for leaf in _leaves(form)]
    whole = frozenset(key for leaf in leaves if not leaf.prefix for key in _keys(leaf.text))
    starts = {tokens(leaf.text)[-1] for leaf in leaves if leaf.prefix and tokens(leaf.text)}
    asked_in_ascii = all(leaf.text.isascii() for leaf in _leaves(asked))
    typed = frozenset(key for key in whole if key.isascii() == asked_in_ascii)
    return Sought(whole, tuple(sorted(starts)), typed)


def _leaves(query: Query) -> Iterator[Word | Phrase]:
    match query:
        case Word() | Phrase():
            yield query
        case And(parts) | Or(parts) | Near(parts) | Forms(_, parts):
            for part in parts:
                yield from _leaves(part)


def _keys(text: str) -> frozenset[str]:
    """What the words of a text are compared by: English ones by stem, others as they are."""
    return frozenset(key for token in tokens(text) for key in _key(token))


def _key(token: str) -> frozenset[str]:
    return stems(token) if token.isascii() else frozenset((token,))


def _hits(marked: str, things: Sequence[Sought], *, title: bool = False) -> Iterator[_Hit]:
    for match in MARKED.finditer(marked):
        place = _IN_TITLE if title else _IN_OPENING if match.start() < _OPENING_END else _IN_REST
        for token in tokens(match.group(1)):
            keys = _key(token)
            for number, thing in enumerate(things):
                if keys & thing.keys or token.startswith(thing.starts):
                    at = match.start() - (len(marked) if title else 0)
                    yield _Hit(number, place, at, bool(keys & thing.typed))


def _closeness(hits: Sequence[_Hit], things: int) -> float:
    """From 0, far apart, to 1, side by side: the least stretch that holds all things."""
    if things < 2:
        return 0.0
    order = sorted(hits, key=lambda hit: hit.at)
    return max((_CLOSE / (_CLOSE + stretch) for stretch in _stretches(order, things)), default=0.0)


def _stretches(hits: Sequence[_Hit], things: int) -> Iterator[int]:
    """The stretches of text, as characters, in which every thing stands."""
    last: dict[int, int] = {}
    for hit in hits:
        last[hit.sought] = hit.at
        if len(last) == things:
            yield hit.at - min(last.values())
