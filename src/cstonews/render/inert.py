"""Text that cannot act: what a terminal would obey is shown as a visible stand-in."""

from __future__ import annotations

import re

from cstonews.found import MARK_OFF, MARK_ON

_ACTIVE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def inert(text: str) -> str:
    """Return ``text`` with control, escape and bidi characters made visible.

    Tabs and line feeds are kept. C0 controls become control pictures (``␛``),
    the others their code point (``<U+202E>``).
    """
    if unmarked(text).isprintable():  # as most texts are, so that the pattern can wait
        return text
    return re.sub(_ACTIVE, _stand_in, text)


def inert_line(text: str) -> str:
    """Return ``text`` as ``inert`` does, on one line, with runs of blanks folded to a space."""
    return inert(" ".join(text.split()))


def unmarked(text: str) -> str:
    """Return ``text`` without the marks around hits."""
    return text.replace(MARK_ON, "").replace(MARK_OFF, "")


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"<U+{code:04X}>"
