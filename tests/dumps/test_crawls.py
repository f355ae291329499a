"""Crawls → pages: which records count, what is undone, what is known of each page."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.dumps import Source, members, read
from cstonews.errors import DumpError
from cstonews.model import Origin

SITE = "https://en.odkb-csto.org"
PAGE = b"<html><head><title>The Council met</title></head><body><p>In Moscow.</body></html>"
RUSSIAN = "<html><head><title>Совет</title></head><body><p>Совет собрался.".encode("cp1251")
HTML = {"Content-Type": "text/html"}


def record(kind, url, block, media="application/http; msgtype=response"):
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-07-26T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def answer(body, headers=HTML, status="200 OK"):
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def response(path, body, headers=HTML, status="200 OK"):
    return record("response", SITE + path, answer(body, headers, status))


def chunked(data, size=40):
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


INFO = record("warcinfo", "", b"software: none\r\n", "application/warc-fields")
PLAIN = "plain"
PACKINGS = {
    "plain": b"".join,
    "a gzip member a record": lambda records: b"".join(map(gzip.compress, records)),
    "one gzip member": lambda records: gzip.compress(b"".join(records)),
}


def crawl(*records, packing="plain"):
    return PACKINGS[packing]([INFO, *records])


def found(data, name="crawl.warc.gz"):
    return list(members(Source(name, len(data), opener=lambda: io.BytesIO(data))))


def dumps(data):
    return [read(member) for member in found(data)]


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_page_is_a_dump_with_its_address_and_time(packing):
    (dump,) = dumps(crawl(response("/news/1/?a=b", PAGE), packing=packing))
    assert (dump.name, dump.data) == ("crawl.warc.gz/https://en.odkb-csto.org/news/1/?a=b", PAGE)
    assert (dump.form, dump.text, dump.reversible) == ("html", "In Moscow.\n", False)
    assert dump.origin == Origin(
        url="https://en.odkb-csto.org/news/1/?a=b",
        title="The Council met",
        fetched="2024-07-26T10:00:00+00:00",
    )


COUNTED = {
    "a page": (response("/", PAGE), "html"),
    "a page in XHTML": (response("/", PAGE, {"Content-Type": "application/xhtml+xml"}), "html"),
    "a plain text": (response("/", b"A text.", {"Content-Type": "text/plain"}), "text"),
    "a plain text that looks like a page": (
        response("/", PAGE, {"Content-Type": "text/plain;charset=utf-8"}),
        "text",
    ),
    "a resource": (record("resource", SITE, PAGE, "text/html"), "html"),
    "a conversion": (record("conversion", SITE, b"A text.", "text/plain"), "text"),
    "an address with a space": (response("/a b", PAGE), "html"),
    "a page of nothing": (response("/", b""), "html"),
    "small letters": (response("/", PAGE, {"content-type": "TEXT/HTML"}), "html"),
}
LEFT_OUT = {
    "a picture": response("/", b"x", {"Content-Type": "image/png"}),
    "no type": response("/", PAGE, {}),
    "not found": response("/", PAGE, status="404 Not Found"),
    "moved": response("/", PAGE, HTML | {"Location": "/b"}, "301 Moved Permanently"),
    "a request": record("request", SITE, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
    "a revisit": record("revisit", SITE, answer(b"")),
    "metadata": record("metadata", SITE, b"a: b\r\n", "application/warc-fields"),
    "a picture as a resource": record("resource", SITE, b"x", "image/png"),
    "a name lookup": record("response", "dns:en.odkb-csto.org", b"x\r\n", "text/dns"),
    "an answer of nothing": record("response", SITE, b""),
}


@pytest.mark.parametrize(("data", "form"), COUNTED.values(), ids=COUNTED)
def test_what_counts(capfd, data, form):
    assert [dump.form for dump in dumps(crawl(data, response("/last", PAGE)))] == [form, "html"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("data", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out(capfd, data):
    (dump,) = dumps(crawl(data, response("/last", PAGE)))
    assert dump.name.endswith("/last")
    assert capfd.readouterr() == ("", "")


# how a server sent a page: the header that says so
SENT = {
    "chunked": (chunked, {"Transfer-Encoding": "chunked"}),
    "gzip": (gzip.compress, {"Content-Encoding": "gzip"}),
    "gzip, the old name": (gzip.compress, {"Content-Encoding": "x-gzip"}),
    "deflate": (zlib.compress, {"Content-Encoding": "deflate"}),
    "deflate without a frame": (
        lambda data: zlib.compress(data)[2:-4],
        {"Content-Encoding": "deflate"},
    ),
    "Brotli": (brotli.compress, {"Content-Encoding": "br"}),
    "gzip in chunks": (
        lambda data: chunked(gzip.compress(data)),
        {"Transfer-Encoding": "chunked", "Content-Encoding": "GZIP"},
    ),
    "twice": (
        lambda data: brotli.compress(gzip.compress(data)),
        {"Content-Encoding": "gzip, br"},
    ),
    "unpacked already": (bytes, {"Content-Encoding": "gzip"}),
    "unpacked already, said to be Brotli": (bytes, {"Content-Encoding": "br"}),
    "out of its chunks already": (bytes, {"Transfer-Encoding": "chunked"}),
    "in no coding": (bytes, {"Content-Encoding": "identity"}),
}


@pytest.mark.parametrize(("send", "headers"), SENT.values(), ids=SENT)
@pytest.mark.parametrize("page", [PAGE, PAGE * 9000], ids=["small", "large"])
def test_the_codings_of_the_transfer_are_undone(send, headers, page):
    (dump,) = dumps(crawl(response("/", send(page), HTML | headers)))
    assert dump.data == page


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["chunked", "gzip", "deflate", "Brotli", "gzip in chunks"]),
       st.sampled_from(sorted(PACKINGS)), st.binary(max_size=300))  # fmt: skip
def test_a_payload_comes_as_it_was_before_it_was_sent(sending, packing, data):
    data = b"Text. " + data
    send, headers = SENT[sending]
    (member,) = found(crawl(response("/", send(data), HTML | headers), packing=packing))
    with member.opener() as stream:
        assert stream.read() == data


def test_what_unpacks_to_much_is_unpacked_in_steps():
    data = b"<p>" + b"Much of the same. " * 600_000
    sent = response("/", brotli.compress(data), HTML | {"Content-Encoding": "br"})
    (member,) = found(crawl(sent))
    with member.opener() as stream:
        assert stream.read() == data


def test_a_page_that_was_packed_wrongly_is_told_and_stops_nothing():
    damaged = bytearray(gzip.compress(bytes(range(256)) * 300, 9))
    damaged[40:60] = bytes(20)
    sent = response("/bad", bytes(damaged), HTML | {"Content-Encoding": "gzip"})
    bad, good = found(crawl(sent, response("/good", PAGE)))
    assert bad.problem.startswith(f"crawl.warc.gz/{SITE}/bad was packed wrongly (")
    assert read(good).data == PAGE


CHARSETS = {
    "by the server": (RUSSIAN, "text/html; charset=windows-1251", "cp1251"),
    "by the server, against the page": (
        b"<meta charset=koi8-r>" + RUSSIAN,
        'text/html; charset="Windows-1251"',
        "cp1251",
    ),
    "by the page": (b"<meta charset=windows-1251>" + RUSSIAN, "text/html", "cp1251"),
    "by the page, where the server names none that is known": (
        b"<meta charset=windows-1251>" + RUSSIAN,
        "text/html; charset=x-unknown",
        "cp1251",
    ),
    "by its letters": (RUSSIAN, "text/html", "cp1251"),
    "UTF-8 whatever is said": (
        RUSSIAN.decode("cp1251").encode(),
        "text/html; charset=windows-1251",
        "utf-8",
    ),
    "a text by the server": (
        "Ћирилица".encode("cp1251"),
        "text/plain; charset=windows-1251",
        "cp1251",
    ),
}


@pytest.mark.parametrize(("body", "media", "encoding"), CHARSETS.values(), ids=CHARSETS)
def test_the_encoding_of_a_page(body, media, encoding):
    (dump,) = dumps(crawl(response("/", body, {"Content-Type": media})))
    assert dump.encoding == encoding
    assert "ирилица" in dump.text or "Совет собрался." in dump.text


THREE = [response(f"/{number}", PAGE * 9) for number in range(3)]


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(sorted(PACKINGS)), st.data())
def test_of_a_crawl_that_is_cut_off_the_start_is_read(packing, data):
    whole = crawl(*THREE, packing=packing)
    if packing == "one gzip member":
        end = data.draw(st.integers(20, len(whole) - 1))
    else:  # behind whole records a cut cannot be seen
        first = len(PACKINGS[packing]([INFO, *THREE[:2]]))
        end = data.draw(st.integers(first + 30, len(whole) - 30))
    *good, last = found(whole[:end])
    assert last.problem.startswith("crawl.warc.gz is damaged or cut off (")
    assert all(read(member).data == PAGE * 9 for member in good)
    if packing != "one gzip member":
        assert len(good) == 2


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(PACKINGS)), st.data())
def test_no_damage_ends_in_anything_but_dumps_and_problems(packing, data):
    damaged = bytearray(crawl(*THREE, packing=packing))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    for member in found(bytes(damaged)):
        try:
            assert read(member).name.startswith("crawl.warc.gz")
        except DumpError as error:
            assert "\n" not in str(error)


def test_nothing_is_printed_of_a_damaged_crawl(capfd):
    wrong = THREE[0].replace(b"Content-Length: ", b"Content-Length: 1")
    found(crawl(wrong, THREE[1]))
    found(crawl(THREE[0][:-40], THREE[1]))
    assert capfd.readouterr() == ("", "")


def test_the_crawls_of_a_wacz_file_are_what_counts():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", "{}")
        archive.writestr("archive/data.warc.gz", crawl(*THREE, packing="a gzip member a record"))
    names = [member.name for member in found(buffer.getvalue(), "crawl.wacz")]
    assert names == [f"crawl.wacz/archive/data.warc.gz/{SITE}/{number}" for number in range(3)]


@pytest.mark.parametrize("missing", ["warcio", "brotli"])
def test_without_its_library_a_crawl_says_what_to_install(monkeypatch, missing):
    for name in [name for name in sys.modules if name.split(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    sent = response("/", brotli.compress(PAGE), HTML | {"Content-Encoding": "br"})
    (member,) = found(crawl(sent))
    assert member.problem.endswith(
        "needs the extra \"warc\"; install it with: pip install 'cstonews[warc]'"
    )
