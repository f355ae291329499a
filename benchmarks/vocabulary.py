"""Made-up words by Zipf's law in an English-like and a Russian vocabulary, and wordings of news.

Names of places and months are real; every other word of a running text is put together from
syllables. Nothing here is copied from any page.
"""

from __future__ import annotations

import itertools
import random
from typing import NamedTuple

VOCABULARY = 60_000  # words of a language, besides those that are coined for one item
_SLOTS = 1_000_000


class Wording(NamedTuple):
    """What a language is made of; openings take places, names, days and runs of words."""

    syllables: tuple[str, ...]
    function_words: tuple[str, ...]
    topics: tuple[str, ...]
    months: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]
    openings: tuple[str, ...]
    endings: tuple[str, ...]
    byline: str


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WORDINGS = {
    "en": Wording(
        syllables=_split(
            "ba ce di fo gu ha in jo ka le mi no or pa re si ta un ver wi ex cla pro stra ment "
            "tion al ist er ent ous ing qua sh th"
        ),
        function_words=_split("the of and in to for on with by at from as an that was is"),
        topics=_split(
            "CSTO Council Secretariat security states Treaty training Afghanistan forces Joint "
            "Staff Assembly cooperation exercise peacekeeping Armenia Tajikistan border"
        ),
        months=_split(
            "January February March April May June July August September October November December"
        ),
        names=("Ivan Petrenko", "Aigul Samatova", "Davit Harutyan", "Rustam Nazarzoda"),
        places=("Moscow", "Minsk", "Dushanbe", "Yerevan", "Bishkek", "Astana"),
        openings=(
            "On {day} {month} {year}, CSTO Secretary General {name} received {words} in {place}",
            "On {month} {day}, {year} in {place} {words} took part in {topic} {words}",
            "From {day} to {later} {month} {year}, {place} is the venue of {words}",
            "CSTO Deputy Secretary General {name} told in {place} about {words}",
            "A meeting of the {topic} {words} was held on {day} {month} in {place}",
            "Today {words} of the CSTO member states {words}",
        ),
        endings=(
            "Go back",
            "Back to the section",
            "Back to the all news",
            "Back to the section|Back to the all news",
            "Go back|Back to the section|All CSTO News",
        ),
        byline="The CSTO Press Secretary {name}",
    ),
    "ru": Wording(
        syllables=_split(
            "ба ве ги до жи за ин ка ле ми но об пе ре со та ун фор хо це ча ше ст пра ком воз "
            "ние ция ный ств ать ого ем"
        ),
        function_words=_split("и в на с по для о к из от что за при как до"),
        topics=_split(
            "ОДКБ Совета Секретариата безопасности государств Договора учения Афганистана сил "
            "Штаба Ассамблеи сотрудничества миротворческих Армении Таджикистана границы"
        ),
        months=_split(
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        ),
        names=("Иван Петренко", "Айгуль Саматова", "Давит Арутян", "Рустам Назарзода"),
        places=("Москве", "Минске", "Душанбе", "Ереване", "Бишкеке", "Астане"),
        openings=(
            "{day} {month} {year} года в городе {place} Генеральный секретарь ОДКБ {name} {words}",
            "С {day} по {later} {month} {year} года в {place} проходит {words}",
            "Секретариат ОДКБ провел {day} {month} встречу {words}",
        ),
        endings=("Назад", "Все новости", "Назад к разделу"),
        byline="Пресс-секретарь ОДКБ {name}",
    ),
}


class Words:
    """Runs of words of a language, by Zipf's law. The same for the same ``lang`` and ``seed``."""

    def __init__(self, lang: str, seed: int) -> None:
        wording = WORDINGS[lang]
        chance = random.Random(f"{seed} {lang}")
        self._syllables = wording.syllables
        made = dict.fromkeys(wording.function_words + wording.topics)
        while len(made) < VOCABULARY:
            made["".join(chance.choices(self._syllables, k=chance.randint(2, 5)))] = None
        self._slots = _by_weight(list(made))

    def take(self, chance: random.Random, count: int) -> list[str]:
        """``count`` words, one after the other."""
        return chance.choices(self._slots, k=count)

    def some(self, chance: random.Random, fewest: int, most: int) -> str:
        """A run of ``fewest`` to ``most`` words."""
        return " ".join(self.take(chance, chance.randint(fewest, most)))

    def sentence(self, chance: random.Random) -> str:
        """A sentence with its period."""
        text = self.some(chance, 8, 24)
        return f"{text[0].upper()}{text[1:]}."

    def paragraph(self, chance: random.Random, sentences: int) -> str:
        """Some sentences in a row."""
        return " ".join([self.sentence(chance) for _ in range(sentences)])

    def coined(self, chance: random.Random) -> str:
        """A name that hardly ever comes twice: what makes a vocabulary grow with its texts."""
        return "".join(chance.choices(self._syllables, k=6)).capitalize()


def _by_weight(words: list[str]) -> list[str]:
    """``words`` each as often as its rank says, so that one draw among all is a draw by weight.

    Drawing so takes a third of the time of a draw by cumulative weights.
    """
    ends = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
    slots: list[str] = []
    for word, end in zip(words, ends, strict=True):
        slots.extend([word] * (round(end / ends[-1] * _SLOTS) - len(slots)))
    return slots
