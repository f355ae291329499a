"""Decoding and encoding by which no byte of a dump is lost, and text without what was no text."""

from __future__ import annotations

import re

_LONE = re.compile("[\ud800-\udfff]")


def error_handler(encoding: str) -> str:
    """Return the codec error handler by which no byte of a dump is lost."""
    return "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"


def encode(text: str, encoding: str) -> bytes:
    """Return the bytes that decoding made ``text`` of, those that were no text included."""
    return text.encode(encoding, error_handler(encoding))


def clean(text: str) -> str:
    """Return ``text`` with U+FFFD for the lone surrogates that stand for bytes that are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE.sub("\ufffd", text)
    return text
