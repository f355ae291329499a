"""Other ways to write a word, of which an archive may hold some. Pure; nothing is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cstonews.fold import look_alikes, one_alphabet
from cstonews.query.function_words import FUNCTION_WORDS

_SHORTEST_HALF = 3
_LONGEST = 40  # letters of a word; what is longer is none
_ABBREVIATION = "[A-ZА-ЯЁ]{2,6}"
# Patterns that few words need are compiled when one does, since readers must start fast.
_DOTTED = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\.?)?|[^\W\d_](?:\.[^\W\d_])+\.?"
_INITIALS = r"(?:[^\W\d_]\.-?){1,3}"
_POSSESSIVE = r"(.*\w)['’ʼ]s"
_HYPHENS = "\u2010\u2011-"
_ORDINAL = r"([0-9]+)(?:st|nd|rd|th)"
_RUSSIAN_SUFFIXES = (
    "й", "я", "е", "го", "му", "м", "ю", "ой", "ого", "ому", "ая", "ое", "ый", "ых",
)  # fmt: skip
_RUSSIAN_ORDINAL = rf"([0-9]+)[-\u2010\u2011]?(?:{'|'.join(_RUSSIAN_SUFFIXES)})"
_MOST_FIGURES = 15
_NAMED_YEAR = "(.+)[-\u2010-\u2013]([0-9]{1,4})"
_SIGNS_AROUND = r"^[\W_]+|[\W_]+$"
_ROMAN = tuple(
    tens + ones
    for tens in ("", "X", "XX", "XXX")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)[1:]
_YEAR = "(?:19|20)[0-9]{2}"
_GROUPED = r"[0-9]{1,3}(?:[,.\u00a0\u202f ][0-9]{3})+"
# How English words go on, for the beginnings of words that stemming cuts: "securit" of
# "security" is no beginning of its stem "secur".
_ENDINGS = (
    "es", "ed", "ing", "ies", "ied", "ional", "ations", "ative", "ally", "ers", "ors", "able",
    "ability", "ible", "ant", "ance", "ence", "ency", "ism", "ists", "istic", "ities", "ity", "ive",
    "ized", "izing", "ization", "ised", "ising", "isation", "ments", "ness", "ously", "ful", "ical",
    "ics", "ication", "ications", "ship", "ee", "y", "e",
)  # fmt: skip
_TAILS = sorted({ending[at:] for ending in _ENDINGS for at in range(len(ending))}, key=len)


def is_initials(text: str) -> bool:
    """Whether ``text`` may stand for first names: ``С.В.``, ``S.``."""
    return "." in text and re.fullmatch(_INITIALS, text) is not None


def spellings(text: str) -> Iterator[str]:
    """Yield other ways to write the word ``text``; those of several words are phrases.

    ``Lukashenko's`` → Lukashenko; ``anti-drug`` → antidrug, ``antidrug`` → anti drug;
    ``U.S.`` → US and back; ``38th`` → 38-й and back, ``38`` → 38th; ``10000`` → 10 000 and
    back; letters borrowed from the other alphabet.
    """
    bare = bare_word(text)
    if len(bare) > _LONGEST:
        return
    if bare != text:
        yield bare
    if bare.endswith("s") and (match := re.fullmatch(_POSSESSIVE, bare)):
        yield match.group(1)
    yield from _abbreviations(bare)
    yield from _numbers(bare)
    yield from _joined_or_parted(bare)
    yield from _alphabets(bare)


def yo_variants(start: str) -> list[str]:
    """Return ``start`` with its letters ё as е, and each of them in turn as ё.

    Few texts write ё, and none means another word by it. A й of two characters, which an
    index holds as и, counts as well.
    """
    plain = start.replace("ё", "е")
    dotted = [f"{plain[:at]}ё{plain[at + 1 :]}" for at, letter in enumerate(plain) if letter == "е"]
    short = [plain.replace("й", "и")] if "й" in plain else []
    return [plain, *dotted, *short]


def bare_word(text: str) -> str:
    """Return ``text`` without the signs around it; the last dot of an abbreviation stays."""
    if text.isalnum():
        return text
    bare = re.sub(_SIGNS_AROUND, "", text)
    dotted = bare and text.partition(bare)[2].startswith(".") and ("." in bare or len(bare) == 1)
    return f"{bare}." if dotted else bare


def without_dots(text: str) -> str | None:
    """Return the letters of an abbreviation that is written with dots: EU of ``E.U.``."""
    return text.replace(".", "").upper() if "." in text and re.fullmatch(_DOTTED, text) else None


def named_year(text: str) -> tuple[str, str] | None:
    """Return the parts of a name with a number behind its hyphen: ``Channel-2024``."""
    match = re.fullmatch(_NAMED_YEAR, text) if text[-1:].isdecimal() else None
    return (match.group(1), match.group(2)) if match else None


def completions(start: str) -> Iterator[str]:
    """Yield words that an English word that starts with ``start`` may be."""
    if start.isascii() and start.isalpha():
        for ending in _TAILS:
            yield start + ending


def _abbreviations(text: str) -> Iterator[str]:
    joined = without_dots(text)
    if joined:
        if joined.casefold() not in FUNCTION_WORDS:  # "us" in any text is no U.S.
            yield joined
    elif text.isupper() and re.fullmatch(_ABBREVIATION, text) and not _meets_function_words(text):
        yield " ".join(text)


def _meets_function_words(letters: str) -> bool:
    """Whether two letters side by side may be a short word and the first of another."""
    return len(letters) == 2 and letters[0].casefold() in FUNCTION_WORDS


def _numbers(text: str) -> Iterator[str]:
    if text in _ROMAN:
        yield from _ordinals(str(_ROMAN.index(text) + 1))
    elif not text[:1].isdecimal():
        return
    elif match := re.fullmatch(_ORDINAL, text, re.IGNORECASE):
        yield from _russian_ordinals(match.group(1))
        yield from _roman(match.group(1))
    elif match := re.fullmatch(_RUSSIAN_ORDINAL, text):
        yield from _ordinals(match.group(1))
        yield from _roman(match.group(1))
    elif text.isascii() and text.isdecimal():
        if not re.fullmatch(_YEAR, text):
            yield _english_ordinal(text)
            if 3 < len(text) <= _MOST_FIGURES:
                yield f"{int(text):,}".replace(",", " ")
    elif re.fullmatch(_GROUPED, text):
        yield re.sub("[^0-9]", "", text)


def _ordinals(number: str) -> Iterator[str]:
    yield _english_ordinal(number)
    yield from _russian_ordinals(number)


def _roman(number: str) -> Iterator[str]:
    """The numeral of a session, a congress or a century; there are none of them above forty."""
    if len(number) <= 2 and 1 < int(number) <= len(_ROMAN):
        yield _ROMAN[int(number) - 1]


def _english_ordinal(number: str) -> str:
    teens = number[-2:] in ("11", "12", "13")
    return number + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


def _russian_ordinals(number: str) -> Iterator[str]:
    for suffix in _RUSSIAN_SUFFIXES:
        yield f"{number} {suffix}"


def _joined_or_parted(text: str) -> Iterator[str]:
    joined = "".join(character for character in text if character not in _HYPHENS)
    if joined != text and joined.isalpha():
        yield joined
    if text.isalpha() and not text.isupper():
        for at in range(_SHORTEST_HALF, len(text) - _SHORTEST_HALF + 1):
            halves = text[:at], text[at:]
            if FUNCTION_WORDS.isdisjoint(map(str.casefold, halves)):
                yield " ".join(halves)


def _alphabets(text: str) -> Iterator[str]:
    if text.isalpha():
        one = one_alphabet(text)
        if one != text.casefold():
            yield one
        yield from look_alikes(one)
