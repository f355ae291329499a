"""Words → all forms that an archive holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from queries import parse

from cstonews.query.describe import typed
from cstonews.query.forms import Lexicon
from cstonews.query.glossary import Glossary, parse_glossary
from cstonews.query.tree import And, Forms, Near, Not, Or, Phrase, Query, Wish, Word
from cstonews.query.widen import widen
from cstonews.query.words import stems, tokens

GLOSSARY = Glossary(
    parse_glossary(
        """[states]
Afghanistan = Афганистан
[bodies]
Collective Security Council = CSC = Совет коллективной безопасности = СКБ
[people]
Masadykov = Masadikov = Масадыков
[spellings]
defence = defense
""",
        "test",
    )
)
TEXTS = """
Afghanistan borders Tajikistan. The U S forces and anti drug police; the CSTO and the C S T O.
О положении в Афганистане и Афганистану. Афганистаном.
Заседание Совета коллективной безопасности. Совет коллективной безопасности. Совет директоров.
The Collective Security Council met. Ministers of defense.
Лавров встретился с Лаврову. Сергей Лавров и С В Лавров. Masadikov and Масадыкова.
38th meeting, 38 й саммит, 10 000 soldiers. Учёт оружия. security
"""


class FakeVocabulary:
    """What holds the words of TEXTS, a line a text; English words by their stems."""

    def __init__(self) -> None:
        self.lines = [self._keys(line) for line in TEXTS.splitlines()]
        self.asked = 0

    @staticmethod
    def _keys(text: str) -> list[str]:
        return [next(iter(stems(t))) if t.isascii() else t for t in tokens(text)]

    def starting(self, start: str) -> Iterator[str]:
        for term in sorted({term for line in self.lines for term in line}):
            if term.startswith(start):
                yield term

    def holds(self, query: Query) -> bool:
        self.asked += 1
        return any(self._matches(query, line) for line in self.lines)

    def _matches(self, query: Query, line: list[str]) -> bool:
        match query:
            case Word(text, prefix) | Phrase(text, prefix):
                keys = self._keys(text)
                joined = f" {' '.join(line)} "
                return bool(keys) and f" {' '.join(keys)}{'' if prefix else ' '}" in joined
            case And(parts) | Near(parts):
                return all(self._matches(part, line) for part in parts)
            case Or(parts) | Forms(_, parts):
                return any(self._matches(part, line) for part in parts)
        return True


def widened(text: str) -> Query:
    return widen(parse(text), Lexicon(FakeVocabulary(), GLOSSARY))


def names(query: Query) -> set[str]:
    assert isinstance(query, Forms)
    return set(map(typed, query.forms))


CASES = {
    "case forms": ("Афганистана", {"афганистане", "афганистану", "афганистаном", "afghanistan"}),
    "a name in both languages": (
        "Afghanistan",
        {"Afghanistan", "афганистане", "афганистану", "афганистаном"},
    ),
    "an abbreviation": (
        "CSC",
        {
            '"collective security council"',
            '"совет коллективной безопасности"',
            '"совета коллективной безопасности"',
        },
    ),
    "a phrase in its cases": (
        '"Советом коллективной безопасности"',
        {
            '"совет коллективной безопасности"',
            '"совета коллективной безопасности"',
            '"collective security council"',
        },
    ),
    "spellings in a phrase": ('"ministers of defence"', {'"ministers of defense"'}),
    "another spelling of a name": ("Masadykov", {"masadikov", "масадыкова"}),
    "dots": ("CSTO", {"CSTO", '"c s t o"'}),
    "parted": ("antidrug", {'"anti drug"'}),
    "ordinals": ("38th", {"38th", '"38 й"'}),
    "yo": ("учет", {"учёт"}),
    "a beginning of a stem": ("securit*", {"security"}),
    "dates of a prefix": ("афган*", {"афган*"}),
    "near": (
        "near(Афганистана положения, 5)",
        {
            "near(афганистане положении, 5)",
            "near(афганистану положении, 5)",
            "near(афганистаном положении, 5)",
        },
    ),
}


@pytest.mark.parametrize(("text", "forms"), CASES.values(), ids=CASES)
def test_a_word_is_widened_to_what_is_held(text: str, forms: set[str]) -> None:
    query = widened(text)
    found = names(query) if isinstance(query, Forms) else {text}
    assert found == forms


def test_a_name_of_several_words_is_one_thing() -> None:
    query = widened("Collective Security Council meeting")
    assert isinstance(query, And)
    name, meeting = query.parts
    assert isinstance(name, Forms)
    assert name.asked == And((Word("Collective"), Word("Security"), Word("Council")))
    assert name.asked == name.forms[0]
    assert Phrase("совет коллективной безопасности") in name.forms
    assert meeting == Word("meeting")


def test_initials_beside_a_name_are_a_wish() -> None:
    assert widened("С.В. Лавров") == And((Wish(Word("С.В.")), widened("Лавров")))
    assert widened("Лавров С.") == And((widened("Лавров"), Wish(Word("С."))))
    assert isinstance(widened("С.В."), Word | Forms)
    assert not any(isinstance(part, Wish) for part in widened("U.S. forces").parts)


def test_what_is_excluded_is_widened_too() -> None:
    assert widened("-Афганистан") == Not(widened("Афганистан"))


def test_a_title_stays_a_title() -> None:
    query = widened("title:Afghanistan")
    assert isinstance(query, Forms)
    assert all(isinstance(form, Word) and form.title for form in query.forms)


def test_what_nothing_holds_stays_as_it_was_typed() -> None:
    assert widened("zzz") == Word("zzz")
    assert widened('"zzz yyy"') == Phrase("zzz yyy")


def test_a_very_long_query_is_looked_for_as_it_stands() -> None:
    words = " ".join(f"Афганистан{n}" for n in range(64)) + " Афганистан"
    assert widened(words) == parse(words)


PIECES = ["Афганистана", "Afghanistan", "U.S.", '"совет коллективной"', "near(drug police)", "OR"]
PIECES += ["-Лавров", "С.В.", "Лавров", "(", ")", "38th", "secur*", "title:", "kind:teaser", "CSC"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.text(max_size=20))
def test_whatever_is_found_as_typed_is_found_when_widened(text: str) -> None:
    vocabulary = FakeVocabulary()
    query = parse(text)
    wide = widen(query, Lexicon(vocabulary, GLOSSARY))
    assert vocabulary.holds(wide) >= vocabulary.holds(query) or "-" in text or "NOT" in text
    assert vocabulary.asked < 5000


def test_forms_are_found_fast() -> None:
    vocabulary = FakeVocabulary()
    widen(parse('"Совета коллективной безопасности"'), Lexicon(vocabulary, GLOSSARY))
    assert vocabulary.asked < 60


@pytest.mark.parametrize("text", ["May Tajikistan", "US forces", "WHO police"])
def test_a_name_that_is_written_like_a_function_word_is_asked_for(text: str) -> None:
    query = widened(text)
    assert isinstance(query, And)
    assert not any(isinstance(part, Wish) for part in query.parts)


def test_a_name_of_the_glossary_is_asked_for_even_if_it_looks_like_a_function_word() -> None:
    glossary = Glossary(parse_glossary("WHO = ВОЗ", "test"))
    query = widen(parse("WHO police"), Lexicon(FakeVocabulary(), glossary))
    assert isinstance(query, And)
    assert not any(isinstance(part, Wish) for part in query.parts)


@pytest.mark.parametrize("text", ["E.U. Commission", "C.I.S. Summit"])
def test_the_dots_of_an_abbreviation_in_the_glossary_are_no_initials(text: str) -> None:
    lines = "EU = European Union\nCIS = Commonwealth of Independent States"
    lexicon = Lexicon(FakeVocabulary(), Glossary(parse_glossary(lines, "test")))
    query = widen(parse(text), lexicon)
    assert isinstance(query, And)
    assert not any(isinstance(part, Wish) for part in query.parts)
