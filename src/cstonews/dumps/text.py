"""Bytes → dump: what encoding they are in, whether they are text at all, and their hash."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from typing import NoReturn

from cstonews.dumps.dump import Dump, Opener
from cstonews.dumps.encodings import (
    BOMS,
    LEGACY,
    declared_charset,
    known_encoding,
    legacy_encoding,
    utf16_encoding,
)
from cstonews.dumps.signatures import binary
from cstonews.errors import DumpError
from cstonews.model import Origin

_UNKNOWN = Origin()

_CHUNK = 1 << 20
SAMPLE = 65536  # bytes by which a file is judged before it is read
# A legacy encoding is told by some windows of a text, wherever there is more than ASCII.
_WINDOW, _WINDOWS = 512, 16  # bytes, number
# Control characters that no text needs; ESC is left out, for terminal logs are text.
_JUNK = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_JUNK_SHARE = 0.05
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_LONE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str = "-") -> Dump:
    """Return the dump that ``data`` holds; raises DumpError where it is not text."""
    refuse_binary(data[:SAMPLE], name)
    return examine(name, lambda: io.BytesIO(data), hashlib.sha256(data).hexdigest())


def examine(
    name: str, opener: Opener, sha256: str, charset: str | None = None, origin: Origin = _UNKNOWN
) -> Dump:
    """Return the dump that ``opener`` opens, having read it once from end to end.

    ``sha256`` is that of its bytes, whose start ``refuse_binary`` has let pass; ``charset`` is
    what a server said that they are in, which counts where they are not plainly in another.
    Raises DumpError where they are in no encoding that is known.
    """
    survey = _Survey()
    size = 0
    sample = b""
    with opener() as stream:
        while data := stream.read(_CHUNK):
            sample = sample or data[:SAMPLE]
            size += len(data)
            survey.add(data)
    encoding = _marked(sample) or survey.encoding(charset) or _refused(name)
    return Dump(name, sha256, size, encoding, opener, origin=origin)


def page_encoding(data: bytes, charset: str | None, name: str) -> str:
    """Return the encoding of a page's bytes: by its mark, the server, the page, or its letters.

    Raises DumpError where none of these tells.
    """
    if marked := _marked(data[:SAMPLE]):
        return marked
    survey = _Survey()
    survey.add(data)
    told = [known_encoding(said) for said in (charset, declared_charset(data))]
    likely = [encoding for encoding in told if encoding and survey.bears_out(encoding)]
    found = likely[0] if likely else survey.encoding() or next(filter(None, told), None)
    return found or _refused(name)


def _refused(name: str) -> NoReturn:
    raise DumpError(f"{name} is in no encoding that is known; save it as UTF-8 first")


def _marked(sample: bytes) -> str | None:
    """The encoding that the first bytes, or UTF-16's shape, tell without doubt."""
    for bom, encoding in BOMS:
        if sample.startswith(bom):
            return encoding
    return utf16_encoding(sample) if 0 in sample or 4 in sample else None


def _telling(data: bytes) -> bytes:
    """Parts of ``data`` from all over it, each from a byte on that is not ASCII."""
    if len(data) <= _WINDOW * _WINDOWS:
        return data
    step = len(data) // _WINDOWS
    found = (_NOT_ASCII.search(data, at, at + step) for at in range(0, len(data), step))
    starts = (max(0, byte.start() - 1) for byte in found if byte)
    return b" ".join(data[start : start + _WINDOW] for start in starts)


class _Survey:
    """What bytes that are read piece by piece tell of their encoding."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._letters = self._broken = 0
        self._telling = b""

    def add(self, data: bytes) -> None:
        """Look at the next piece."""
        text = self._utf8.decode(data)
        if not text.isascii():
            broken = 0 if _is_whole(text) else len(_LONE.findall(text))
            self._broken += broken
            self._letters += len(text) - len(text.encode("ascii", "ignore")) - broken
        if len(self._telling) < _WINDOW * _WINDOWS:
            self._telling += _telling(data)

    def _is_utf8(self) -> bool:
        # Bytes that are no UTF-8 are damage where there is more UTF-8, else a legacy text.
        broken = self._broken + len(self._utf8.decode(b"", True))
        return not broken or broken <= self._letters

    def bears_out(self, said: str) -> bool:
        """Whether the bytes can be in the encoding that is ``said``.

        Browsers save pages in UTF-8 and leave in them the charset that they once had.
        """
        if said == "utf-8":
            return self._is_utf8()
        # UTF-16 would have shown itself by its zeros.
        return not (self._letters and self._is_utf8()) and not said.startswith("utf-16")

    def encoding(self, charset: str | None = None) -> str | None:
        """Return the encoding, or None where it cannot be told."""
        if self._is_utf8():
            return "utf-8"
        said = known_encoding(charset)
        return said if said in LEGACY else legacy_encoding(self._telling)


def _is_whole(text: str) -> bool:
    """Whether no byte was left over; to encode is faster than to look for what cannot be."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def refuse_binary(sample: bytes, name: str) -> None:
    """Raise DumpError where bytes that start with ``sample`` are not text."""
    if what := binary(sample):
        raise DumpError(f"{name} is {what}, not text; save it as text first")
    if _marked(sample):
        return
    if len(_JUNK.findall(sample)) > max(8, _JUNK_SHARE * len(sample)):
        raise DumpError(f"{name} is not text; leave it out or save it as text first")
