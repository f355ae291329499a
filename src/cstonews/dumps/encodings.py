"""Which encoding bytes are in, where no mark at their start says so."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The single-byte encodings that Russian and Western pages were saved in, and how much more
# usual than others each one is; what a text of some words says outweighs that.
LEGACY = {
    "cp1252": 1.0, "cp1251": 2.0, "koi8_r": 0.5, "cp866": 0.0, "iso8859_5": -3.0,
    "mac_cyrillic": -6.0,
}  # fmt: skip

# How much more frequent than the average letter each one is in Russian, as a power of two;
# the last ones are of its neighbours.
_WEIGHTS = dict(
    zip(
        "оеаинтсрвлкмдпуязыьбгчйхжшюцщэфъёіўїє",
        (1.9, 1.5, 1.4, 1.3, 1.1, 1.1, 0.9, 0.7, 0.6, 0.5, 0.2, 0.1, 0, -0.1, -0.2, -0.6, -0.9,
         -0.7, -0.8, -0.9, -0.8, -1.1, -1.3, -1.7, -1.7, -2.1, -2.3, -2.7, -3.1, -3.3, -3.5, -6,
         -2, -2, -2.5, -3.5, -3.5),
        strict=True,
    )
)  # fmt: skip
_VOWELS = frozenset("аеёиоуыэюяіїє")
# Pairs of letters that Russian words do not hold; a space is the edge of a word.
_NEVER = re.compile("[ аеёиоуыэюяьъй][ьъы]|[^аеёиоуыэюя]й|[ъ][^еёюя]|[гкхжшщчц]ы|[жшчщц][юя]")
_NEVER_SCORE = -4.0
_ALTERNATION = 0.5  # a vowel beside a consonant
_CAPITAL = -0.4  # a capital that does not begin a word
_ODD_CAPITAL = -4.0  # a capital behind a small letter
_OTHER_SCRIPT = -4.0  # a letter that touches one of another alphabet
_STRANGE = -6.0  # what neither Russian nor Western pages hold
_WESTERN = 1.0  # an accented letter in a Latin word
_PUNCTUATION = frozenset("«»„“”‘’‚–—…№§°·•©®™€£±²³½×\xa0\xad†‰›‹")
_SIGNS = frozenset("№§°©®™€†‰£±²³½×")  # that do not touch a letter beyond ASCII
_LEAST = -1.5  # the mean score below which bytes are nothing that is known
_JOINERS = frozenset("’–—\xa0\xad")  # that may stand between two of them
_UPPER_BYTES = (0x00, 0x04, 0x20, 0x21)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_RUN = re.compile("[^\x00-\x7f]+")


def legacy_encoding(sample: bytes) -> str | None:
    """Return the single-byte encoding in which ``sample`` reads most like a page, or None.

    Letters tell: how frequent they are in Russian and beside which others, whether
    capitals stand where capitals do, whether alphabets mix within a word.
    """
    count = sum(map(len, re.findall(rb"[^\x00-\x7f]+", sample)))
    scores = {name: _score(sample.decode(name, "replace")) for name in LEGACY}
    best = max(LEGACY, key=lambda name: scores[name] + LEGACY[name])
    return best if scores[best] > _LEAST * count else None


def _score(text: str) -> float:
    """How much the characters beyond ASCII look like a page's."""
    total = 0.0
    for run in _RUN.finditer(text):
        before = text[max(0, run.start() - 1) : run.start()] or " "
        after = text[run.end() : run.end() + 1] or " "
        letters = f"{before}{run.group()}{after}"
        for trio in zip(letters, letters[1:], letters[2:], strict=False):
            total += _letter_score(*trio)
    return total


def _letter_score(before: str, letter: str, after: str) -> float:
    small = letter.lower()
    if small in _WEIGHTS:
        return _WEIGHTS[small] + _russian_score(before, letter, after)
    if letter in _PUNCTUATION:
        touched = sum(side.isalpha() and not side.isascii() for side in (before, after))
        return _STRANGE if touched > (letter not in _SIGNS) + (letter in _JOINERS) else 0.0
    if "\xc0" <= letter <= "\xff" and letter.isalpha():
        return _WESTERN if _is_latin(before) or _is_latin(after) else _STRANGE
    return _STRANGE


def _russian_score(before: str, letter: str, after: str) -> float:
    """How well a Cyrillic letter stands between its neighbours."""
    score = 0.0
    if _is_latin(before) or _is_latin(after):
        score += _OTHER_SCRIPT
    if letter.isupper() and before.isalpha():
        score += _ODD_CAPITAL if before.islower() else _CAPITAL
    former, small = (before.lower() if before.isalpha() else " "), letter.lower()
    if _NEVER.fullmatch(former + small):
        score += _NEVER_SCORE
    elif former in _WEIGHTS and (former in _VOWELS) != (small in _VOWELS):
        score += _ALTERNATION
    return score


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def utf16_encoding(sample: bytes) -> str | None:
    """Return the UTF-16 that ``sample`` is in without a mark that says so, or None.

    The upper byte of each pair is then that of ASCII, Cyrillic or punctuation, the lower
    one none of a control character.
    """
    even, odd = sample[: len(sample) & ~1 : 2], sample[1::2]
    if len(odd) < 4:
        return None
    for upper, encoding in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if sum(map(upper.count, _UPPER_BYTES)) >= 0.97 * len(upper):
            text = sample.decode(encoding, "replace")
            return encoding if len(_CONTROLS.findall(text)) <= 0.03 * len(text) else None
    return None


_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(
    rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_PRESCAN = 8192  # bytes; the standard says 1024, pages do not keep to it
_KNOWN = re.compile(
    r"utf-8|utf-16-[lb]e|cp125\d|cp866|cp874|koi8-[rut]|iso8859-\d+|mac-(?:roman|cyrillic)"
    r"|gb\w+|big5\w*|euc_\w+|iso2022_\w+|shift_jis\w*|cp9\d\d|kz1048|ptcp154"
)
# What pages say and browsers take for something else, by the names of Python's codecs.
_TAKEN_FOR = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874",
    "utf-16": "utf-16-le",
}  # fmt: skip
_CANONICAL = {"koi8-r": "koi8_r", "iso8859-5": "iso8859_5", "mac-cyrillic": "mac_cyrillic"}


def declared_charset(data: bytes) -> str | None:
    """Return the charset that a page names in its first bytes, as it is written there."""
    found = _META.search(_COMMENT.sub(b"", data[:_PRESCAN]))
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def known_encoding(charset: str | None) -> str | None:
    """Return the codec for a charset's name, or None where it names no encoding of texts."""
    try:
        name = codecs.lookup((charset or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    name = _TAKEN_FOR.get(name, name)
    return _CANONICAL.get(name, name) if _KNOWN.fullmatch(name) else None
