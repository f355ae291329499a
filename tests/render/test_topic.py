"""A text of help as a page: headings, prose that is filled anew, examples that stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstonews.render.grid import Line
from cstonews.render.topic import topic_page

TEXT = """\
How to ask

    cstonews search  word

  The quick brown fox
  jumps over the lazy dog.

  Another one.

    word     its meaning
"""


def test_headings_are_titles_prose_is_filled_and_examples_stay() -> None:
    assert list(topic_page(TEXT, 40)) == [
        Line("How to ask", "title"),
        Line(""),
        Line("    cstonews search  word"),
        Line(""),
        Line("  The quick brown fox jumps over the"),
        Line("  lazy dog."),
        Line(""),
        Line("  Another one."),
        Line(""),
        Line("    word     its meaning"),
    ]


@pytest.mark.parametrize(("width", "longest"), [(80, 80), (88, 88), (200, 88)])
def test_prose_is_no_wider_than_reading_allows(width: int, longest: int) -> None:
    prose = "  " + "word " * 100
    assert longest - 5 < max(len(line.text) for line in topic_page(prose, width)) <= longest


@given(st.lists(st.text("ab .-", min_size=1, max_size=9)), st.integers(20, 120))
def test_no_word_is_lost(words: list[str], width: int) -> None:
    text = "".join(f"  {word}\n" for word in words)
    assert " ".join(line.text for line in topic_page(text, width)).split() == text.split()
