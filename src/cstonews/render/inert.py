"""Text that cannot act: what a terminal would obey is shown as a visible stand-in.

What counts, by the classes of Unicode: controls (Cc), separators of lines and paragraphs (Zl,
Zp), controls of direction (Bidi_Control) and halves of surrogate pairs (Cs), since a terminal or
a renderer obeys them; the deprecated format characters (U+206A to U+206F), interlinear
annotation (U+FFF9 to U+FFFB) and tags (U+E0000 to U+E007F), since they hold instructions, or
whole sentences, that nobody sees; and the two noncharacters that mark hits here.

All else stays as it is. Of what is not seen either, that is what pages hold to shape the letters
beside it: soft hyphens, joiners and spaces without a width, selectors of variants, fillers, the
signs of single scripts. So do characters for private use, and those that are not assigned yet,
which move nothing and which a font shows as boxes.
"""

from __future__ import annotations

import re

from cstonews.found import MARK_OFF, MARK_ON

_UNSEEN = "\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
_OBEYED = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_IN_HITS = f"[{_OBEYED}{_UNSEEN}]"
ACTIVE = f"[{_OBEYED}{_UNSEEN}{MARK_ON}{MARK_OFF}]"  # as a regular expression


def inert(text: str) -> str:
    """Return ``text`` with control, escape and bidi characters made visible.

    Tabs and line feeds are kept. C0 controls become control pictures (``␛``),
    the others their code point (``<U+202E>``).
    """
    if text.isprintable():  # as most texts are, so that the pattern can wait
        return text
    return re.sub(ACTIVE, _stand_in, text)


def inert_line(text: str) -> str:
    """Return ``text`` as ``inert`` does, on one line, with runs of blanks folded to a space."""
    return inert(" ".join(text.split()))


def inert_hit(marked: str) -> str:
    """Return a text whose hits are marked as ``inert_line`` does, with its marks."""
    line = " ".join(marked.split())
    return line if unmarked(line).isprintable() else re.sub(_IN_HITS, _stand_in, line)


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
