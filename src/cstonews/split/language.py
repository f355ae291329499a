"""Which of the archive's languages a text is in."""

from __future__ import annotations

_LATIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# A code page with the letters of both; to leave bytes out is the fastest way to count them.
_CYRILLIC = "".join(map(chr, (*range(0x410, 0x450), 0x401, 0x451))).encode("cp1251")
_SAMPLE = 400


def language(text: str) -> str | None:
    """Return ``"en"``, ``"ru"`` or None, by the letters that prevail at the start of ``text``."""
    sample = text[:_SAMPLE]
    letters = sample.encode("cp1251", "ignore")
    latin = len(letters) - len(letters.translate(None, _LATIN))
    cyrillic = len(letters) - len(letters.translate(None, _CYRILLIC))
    if latin == cyrillic:
        return None
    return "en" if latin > cyrillic else "ru"
