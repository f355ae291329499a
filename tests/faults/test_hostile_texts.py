"""Texts and pages that are made to be slow, deep or endless: each is read, or told to be none."""

from __future__ import annotations

import io
import time
from itertools import pairwise

import pytest
from hostile import TEXTS

from cstonews.archive.facts.cuts import read_cuts
from cstonews.cutting.workers import Workers
from cstonews.dumps import Source, decode, read
from cstonews.errors import DumpError
from cstonews.split import split_stream

WORDS = "The Council met in Minsk and agreed on its plan for "
RUSSIAN = "Совет собрался в Москве и принял решение о "
# Each by about how many characters it is to have.
ENDLESS = {
    "a letter": lambda size: "a" * size,
    "words on a line": lambda size: WORDS * (size // len(WORDS)),
    "Russian words on a line": lambda size: RUSSIAN * (size // len(RUSSIAN)),
    "figures": lambda size: "0123456789" * (size // 10),
    "days glued together": lambda size: "01.02.2023" * (size // 10),
    "days that are none": lambda size: "32.13.2024 " * (size // 11),
    "lines of a letter": lambda size: "a\n" * (size // 2),
    "lines of a day": lambda size: "01.02.2023\n" * (size // 11),
    "blank lines": lambda size: "\n" * size,
    "ends of all kinds": lambda size: "\r\n\n\r\u2028\x85\x0b\x0c" * (size // 8),
    "teasers": lambda size: "".join(
        f"{n % 28 + 1:02}.{n % 12 + 1:02}.2023\n\nSays {n} what it is about.\n\n\n"
        for n in range(size // 40)
    ),
    "titles": lambda size: "".join(
        f"Title {n} of it\n\nTitle {n} of it\n" for n in range(size // 33)
    ),
    "marks on nothing": lambda size: "\u0301" * size,
    "nothing wide": lambda size: "\u200b\u200d\ufeff\n" * (size // 4),
    "directions": lambda size: "\u202e\u2066a\u2069\u202c " * (size // 6),
    "colours": lambda size: "\x1b[31mred \x1b]8;;http://x\x07\x1b]52;c;YQ==\x07 " * (size // 40),
    "marks of order": lambda size: "\ufeffThe Council met.\n" * (size // 18),
    "openings of sentences": lambda size: "On 1 and 2 " * (size // 11),
    "a path of a menu": lambda size: "News » " * (size // 7),
    "press secretaries": lambda size: "Press secretary A. B. " * (size // 22),
    "signed on": lambda size: "signed in " * (size // 10) + "on 7 May",
    "colonels": lambda size: "Colonel General " * (size // 16),
    "numbers of pages": lambda size: "1 2 3 … " * (size // 8),
    "quotes in quotes": lambda size: "«“'\"" * (size // 4),
    "hyphens": lambda size: "a-b–c—" * (size // 6),
    "addresses": lambda size: "http://a.b/" * (size // 11),
    "images": lambda size: "a.jpg b.jp" * (size // 10),
    "abbreviations": lambda size: "U.S. C.S.T.O. г. " * (size // 17),
    "hostile strings": lambda size: ("\n".join(TEXTS) + "\n") * (size // 1300),
}  # fmt: skip


def seconds(text):
    """What it takes to cut a text as an ingest does, in CPU time."""
    started = time.process_time()
    ends = [0]
    pieces = [text[at : at + 100_000] for at in range(0, len(text), 100_000)]
    for segment in split_stream(pieces, lambda *_: None):
        assert segment.start == ends[-1]
        ends.append(segment.end)
    assert ends[-1] == len(text)
    return time.process_time() - started


@pytest.mark.parametrize("make", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_read_in_a_time_that_grows_with_it(make, thorough, counted):
    if not thorough:
        assert seconds(make(20_000)) < 10
        return
    size = 400_000
    first, second = (min(seconds(make(many)) for _ in range(2)) for many in (size, 2 * size))
    assert second < 3.2 * first + 0.3
    counted("hostile texts read in a time that grows with their length")


@pytest.mark.parametrize("make", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_keeps_its_bytes(make):
    data = make(3_000).encode("utf-8", "surrogatepass")
    try:
        dump = decode(data)
    except DumpError:
        return
    assert dump.data == data
    text = "".join(dump.chunks())
    assert dump.cut(0, len(text)) == data
    assert "".join(s.text for s in split_stream([text], lambda *_: None)) == text


def test_a_worker_reads_a_line_without_end_too(thorough):
    piece = "a" * (1 << 20)
    many = 1024 if thorough else 6
    with Workers() as workers:
        cuts = [
            cut
            for batch in workers.cut("a.txt", (piece for _ in range(many)), "utf-8", True, ())
            for cut in batch.cuts
        ]
    assert cuts[-1].end == many << 20
    assert all(before.end == after.start for before, after in pairwise(cuts))


ODD_BYTES = {
    "NUL": b"The Council met.\0 It agreed.\n" * 40,
    "surrogates in UTF-8": b"The Council \xed\xa0\x80\xed\xbf\xbf met.\n" * 9,
    "half a pair in UTF-16": b"\xff\xfe"
    + "The Council met.\n".encode("utf-16-le") * 9
    + b"\x00\xd8",
    "an odd byte of UTF-16": b"\xff\xfe" + "The Council met.\n".encode("utf-16-le") * 9 + b"x",
    "overlong UTF-8": b"The Council \xc0\xaf\xe0\x80\xaf met.\n" * 9,
    "beyond Unicode": b"The Council \xf4\x90\x80\x80 met.\n" * 9,
    "a mark in the middle": b"The Council met.\n\xef\xbb\xbfIt agreed.\n\xff\xfe\n",
}


@pytest.mark.parametrize("data", ODD_BYTES.values(), ids=ODD_BYTES)
def test_bytes_that_are_no_text_come_back(data):
    dump = decode(data)
    assert dump.data == data
    text = "".join(dump.chunks())
    (batch,) = read_cuts([text], dump.encoding, dump.reversible, frozenset())
    assert batch.ending.sha256 == (dump.sha256 if dump.reversible else None)


TEXT = b"<p>On 25 July 2024 the Council met in Minsk.</p>"
MIME = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n"
PART = b"\r\n--b\r\nContent-Type: text/html\r\n\r\n" + TEXT
NESTED = b"".join(
    b"Content-Type: multipart/related; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
)
ENTITIES = b"".join(b'<!ENTITY e%d "%b">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
# The page, and what it is said to be where it is refused.
PAGES = {
    "elements in each other": (b"<div>" * 100_000 + TEXT, "nested more than"),
    "elements in each other that do not nest": (b"<p><b>" * 9_000 + TEXT, None),
    "links in links": (b"<a><font><p>" * 3_000 + TEXT, None),
    "tables in tables": (b"<table><tr><td>" * 3_000 + TEXT, None),
    "attributes": (b"<div %b>" % b" ".join(b"a%d" % n for n in range(100_000)), "attributes"),
    "attributes behind a comment": (
        b'<!-- <a x="--><div ' + b"".join(b" a%d" % n for n in range(100_000)) + b' ">',
        "attributes",
    ),
    "tags": (b"<p>x\n" * 1_100_000, "tags"),
    "entities": (b"&#x110000;&#xd800;&#0;&#9999999999;&%b;" % (b"a" * 99_999) + TEXT, None),
    "a script that never ends": (TEXT + b"<script>" + b"<p>x" * 9_000, None),
    "a comment that never ends": (TEXT + b"<!--" * 9_000, None),
    "a style of blanks": (b"<p style='display:" + b" " * 99_999 + b"'>" + TEXT, None),
    "entities of entities": (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">' + ENTITIES + b"]><html><body>"
        + TEXT + b"&e9;</body></html>", None
    ),
    "brackets in JSON": (b"<script type=application/ld+json>" + b"[" * 99_999 + b"</script>" + TEXT,
                         None),
    "tags that are never closed": (b"<?xml?><html>" + b"<a " * 4_000 + TEXT, None),
    "parts in parts": (b"MIME-Version: 1.0\r\n" + NESTED + PART, "parts in parts"),
    "messages in messages": (
        MIME + b"\r\n--b\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3_000, "parts in parts"
    ),
    "digests in digests": (
        b"MIME-Version: 1.0\r\n" + b"".join(
            b"Content-Type: multipart/digest; boundary=b%d\r\n\r\n--b%d\r\n\r\n" % (n, n)
            for n in range(64)
        ) + TEXT, None
    ),
    "parts": (MIME + b"\r\n--b\r\nContent-Type: text/css\r\n\r\na" * 9_000 + PART, None),
    "fields": (MIME + b"".join(b"X-%d: a\r\n" % n for n in range(9_000)) + PART, None),
    "a subject that goes on": (
        MIME + b"Subject: a\r\n" + b" =?utf-8?Q?a?=\r\n" * 9_000 + PART, None
    ),
    "comments in a date": (MIME + b"Date: " + b"(" * 99_999 + b"\r\n" + PART, None),
    "encoded words that are none": (
        MIME + b"Subject: " + b"=?utf-8?b?/////w==?= =?x?q?=ff?= =?utf-7?q?+?=" * 9 + b"\r\n"
        + PART, None,
    ),
    "a charset that is none": (
        MIME + b"\r\n--b\r\nContent-Type: text/html; charset*=x'y'\xff%00\r\n\r\n" + TEXT, None
    ),
    "base64 that is none": (
        MIME + b"\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b"=\n" * 9_000 + b"A" * 9_001, None
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "refused"), PAGES.values(), ids=PAGES)
def test_pages_without_end(data, refused):
    started = time.process_time()
    name = "page.mhtml" if data.startswith(b"MIME") else "page.html"
    source = Source(name, opener=lambda: io.BytesIO(data))
    if refused:
        with pytest.raises(DumpError, match=refused) as error:
            read(source)
        assert str(error.value).startswith(name)
        assert "leave it out" in str(error.value)
    else:
        assert isinstance(read(source).text, str)
    assert time.process_time() - started < 20
