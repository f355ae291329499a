"""The language of a text: by the letters that prevail where it begins."""

from __future__ import annotations

import pytest

from cstonews.split.language import language

TEXTS = {
    "English": ("The Council met in Minsk.", "en"),
    "Russian": ("Совет собрался в Минске.", "ru"),
    "English with a Russian name": ("The journal «Союзники» was printed in Moscow.", "en"),
    "Russian with English abbreviations": ("Делегация ОДКБ в ООН (UN CTO) и UNRCCA.", "ru"),
    "Russian with ё alone": ("ё", "ru"),
    "a Cyrillic letter in a Latin word": ("CSTО", "en"),
    "a date is no language": ("07.12.2023", None),
    "as many letters of each": ("abвг", None),
    "signs alone": ("— … »", None),
    "another script": ("集体安全条约组织", None),
    "nothing": ("", None),
    "the start counts": ("Совет. " * 100 + "The Council. " * 1000, "ru"),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_language(text, expected):
    assert language(text) == expected
