"""Bytes → dump: what encoding they are in, whether they are text at all, and their hash."""

from __future__ import annotations

import codecs
import hashlib
import io
import re

from cstonews.dumps.dump import Dump, Opener
from cstonews.errors import DumpError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\xff\xfe\x00\x00", "a text in UTF-32"),
    (b"\x00\x00\xfe\xff", "a text in UTF-32"),
)
_CHUNK = 1 << 20
_SAMPLE = 65536
# Control characters that no text needs; ESC is left out, for terminal logs are text.
_JUNK = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_JUNK_SHARE = 0.05
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ud800-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str = "-") -> Dump:
    """Return the dump that ``data`` holds; raises DumpError where it is not text."""
    return examine(name, lambda: io.BytesIO(data))


def examine(name: str, opener: Opener) -> Dump:
    """Return the dump that ``opener`` opens, having read it once from end to end.

    Raises DumpError where it is not text, or in no encoding that is known.
    """
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    size = beyond_ascii = broken = 0
    sample = b""
    with opener() as stream:
        while data := stream.read(_CHUNK):
            if not size:
                sample = data[:_SAMPLE]
                _refuse_binary(sample, name)
            size += len(data)
            digest.update(data)
            text = utf8.decode(data)
            if not text.isascii():
                broken += len(_LONE.findall(text))
                beyond_ascii += len(_BEYOND_ASCII.findall(text))
    broken += len(utf8.decode(b"", True))
    # Bytes that are no UTF-8 are damage where there is more UTF-8 beside them, else a legacy text.
    is_utf8 = not broken or broken <= beyond_ascii
    encoding = _encoding(sample, is_utf8, name)
    return Dump(name, digest.hexdigest(), size, encoding, opener)


def _refuse_binary(sample: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if sample.startswith(magic):
            raise DumpError(f"{name} is {what}, not text; save it as text first")
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    if len(_JUNK.findall(sample)) > max(8, _JUNK_SHARE * len(sample)):
        raise DumpError(f"{name} is not text; leave it out or save it as text first")


def _encoding(sample: bytes, is_utf8: bool, name: str) -> str:
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding
    return "utf-8" if is_utf8 else _guess(sample, name)


def _guess(sample: bytes, name: str) -> str:
    """Guess a legacy encoding among those that Russian and Western pages were saved in."""
    from charset_normalizer import from_bytes

    candidates = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5", "cp1252"]
    best = from_bytes(sample, cp_isolation=candidates).best()
    if best is None:
        raise DumpError(f"{name} is in no encoding that is known; save it as UTF-8 first")
    return best.encoding
