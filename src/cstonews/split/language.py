"""Which of the archive's languages a text is in."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_SAMPLE = 400


def language(text: str) -> str | None:
    """Return ``"en"``, ``"ru"`` or None, by the letters that prevail at the start of ``text``."""
    sample = text[:_SAMPLE]
    latin, cyrillic = len(_LATIN.findall(sample)), len(_CYRILLIC.findall(sample))
    if latin == cyrillic:
        return None
    return "en" if latin > cyrillic else "ru"
