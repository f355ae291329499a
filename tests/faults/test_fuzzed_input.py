"""Whatever the bytes are: dumps or errors in one line, nothing lost, the same in any pieces."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

from bombs import crawl, gzipped, tar_member, zipped
from hostile import TEXTS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstonews.archive.facts.cuts import read_cuts
from cstonews.dumps import Limits, Source, members, read
from cstonews.errors import DumpError
from cstonews.split import split, split_stream

HERE = Path(__file__).parents[1]
PAGES = [
    page.read_bytes()
    for folder in [HERE / "gold" / "pages", *sorted((HERE / "pages").glob("*/pages"))]
    for page in sorted(folder.glob("*.txt"))
]
HOSTILE = [text.encode("utf-8", "surrogatepass") for text in TEXTS] + [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"PK\3\4", b"\x1f\x8b\x08",
    b"WARC/1.0\r\n",
    b"<!doctype html>", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", b"%PDF-",
    b"01.02.2023", b"32.13.2024\n", b"\r", b"\n\n\n", "\u2028\u202e".encode(), b"Go back\n",
]  # fmt: skip
LIMITS = Limits(unpacked=4 << 20, page=1 << 20, nesting=3, members=100)
EACH = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@st.composite
def damaged(draw, whole):
    """Bytes with some of them cut out, doubled, put elsewhere, flipped, or hostile ones put in."""
    data = bytearray(draw(whole))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 300)))
        change = draw(st.integers(0, 4))
        if change == 0:
            del data[start:end]
        elif change == 1:
            data[start:start] = data[start:end]
        elif change == 2:
            data[start:start] = draw(st.sampled_from(HOSTILE))
        elif change == 3:
            data[start : start + 1] = bytes([draw(st.integers(0, 255))])
        else:
            del data[end:]
    return bytes(data)


@st.composite
def spliced(draw):
    """Parts of pages, one after another."""
    return b"".join(
        page[start : start + draw(st.integers(0, 3000))]
        for page in draw(st.lists(st.sampled_from(PAGES), min_size=1, max_size=3))
        for start in [draw(st.integers(0, len(page)))]
    )


def saved(data):
    return b"<!doctype html><title>News</title><p>" + data.replace(b"\n", b"<p>")


def message(data):
    head = b"MIME-Version: 1.0\r\nSubject: =?utf-8?Q?News?=\r\nSnapshot-Content-Location: http://x/\r\n"
    head += (
        b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
    )
    return head + saved(data) + b"\r\n--b--\r\n"


texts = damaged(spliced())
SHAPES = (
    bytes, saved, message,
    lambda data: data.decode("utf-8", "replace").encode("utf-16"),
    lambda data: gzipped([data]),
    lambda data: zipped([("a.txt", data), ("b.html", saved(data))]),
    lambda data: tar_member("a.txt", data) + tar_member("b.gz", gzipped([data])) + bytes(1024),
    lambda data: gzipped([tar_member("a.txt", data), bytes(1024)]),
    lambda data: crawl((b"", saved(data)), (b"Content-Encoding: gzip\r\n", gzipped([data]))),
)  # fmt: skip
NAMES = ("x.txt", "x.html", "x.mhtml", "x.zip", "x.warc.gz")
anything = st.one_of(
    damaged(st.builds(lambda shape, data: shape(data), st.sampled_from(SHAPES), texts)),
    st.binary(max_size=200),
    texts,
)


@EACH
@given(st.sampled_from(NAMES), anything)
def test_bytes_are_dumps_or_told_to_be_none(counted, name, data):
    counted("damaged files and containers read, fuzzed")
    for member in members(Source(name, opener=lambda: io.BytesIO(data)), LIMITS):
        try:
            dump = read(member, LIMITS)
            text = "".join(dump.chunks())
        except DumpError as error:
            assert str(error).startswith(name)
            assert "\n" not in str(error)
            continue
        if member.name == name and member.opener is not None and dump.reversible:
            assert dump.cut(0, len(text)) == dump.data


@EACH
@given(texts, st.lists(st.integers(0, 9000), max_size=6))
def test_texts_are_tiled_in_any_pieces_and_keep_their_bytes(counted, data, places):
    counted("damaged texts split, fuzzed")
    text = data.decode("utf-8", "surrogateescape")
    whole = split(text)
    assert "".join(segment.text for segment in whole.segments) == text
    assert all(a.end == b.start for a, b in pairwise(whole.segments))
    cuts = [0, *sorted(min(place, len(text)) for place in places), len(text)]
    warnings = []
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    found = split_stream(pieces, lambda *told: warnings.append(told))
    assert tuple(found) == whole.segments
    assert warnings == [(warning.line, warning.message) for warning in whole.warnings]
    *_, last = read_cuts([text], "utf-8", True, frozenset())
    assert last.ending is not None
