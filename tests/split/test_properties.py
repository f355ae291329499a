"""What holds of every text, news or not: nothing is lost, nothing is invented."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstonews.model import DateSource, Kind, Role, Segment
from cstonews.split import split, split_stream
from cstonews.split.dates import day_line
from cstonews.split.lines import BLANK, lines

PAGES = [
    path.read_bytes().decode()
    for path in sorted((Path(__file__).parent.parent / "gold" / "pages").glob("*.txt"))
]
ODD_LINES = [
    "Go back",
    "Back to the all news",
    "Назад",
    "07.12.2023",
    "7.12.2023 г.",
    "32.13.2024",
    "29.02.2023The Council met in Minsk.",
    "07.12.2023 Download document x.docx",
    "23.12.2014IMG_1.jpgThe Council met in Minsk.",
    "01.02.2023–03.02.2023 the Council met.",
    "01.03.",
    "photo.jpg",
    "The CSTO Press Secretary Vladimir Zaynetdinov",
    "Dear colleagues!",
    "-----",
    "A title 07.12.2023",
    "A title of one line\nA title of one line  07.12.2023",
    "A title of one line\nA title of one line\u200b 07.12.2023",
    "A title 32.13.2024",
]
LINES = [line for page in PAGES for line in page.splitlines() if line.strip()]
ENDS = ["\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\n\u00a0\n", "\n\u200b\n", "\u2028", ""]
DATE = re.compile(r"(?<![0-9])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![0-9])")
CHANGES = [
    ("\n", "\r\n"),
    ("\n", "\r"),
    ("\n\n", "\n"),
    ("\n\n", "\n\n\n"),
    ("\n\n\n", "\n\n"),
    ("\n\n", "\n\u00a0\n"),
    (" ", "\u00a0"),
    (" ", "  "),
    (". ", ".\u200b "),
    ("“", '"'),
    ("a", "\u0430"),
    ("20", "99"),
]

cut_lines = st.tuples(st.sampled_from(LINES), st.integers(0, 200)).map(lambda x: x[0][: x[1]])
some_lines = st.one_of(
    st.sampled_from(LINES), st.sampled_from(ODD_LINES), cut_lines, st.text(max_size=20)
)
mixtures = st.lists(st.tuples(some_lines, st.sampled_from(ENDS)), max_size=30).map(
    lambda rows: "".join(line + end for line, end in rows)
)


@st.composite
def changed_pages(draw):
    """A few pages in one text, cut at both ends, with other blanks, quotes and dates."""
    text = draw(st.sampled_from(["", "\n", "\n\n\n"])).join(
        draw(st.lists(st.sampled_from(PAGES), min_size=1, max_size=3))
    )
    for old, new in draw(st.lists(st.sampled_from(CHANGES), max_size=3)):
        text = text.replace(old, new)
    start = draw(st.integers(0, len(text) // 2))
    return text[start : draw(st.integers(start, len(text)))]


any_text = st.one_of(st.text(), mixtures, changed_pages())


def for_every_text(test):
    check = settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
    return check(given(any_text)(test))


@for_every_text
def test_segments_tile_the_text(text):
    ends = [0, *(segment.end for segment in split(text).segments)]
    assert ends[-1] == len(text)
    assert [segment.start for segment in split(text).segments] == ends[:-1]
    assert sorted(set(ends)) == ends


@for_every_text
def test_segments_hold_their_own_text(text):
    found = split(text).segments
    assert [segment.text for segment in found] == [text[s.start : s.end] for s in found]


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(any_text, st.lists(st.integers(min_value=0, max_value=5000), max_size=8))
def test_a_stream_is_split_as_the_text_that_it_makes(text, cuts):
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    warnings = []
    chunks = [text[start:end] for start, end in pairwise(places)]
    found = list(split_stream(chunks, lambda *told: warnings.append(told)))
    whole = split(text)
    assert found == list(whole.segments)
    assert warnings == [(warning.line, warning.message) for warning in whole.warnings]


@for_every_text
def test_parts_lie_within_their_segment_and_never_overlap(text):
    for segment in split(text).segments:
        parts = sorted(segment.parts, key=lambda part: part.start)
        edges = [edge for part in parts for edge in (part.start, part.end)]
        assert edges == sorted(edges)
        assert all(part.start < part.end for part in segment.parts)
        assert all(segment.start <= edge <= segment.end for edge in edges)


@for_every_text
def test_title_and_body_stand_in_the_text_word_for_word(text):
    for segment in filter(lambda segment: segment.is_item, split(text).segments):
        own = text[segment.start : segment.end]
        assert (segment.title or "") in own
        at = 0
        for paragraph in (segment.body or "").split("\n\n"):
            at = own.index(paragraph, at) + len(paragraph)


@for_every_text
def test_body_is_the_parts_that_are_body(text):
    for segment in filter(lambda segment: segment.is_item, split(text).segments):
        parts = [text[part.start : part.end] for part in segment.parts if part.role is Role.BODY]
        assert segment.body == "\n\n".join(parts)


@for_every_text
def test_no_date_without_a_date_in_its_own_lines(text):
    for segment in split(text).segments:
        printed = [
            tuple(map(int, match.groups()))
            for match in DATE.finditer(text[segment.start : segment.end])
        ]
        date = segment.stated
        told = {stamp.date for line in lines(segment.text) if (stamp := day_line(line.text))}
        assert date is None or (date.day, date.month, date.year) in printed or date in told
        assert (segment.date_source is DateSource.STATED) == (date is not None)


@for_every_text
def test_every_date_has_a_part_that_prints_it(text):
    for segment in filter(lambda segment: segment.stated, split(text).segments):
        parts = [text[part.start : part.end] for part in segment.parts if part.role is Role.DATE]
        assert any(DATE.match(part.strip(BLANK)) or day_line(part) for part in parts)


@for_every_text
def test_every_item_says_something(text):
    for segment in filter(lambda segment: segment.is_item, split(text).segments):
        assert segment.title or segment.body


@for_every_text
def test_no_blanks_at_the_edges_of_titles_and_paragraphs(text):
    for segment in filter(lambda segment: segment.is_item, split(text).segments):
        for piece in filter(None, [segment.title, *(segment.body or "").split("\n\n")]):
            assert piece == piece.strip(BLANK)


@for_every_text
def test_what_is_no_item_is_bare(text):
    for segment in split(text).segments:
        if not segment.is_item:
            assert segment.kind in (Kind.FURNITURE, Kind.UNCLASSIFIED)
            assert segment == Segment(*segment[:4], text=segment.text)


@for_every_text
def test_line_numbers_are_those_of_the_text(text):
    for segment in split(text).segments:
        own = text[segment.start : segment.end]
        blank = len(own) - len(own.lstrip(BLANK))
        if own.strip(BLANK):
            before = text[: segment.start + blank]
            assert segment.line == 1 + len(re.findall(r"\r\n|\r|\n", before))


@for_every_text
def test_warnings_name_the_line_of_their_date(text):
    numbered = re.split(r"\r\n|\r|\n", text)
    for warning in split(text, "a.txt").warnings:
        assert warning.dump == "a.txt"
        assert warning.message.split()[0].rstrip(".") in numbered[warning.line - 1]


@for_every_text
def test_the_same_text_is_always_split_the_same(text):
    assert split(text) == split(text)


HEAVY = {
    "one word": "é" + "a" * 50_000,
    "one word of two alphabets": "aб" * 25_000,
    "digits": "1" * 50_000,
    "dates": "01.02.2023 " * 5_000,
    "signs": "“" * 50_000,
    "spaces inside a line": "a" + " " * 50_000 + "b",
    "names of images": "a.jp" * 12_000,
    "blank lines": "\n" * 50_000,
    "carriage returns": "\r" * 50_000,
    "an opening of a byline": "the " * 12_000,
    "full stops": "The Council met. " * 3_000,
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_long_lines_take_no_longer_than_their_length(text):
    """A tenth of a megabyte takes milliseconds; what grows with the square takes minutes."""
    start = perf_counter()
    split(text)
    assert perf_counter() - start < 2
