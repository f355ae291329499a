"""Bytes → text, so that every slice of the text can be turned back into its bytes."""

from __future__ import annotations

import codecs
import hashlib
import re

from cstonews.errors import DumpError
from cstonews.model import Dump

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
)
_SAMPLE = 65536
# Control characters that no text needs; ESC is left out, for terminal logs are text.
_JUNK = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_JUNK_SHARE = 0.05
_BROKEN_SHARE = 0.02
_LONE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str = "-") -> Dump:
    """Return the dump that ``data`` holds.

    Raises DumpError where it is not text.
    """
    _refuse_binary(data, name)
    text, encoding = _decode(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    if not _LONE.search(text):
        return Dump(name, data, text, encoding, sha256)
    dump = Dump(name, data, _LONE.sub("\ufffd", text), encoding, sha256, True, text)
    if _reversible(dump):
        return dump
    return Dump(name, data, dump.text, encoding, sha256, False, text)


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DumpError(f"{name} is {what}, not text; save it as text first")
    sample = data[:_SAMPLE]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    if len(_JUNK.findall(sample)) > max(8, _JUNK_SHARE * len(sample)):
        raise DumpError(f"{name} is not text; leave it out or save it as text first")


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            if encoding == "utf-8":
                return data.decode("utf-8", "surrogateescape"), encoding
            return _decode_utf16(data, encoding)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "surrogateescape")
    if len(_LONE.findall(text)) <= _BROKEN_SHARE * len(text):
        return text, "utf-8"
    encoding = _guess(data, name)
    return data.decode(encoding, "surrogateescape"), encoding


def _decode_utf16(data: bytes, encoding: str) -> tuple[str, str]:
    """Decode UTF-16; a byte that is left over at the end makes the dump irreversible."""
    whole = data if len(data) % 2 == 0 else data[:-1]
    text = whole.decode(encoding, "surrogatepass")
    return (text if whole is data else text + "\udcff"), encoding


def _guess(data: bytes, name: str) -> str:
    """Guess a legacy encoding among those that Russian and Western pages were saved in."""
    from charset_normalizer import from_bytes

    candidates = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5", "cp1252"]
    best = from_bytes(data[:_SAMPLE], cp_isolation=candidates).best()
    if best is None:
        raise DumpError(f"{name} is in no encoding that is known; save it as UTF-8 first")
    return best.encoding


def _reversible(dump: Dump) -> bool:
    try:
        return dump.cut(0, len(dump.text)) == dump.data
    except UnicodeEncodeError:
        return False
