"""What a person types → a tree that no search engine shapes; words for days → dates.

Nothing here reads a file, a database or the clock: "today" is passed in.
"""

from cstonews.query.dates import on, parse_date_range, since, until
from cstonews.query.parse import parse
from cstonews.query.tree import (
    And,
    Everything,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    all_of,
    any_of,
    describe,
    negate,
)

__all__ = [
    "And",
    "Everything",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "Word",
    "all_of",
    "any_of",
    "describe",
    "negate",
    "on",
    "parse",
    "parse_date_range",
    "since",
    "until",
]
