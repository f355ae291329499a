"""The form in which two copies of a text are equal, and two texts are not."""

from __future__ import annotations

import string
import unicodedata
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.fold import _PAGE, _words_of_any, fold, folded_words

FOLDED = {
    "words": ("The Council met.", "the council met"),
    "Russian": ("Совет собрался!", "совет собрался"),
    "a date": ("07.12.2023", "07 12 2023"),
    "nothing": ("", ""),
    "blanks": (" \n\u00a0", ""),
    "signs alone are kept": (" … ", "…"),
}

EQUAL = {
    "case": ("STATEMENT by the Council", "Statement by the council"),
    "Russian case": ("ЗАЯВЛЕНИЕ Совета", "Заявление совета"),
    "sharp s": ("Straße", "STRASSE"),
    "spaces": ("The Council met", " The\u00a0Council \t\r\n met\u2009"),
    "paragraphs": ("One.\n\nTwo.", "One. Two."),
    "quotes": ("the “Rock” is ‘over’", "the \"Rock\" is 'over'"),
    "Russian quotes": ("учения «Рубеж»", 'учения "Рубеж"'),
    "dashes": ("2022–2024 — a plan", "2022-2024 - a plan"),
    "no-break hyphen": ("command\u2011staff", "command-staff"),
    "apostrophes": ("the CSTO’s plan", "the CSTO's plan"),
    "three dots": ("and so on…", "and so on..."),
    "a final period": ("It met.", "It met"),
    "composed and not": ("Orléans", unicodedata.normalize("NFD", "Orléans")),
    "Russian й composed and not": ("Сергей", unicodedata.normalize("NFD", "Сергей")),
    "accents": ("Orléans", "Orleans"),
    "ё and е": ("Пётр", "Петр"),
    "stress marks": ("за\u0301мок", "замок"),
    "ligatures": ("o\ufb03cers", "officers"),
    "wide letters": ("ＣＳＴＯ", "CSTO"),
    "byte order mark": ("\ufeffThe Council", "The Council"),
    "zero-width space between words": ("the\u200b Council", "the Council"),
    "zero-width joiner inside of a word": ("Afgha\u200dnistan", "Afghanistan"),
    "word joiner inside of a word": ("Afgha\u2060nistan", "Afghanistan"),
    "soft hyphen inside of a word": ("Afgha\u00adnistan", "Afghanistan"),
    "a mark of direction inside of a word": ("Afgha\u200enistan", "Afghanistan"),
    "Cyrillic letter in a Latin word": ("CSTО", "CSTO"),
    "Cyrillic letters in a Latin word": ("Тhе Сounсil", "The Council"),
    "Latin letter in a Russian word": ("Cекретариат", "Секретариат"),
    "Latin letters in a Russian word": ("Генepaльный", "Генеральный"),
    "Latin letter in a Russian abbreviation": ("OДКБ", "ОДКБ"),
    "Latin letter in a Russian word of look-alikes": ("Cовет", "Совет"),
    "Latin letters in a Russian word of look-alikes": ("Cocтав", "Состав"),
    "a Latin word for a Russian letter": ("c Минском", "с Минском"),
    "a Russian letter for an English word": ("а meeting", "a meeting"),
}

DIFFERENT = {
    "another word": ("It met in Minsk", "It met in Moscow"),
    "another year": ("the plan for 2023", "the plan for 2024"),
    "another form": ("Совет", "Совета"),
    "another order": ("Minsk Moscow", "Moscow Minsk"),
    "a word more": ("It met", "It met again"),
    "one word or two": ("to day", "today"),
    "another alphabet": ("Kabul", "Кабул"),
    "signs alone": ("***", "---"),
    "a number split": ("1 000", "1000"),
}

LETTERS = string.ascii_letters + "абвгдежзийклмнопрстуфхцчшщъыьэюя" + "АБВЁЖЙЯ" + "éüñçåèÖ"
LIKE_CYRILLIC = dict(zip("aceopyxABCEHKMOPTX", "асеорухАВСЕНКМОРТХ", strict=True))
LIKE_LATIN = {cyrillic: latin for latin, cyrillic in LIKE_CYRILLIC.items()}
ONLY_LATIN = "dfgjlnqrsuvwzDFGJLNQRSUVWZ"
ONLY_CYRILLIC = "бгджзлцчшщэюяБГДЖЗЛЦЧШЩЭЮЯ"

readable = st.text(LETTERS + string.digits + " .,-“”«»'\n")


def words_of(own, alike):
    """Words with a letter of one alphabet alone, so that nobody can doubt which it is."""
    return st.tuples(
        st.text([*own, *alike], max_size=8), st.sampled_from(own), st.text([*own, *alike])
    ).map("".join)


@pytest.mark.parametrize(("text", "expected"), FOLDED.values(), ids=FOLDED)
def test_fold(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(("one", "two"), EQUAL.values(), ids=EQUAL)
def test_copies_of_one_text(one, two):
    assert fold(one) == fold(two)


@pytest.mark.parametrize(("one", "two"), DIFFERENT.values(), ids=DIFFERENT)
def test_different_texts(one, two):
    assert fold(one) != fold(two)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), readable))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), readable))
def test_no_blank_is_left_at_the_ends(text):
    assert fold(text) == fold(text).strip()


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), readable), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_normal_forms_are_equal(text, form):
    if any(character.isalnum() for character in fold(text)):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@settings(deadline=None)
@given(readable)
def test_case_makes_no_difference(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text.swapcase()) == fold(text)


@pytest.mark.parametrize("beside", ["", "a", "б", " ", "с c", "é", "\u200b", "ОДКБ CSTO "])
def test_the_table_of_the_code_page_says_the_same_as_the_rules(beside):
    for character in map(chr, range(0x3000)):
        text = beside + character + beside
        assert folded_words(text) == _words_of_any(text)


@settings(deadline=None, max_examples=300)
@given(st.text(_PAGE))
def test_texts_of_the_code_page_fold_by_the_rules(text):
    assert folded_words(text) == _words_of_any(text)


SIGNS = st.sampled_from("  \u00a0\t\n.,;:!?-–—“”‘’«»\"'()[]…/")


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(LETTERS, min_size=1), st.text(SIGNS, min_size=1)), min_size=1))
def test_what_stands_between_words_makes_no_difference(pairs):
    words = [word for word, _ in pairs]
    assert fold("".join(word + signs for word, signs in pairs)) == fold(" ".join(words))


@settings(deadline=None)
@given(words_of(ONLY_LATIN, LIKE_CYRILLIC), st.data())
def test_cyrillic_letters_in_a_latin_word_make_no_difference(word, data):
    assert fold(borrowed(word, LIKE_CYRILLIC, data)) == fold(word)


@settings(deadline=None)
@given(words_of(ONLY_CYRILLIC, LIKE_LATIN), st.data())
def test_latin_letters_in_a_russian_word_make_no_difference(word, data):
    assert fold(borrowed(word, LIKE_LATIN, data)) == fold(word)


def borrowed(word, alike, data):
    """``word`` with some of its letters from the other alphabet."""
    return "".join(
        alike[letter] if letter in alike and data.draw(st.booleans()) else letter for letter in word
    )


@settings(deadline=None)
@given(st.text(string.ascii_lowercase + string.digits + " ", min_size=1))
def test_plain_words_are_their_own_fold(text):
    assert fold(text) == " ".join(text.split())


HEAVY = {
    "a long word among others": "é " + "a" * 15_000,
    "a long word of two alphabets": "aб" * 7_500,
    "encoded bytes in a Russian text": "Совет " + "iVBORw0KGgoAAAANSUhEUgAA" * 600,
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_a_long_word_takes_no_longer_than_its_length(text):
    """15,000 letters take a millisecond; what grows with the square takes seconds."""
    start = perf_counter()
    fold(text)
    assert perf_counter() - start < 0.5
