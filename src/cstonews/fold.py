"""The form in which two copies of one text are equal."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")
_COMBINING = re.compile(r"[\u0300-\u036f]+")
_MIXED_SCRIPT = re.compile(r"\w*(?:[a-z][\u0430-\u045f]|[\u0430-\u045f][a-z])\w*")
_CYRILLIC = "асеорухікмнтв"
_LATIN = "aceopyxikmhtb"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_ONLY_CYRILLIC = re.compile(f"[\u0430-\u045f](?<![{_CYRILLIC}])")


def fold(text: str) -> str:
    """Return the words of ``text`` in lower case, parted by single spaces.

    Spaces, punctuation, quotes, dashes, case, diacritics, compatibility forms
    and a letter borrowed from the look-alike alphabet make no difference. A
    text without a word is returned stripped. Handles are hashes of this form,
    so changing it changes the handle of every entry: it takes a migration.
    """
    flat = unicodedata.normalize("NFKD", text).casefold()
    if not flat.isascii():
        flat = _MIXED_SCRIPT.sub(_one_alphabet, _COMBINING.sub("", flat))
    return " ".join(_WORD.findall(flat)) or text.strip()


def _one_alphabet(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_TO_CYRILLIC if _ONLY_CYRILLIC.search(word) else _TO_LATIN)
