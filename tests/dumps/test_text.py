"""Bytes → text: encodings, damage, what is refused, and the way back to the bytes."""

from __future__ import annotations

import codecs
import hashlib
import pickle
import random
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
ENGLISH_ONLY = "The Council met in Moscow on 7 December 2023.\r\n"
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
    "UTF-16 LE without BOM": (MIXED.encode("utf-16-le"), MIXED, "utf-16-le"),
    "UTF-16 BE without BOM": (MIXED.encode("utf-16-be"), MIXED, "utf-16-be"),
    "two words of UTF-16 without BOM": (SHORT.encode("utf-16-le"), SHORT, "utf-16-le"),
    "CRLF in cp1251": (
        RUSSIAN.replace("\n", "\r\n").encode("cp1251"),
        RUSSIAN.replace("\n", "\r\n"),
        "cp1251",
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
    "a PDF document": [b"%PDF-1.7\n"],
    "a PostScript document": [b"%!PS-Adobe-3.0\n"],
    "an RTF document": [b"{\\rtf1\\ansi Text}"],
    "an Office document": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    "a DjVu document": [b"AT&TFORM\x00\x00\x10\x00DJVU"],
    "a PNG image": [b"\x89PNG\r\n\x1a\n"],
    "a JPEG image": [b"\xff\xd8\xff\xe0"],
    "a GIF image": [b"GIF89a", b"GIF87a"],
    "a WebP image": [b"RIFF\x24\x00\x00\x00WEBPVP8 "],
    "a BMP image": [b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36"],
    "a TIFF image": [b"II*\x00\x08", b"MM\x00*\x00"],
    "an icon": [b"\x00\x00\x01\x00\x01\x00\x10\x10"],
    "a Photoshop image": [b"8BPS\x00\x01"],
    "a JPEG XL image": [b"\x00\x00\x00\x0cJXL \r\n"],
    "a JPEG 2000 image": [b"\x00\x00\x00\x0cjP  \r\n"],
    "a HEIF image": [b"\x00\x00\x00\x20ftypavif", b"\x00\x00\x00\x18ftypheic"],
    "an MP3 sound": [b"ID3\x04\x00", b"\xff\xfb\x90\x64\x00"],
    "a WAV sound": [b"RIFF\x24\x00\x00\x00WAVEfmt "],
    "an Ogg sound or video": [b"OggS\x00\x02"],
    "a FLAC sound": [b"fLaC\x00\x00"],
    "a MIDI sound": [b"MThd\x00\x00\x00\x06"],
    "an AMR sound": [b"#!AMR\n"],
    "an MP4 video or sound": [b"\x00\x00\x00\x20ftypisom", b"\x00\x00\x00\x14ftypqt  "],
    "a Matroska or WebM video": [b"\x1a\x45\xdf\xa3"],
    "an AVI video": [b"RIFF\x24\x00\x00\x00AVI LIST"],
    "a Windows Media video or sound": [b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"],
    "a Flash video": [b"FLV\x01\x05"],
    "an MPEG video": [b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3"],
    "a font": [b"wOF2\x00", b"wOFF\x00", b"OTTO\x00", b"\x00\x01\x00\x00\x00\x0f", b"ttcf\x00"],
    "a ZIP file": [b"PK\x03\x04\x14\x00"],
    "a gzip file": [b"\x1f\x8b\x08\x00"],
    "a tar file": [b"page.txt".ljust(257, b"\x00") + b"ustar\x00"],
    "a 7z archive": [b"7z\xbc\xaf\x27\x1c"],
    "a RAR archive": [b"Rar!\x1a\x07\x01\x00"],
    "a cabinet archive": [b"MSCF\x00\x00\x00\x00"],
    "a file packed by compress": [b"\x1f\x9d\x90"],
    "an LZ4 file": [b"\x04\x22\x4d\x18"],
    "an lzip file": [b"LZIP\x01"],
    "a program": [
        b"\x7fELF\x02", b"MZ\x90\x00\x03\x00\x00\x00", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe",
        b"\x00asm\x01",
    ],
    "a library of programs": [b"!<arch>\nx/"],
    "an SQLite database": [b"SQLite format 3\x00"],
    "an Access database": [b"\x00\x01\x00\x00Standard Jet DB\x00"],
    "a DuckDB database": [bytes(8) + b"DUCK\x40\x00"],
    "an HDF5 file": [b"\x89HDF\r\n\x1a\n"],
    "a Parquet file": [b"PAR1\x15\x04"],
    "an Arrow file": [b"ARROW1\x00\x00"],
    "a NumPy array": [b"\x93NUMPY\x01"],
    "an Avro file": [b"Obj\x01\x04"],
    "a Python pickle": [pickle.dumps({"a": [1]}, protocol) for protocol in range(6)],
    "a property list": [b"bplist00"],
    "a text in UTF-32": ["Совет".encode("utf-32"), b"\x00\x00\xfe\xff\x00\x00\x04\x21"],
    "not text": [
        bytes(range(32)) * 40,
        b"The Council met.\n" * 100 + bytes(9000),
        b"\x01The Council" * 20,
        bytes(range(256)) * 40,
        random.Random(1).randbytes(4000),
    ],
}  # fmt: skip
# Texts whose first letters are those of something else.
NOT_REFUSED = [
    b"BM-21 launchers were shown.\n", b"MZ is no program.\n", b"PK is a name.\n",
    b"ID32 was the number.\n", b"RIFFs were heard.\n", b"II* and MM*\n", b"Obj. 1\n",
    b"true to its word\n", b"(dp is not a pickle\n", b"WARC/1.0 is a format.\n", b"BZh9 is one.\n",
    b"7z is a program.\n", b"8BPS and OTTO\n", b"Rar! it said\n", b"FLV, GIF8 and PAR1\n",
    "ять, твёрдый знак и ъ.\n".encode("cp1251"), "я\nты\n".encode("cp1251"),
    "Ђурђевдан прошел.\n".encode("cp1251"),
]  # fmt: skip

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


def test_a_legacy_text_is_known_behind_much_ascii():
    text = ENGLISH_ONLY * 2000 + RUSSIAN
    dump = decode(text.encode("cp1251"))
    assert (dump.encoding, dump.text) == ("cp1251", text)


def test_an_english_start_does_not_hide_what_follows():
    text = "It was 5°C when the Council met.\n" * 400 + RUSSIAN * 40
    assert decode(text.encode("koi8_r")).encoding == "koi8_r"


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


@pytest.mark.parametrize(("what", "starts"), REFUSED.items(), ids=REFUSED)
def test_what_is_no_text_is_refused_by_name(what, starts):
    for data in starts:
        with pytest.raises(DumpError) as error:
            decode(data, "photo of the day")
        assert str(error.value).startswith(f"photo of the day is {what}")
        assert "not text" in str(error.value)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("data", NOT_REFUSED)
def test_a_text_is_not_refused_for_its_first_letters(data):
    assert decode(data, "page.txt").data == data


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
    if dump:
        assert dump.reversible != (dump.encoding.startswith("utf-16") and len(data) % 2 == 1)
