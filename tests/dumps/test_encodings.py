"""Which encoding bytes are in: short and long texts, in each encoding that pages were saved in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.dumps import decode
from cstonews.dumps.encodings import (
    LEGACY,
    declared_charset,
    known_encoding,
    legacy_encoding,
    utf16_encoding,
)
from cstonews.errors import DumpError

PROSE = [
    "Генеральный секретарь Организации встретился в Москве с министрами обороны государств.",
    "Стороны обсудили подготовку к учениям «Взаимодействие», которые пройдут осенью в горах,",
    "и договорились о порядке обмена сведениями. Участники почтили память погибших; объявлена",
    "минута молчания. Южные рубежи остаются предметом общей заботы: чаще здесь задерживают",
    "курьеров. По словам руководителя пресс-службы, решение опубликуют на сайте № 5 через день.",
    "Что ещё? Ещё съезд, шествие, щит и эхо былых времён. Всё это произошло 25 июля 2024 года.",
]
WORDS = " ".join(PROSE).split()
USUAL = ("cp1251", "koi8_r", "cp866")


def runs(length, count=40):
    """Some runs of that many words of the prose, the same every time."""
    chosen = random.Random(length)
    starts = [chosen.randrange(len(WORDS) - length) for _ in range(count)]
    return [" ".join(WORDS[start : start + length]) for start in starts]


def writable(text, encoding):
    return text.encode(encoding, "ignore").decode(encoding)


def misread(texts, encoding):
    """Those of the texts that are read as something else."""
    wrong = []
    for text in (writable(text, encoding) for text in texts):
        dump = decode(text.encode(encoding))
        if dump.text != text:
            wrong.append((text, dump.encoding))
    return wrong


@pytest.mark.parametrize("encoding", [*USUAL, "iso8859_5"])
@pytest.mark.parametrize("length", [25, 40, 60])
def test_a_russian_text_of_a_few_sentences_is_read(encoding, length):
    assert misread(runs(length), encoding) == []


ENGLISH = [
    "The “Working Group” on Afghanistan met – in Moscow…",
    "The CSTO’s Secretary General arrived in Orléans.",
    "It was 5°C; the price was 20 € or £17.",
    "Besançon, Zürich, Málaga and Århus",
    "§ 5 of the “Charter”",
    "São Paulo – “naïve”",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read(text):
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("text", ENGLISH[:1])
@pytest.mark.parametrize("encoding", ["cp1251", "cp1252"])
def test_typographic_signs_alone_are_read(text, encoding):
    assert decode(text.encode(encoding)).text == text


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from([*LEGACY, "utf-8", "utf-16-le", "utf-16-be"]),
    st.lists(st.sampled_from([*WORDS, *ENGLISH, "\r\n", "\n\n"]), min_size=1, max_size=60),
)
def test_whatever_the_encoding_the_text_gives_back_its_bytes(encoding, words):
    data = " ".join(words).encode(encoding, "ignore")
    try:
        dump = decode(data)
    except DumpError as error:
        assert "in no encoding" in str(error)
    else:
        assert dump.data == data
        assert dump.cut(0, len(dump.text)) == data
        assert dump.text.encode(dump.encoding, "replace") == data or "\ufffd" in dump.text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [*PROSE, *ENGLISH, "A line.\r\n", "Совет\n"])
def test_utf_16_is_known_by_its_shape(encoding, text):
    assert utf16_encoding(text.encode(encoding)) == encoding


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"abcdefgh", bytes(40), b"a\x00b\x01" * 20, bytes(range(256)), b"\x00\x01" * 30],
)
def test_what_is_not_utf_16_is_not_taken_for_it(data):
    assert utf16_encoding(data) is None


def test_noise_is_in_no_encoding():
    noise = random.Random(3)
    for _ in range(20):
        assert legacy_encoding(bytes(noise.randrange(128, 256) for _ in range(300))) is None


CHARSETS = {
    "utf-8": "utf-8", "UTF8": "utf-8", "windows-1251": "cp1251", "CP1251": "cp1251",
    " 'koi8-r' ": "koi8_r", "koi8-u": "koi8-u", "iso-8859-5": "iso8859_5", "ibm866": "cp866",
    "us-ascii": "cp1252", "latin1": "cp1252", "shift_jis": "shift_jis", "gb2312": "gb2312",
    "utf-16": "utf-16-le", "": None, None: None, "hex": None, "rot13": None, "utf-7": None,
    "idna": None, "x-y-z": None, "\0": None, "совет": None, "unicode_escape": None,
}  # fmt: skip


@pytest.mark.parametrize(("charset", "encoding"), CHARSETS.items())
def test_names_of_charsets(charset, encoding):
    assert known_encoding(charset) == encoding


DECLARED = {
    b"<meta charset=utf-8>": "utf-8",
    b"<META CHARSET = 'Windows-1251' >": "Windows-1251",
    b'<meta http-equiv="Content-Type" content="text/html;charset=koi8-r">': "koi8-r",
    b'<?xml version="1.0" encoding="cp866"?><html>': "cp866",
    b"<!-- <meta charset=a> --> <meta charset=b>": "b",
    b"<p>charset=utf-8": None,
    b"": None,
    b" " * 9000 + b"<meta charset=utf-8>": None,
}


@pytest.mark.parametrize(("data", "charset"), DECLARED.items())
def test_what_a_page_says_of_its_encoding(data, charset):
    assert declared_charset(data) == charset
