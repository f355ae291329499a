"""The tree of a query → FTS5 and SQL. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cstonews.archive.answers.conditions import Condition, field_condition
from cstonews.query.tree import (
    And,
    Dated,
    Everything,
    Forms,
    FromDump,
    InLanguage,
    Near,
    Not,
    OfKind,
    Or,
    Phrase,
    Query,
    Undated,
    Wish,
    Word,
    replace,
)

# What the tokenizer unicode61 keeps: letters and figures. "_" is a sign to it.
_TOKEN_CHARACTER = re.compile(r"[^\W_]")
TITLE = "title : "  # before an expression that is to match in the title alone
_WHOLE = "coalesce(e.title, '') || char(10) || e.body"


class Compiled(NamedTuple):
    """A query for FTS5 and SQLite.

    ``match`` is an FTS5 expression, or None where full text has nothing to find;
    ``where`` are further conditions on a row ``e`` of ``entries``, with their ``values``.
    """

    match: str | None = None
    where: tuple[str, ...] = ()
    values: tuple[str | int, ...] = ()


def compile_query(query: Query) -> Compiled:
    """Return ``query`` in FTS5's and SQL's words; whatever was typed, it runs without an error.

    A text without a letter or figure, for which the index has no token, is
    looked for as it stands. What FTS5 has no expression for (a lone NOT) becomes
    a condition beside it.
    """
    if isinstance(query, Everything | Wish):
        return Compiled()
    match = expression(query)
    if match:
        return Compiled(match)
    parts = query.parts if isinstance(query, And) else (query,)
    found = [wanted for part in parts if (wanted := expression(part))]
    rest = [part for part in parts if not expression(part) and not isinstance(part, Wish)]
    where, values = _all("AND", rest) if rest else ("1", ())
    return Compiled(" AND ".join(f"({part})" for part in found) or None, (where,), values)


def expression(query: Query) -> str | None:
    """Return the FTS5 expression that finds just what ``query`` does; None where there is none."""
    match query:
        case Word() | Phrase():
            return _string(query) if _has_token(query) else None
        case Near(parts):
            return _near(query) if all(map(_has_token, parts)) else None
        case Or(parts) | Forms(_, parts):
            return _join(" OR ", parts)
        case And(parts):
            parts = tuple(part for part in parts if not isinstance(part, Wish))
            wanted = [part for part in parts if not isinstance(part, Not)]
            unwanted = [part.part for part in parts if isinstance(part, Not)]
            left, right = _join(" AND ", wanted), _join(" OR ", unwanted)
            if not left or not unwanted:
                return left
            return f"({left}) NOT ({right})" if right else None
    return None


def marking(query: Query) -> str | None:
    """Return the FTS5 expression of all words that ``query`` looks for, whatever else it asks.

    It marks what was found; None where there is no word.
    """
    wanted = dict.fromkeys(filter(None, map(expression, _looked_for(query))))
    return " OR ".join(f"({each})" for each in wanted) or None


def _looked_for(query: Query) -> Iterator[Query]:
    match query:
        case And(parts) | Or(parts) | Forms(_, parts):
            for part in parts:
                yield from _looked_for(part)
        case Word() | Phrase() | Near():
            yield query


def _has_token(leaf: Word | Phrase) -> bool:
    return _TOKEN_CHARACTER.search(leaf.text) is not None


def _string(leaf: Word | Phrase) -> str:
    text = leaf.text.replace('"', '""')
    return f'{TITLE * leaf.title}"{text}"{"*" * leaf.prefix}'


def _near(near: Near) -> str:
    parts = " ".join(_string(replace(part, title=False)) for part in near.parts)
    return f"{TITLE * near.title}NEAR({parts}, {near.distance})"


def _join(operator: str, parts: Iterable[Query]) -> str | None:
    expressions = [expression(part) for part in parts]
    known = [f"({wanted})" for wanted in expressions if wanted]
    return operator.join(known) if known and len(known) == len(expressions) else None


def _condition(query: Query) -> Condition:
    """The SQL condition on a row of ``entries`` that holds where ``query`` finds it."""
    wanted = expression(query)
    if wanted:
        matching = "SELECT rowid FROM entries_fts WHERE entries_fts MATCH ?"
        return f"e.id IN ({matching})", (wanted,)
    match query:
        case Not(part):
            where, values = _condition(part)
            return f"NOT ({where})", values
        case And(parts):
            return _all("AND", parts)
        case Or(parts) | Forms(_, parts):
            return _all("OR", parts)
        case Near(parts):
            return _all("AND", parts)
        case Word() | Phrase():
            text = "coalesce(e.title, '')" if query.title else _WHOLE
            return f"instr({text}, ?) > 0", (query.text,)
        case OfKind() | InLanguage() | FromDump() | Dated() | Undated():
            return field_condition(query)
    return "1", ()


def _all(operator: str, parts: Sequence[Query]) -> Condition:
    """The conditions of all parts, joined; negated words as one, for SQL has a limited depth."""
    words = [part.part for part in parts if isinstance(part, Not) and expression(part.part)]
    if operator == "AND" and len(words) > 1:
        parts = [part for part in parts if not (isinstance(part, Not) and part.part in words)]
        parts = [*parts, Not(Or(tuple(words)))]
    conditions = [_condition(part) for part in parts]
    where = _balanced(f" {operator} ", [where for where, _ in conditions])
    return where, tuple(value for _, values in conditions for value in values)


def _balanced(operator: str, conditions: Sequence[str]) -> str:
    """Join conditions as a tree that is as flat as can be."""
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    halves = (_balanced(operator, part) for part in (conditions[:middle], conditions[middle:]))
    return operator.join(f"({half})" for half in halves)
