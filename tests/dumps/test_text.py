"""Bytes → text: encodings, damage, what is refused, and the way back to the bytes."""

from __future__ import annotations

import codecs
import hashlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.dumps import decode
from cstonews.errors import DumpError

ENGLISH = "On 7 December 2023, the “Working Group” on Afghanistan met – in Moscow.\n" * 5
RUSSIAN = (
    "4 декабря делегация Объединенного штаба Организации Договора о коллективной безопасности\n"
    "побывала по приглашению на последнем этапе учений. Генеральный секретарь поблагодарил всех.\n"
) * 5
SHORT = "Совет безопасности\n"
MIXED = ENGLISH + RUSSIAN

# the bytes: (their text, its encoding)
DECODED = {
    "nothing": (b"", "", "utf-8"),
    "ASCII": (b"The Council met.\r\n", "The Council met.\r\n", "utf-8"),
    "UTF-8": (MIXED.encode(), MIXED, "utf-8"),
    "UTF-8 with BOM": (codecs.BOM_UTF8 + MIXED.encode(), "\ufeff" + MIXED, "utf-8"),
    "BOM alone": (codecs.BOM_UTF8, "\ufeff", "utf-8"),
    "UTF-16 LE": (codecs.BOM_UTF16_LE + MIXED.encode("utf-16-le"), "\ufeff" + MIXED, "utf-16-le"),
    "UTF-16 BE": (codecs.BOM_UTF16_BE + MIXED.encode("utf-16-be"), "\ufeff" + MIXED, "utf-16-be"),
    "UTF-16 with a letter beyond 16 bits": (
        codecs.BOM_UTF16_LE + "a😀b".encode("utf-16-le"),
        "\ufeffa😀b",
        "utf-16-le",
    ),
    "UTF-16 with half a letter": (
        codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00",
        "\ufeffa\ufffdb",
        "utf-16-le",
    ),
    "cp1251": (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
    "koi8-r": (RUSSIAN.encode("koi8_r"), RUSSIAN, "koi8_r"),
    "cp866": (RUSSIAN.encode("cp866"), RUSSIAN, "cp866"),
    "cp1252": (
        ENGLISH.replace("Moscow", "Orléans").encode("cp1252"),
        ENGLISH.replace("Moscow", "Orléans"),
        "cp1252",
    ),
    "two words of cp1251": (SHORT.encode("cp1251"), SHORT, "cp1251"),
    "two words of koi8-r": (SHORT.encode("koi8_r"), SHORT, "koi8_r"),
    "stray bytes in UTF-8": (
        RUSSIAN.encode() + b"\xff\xfe" + ENGLISH.encode(),
        RUSSIAN + "\ufffd\ufffd" + ENGLISH,
        "utf-8",
    ),
    "cut in a letter": (RUSSIAN.encode()[:-2] + b"\xd0", RUSSIAN[:-2] + "\ufffd", "utf-8"),
    "surrogates written as UTF-8": (
        MIXED.encode() + b"\xed\xa0\x80",
        MIXED + "\ufffd" * 3,
        "utf-8",
    ),
    "NUL inside of a text": (b"The Council\x00met.\n", "The Council\x00met.\n", "utf-8"),
    "escape sequences": (b"\x1b[31mThe Council\x1b[0m met.\n" * 9, None, "utf-8"),
}

REFUSED = {
    "a PDF document": b"%PDF-1.7\n",
    "a PNG image": b"\x89PNG\r\n\x1a\n",
    "a JPEG image": b"\xff\xd8\xff\xe0",
    "a GIF image": b"GIF89a",
    "a ZIP file": b"PK\x03\x04\x14\x00",
    "a gzip file": b"\x1f\x8b\x08\x00",
    "an SQLite database": b"SQLite format 3\x00",
    "a program": b"\x7fELF\x02",
    "an Office document": b"\xd0\xcf\x11\xe0",
    "not text": bytes(range(32)) * 40,
    "not text, late": b"The Council met.\n" * 100 + bytes(9000),
    "not text, a tenth of it controls": b"\x01The Council" * 20,
    "UTF-16 without BOM": MIXED.encode("utf-16-le"),
}

pieces = st.sampled_from(
    [
        *(bytes([byte]) for byte in (0, 9, 10, 13, 27, 0x41, 0x98, 0xD0, 0xD8, 0xDC, 0xFE, 0xFF)),
        b"The Council ",
        "Совет ".encode(),
        "Совет ".encode("cp1251"),
        "Совет ".encode("koi8_r"),
        b"\xed\xa0\x80",
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE,
        codecs.BOM_UTF16_BE,
    ]
)
any_bytes = st.one_of(
    st.binary(max_size=200),
    st.lists(pieces, max_size=40).map(b"".join),
    st.text().map(lambda text: text.encode("cp1251", "ignore")),
    st.binary().map(lambda data: codecs.BOM_UTF16_LE + data),
    st.binary().map(lambda data: codecs.BOM_UTF16_BE + data),
)


def decoded(data):
    """The dump of ``data``, or None where it is refused."""
    try:
        return decode(data, "page.txt")
    except DumpError as error:
        assert "page.txt" in str(error)
        return None


@pytest.mark.parametrize(("data", "text", "encoding"), DECODED.values(), ids=DECODED)
def test_text_and_encoding(data, text, encoding):
    dump = decode(data, "page.txt")
    assert dump.text == (data.decode() if text is None else text)
    assert dump.encoding == encoding
    assert dump.reversible


@pytest.mark.parametrize(("data", "text", "encoding"), DECODED.values(), ids=DECODED)
def test_every_character_gives_back_its_own_bytes(data, text, encoding):
    dump = decode(data, "page.txt")
    cuts = [dump.cut(place, place + 1) for place in range(len(dump.text))]
    assert b"".join(cuts) == data
    assert all(cuts)


def test_a_dump_knows_its_name_bytes_and_hash():
    dump = decode(b"The Council met.\n", "page.txt")
    assert (dump.name, dump.data) == ("page.txt", b"The Council met.\n")
    assert dump.sha256 == hashlib.sha256(b"The Council met.\n").hexdigest()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("left_over", [b"\x00", b"A", b"\xff"])
def test_utf_16_with_an_odd_byte_can_only_be_given_back_whole(encoding, left_over):
    data = f"\ufeff{MIXED}".encode(encoding) + left_over
    dump = decode(data)
    assert dump.text == f"\ufeff{MIXED}\ufffd"
    assert dump.encoding == encoding
    assert not dump.reversible
    assert dump.data == data


@pytest.mark.parametrize(("what", "data"), REFUSED.items(), ids=REFUSED)
def test_what_is_no_text_is_refused_by_name(what, data):
    with pytest.raises(DumpError) as error:
        decode(data, "photo of the day")
    message = str(error.value)
    assert message.startswith("photo of the day is ")
    assert what in message or "not text" in message
    assert "\n" not in message


def test_bytes_of_no_known_encoding_are_refused_by_name():
    with pytest.raises(DumpError, match=r"^page\.txt is in no encoding"):
        decode(bytes(range(128, 256)), "page.txt")


def test_a_few_control_characters_are_no_reason_to_refuse():
    assert decode(b"A title\x01\x02\x03\n").text == "A title\x01\x02\x03\n"


@settings(deadline=None, max_examples=400)
@given(any_bytes, st.lists(st.integers(0, 300), max_size=6))
def test_the_slices_of_a_dump_give_its_bytes_back(data, places):
    dump = decoded(data)
    if dump and dump.reversible:
        places = [0, *sorted(min(place, len(dump.text)) for place in places), len(dump.text)]
        slices = [dump.cut(start, end) for start, end in pairwise(places)]
        assert b"".join(slices) == data


@settings(deadline=None, max_examples=400)
@given(any_bytes)
def test_text_is_always_text(data):
    """Whatever the bytes are: they are kept, and their text can be written as UTF-8."""
    dump = decoded(data)
    if dump:
        assert dump.data == data
        assert dump.text.encode("utf-8").decode("utf-8") == dump.text


@settings(deadline=None, max_examples=200)
@given(st.text())
def test_utf_8_is_read_as_it_is(text):
    dump = decoded(text.encode())
    assert dump is None or dump.text == text


@settings(deadline=None, max_examples=200)
@given(st.binary())
def test_only_half_a_letter_of_utf_16_makes_a_dump_irreversible(data):
    dump = decoded(data)
    odd = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and len(data) % 2 == 1
    assert dump is None or dump.reversible == (not odd)
