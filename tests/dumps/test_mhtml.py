"""Pages that a browser saved as one message: which part is the page, and how it was packed."""

from __future__ import annotations

import base64
import io
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.dumps import Source, read, restored
from cstonews.errors import DumpError
from cstonews.model import Origin

URL = "https://en.odkb-csto.org/news/1/"
HEADER = {
    "From": "<Saved by Blink>",
    "Snapshot-Content-Location": URL,
    "Subject": "The Council met",
    "Date": "Fri, 26 Jul 2024 10:00:00 +0300",
    "MIME-Version": "1.0",
    "Content-Type": 'multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B----"',
}
PICTURE = ({"Content-Type": "image/png", "Content-Transfer-Encoding": "base64"}, b"iVBORw0KGgo=")
PACKINGS = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}


def header(fields):
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode() + b"\r\n"


def part(data, media="text/html", packing="quoted-printable", **fields):
    told = {"Content-Type": media, "Content-Transfer-Encoding": packing}
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return told | named, PACKINGS[packing](data)


def message(*parts, **fields):
    whole = header(HEADER | {name.replace("_", "-"): value for name, value in fields.items()})
    for told, body in parts:
        whole += b"------B----\r\n" + header(told) + body + b"\r\n"
    return whole + b"------B------\r\n"


def dump(data, name="page.mhtml"):
    return read(Source(name, len(data), opener=lambda: io.BytesIO(data)))


PAGE = "<html><head><title>{}</title></head><body><p>Совет собрался.</p><p>{}</p>"
RUSSIAN = PAGE.format("Заседание", "В Москве.")
TEXT = "Совет собрался.\n\nВ Москве.\n"


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8_r"])
def test_the_page_is_read_whatever_it_is_packed_in(packing, encoding):
    data = message(part(RUSSIAN.encode(encoding), packing=packing), PICTURE)
    saved = dump(data)
    assert (saved.form, saved.encoding, saved.text) == ("mhtml", encoding, TEXT)
    assert (saved.data, saved.reversible) == (data, False)
    assert saved.origin == Origin(url=URL, title="Заседание", fetched="2024-07-26T10:00:00+03:00")


def page(number, **fields):
    return part(PAGE.format(number, number).encode(), **fields)


CHOSEN = {
    "the first page": ([page(1), page(2)], {}, "1"),
    "the page behind a picture": ([PICTURE, page(1)], {}, "1"),
    "the page that the message names": (
        [page(1, Content_ID="<a>"), page(2, Content_ID="<b>")],
        {"Content_Type": HEADER["Content-Type"] + ';\r\n\tstart="<b>"'},
        "2",
    ),
    "a page, though a text stands before it": ([part(b"0", "text/plain"), page(1)], {}, "1"),
    "XHTML": ([page(1, media="application/xhtml+xml")], {}, "1"),
}


@pytest.mark.parametrize(("parts", "fields", "number"), CHOSEN.values(), ids=CHOSEN)
def test_which_part_is_the_page(parts, fields, number):
    assert dump(message(*parts, **fields)).text == f"Совет собрался.\n\n{number}\n"


def test_a_message_of_a_page_alone():
    data = header(HEADER | {"Content-Type": "text/html; charset=koi8-r"}) + RUSSIAN.encode("koi8_r")
    saved = dump(data, "page.mht")
    assert (saved.form, saved.encoding, saved.text) == ("mhtml", "koi8_r", TEXT)


def test_a_message_of_a_text():
    saved = dump(message(part("Совет.\n<b>".encode("cp1251"), "text/plain")))
    assert (saved.form, saved.encoding, saved.text) == ("mhtml", "cp1251", "Совет.\n<b>")
    assert saved.origin.title == "The Council met"


def test_a_message_without_a_page():
    saved = dump(message(PICTURE))
    assert (saved.form, saved.text, saved.origin.url) == ("mhtml", "", URL)


SUBJECTS = {
    "in quoted-printable": ("=?utf-8?Q?=D0=A1=D0=BE=D0=B2=D0=B5=D1=82?=", "Совет"),
    "in base64 of another encoding": ("=?windows-1251?B?0e7i5fI=?=", "Совет"),
    "over lines": ("The\r\n Council", "The Council"),
    "in no encoding that is known": ("=?x-y?Q?a?=", "=?x-y?Q?a?="),
    "in base64 that is none": ("=?utf-8?B?a?=", "=?utf-8?B?a?="),
    "in bytes beyond ASCII": ("\u0421\u043e\u0432\u0435\u0442", "\ufffd" * 10),
    "empty": ("", None),
}


@pytest.mark.parametrize(("subject", "title"), SUBJECTS.values(), ids=SUBJECTS)
def test_a_page_without_a_title_has_that_of_its_message(subject, title):
    saved = dump(message(part(b"<p>Text."), Subject=subject))
    assert saved.origin.title == title


ADDRESSES = {
    "of the message": ({}, {}, URL),
    "of the part": (
        {"Snapshot_Content_Location": ""},
        {"Content_Location": "http://x.y/z"},
        "http://x.y/z",
    ),
}


@pytest.mark.parametrize(("fields", "of_part", "url"), ADDRESSES.values(), ids=ADDRESSES)
def test_the_address(fields, of_part, url):
    assert dump(message(part(b"<p>Text.", **of_part), **fields)).origin.url == url


def test_a_date_that_is_none_is_left_out():
    assert dump(message(part(b"<p>Text."), Date="yesterday")).origin.fetched is None


FORMS = {
    "by its name": ("page.mht", message(page(1), Snapshot_Content_Location="x"), "mhtml"),
    "by its start": ("page.txt", message(page(1)), "mhtml"),
    "by its start, packed": ("page.mhtml.gz", message(page(1)), "mhtml"),
    "a name alone": ("page.mht", b"The Council met.\n", "text"),
    "a page by a wrong name": ("page.mht", b"<html><p>Text.", "html"),
    "a letter": (
        "letter.txt",
        header({"From": "a@example.org", "MIME-Version": "1.0", "Content-Type": "text/plain"}),
        "text",
    ),
    "a text about it": ("a.txt", b"The field\n\n" + message(page(1)), "text"),
}


@pytest.mark.parametrize(("name", "data", "form"), FORMS.values(), ids=FORMS)
def test_form(name, data, form):
    assert dump(data, name).form == form


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_whatever_happened_to_a_message_it_is_kept_and_can_be_read_anew(data):
    whole = bytearray(message(part(RUSSIAN.encode(), packing="base64"), PICTURE))
    start = whole.index(b"\r\n\r\n")
    for _ in range(data.draw(st.integers(0, 5))):
        whole[data.draw(st.integers(start, len(whole) - 1))] = data.draw(st.integers(32, 126))
    damaged = bytes(whole[: data.draw(st.integers(start, len(whole)))])
    try:
        saved = dump(damaged)
    except DumpError as error:  # its letters may be past knowing
        assert "in no encoding" in str(error)
        return
    assert (saved.data, saved.form) == (damaged, "mhtml")
    again = restored(
        "x", saved.sha256, saved.size, saved.encoding, "mhtml", lambda: io.BytesIO(damaged)
    )
    assert again.text == saved.text
