"""Files that are small and unpack to far more, or that tell of themselves what is not so."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MB = 1 << 20
LINE = b"The Council met in Minsk and agreed on its plan for the year.\n"
WORDS = LINE * (MB // len(LINE))
ZEROS = bytes(MB)
GOOD = b"The Secretary General flew to Dushanbe for two days of talks.\n"


def gzipped(pieces: Iterable[bytes]) -> bytes:
    return _packed(zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS), pieces)


def _packed(packer, pieces: Iterable[bytes]) -> bytes:
    return b"".join([packer.compress(piece) for piece in pieces]) + packer.flush()


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def tar_header(name: str, size: int, kind: bytes = b"0", **fields: bytes) -> bytes:
    """A header with ``fields`` put in at their offsets, ``at124=…``, and the right sum."""
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    for at, field in fields.items():
        start = int(at.removeprefix("at"))
        header[start : start + len(field)] = field
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header[:512])
    return bytes(header)


def tar_member(name: str, data: bytes) -> bytes:
    return tar_header(name, len(data)) + data + bytes(-len(data) % 512)


def tar_gz(name: str, piece: bytes, count: int) -> bytes:
    def pieces() -> Iterator[bytes]:
        yield tar_member("good.txt", GOOD)
        yield tar_header(name, len(piece) * count)
        yield from [piece] * count
        yield bytes(-len(piece) * count % 512) + bytes(1024)

    return gzipped(pieces())


def nested_zip(levels: int, leaf: bytes) -> bytes:
    data = leaf
    for level in range(levels):
        ending = ".zip" if level else ".txt"
        data = zipped((f"{number}{ending}", data) for number in range(10))
    return data


def overlapping_zip(megabytes: int, count: int, name: bytes = b"a.txt") -> bytes:
    """Many members of a ZIP file that are all the same bytes of it."""
    data = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = _packed(data, [WORDS] * megabytes)
    size, crc = len(WORDS) * megabytes, zlib.crc32(WORDS * megabytes)
    told = (20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", *told) + name + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, *told, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entry) * count, len(local), 0)
    return local + entry * count + end


def quine() -> bytes:
    """A gzip file in a gzip file, far more often than any file has it."""
    data = GOOD
    for _ in range(200):
        data = gzip.compress(data)
    return data


def crawl(*answers: tuple[bytes, bytes], extra: bytes = b"", length: int | None = None) -> bytes:
    """A crawl of answers, each a header (fields alone) and a body."""
    records = []
    for fields, body in answers:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%b\r\n%b" % (fields, body)
        size = len(answer) if length is None else length
        records.append(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\n"
            b"WARC-Date: 2024-07-26T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n%b"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
            b"%b\r\n\r\n" % (extra, size, answer)
        )
    return b"".join(records)


def brotlied(megabytes: int) -> bytes:
    import brotli

    packer = brotli.Compressor(quality=4)
    return b"".join([packer.process(WORDS) for _ in range(megabytes)]) + packer.finish()


def sparse_tar(size: int) -> bytes:
    """A member of one block that says it has ``size`` bytes, after it holes."""
    fields = {
        "at386": b"%011o\0" % 0,
        "at398": b"%011o\0" % 512,
        "at483": b"\x80" + size.to_bytes(11, "big"),
    }
    header = tar_header("sparse.txt", 512, tarfile.GNUTYPE_SPARSE, **fields)
    return header + (LINE * 9)[:512] + tar_member("good.txt", GOOD) + bytes(1024)


# Each by how many megabytes it is to unpack to; all hold more than they may.
BOMBS: dict[str, Callable[[int], bytes]] = {
    "text.gz": lambda size: gzipped([WORDS] * size),
    "zeros.gz": lambda size: gzipped([ZEROS] * size),
    "text.bz2": lambda size: bz2.compress(WORDS) * size,
    "text.xz": lambda size: _packed(lzma.LZMACompressor(preset=0), [WORDS] * size),
    "text.zst": lambda size: _packed(zstd.ZstdCompressor(), [WORDS] * size),
    "text.tar.gz": lambda size: tar_gz("a.txt", WORDS, size),
    "zeros.tar.gz": lambda size: tar_gz("a.bin", ZEROS, size),
    "hidden.tar.gz": lambda size: tar_gz(".hidden", ZEROS, size),
    "text.zip": lambda size: zipped([("a.txt", WORDS * size), ("good.txt", GOOD)]),
    "overlapping.zip": lambda size: overlapping_zip(1, size),
    "nested.zip": lambda size: nested_zip(4, WORDS[: size << 10]),
    "text.gz.zip": lambda size: zipped([("good.txt", GOOD), ("a.gz", gzipped([WORDS] * size))]),
    "brotli.warc": lambda size: crawl((b"Content-Encoding: br\r\n", brotlied(size)), (b"", GOOD)),
    "gzip.warc": lambda size: crawl(
        (b"Content-Encoding: gzip, gzip\r\n", gzip.compress(gzipped([WORDS] * size))), (b"", GOOD)
    ),
    "quine.gz": lambda _: quine(),
    "circle.tar": lambda _: (
        tar_member("good.txt", GOOD)
        + tar_header("a.txt", 0, at124=b"\xff" * 10 + b"\xfc\0")
        + bytes(1024)
    ),
    "huge.tar": lambda _: (
        tar_member("good.txt", GOOD)
        + tar_header("a.txt", 0, at124=b"\x80" + (1 << 62).to_bytes(11, "big"))
        + WORDS
    ),
    "sparse.tar": lambda _: sparse_tar(1 << 42),
    "name.tar.gz": lambda size: gzipped(
        [tar_member("good.txt", GOOD), tar_header("a", size * MB, b"L"), *[WORDS] * size]
    ),
    "pax.tar": lambda _: (
        tar_member("good.txt", GOOD)
        + (tar_header("p", 512, b"x") + b"20 path=aaaaaaaaaaaa\n".ljust(512, b"\0")) * 3000
        + bytes(1024)
    ),
    "header.warc": lambda size: (
        crawl((b"", GOOD)) + crawl((b"", GOOD), extra=b"X: " + b"a" * (size * MB) + b"\r\n")
    ),
    "codings.warc": lambda _: crawl(
        (b"Content-Encoding: " + b"gzip, " * 3000 + b"\r\n", GOOD), (b"", GOOD)
    ),
    "length.warc": lambda _: crawl((b"", GOOD)) + crawl((b"", GOOD), length=1 << 62),
}  # fmt: skip
# What the neighbours of the bomb in its own container are: these hold one behind or before it.
WITH_GOOD = {
    "text.tar.gz", "zeros.tar.gz", "hidden.tar.gz", "text.zip", "text.gz.zip", "brotli.warc",
    "gzip.warc", "circle.tar", "huge.tar", "sparse.tar", "name.tar.gz", "pax.tar", "header.warc",
    "codings.warc", "length.warc",
}  # fmt: skip
