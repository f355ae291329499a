"""Coverage-guided fuzzing of what reads foreign bytes, with atheris.

python benchmarks/fuzz.py TARGET [--minutes 10] [--work FOLDER]

TARGET is "reader" (bytes of any kind → dumps, by the kind of file that a first byte names) or
"splitter" (text → segments). The corpus begins with the pages of tests/ and what they make
packed, and grows in FOLDER, where it is taken up again. What breaks a promise is written there
as crash-…: ``python benchmarks/fuzz.py TARGET FILE`` runs that one alone.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import atheris  # noqa: E402

with atheris.instrument_imports(include=["cstonews"]):
    from cstonews.archive.facts.cuts import read_cuts
    from cstonews.dumps import (
        Limits,
        Source,
        containers,
        crawls,
        layout,
        members,
        metadata,
        mhtml,
        pages,
        read,
        zips,
    )
    from cstonews.errors import DumpError
    from cstonews.split import split, split_stream

LIMITS = Limits(unpacked=4 << 20, page=1 << 20, nesting=4, members=1000)
LONGEST = 1 << 16  # bytes of an input
# The names by which an input is read, for the ending counts too.
NAMES = ("x.txt", "x.html", "x.mhtml", "x.zip", "x.warc", "x.tar")
LOADED = (containers, crawls, layout, metadata, mhtml, pages, zips)  # before time is measured


def reader(data: bytes) -> None:
    """Read an input: all that may come of it is dumps and DumpErrors; bytes come back."""
    if not data:
        return
    name, content = NAMES[data[0] % len(NAMES)], data[1:]
    source = Source(name, len(content), opener=lambda: io.BytesIO(content))
    for member in members(source, LIMITS):
        try:
            dump = read(member, LIMITS)
            text = "".join(dump.chunks())
        except DumpError as error:
            assert "\n" not in str(error)
            continue
        if dump.reversible:
            assert dump.cut(0, len(text)) == dump.data
            list(read_cuts([text], dump.encoding, True, frozenset()))


def splitter(data: bytes) -> None:
    """Split an input: the segments tile it, whatever pieces it comes in."""
    text = data.decode("utf-8", "surrogateescape")
    found = split(text).segments
    assert "".join(segment.text for segment in found) == text
    assert [segment.start for segment in found[1:]] == [segment.end for segment in found[:-1]]
    size = 1 + len(text) // 7
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert tuple(split_stream(pieces, lambda *_: None)) == found


def texts() -> Iterator[bytes]:
    """The pages that the tests are about, and hostile ones."""
    folders = [ROOT / "data" / "pages", ROOT / "tests" / "gold" / "pages"]
    folders += sorted((ROOT / "tests" / "pages").glob("*/pages"))
    for folder in folders:
        for page in sorted(folder.glob("*.txt")):
            yield page.read_bytes()[:4000]


def tarred(data: bytes) -> bytes:
    """A tar file with two members."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("a.txt", "d/b.txt"):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def zipped(data: bytes) -> bytes:
    """A ZIP file with two members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", data)
        archive.writestr("b.txt.gz", gzip.compress(data))
    return buffer.getvalue()


def saved(data: bytes) -> bytes:
    """A page with what pages have."""
    body = b"".join(b"<p>%b</p>" % line for line in data.split(b"\n") if line.strip())
    head = b'<title>News</title><link rel=canonical href="https://example.org/1/">'
    head += b'<script type="application/ld+json">{"datePublished": "2024-07-26"}</script>'
    table = b"<table><tr><td>26.07.2024<td>Minsk</table><pre>a\n b</pre>"
    return b"<!doctype html><html><head>%b</head><body>%b%b</body></html>" % (head, table, body)


def message(data: bytes) -> bytes:
    """A page as a browser saves it in one file."""
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/1/\r\n"
        b"Subject: =?utf-8?Q?News?=\r\nDate: Fri, 26 Jul 2024 10:00:00 -0000\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    )
    return head + saved(data) + b"\r\n--B--\r\n"


def crawled(data: bytes) -> bytes:
    """A crawl of one page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    answer += b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(saved(data))
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1/\r\n"
        b"WARC-Date: 2024-07-26T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(answer), answer)
    )


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "x.txt": bytes,
    "x.txt.gz": gzip.compress,
    "x.txt.bz2": bz2.compress,
    "x.txt.xz": lzma.compress,
    "utf-16": lambda data: data.decode("utf-8", "replace").encode("utf-16"),
    "cp1251": lambda data: data.decode("utf-8", "replace").encode("cp1251", "replace"),
    "x.zip": zipped,
    "x.tar": tarred,
    "x.html": saved,
    "x.mhtml": message,
    "x.warc": crawled,
}


def seed(target: str, folder: Path) -> None:
    """Fill a new corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts()):
        if target == "splitter":
            (folder / f"seed-{number}").write_bytes(text)
            continue
        for place, (name, pack) in enumerate(PACKERS.items()):
            if number % len(PACKERS) == place or number < 4:
                kind = NAMES.index(name) if name in NAMES else 0
                (folder / f"seed-{number}-{place}").write_bytes(bytes([kind]) + pack(text))


def main() -> None:
    """Fuzz, for some minutes, or run what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("target", choices=["reader", "splitter"])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--work", type=Path, default=Path(".fuzz"))
    chosen = parser.parse_args()
    target = {"reader": reader, "splitter": splitter}[chosen.target]
    if chosen.files:
        for file in chosen.files:
            target(file.read_bytes())
        return
    corpus = chosen.work / chosen.target
    seed(chosen.target, corpus)
    options = [
        f"-max_total_time={chosen.minutes * 60:.0f}", f"-max_len={LONGEST}", "-timeout=20",
        "-rss_limit_mb=4096", "-print_final_stats=1", f"-artifact_prefix={chosen.work}/",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], str(corpus), *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
