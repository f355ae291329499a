"""What one text says otherwise than another, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_AROUND = 4  # words that are shown on either side of a change
_LONG = 4000  # words of both texts
_LONGEST = 16  # words of a change that are shown


def word_changes(old: str, new: str) -> Iterator[str]:
    """Yield the places where ``new`` differs from ``old``, with a few words around each.

    What was taken out stands in ``[-…-]``, what was put in in ``{+…+}``, as git shows it.
    """
    before, after = old.split(), new.split()
    # Without its heuristics difflib takes half a minute for texts of many thousand words.
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > _LONG)
    for group in matcher.get_grouped_opcodes(_AROUND):
        opens = "… " if group[0][1] or group[0][3] else ""
        ends = " …" if group[-1][2] < len(before) or group[-1][4] < len(after) else ""
        words = (
            word
            for what, a, b, c, d in group
            for word in (
                [" ".join(after[c:d])] if what == "equal" else _change(before[a:b], after[c:d])
            )
        )
        yield opens + " ".join(words) + ends


def _change(out: Sequence[str], put_in: Sequence[str]) -> Iterator[str]:
    if out:
        yield f"[-{_short(out)}-]"
    if put_in:
        yield f"{{+{_short(put_in)}+}}"


def _short(words: Sequence[str]) -> str:
    if len(words) <= _LONGEST:
        return " ".join(words)
    half = _LONGEST // 2
    left_out = len(words) - 2 * half
    return f"{' '.join(words[:half])} … {left_out} words … {' '.join(words[-half:])}"
