"""Which link two texts have, by their keys and, where these cannot tell, by their words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from cstonews.archive.facts.identity import hash_of
from cstonews.archive.facts.keys import Keys
from cstonews.archive.facts.links import Link, LinkKind
from cstonews.fold import fold

# The share of words, in order, that a corrected text has in common with the first one:
# with the same title, and without one, where two visits of one day may differ in a name.
_CORRECTED = 0.8
_CORRECTED_UNTITLED = 0.93
# The same where the titles differ, too: a misprint in the one, or two visits of one day.
_CORRECTED_RETITLED = 0.97
_TITLES_ALIKE = 0.7


class Compared:
    """A text that is compared with others; what it says is asked for when its keys do not tell."""

    def __init__(
        self, number: int, keys: Keys, said: Callable[[int], tuple[str | None, str]]
    ) -> None:
        self.number = number
        self.keys = keys
        self._ask = said

    @cached_property
    def _said(self) -> tuple[str | None, str]:
        return self._ask(self.number)

    @cached_property
    def title(self) -> list[str]:
        """The folded words of its title."""
        return fold(self._said[0] or "").split()

    @cached_property
    def words(self) -> list[str]:
        """The folded words of its body."""
        return fold(self._said[1]).split()


def titled_alike(new: Compared, other: Compared) -> Link:
    """Return the link of two texts with one title."""
    if not new.keys.words or not other.keys.words:
        short, long = (new, other) if not new.keys.words else (other, new)
        return Link(short.number, long.number, LinkKind.OPENS)
    corrected = _alike(new.words, other.words, _CORRECTED)
    return Link(new.number, other.number, LinkKind.NEAR if corrected else LinkKind.TITLE)


def opened_alike(new: Compared, other: Compared) -> Link | None:
    """Return the link of two texts that open alike: the one opens the other, or they are nearly
    one.
    """
    mine, theirs = new.keys, other.keys
    if not _retitled(mine, theirs):
        if theirs.words == mine.words and mine.trunk is not None and mine.trunk == theirs.trunk:
            return Link(new.number, other.number, LinkKind.SAME)
        if theirs.words < mine.words and _opens(theirs, new.words):
            return Link(other.number, new.number, LinkKind.OPENS)
        if theirs.words > mine.words and _opens(mine, other.words):
            return Link(new.number, other.number, LinkKind.OPENS)
    return _corrected(new, other)


def closed_alike(new: Compared, other: Compared) -> Link | None:
    """Return the link of two texts that close alike, and open in different words."""
    return _corrected(new, other) if other.keys.opening != new.keys.opening else None


def _retitled(mine: Keys, theirs: Keys) -> bool:
    """Whether both have a title, and not the same one."""
    return None not in (mine.title, theirs.title) and mine.title != theirs.title


def _corrected(new: Compared, other: Compared) -> Link | None:
    """The link of two texts of which one is the other with a few words, or its title, put right."""
    if not _retitled(new.keys, other.keys):
        corrects = _alike(new.words, other.words, _CORRECTED_UNTITLED)
    else:
        corrects = _alike(new.title, other.title, _TITLES_ALIKE) and _alike(
            new.words, other.words, _CORRECTED_RETITLED
        )
    return Link(new.number, other.number, LinkKind.NEAR) if corrects else None


def _opens(short: Keys, words: Sequence[str]) -> bool:
    """Whether the text with the keys ``short`` opens one of ``words``, its last word cut or not."""
    if hash_of(words[: short.words]) == short.body:
        return True
    return short.trunk is not None and hash_of(words[: short.words - 1]) == short.trunk


def _alike(words: Sequence[str], others: Sequence[str], least: float) -> bool:
    """Whether most words of the two are the same, as far as the shorter one goes."""
    from rapidfuzz.distance import Indel

    length = min(len(words), len(others))
    similarity = Indel.normalized_similarity(words[:length], others[:length])
    return bool(similarity >= least)
