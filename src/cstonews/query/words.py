"""Words as the index sees them, and which of them are forms of one word.

An English word is known by its Porter stem, as the full-text index has it. A
Russian one has up to twelve case forms, and no single stem joins them: Snowball
cuts ``афганистана`` to ``афганиста``, ``лавров`` to ``лавр`` and ``грузия`` and
``груз`` alike to ``груз``. So a Russian token is known by every declension that
it can be a form of: ``советом`` is ``совет`` + ``ом`` of a masculine noun, of a
neuter one or of an adjective. Two tokens that share one of these are forms of
one word. Verbs are left to Snowball.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MARKED = re.compile("[\u00c0-\u036f\u1e00-\u1eff]")
_LATIN_MARKS = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")

_SHORTEST_BASE = 2

_HARD, _VELAR, _SIBILANT, _VOWEL = "бвдзлмнпрстф", "кгх", "жчшщц", "аеоуыэюя"
_CONSONANT = _HARD + _VELAR + _SIBILANT
# A declension: its name, the letters (or syllables) in which its bases end, its endings ("-" for
# none). The rules of spelling (no ы after к, no о without stress after ж) part one into several.
_DECLENSIONS = (
    ("m", _HARD, "- а у ом е ы ов ам ами ах"),  # совет
    ("m", _VELAR, "- а у ом е и ов ам ами ах"),  # бишкек
    ("m", _SIBILANT, "- а у ом ем е и ы ов ев ей ам ами ах"),  # рубеж
    ("f", _HARD, "а ы е у ой ою - ам ами ах"),  # сила
    ("f", _VELAR, "а и е у ой ою - ам ами ах"),  # рука
    ("f", _SIBILANT, "а и ы е у ой ей ею - ам ами ах"),  # граница
    ("n", _HARD + _VELAR, "о а у ом е - ам ами ах"),  # государство
    ("n", _SIBILANT, "о е а у ом ем - ам ами ах"),  # агентство
    ("soft m", _CONSONANT, "ь я ю ем е и ей ям ями ях"),  # секретарь
    ("soft f", _CONSONANT, "ь и ью ей ям ями ях"),  # безопасность
    ("я", _CONSONANT + "ьеуо", "я и е ю ей ею ь - ям ями ях"),  # неделя
    ("й", _VOWEL, "й я ю ем е и ев ям ями ях"),  # китай
    ("ия", _CONSONANT, "ия ии ию ией иею ий иям иями иях"),  # армения
    ("ий", _CONSONANT, "ий ия ию ием ии иев иям иями иях"),  # валерий
    ("ие", _CONSONANT, "ие ия ию ием ии ий иям иями иях"),  # учение
    ("a", _HARD, "ый ой ого ому ым ом ая ую ою ое ые ых ыми"),  # объединенный
    ("a", _VELAR, "ий ой ого ому им ом ая ую ою ое ие их ими"),  # миротворческий
    ("a", _SIBILANT, "ий ой его ого ему ому им ем ом ая ей ую ею ее ое ие их ими"),  # рабочий
    ("soft a", "н", "ий его ему им ем яя ей юю ею ее ие их ими"),  # внешний
    ("short", "нт", "- а о ы"),  # принят
    ("past", "л", "- а о и"),  # прошла
    ("surname", "ов ев ин ын", "- а у ым е ой ы ых ыми"),  # лавров
    ("people", "ан ян", "ин ина ину ином ине е - ам ами ах"),  # гражданин
    ("ец", _CONSONANT, "ец ца цу цем цом це цы цев цов цам цами цах"),  # миротворец
    ("ок", _CONSONANT, "ок ка ку ком ке ки ков кам ками ках"),  # участок
    ("ка", _CONSONANT, "ка ки ке ку кой кою ок ек кам ками ках"),  # подготовка
    ("ень", _CONSONANT, "ень ня ню нем не ни ней ням нями нях"),  # уровень
)
# The letters that all forms share, and what follows them ("после" is left to the preposition).
_IRREGULAR = {
    "д": "ень ня ню нем не ни ней ням нями нях",
    "бо": "ец йца йцу йцом йце йцы йцов йцам йцами йцах",
    "пос": "ол ла лу лом лы лов лам лами лах",
    "врем": "я ени енем ена ен енам енами енах",
}
_VERB_ENDINGS = (
    *(vowel + ending for vowel in "аеиуыя" for ending in ("л", "ла", "ло", "ли", "ть")),
    *("ает", "яет", "еет", "ует", "ают", "яют", "еют", "уют", "ит", "ат", "ят", "ут"),
)


def tokens(text: str) -> tuple[str, ...]:
    """Return the runs of letters and figures of ``text``, in lower case.

    Cut as SQLite's unicode61 cuts: ``U.S.`` is ``u`` and ``s``. Latin letters lose
    their diacritics; ``й`` and ``ё`` stay.
    """
    return tuple(token.casefold() for token in typed_tokens(text))


def typed_tokens(text: str) -> list[str]:
    """Return what ``tokens`` does in the case in which it was typed."""
    if not text.isascii() and _MARKED.search(text):
        from unicodedata import normalize

        text = normalize("NFC", _LATIN_MARKS.sub("", normalize("NFD", text)))
    return _TOKEN.findall(text)


def is_russian(token: str) -> bool:
    """Whether ``token`` has a Cyrillic letter."""
    return not token.isascii() and bool(_CYRILLIC.search(token))


@lru_cache(maxsize=4096)
def stems(token: str) -> frozenset[str]:
    """Return what ``token`` may be a form of; ``token`` is one of ``tokens``.

    Tokens whose sets have a member in common are forms of one word. The members
    of an English word are its Porter stem alone; those of a Russian one begin
    with the letters that all forms share, up to a ``+``.
    """
    if not is_russian(token):
        return frozenset({_stemmer("porter")(token)})
    word = token.replace("ё", "е")
    found = {f"{word}+"}
    if irregular := _irregular().get(word):
        found.add(irregular)
    for length in range(min(_longest_ending(), len(word) - _SHORTEST_BASE) + 1):
        cut = len(word) - length
        base = word[:cut]
        for name, finals in _endings().get(word[cut:], ()):
            if base.endswith(finals):
                found.add(f"{base}+{name}")
    if word.removesuffix("ся").removesuffix("сь").endswith(_VERB_ENDINGS):
        found.add(f"{russian_stem(word)}+verb")
    return frozenset(found)


def russian_stem(token: str) -> str:
    """Return the stem to which Snowball cuts ``token``, whose ё stand as е."""
    return _stemmer("russian")(token)


def same_word(one: str, other: str) -> bool:
    """Whether two of ``tokens`` may be forms of one word: ``совет`` and ``советом``."""
    return one == other or not stems(one).isdisjoint(stems(other))


def opening(token: str) -> str:
    """Return the letters with which every form of a Russian token begins.

    A form may have ё where they have е.
    """
    return min((stem.partition("+")[0] for stem in stems(token)), key=len)


@cache
def _endings() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Each ending with the declensions that have it and the letters that stand before it."""
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name, finals, endings in _DECLENSIONS:
        before = tuple(finals.split() if " " in finals else finals)
        for ending in endings.split():
            table.setdefault(ending.strip("-"), []).append((name, before))
    return table


@cache
def _longest_ending() -> int:
    return max(map(len, _endings()))


@cache
def _irregular() -> dict[str, str]:
    """Each form of the irregular words with the stem of its word."""
    return {
        base + ending: f"{base}+irregular"
        for base, endings in _IRREGULAR.items()
        for ending in endings.split()
    }


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(language).stemWord
    return stem
