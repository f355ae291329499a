"""What a person types → the tree of a query. No text is an error.

    a b              both words
    a OR b           either; looser than side by side: ``a b OR c`` is ``(a b) OR c``
    a AND b          the same as ``a b``; the operators are upper case
    NOT a, -a        not that; also ``-"a b"`` and ``-(a OR b)``
    "a b"            a phrase; also “a b”, „a b“ and «a b»
    a*, "a b"*       words that start so; a star that ends a quoted text counts as
                     one behind the quote, since no text is searched for stars
    (a OR b) c       a group
    near(a "b c", 5) both, at most five words between them; without a number, ten
    title:a          in the title; also title:"a b" and title:(a OR b)
    kind:article     also kind:teaser; lang:en, lang:ru; dump:NAME
    date:2024-01..2024-06, date:"last month", date:2024.., date:none

A field whose value says nothing to it (``kind:x``) is a word like any other. A
sign has its meaning at the border of a word alone. Inside one it is a character:
``e-mail``, ``C++``, ``5"``, ``member(s)``. A hyphen between blanks, a run of
hyphens and one glued to a closing quote or parenthesis are dashes, which say
nothing. What says nothing (a lone ``*``, ``""``, ``()``, an operator without an
operand) is left out; if nothing is left, everything is asked for. A quote or
parenthesis that is not closed reaches to the end; a parenthesis that closes
nothing is left out. Colours of a terminal and tags of HTML are blanks.
"""

from __future__ import annotations

import datetime as dt
import re

from cstonews.fold import ZERO_WIDTH
from cstonews.query.fields import NAMES, TITLE, condition
from cstonews.query.tree import (
    Everything,
    Near,
    Phrase,
    Query,
    Word,
    all_of,
    any_of,
    negate,
    replace,
)

NEAR_DISTANCE = 10
_FARTHEST = 9999
_FIGURES = 6  # of a distance; leading zeros are none

# Walking a tree may recurse, and engines are stricter still: the parser of FTS5 has a stack of
# 100 symbols, of which one level takes up to six.
MAX_DEPTH = 12

# Straight quotes close the curly ones, as keyboards mix them, but not the other way round: a
# title in straight quotes often holds curly ones.
_CLOSING = {'"': '"', "“": '”"', "„": '“”"', "«": "»"}
_OPENING = "".join(_CLOSING)
_QUOTED = "|".join(f"{first}[^{last}]*+[{last}]?+" for first, last in _CLOSING.items())

# Neither controls nor lone surrogates are text, and SQLite takes no NUL in a query.
_NEAR_END = r"\s*,\s*0*([0-9]+)[\s)]*\Z|\)\Z"
_NEAR_PART = rf"(?:{_QUOTED})\**+|[^\s,]++"
_BLANK = r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]"
_UNSEEN = dict.fromkeys(map(ord, ZERO_WIDTH))
# What comes along when text is pasted from a terminal or a page.
_PASTED = r"\x1b\[[0-9;?]*[A-Za-z]|</?[A-Za-z][^<>]{0,80}>"
# No group is possessive: early releases of Python 3.11 read past the end of one.
_TOKEN = rf"""
      (?P<field>(?<![^\s()-])(?i:{"|".join(NAMES)}):(?=[^\s)]))
    | (?P<near>(?<![^\s():-])(?i:near)\([^()]*+(?:\)|\Z))
    | (?P<open>\()
    | (?P<close>\))
    | (?P<phrase>(?:{_QUOTED})\**+)
    | (?P<minus>(?<![^\s(:])-(?=[^\s)-]))
    | (?P<dash>-++)
    | (?P<operator>(?<!-)(?:AND|OR|NOT)(?=[\s(){_OPENING}]|\Z))
    | (?P<word>[^\s()]++(?:\([^\s()]*+\)[^\s()]*+)*)
    """
_OPERATORS = frozenset({"AND", "OR", "NOT"})


def parse(text: str, today: dt.date) -> Query:
    """Read ``text`` as a query, in linear time and without errors.

    ``today`` is what words for dates count from.

    The tree is normal (see ``cstonews.query.tree``). Groups that stand more
    than ``MAX_DEPTH`` deep are read as if their parentheses were not there.
    No leaf is blank or holds a control character or a lone surrogate, and
    blanks in a phrase are plain spaces.
    """
    words = text.split(" ")
    if all(map(str.isalnum, words)) and _OPERATORS.isdisjoint(words):
        return all_of(*map(Word, words))  # nothing has a meaning; patterns take time to compile
    groups = [_Group()]
    for token in re.finditer(_TOKEN, _cleaned(text), re.VERBOSE):
        match token.lastgroup, token.group():
            case "field", name:
                groups[-1].field = name[:-1].lower()
            case ("word" | "phrase" | "near") as kind, raw:
                groups[-1].add(_term(kind, raw, groups[-1].field_in_force, today))
            case "open", _:
                _open(groups)
            case "close", _:
                _close(groups)
            case ("minus", _) | ("operator", "NOT"):
                groups[-1].negated ^= True
            case "operator", "OR":
                groups[-1].end_alternative()
    while len(groups) > 1:
        _close(groups)
    return groups[0].tree()


def _cleaned(text: str) -> str:
    """``text`` without what shows nothing."""
    return re.sub(_BLANK, " ", re.sub(_PASTED, " ", text.translate(_UNSEEN)))


class _Group:
    """What has been read of a group: alternatives, each of them terms side by side.

    ``negated`` is whether the next term is, ``field`` what the next term is asked of, and
    ``inherited`` what all terms are; ``surplus`` counts the parentheses that are open in it
    but too deep to be groups.
    """

    def __init__(self, inherited: str | None = None) -> None:
        self.inherited = inherited
        self.alternatives: list[Query] = []
        self.terms: list[Query] = []
        self.negated = False
        self.field: str | None = None
        self.surplus = 0

    @property
    def field_in_force(self) -> str | None:
        return self.field or self.inherited

    def add(self, term: Query) -> None:
        if not isinstance(term, Everything):
            self.terms.append(negate(term) if self.negated else term)
        self._begin_term()

    def end_alternative(self) -> None:
        if self.terms:
            self.alternatives.append(all_of(*self.terms))
        self.terms = []
        self._begin_term()

    def tree(self) -> Query:
        self.end_alternative()
        return any_of(*self.alternatives) if self.alternatives else Everything()

    def _begin_term(self) -> None:
        self.negated = False
        self.field = None


def _open(groups: list[_Group]) -> None:
    if len(groups) > MAX_DEPTH:
        groups[-1].surplus += 1
    else:
        groups.append(_Group(groups[-1].field_in_force))


def _close(groups: list[_Group]) -> None:
    if groups[-1].surplus:
        groups[-1].surplus -= 1
    elif len(groups) > 1:
        group = groups.pop().tree()
        groups[-1].add(group)


def _term(kind: str, raw: str, field: str | None, today: dt.date) -> Query:
    """A word, a phrase or a near group, asked of a field."""
    title = field == TITLE
    if kind == "near":
        return _near(raw, title)
    leaf = _phrase(raw, title) if kind == "phrase" else _word(raw, title)
    if title or not field or isinstance(leaf, Everything):
        return leaf
    return condition(field, leaf.text, today) or replace(leaf, text=f"{field}:{leaf.text}")


def _word(raw: str, title: bool = False) -> Word | Everything:
    text = raw.rstrip("*")
    return Word(text, text != raw, title) if raw.strip("*-") else Everything()


def _phrase(raw: str, title: bool = False) -> Phrase | Everything:
    text = raw[1:].rstrip(_CLOSING[raw[0]] + "* ")
    prefix = "*" in raw[1 + len(text) :]
    text = text.lstrip()
    return Phrase(text, prefix, title) if text else Everything()


def _near(raw: str, title: bool) -> Query:
    """What stands in ``near( … )``; a single word or phrase in it is just that."""
    inner = raw[len("near(") :]
    end = re.search(_NEAR_END, inner)
    figures = end.group(1) if end else None
    distance = min(int(figures[:_FIGURES]), _FARTHEST) if figures else NEAR_DISTANCE
    pieces = re.findall(_NEAR_PART, inner[: end.start()] if end else inner)
    terms = [(_phrase if piece[0] in _OPENING else _word)(piece) for piece in pieces]
    parts = tuple(term for term in terms if not isinstance(term, Everything))
    if len(parts) < 2:
        return replace(parts[0], title=title) if parts else Everything()
    return Near(parts, distance, title)
