"""Which encoding bytes are in, where no mark at their start says so."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The single-byte encodings that Russian and Western pages were saved in.
LEGACY = ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5", "cp1252")
_UPPER_BYTES = (0x00, 0x04, 0x20, 0x21)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def legacy_encoding(sample: bytes) -> str | None:
    """Return the single-byte encoding in which ``sample`` reads most like a page, or None."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(LEGACY)).best()
    return best.encoding if best else None


def utf16_encoding(sample: bytes) -> str | None:
    """Return the UTF-16 that ``sample`` is in without a mark that says so, or None.

    The upper byte of each pair is then that of ASCII, Cyrillic or punctuation, the lower
    one none of a control character.
    """
    even, odd = sample[: len(sample) & ~1 : 2], sample[1::2]
    if len(odd) < 4:
        return None
    for upper, encoding in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if sum(map(upper.count, _UPPER_BYTES)) >= 0.97 * len(upper):
            text = sample.decode(encoding, "replace")
            return encoding if len(_CONTROLS.findall(text)) <= 0.03 * len(text) else None
    return None


_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(
    rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_PRESCAN = 8192  # bytes; the standard says 1024, pages do not keep to it
_KNOWN = re.compile(
    r"utf-8|utf-16-[lb]e|cp125\d|cp866|cp874|koi8-[rut]|iso8859-\d+|mac-(?:roman|cyrillic)"
    r"|gb\w+|big5\w*|euc_\w+|iso2022_\w+|shift_jis\w*|cp9\d\d|kz1048|ptcp154"
)
# What pages say and browsers take for something else, by the names of Python's codecs.
_TAKEN_FOR = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874",
    "utf-16": "utf-16-le",
}  # fmt: skip
_CANONICAL = {"koi8-r": "koi8_r", "iso8859-5": "iso8859_5", "mac-cyrillic": "mac_cyrillic"}


def declared_charset(data: bytes) -> str | None:
    """Return the charset that a page names in its first bytes, as it is written there."""
    found = _META.search(_COMMENT.sub(b"", data[:_PRESCAN]))
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def known_encoding(charset: str | None) -> str | None:
    """Return the codec for a charset's name, or None where it names no encoding of texts."""
    try:
        name = codecs.lookup((charset or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    name = _TAKEN_FOR.get(name, name)
    return _CANONICAL.get(name, name) if _KNOWN.fullmatch(name) else None
