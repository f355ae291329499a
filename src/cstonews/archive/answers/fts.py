"""The tree of a query → FTS5 and SQL. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cstonews.query.tree import And, Everything, Not, Or, Phrase, Query, Word

# What the tokenizer unicode61 keeps: letters and figures. "_" is a sign to it.
_TOKEN_CHARACTER = re.compile(r"[^\W_]")
_TEXT = "coalesce(e.title, '') || char(10) || e.body"


class Compiled(NamedTuple):
    """A query for FTS5 and SQLite.

    ``match`` is an FTS5 expression, or None where full text has nothing to find;
    ``where`` are further conditions on a row ``e`` of ``entries``, with their ``values``.
    """

    match: str | None = None
    where: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


def compile_query(query: Query) -> Compiled:
    """Return ``query`` in FTS5's and SQL's words; whatever was typed, it runs without an error.

    A text without a letter or figure, for which the index has no token, is
    looked for as it stands. What FTS5 has no expression for (a lone NOT) becomes
    a condition beside it.
    """
    if isinstance(query, Everything):
        return Compiled()
    match = _expression(query)
    if match:
        return Compiled(match)
    parts = query.parts if isinstance(query, And) else (query,)
    found = [expression for part in parts if (expression := _expression(part))]
    rest = [part for part in parts if not _expression(part)]
    where, values = _all("AND", rest)
    return Compiled(" AND ".join(f"({part})" for part in found) or None, (where,), values)


def _expression(query: Query) -> str | None:
    """The FTS5 expression that finds just what ``query`` does, or None where there is none."""
    match query:
        case Word() | Phrase():
            return _string(query) if _TOKEN_CHARACTER.search(query.text) else None
        case Or(parts):
            return _join(" OR ", parts)
        case And(parts):
            wanted = [part for part in parts if not isinstance(part, Not)]
            unwanted = [part.part for part in parts if isinstance(part, Not)]
            left, right = _join(" AND ", wanted), _join(" OR ", unwanted)
            if not left or not unwanted:
                return left
            return f"({left}) NOT ({right})" if right else None
    return None


def _string(leaf: Word | Phrase) -> str:
    text = leaf.text.replace('"', '""')
    return f'"{text}"*' if leaf.prefix else f'"{text}"'


def _join(operator: str, parts: Iterable[Query]) -> str | None:
    expressions = [_expression(part) for part in parts]
    known = [f"({expression})" for expression in expressions if expression]
    return operator.join(known) if known and len(known) == len(expressions) else None


def _condition(query: Query) -> tuple[str, tuple[str, ...]]:
    """The SQL condition on a row of ``entries`` that holds where ``query`` finds it."""
    expression = _expression(query)
    if expression:
        matching = "SELECT rowid FROM entries_fts WHERE entries_fts MATCH ?"
        return f"e.id IN ({matching})", (expression,)
    match query:
        case Not(part):
            where, values = _condition(part)
            return f"NOT ({where})", values
        case And(parts):
            return _all("AND", parts)
        case Or(parts):
            return _all("OR", parts)
        case Word() | Phrase():
            return f"instr({_TEXT}, ?) > 0", (query.text,)
    return "1", ()


def _all(operator: str, parts: Sequence[Query]) -> tuple[str, tuple[str, ...]]:
    """The conditions of all parts, joined; negated words as one, for SQL has a limited depth."""
    words = [part.part for part in parts if isinstance(part, Not) and _expression(part.part)]
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
