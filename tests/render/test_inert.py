"""Text that cannot act: what a terminal would obey is shown, all else is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.found import MARK_OFF, MARK_ON
from cstonews.render.inert import inert, inert_hit, inert_line, unmarked

# what a terminal or a reader's eye would obey: C0 but tab and line feed, DEL, C1,
# line and paragraph separators, marks, embeddings, overrides and isolates of direction,
# and halves of surrogate pairs, which no terminal can be sent; what hides instructions or
# sentences: deprecated format characters, annotation, tags; and what marks hits
ACTIVE = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *map(chr, range(0xD800, 0xE000)),
    *map(chr, range(0x206A, 0x2070)),
    *"\ufff9\ufffa\ufffb",
    *map(chr, range(0xE0000, 0xE0080)),
    *(MARK_ON, MARK_OFF),
} - {"\t", "\n"}

SHOWN = {
    "plain": ("The Council met – “here”.", "The Council met – “here”."),
    "Russian": ("Совет собрался", "Совет собрался"),
    "tab and line feed": ("a\tb\nc", "a\tb\nc"),
    "no-break and zero-width": ("a\u00a0b\u200bc", "a\u00a0b\u200bc"),
    "colour": ("\x1b[31mred", "␛[31mred"),
    "link": ("\x1b]8;;http://a\x1b\\x", "␛]8;;http://a␛\\x"),
    "title of the window": ("\x1b]0;x\x07", "␛]0;x␇"),
    "NUL": ("a\0b", "a␀b"),
    "backspace": ("a\bb", "a␈b"),
    "carriage return": ("a\rb", "a␍b"),
    "vertical tab and form feed": ("\x0b\x0c", "␋␌"),
    "delete": ("a\x7fb", "a␡b"),
    "C1 control sequence": ("\x9b31m", "<U+009B>31m"),
    "next line": ("a\x85b", "a<U+0085>b"),
    "right to left": ("a\u202eb\u202c", "a<U+202E>b<U+202C>"),
    "isolates": ("\u2066a\u2069", "<U+2066>a<U+2069>"),
    "marks of direction": ("\u200e\u200f\u061c", "<U+200E><U+200F><U+061C>"),
    "line separator": ("a\u2028b", "a<U+2028>b"),
    "half a surrogate pair": ("a\udcffb", "a\ufffdb"),
    "deprecated format characters": ("\u206ea", "<U+206E>a"),
    "a note between the lines": ("\ufff9a\ufffab\ufffb", "<U+FFF9>a<U+FFFA>b<U+FFFB>"),
    "a sentence of tags": ("a\U000e0048\U000e0069", "a<U+E0048><U+E0069>"),
    "marks of hits in the text itself": ("\ufdd0a\ufdd1", "<U+FDD0>a<U+FDD1>"),
    "unseen, but usual": ("a\u00adb\u200d\u2060\ufeff\ufe0f", "a\u00adb\u200d\u2060\ufeff\ufe0f"),
    "private and not assigned": ("\ue000\U0010fffd\u0378\uffff", "\ue000\U0010fffd\u0378\uffff"),
    "markup is text": ("[red]x[/red] <b>&amp;</b> :smile:", "[red]x[/red] <b>&amp;</b> :smile:"),
}

ON_ONE_LINE = {
    "line feeds": ("a\n\nb\r\nc", "a b c"),
    "blanks at the ends": (" \u00a0a b\t\n", "a b"),
    "runs of blanks": ("a \u00a0\t b", "a b"),
    "separators": ("a\u2028b\x0cc\x85d", "a b c d"),
    "controls": ("a\x1b[31m\nb", "a␛[31m b"),
    "nothing": (" \n", ""),
}

odd_text = st.text(
    st.one_of(st.sampled_from(sorted(ACTIVE)), st.sampled_from(" \t\naб["), st.characters())
)


@pytest.mark.parametrize(("text", "expected"), SHOWN.values(), ids=SHOWN)
def test_inert(text, expected):
    assert inert(text) == expected


def test_every_active_character_has_a_stand_in():
    shown = {character: inert(character) for character in ACTIVE}
    assert all(shown.values())
    assert [character for character in ACTIVE if ACTIVE & set(shown[character])] == []


@pytest.mark.parametrize(("text", "expected"), ON_ONE_LINE.values(), ids=ON_ONE_LINE)
def test_inert_line(text, expected):
    assert inert_line(text) == expected


@settings(deadline=None)
@given(odd_text)
def test_nothing_active_is_left(text):
    assert not ACTIVE & set(inert(text))
    assert not (ACTIVE | {"\n", "\t"}) & set(inert_line(text))


@settings(deadline=None)
@given(odd_text)
def test_all_other_characters_are_kept(text):
    kept = [character for character in text if character not in ACTIVE]
    shown = iter(inert(text))
    assert all(character in shown for character in kept)


@settings(deadline=None)
@given(odd_text)
def test_what_is_inert_stays_as_it_is(text):
    assert inert(inert(text)) == inert(text)
    assert inert_line(inert_line(text)) == inert_line(text)


@settings(deadline=None)
@given(st.characters())
def test_no_control_or_direction_of_unicode_is_forgotten(character):
    """Every character of the categories control and separator, and every bidi control."""
    active = unicodedata.category(character) in ("Cc", "Zl", "Zp")
    active |= unicodedata.bidirectional(character) in (
        *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
    )
    assert (inert(character) != character) >= (active and character not in "\t\n")


def test_bidi_control_and_all_that_is_not_shown_is_decided_on():
    """By the lists of Unicode 15: no character of these properties is left out by accident."""
    ignorable = {
        *map(chr, (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0)),
        *map(chr, (*range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F))),
        *map(chr, (*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9))),
        *map(chr, (*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000))),
    }
    shown = {character for character in ignorable if inert(character) != character}
    assert shown == ignorable & ACTIVE
    assert len(shown) == 3 + 5 + 10 + 128  # marks, embeddings, isolates and the deprecated, tags


@pytest.mark.parametrize("text", ["plain", "a\x1b[31m\nb\u202e", "\U000e0041"])
def test_a_hit_keeps_its_marks_alone(text):
    marked = f"x {MARK_ON}{text}{MARK_OFF} y"
    assert unmarked(inert_hit(marked)) == inert_line(f"x {text} y")
    assert inert_hit(marked).count(MARK_ON) == inert_hit(marked).count(MARK_OFF) == 1


def test_unmarked_takes_the_marks_of_hits_away():
    assert unmarked(f"a {MARK_ON}b{MARK_OFF} c{MARK_ON}") == "a b c"
