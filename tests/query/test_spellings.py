"""Other ways to write a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstonews.query.spellings import bare_word, completions, is_initials, spellings, yo_variants
from cstonews.query.words import stems

AMONG = {
    "possessive": ("Lukashenko's", "Lukashenko"),
    "possessive, curly": ("Lukashenko’s", "Lukashenko"),
    "hyphen taken out": ("anti-drug", "antidrug"),
    "hyphen, Russian": ("контр-террор", "контртеррор"),
    "parted": ("antidrug", "anti drug"),
    "dots taken out": ("U.N.", "UN"),
    "dots, no last one": ("E.U", "EU"),
    "dots, four": ("C.S.T.O.", "CSTO"),
    "dots put in": ("CSTO", "C S T O"),
    "Russian capitals": ("ОДКБ", "О Д К Б"),
    "English ordinal": ("38th", "38 й"),
    "English ordinal, feminine": ("1st", "1 я"),
    "Russian ordinal": ("38-й", "38th"),
    "Russian ordinal, first": ("1-е", "1st"),
    "Russian ordinal, eleventh": ("11-го", "11th"),
    "Russian ordinals": ("38-й", "38 го"),
    "number": ("38", "38th"),
    "number, twelfth": ("112", "112th"),
    "Roman numeral": ("VIII", "8th"),
    "Roman numeral, Russian": ("VIII", "8 й"),
    "to a Roman numeral": ("8-я", "VIII"),
    "to a Roman numeral, English": ("20th", "XX"),
    "thousands": ("10000", "10 000"),
    "thousands, comma": ("10,000", "10000"),
    "borrowed letters": ("Кaзахстан", "казахстан"),
    "Cyrillic letters in a Latin word": ("СSTО", "csto"),
    "a letter that others borrow": ("казахстан", "кaзахстан"),
}
NEVER = {
    "the first has no numeral, which is a word": ("1st", "I"),
    "numerals end at forty": ("41st", "XLI"),
    "a year is no ordinal": ("2024", "2024th"),
    "capitals are not parted": ("OSCEUN", "OSC EUN"),
    "no abbreviation becomes a word": ("U.S.", "US"),
    "short halves": ("within", "wi thin"),
    "figures are not parted": ("123456", "123 456x"),
    "a function word is no half": ("notable", "not able"),
    "two short words side by side are no abbreviation": ("СК", "С К"),
    "nor are an article and the first of initials": ("AU", "A U"),
}


@pytest.mark.parametrize(("text", "other"), AMONG.values(), ids=AMONG)
def test_a_word_has_another_spelling(text: str, other: str) -> None:
    assert other in list(spellings(text))


@pytest.mark.parametrize(("text", "other"), NEVER.values(), ids=NEVER)
def test_a_word_has_no_such_spelling(text: str, other: str) -> None:
    assert other not in list(spellings(text))


@given(st.text(max_size=30) | st.text("A.а-'’s0189thй,", max_size=12))
def test_any_text_has_few_spellings(text: str) -> None:
    assert len(list(spellings(text))) <= 3 * len(text) + 30


def test_an_english_beginning_goes_on() -> None:
    assert {"security", "securities"} <= set(completions("securit"))
    assert list(completions("безопасн")) == list(completions("38")) == []


@pytest.mark.parametrize(
    ("start", "word"),
    [
        ("coopera", "cooperation"),
        ("informa", "information"),
        ("securi", "security"),
        ("communi", "community"),
    ],
)
def test_an_english_beginning_goes_on_wherever_it_ends(start: str, word: str) -> None:
    held = {next(iter(stems(text))) for text in completions(start)}
    assert stems(word) & held


@pytest.mark.parametrize("letter", ["1", "a", "а"])
def test_what_is_too_long_for_a_word_has_no_spellings(letter: str) -> None:
    assert list(spellings(letter * 5000)) == []


BARE = {"antidrug,": "antidrug", "«С.В.»,": "С.В.", "С.": "С.", "C++": "C", "(a)": "a", "—": ""}


@pytest.mark.parametrize(("text", "bare"), BARE.items())
def test_signs_around_a_word_are_none_of_it(text: str, bare: str) -> None:
    assert bare_word(text) == bare


def test_yo_counts_as_ye() -> None:
    assert yo_variants("учёт") == ["учет", "учёт"]
    assert yo_variants("берег") == ["берег", "бёрег", "берёг"]
    assert yo_variants("край") == ["край", "краи"]
    assert yo_variants("border") == ["border"]


INITIALS = ["С.", "С.В.", "S.V.", "Н.-Ш."]
NONE = ["С", "U.S", "ОДКБ", "38.", "e-mail", "", "...", "A.B.C.D."]


@pytest.mark.parametrize("text", [*INITIALS, *NONE])
def test_initials_are_told_from_other_words(text: str) -> None:
    assert is_initials(text) == (text in INITIALS)
