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
# The characters of English and Russian texts are those of one code page, in which the folding
# of each is a table, and a table of bytes is by far the fastest.
_PAGE = bytes(range(256)).decode("cp1251", "replace")


def _flat(char: str) -> str:
    """What a character folds to: a letter or a digit, a blank, nothing; else "?"."""
    flat = _DROPPED.sub("", unicodedata.normalize("NFKD", char).casefold())
    if not _WORD.search(flat):
        return "?" if char == "\ufffd" else flat and " "
    return flat if len(flat) == 1 and flat in _PAGE else "?"


def _bytes_but(letters: str) -> bytes:
    """All bytes of the code page that stand for none of the letters of a regular expression."""
    return re.sub(letters, "", _PAGE.replace("\ufffd", "")).encode("cp1251")


_FLAT = [_flat(char) for char in _PAGE]
_TABLE = "".join(flat or " " for flat in _FLAT).encode("cp1251")
_NOTHING = bytes(byte for byte, flat in enumerate(_FLAT) if not flat)
_NOT_CYRILLIC, _NOT_LATIN = _bytes_but(_CYRILLIC.pattern), _bytes_but(_LATIN.pattern)
_NOT_ONLY_CYRILLIC = _bytes_but(_ONLY_CYRILLIC.pattern)
_NOT_ONLY_LATIN = _bytes_but(_ONLY_LATIN.pattern)
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
    return " ".join(folded_words(text)) or text.strip()


def folded_words(text: str) -> list[str]:
    """The words of ``fold``, without those of a text that has none."""
    if text.isascii():
        return text.encode().translate(_TABLE).decode().split()
    try:
        data = text.encode("cp1251").translate(_TABLE, _NOTHING)
    except UnicodeEncodeError:
        return _words_of_any(text)
    if b"?" in data:  # a character whose folded form is not one of the code page
        return _words_of_any(text)
    words = data.decode("cp1251").split()
    if data.translate(None, _NOT_LATIN) and data.translate(None, _NOT_CYRILLIC):
        only = len(data.translate(None, _NOT_ONLY_CYRILLIC))
        return _in_own_alphabets(words, only - len(data.translate(None, _NOT_ONLY_LATIN)))
    return words


def _words_of_any(text: str) -> list[str]:
    """The words of a text with any characters."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    words = _WORD.findall(_DROPPED.sub("", flat))
    if _CYRILLIC.search(flat) and _LATIN.search(flat):
        balance = len(_ONLY_CYRILLIC.findall(flat)) - len(_ONLY_LATIN.findall(flat))
        return _in_own_alphabets(words, balance)
    return words


def _in_own_alphabets(words: list[str], balance: int) -> list[str]:
    """``words`` of a text of two alphabets, each in one.

    Letters without a twin tell the text's alphabet; folding does not change their number.
    """
    return [word if _is_of_one(word) else _in_one_alphabet(word, balance) for word in words]


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
