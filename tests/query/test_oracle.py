"""The search finds what a plain reading of the query says, for any query.

Some hundreds of random queries in each run; ``--hypothesis-profile=thorough`` for 10,000.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from judging import build
from queries import parse
from query.oracle import TOKENIZER, Document, documents, matches
from query.typed import QUERIES

from cstonews.archive.answers.selection import select
from cstonews.archive.answers.understanding import understand
from cstonews.archive.connection import Connection, writing
from cstonews.cli.glossaries import glossary
from cstonews.model import Filter
from cstonews.query.tree import Query

GLOSSARY = glossary()
MANY = max(300, settings.default.max_examples)


class Library(NamedTuple):
    """An archive, and its entries as the oracle knows them."""

    db: Connection
    documents: list[Document]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path: Path = build("large", tmp_path_factory.mktemp("oracle") / "archive.db")
    with writing(str(path)) as db, closing(db):
        yield Library(db, documents(db))


def found(db: Connection, query: Query) -> set[int]:
    selection = select(query, Filter())
    return {number for (number,) in db.execute(f"SELECT e.id {selection.sql}", selection.values)}


def expected(library: Library, query: Query) -> set[int]:
    return {document.number for document in library.documents if matches(query, document)}


def test_the_oracle_cuts_texts_as_the_archive_does(library: Library) -> None:
    (made,) = library.db.execute("SELECT sql FROM sqlite_master WHERE name = 'entries_fts'")
    assert f'tokenize="{TOKENIZER}"' in made[0]


@settings(deadline=None, max_examples=MANY)
@given(QUERIES)
def test_any_query_finds_what_it_says(library: Library, words: str) -> None:
    query = parse(words)
    assert found(library.db, query) == expected(library, query)


@settings(deadline=None, max_examples=MANY)
@given(QUERIES)
def test_any_query_finds_what_it_was_widened_to(library: Library, words: str) -> None:
    query = understand(library.db, parse(words), GLOSSARY)
    assert found(library.db, query) == expected(library, query)
