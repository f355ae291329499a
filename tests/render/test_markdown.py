"""Text in Markdown shows as itself, whatever it holds; a parser proves it."""

from __future__ import annotations

import pytest
from hostile import TEXTS, texts
from hypothesis import example, given
from markdown_it import MarkdownIt

from cstonews.render.inert import inert_line
from cstonews.render.markdown import as_markdown, paragraphs

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What stands in a paragraph of plain text alone.
PLAIN = {"paragraph_open", "inline", "paragraph_close", "text", "hardbreak"}


def tokens(document: str):
    for token in MARKDOWN.parse(document):
        yield token
        yield from token.children or []


def shown(document: str) -> str:
    """What a reader sees of a document, its lines kept apart."""
    parts = {"hardbreak": "\n", "paragraph_close": "\n"}
    return "".join(
        parts.get(token.type, token.content if token.type == "text" else "")
        for token in tokens(document)
    )


def lines(text: str) -> list[str]:
    return [line for line in map(inert_line, text.split("\n")) if line]


@given(texts)
def test_a_line_is_text_alone(text: str) -> None:
    written = as_markdown(text)
    assert "\n" not in written
    assert {token.type for token in tokens(written)} <= PLAIN
    assert shown(written).rstrip("\n") == inert_line(text)


@given(texts)
def test_a_heading_is_text_alone(text: str) -> None:
    kinds = [token.type for token in MARKDOWN.parse(f"## {as_markdown(text)}\n")]
    assert kinds == ["heading_open", "inline", "heading_close"]
    assert shown(f"## {as_markdown(text)}\n") == inert_line(text)


@given(texts)
@example("\n\n".join(TEXTS))
@example("one\n===\n\ntwo\n---\n\n\n\n\n    four\n\n\\")
def test_paragraphs_keep_their_lines(text: str) -> None:
    written = paragraphs(text)
    assert {token.type for token in tokens(written)} <= PLAIN
    assert lines(shown(written)) == lines(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("On 5 July 2024, the council (of six) met; 40 % of it.",) * 2,
        ("The CSTO's course - “Channel”, phase 2.",) * 2,
        ("Ministers: all of them.",) * 2,
        ("2024. A year.", r"2024\. A year."),
        ("- no list", r"\- no list"),
        ("www.example.com", r"www\.example.com"),
        ("https://example.com at 10:30", r"https\://example.com at 10\:30"),
        ("a@example.com #tag ==x== %%y%%", r"a\@example.com \#tag \==x\== \%%y\%%"),
    ],
)
def test_only_what_acts_is_escaped(text: str, written: str) -> None:
    assert as_markdown(text) == written
