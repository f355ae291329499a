"""The search finds what a plain reading of the query says, for any query.

Some hundreds of random queries in each run; ``--hypothesis-profile=thorough`` for 10,000.
"""

from __future__ import annotations

from hypothesis import given, settings
from queries import parse
from query.library import Library
from query.oracle import TOKENIZER
from query.typed import QUERIES

MANY = max(300, settings.default.max_examples)


def test_the_oracle_cuts_texts_as_the_archive_does(library: Library) -> None:
    (made,) = library.db.execute("SELECT sql FROM sqlite_master WHERE name = 'entries_fts'")
    assert f'tokenize="{TOKENIZER}"' in made[0]


@settings(deadline=None, max_examples=MANY)
@given(QUERIES)
def test_any_query_finds_what_it_says(library: Library, words: str) -> None:
    query = parse(words)
    assert library.found(query) == library.expected(query)
