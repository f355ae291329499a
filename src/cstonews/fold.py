"""The form in which two copies of one text are equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Characters that show nothing: joiners, marks of direction, soft hyphens, byte-order marks.
ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c"

_WORD = re.compile(r"\w+")
_DROPPED = re.compile(f"[\u0300-\u036f{ZERO_WIDTH}]+")
_CYRILLIC = re.compile("[\u0430-\u045f]")
_LATIN = re.compile("[a-z]")
# Letters of the two alphabets that look alike in either case.
_CYRILLIC_TWINS = "асеорухікмнтв"
_LATIN_TWINS = "aceopyxikmhtb"
_ONLY_CYRILLIC = re.compile(f"(?![{_CYRILLIC_TWINS}])[\u0430-\u045f]")
_ONLY_LATIN = re.compile(f"(?![{_LATIN_TWINS}])[a-z]")
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)


def fold(text: str) -> str:
    """Return the words of ``text`` in lower case, parted by single spaces.

    Spaces, punctuation, quotes, dashes, case, diacritics, compatibility forms,
    characters that show nothing and a letter borrowed from the look-alike alphabet
    make no difference. A text without a word is returned stripped. Handles are
    hashes of this form, so changing it changes the handle of every entry: it takes
    a migration.
    """
    flat = unicodedata.normalize("NFKD", text).casefold()
    if flat.isascii():
        return " ".join(_WORD.findall(flat)) or text.strip()
    words = _WORD.findall(_DROPPED.sub("", flat))
    if _CYRILLIC.search(flat) and _LATIN.search(flat):
        # Letters without a twin tell the text's alphabet; folding does not change their number.
        balance = len(_ONLY_CYRILLIC.findall(flat)) - len(_ONLY_LATIN.findall(flat))
        words = [word if _is_of_one(word) else _in_one_alphabet(word, balance) for word in words]
    return " ".join(words) or text.strip()


def one_alphabet(word: str) -> str:
    """Return ``word`` in lower case, without letters borrowed from the look-alike alphabet."""
    return _in_one_alphabet(word.casefold(), 0)


def look_alikes(word: str) -> Iterator[str]:
    """Yield the ways to write ``word`` with one letter, or all that can be, borrowed."""
    lower = word.casefold()
    table = _TO_LATIN if _CYRILLIC.search(lower) else _TO_CYRILLIC
    for at, letter in enumerate(lower):
        if ord(letter) in table:
            yield f"{lower[:at]}{letter.translate(table)}{lower[at + 1 :]}"
    whole = lower.translate(table)
    if whole != lower:
        yield whole


def _is_of_one(word: str) -> bool:
    """Whether a glance tells that a word has no borrowed letter."""
    return len(word) > 1 and (word.isascii() or not _LATIN.search(word))


def _in_one_alphabet(word: str, balance: int) -> str:
    """``word`` without the other alphabet's look-alikes.

    A letter that has no twin decides. Where there is none, the alphabet that prevails
    in the text does (``balance`` above 0: Cyrillic), or that of most letters.
    """
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if len(word) > 1 and not (cyrillic and latin):
        return word
    if _ONLY_CYRILLIC.search(word):
        return word.translate(_TO_CYRILLIC)
    if _ONLY_LATIN.search(word):
        return word.translate(_TO_LATIN)
    if len(word) == 1 and not balance:
        return word
    return word.translate(_TO_CYRILLIC if (balance or cyrillic - latin) >= 0 else _TO_LATIN)
