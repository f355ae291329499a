"""Lines: where they stand, how they are counted, which count as blank."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.split.lines import BLANK, Line, lines

# text: (what stands on each line, its number, blank lines before it)
READ = {
    "empty": ("", []),
    "blanks alone are one empty line": (" \n\t\n\u00a0\n", [("", 1, 0)]),
    "one line without an end": ("a", [("a", 1, 0)]),
    "LF": ("a\nb\n", [("a", 1, 0), ("b", 2, 0)]),
    "CRLF is one line end": ("a\r\nb\r\n", [("a", 1, 0), ("b", 2, 0)]),
    "CR alone is a line end": ("a\rb\r", [("a", 1, 0), ("b", 2, 0)]),
    "all three line ends": ("a\r\nb\rc\nd", [("a", 1, 0), ("b", 2, 0), ("c", 3, 0), ("d", 4, 0)]),
    "LF CR are two line ends": ("a\n\rb", [("a", 1, 0), ("b", 3, 1)]),
    "blank lines are counted": ("a\n\n\nb", [("a", 1, 0), ("b", 4, 2)]),
    "blank lines before the first": ("\n\na", [("a", 3, 2)]),
    "blank CRLF lines": ("a\r\n\r\n\r\nb", [("a", 1, 0), ("b", 4, 2)]),
    "spaces around": ("  a b \t\n", [("a b", 1, 0)]),
    "a line of spaces is blank": ("a\n   \nb", [("a", 1, 0), ("b", 3, 1)]),
    "a line of NBSP is blank": ("a\n\u00a0\u00a0\nb", [("a", 1, 0), ("b", 3, 1)]),
    "a line of zero-width characters is blank": ("a\n\u200b\ufeff\nb", [("a", 1, 0), ("b", 3, 1)]),
    "a byte order mark is no text": ("\ufeffa\n", [("a", 1, 0)]),
    "zero-width characters around": ("\u200ba\u200b\u00a0\n", [("a", 1, 0)]),
    "zero-width characters inside stay": ("a\u200bb\n", [("a\u200bb", 1, 0)]),
    "U+2028 stays inside a line": ("a\u2028b\n", [("a\u2028b", 1, 0)]),
    "form feed stays inside a line": ("a\x0cb\nc", [("a\x0cb", 1, 0), ("c", 2, 0)]),
    "next line (U+0085) stays inside a line": ("a\x85b\n", [("a\x85b", 1, 0)]),
}

any_text = st.text(
    st.sampled_from("aб1. \t\n\r\u00a0\u200b\ufeff\u2028\x0c\x85\u3000") | st.characters()
)


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_lines_are_told_with_their_number_and_the_gap_above(text, expected):
    assert [(line.text, line.number, line.gap) for line in lines(text)] == expected


def test_end_is_the_offset_behind_the_text():
    assert Line("abc", 7, 1, 0, "abc\n").end == 10


@settings(deadline=None)
@given(any_text)
def test_offsets_lead_back_to_the_text(text):
    for line in lines(text):
        assert text[line.start : line.end] == line.text


@settings(deadline=None)
@given(any_text)
def test_no_line_is_blank_at_its_edges(text):
    for line in lines(text):
        assert line.text == line.text.strip(BLANK)
        assert line.text or not text.strip(BLANK)


@settings(deadline=None)
@given(st.lists(any_text), st.integers(1, 40))
def test_raw_lines_are_the_whole_text_however_it_is_cut(chunks, longest):
    text = "".join(chunks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[Line.__module__], "LONGEST", longest)
        assert "".join(line.raw for line in lines(chunks)) == text
    assert list(lines(chunks)) == list(lines(text))


@settings(deadline=None)
@given(any_text)
def test_nothing_but_blanks_stands_outside_of_lines(text):
    rest = list(text)
    for line in lines(text):
        rest[line.start : line.end] = " " * len(line.text)
    assert set(rest) <= set(BLANK)


@settings(deadline=None)
@given(any_text)
def test_numbers_are_those_of_an_editor(text):
    for line in lines(text):
        assert line.number == 1 + len(re.findall(r"\r\n|\r|\n", text[: line.start]))


@settings(deadline=None)
@given(any_text)
def test_gap_is_the_number_of_lines_left_out(text):
    before = 0
    for line in lines(text):
        assert line.gap == line.number - before - 1
        before = line.number
