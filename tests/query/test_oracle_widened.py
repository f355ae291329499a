"""What a query is widened to (other forms, names in both languages) finds what it says."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from queries import parse
from query.library import Library
from query.typed import QUERIES

from cstonews.archive.answers.understanding import understand
from cstonews.query import glossary
from cstonews.query.glossary import Glossary, parse_glossary

MANY = max(300, settings.default.max_examples)
_SHIPPED = Path(glossary.__file__).with_name("glossary.txt")
NAMES = Glossary(parse_glossary(_SHIPPED.read_text("utf-8"), _SHIPPED.name))


@settings(deadline=None, max_examples=MANY)
@given(QUERIES)
def test_any_widened_query_finds_what_it_says(library: Library, words: str) -> None:
    query = understand(library.db, parse(words), NAMES)
    assert library.found(query) == library.expected(query)
