"""Seeded dumps in the layouts of the real ones, of any size, with the rows that they hold.

The words are made up, by Zipf's law, in an English-like and a Russian vocabulary; who, when
and where opens an item as it does on the site. Pages share the teasers of their sidebars, and
an article opens with its teaser. Nothing here is copied from any page.

    python benchmarks/dumps.py ENTRIES FILE     one dump
    python benchmarks/dumps.py ENTRIES FOLDER/  a file a page
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import sys
from collections import defaultdict, deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SEED = 20241125
FIRST_DAY = dt.date(2010, 1, 1)
DAYS = 5400
ARTICLES = 0.3  # of all items; the others are known as teasers alone
SIDEBAR = 5
VOCABULARY = 60_000
RUSSIAN = 0.3
DATED = 0.25  # of the sidebars, as in a count over real pages

_SYLLABLES = {
    "en": [
        "ba",
        "ce",
        "di",
        "fo",
        "gu",
        "ha",
        "in",
        "jo",
        "ka",
        "le",
        "mi",
        "no",
        "or",
        "pa",
        "re",
        "si",
        "ta",
        "un",
        "ver",
        "wi",
        "ex",
        "cla",
        "pro",
        "stra",
        "ment",
        "tion",
        "al",
        "ist",
        "er",
        "ent",
        "ous",
        "ing",
        "qua",
        "sh",
        "th",
    ],
    "ru": [
        "ба",
        "ве",
        "ги",
        "до",
        "жи",
        "за",
        "ин",
        "ка",
        "ле",
        "ми",
        "но",
        "об",
        "пе",
        "ре",
        "со",
        "та",
        "ун",
        "фор",
        "хо",
        "це",
        "ча",
        "ше",
        "ст",
        "пра",
        "ком",
        "воз",
        "ние",
        "ция",
        "ный",
        "ств",
        "ать",
        "ого",
        "ем",
    ],
}
_FUNCTION_WORDS = {
    "en": [
        "the",
        "of",
        "and",
        "in",
        "to",
        "for",
        "on",
        "with",
        "by",
        "at",
        "from",
        "as",
        "an",
        "that",
        "was",
        "is",
    ],
    "ru": ["и", "в", "на", "с", "по", "для", "о", "к", "из", "от", "что", "за", "при", "как", "до"],
}
_TOPICS = {
    "en": [
        "CSTO",
        "Council",
        "Secretariat",
        "security",
        "states",
        "Treaty",
        "training",
        "Afghanistan",
        "forces",
        "Joint",
        "Staff",
        "Assembly",
        "cooperation",
        "exercise",
        "peacekeeping",
        "Armenia",
        "Tajikistan",
        "border",
    ],
    "ru": [
        "ОДКБ",
        "Совета",
        "Секретариата",
        "безопасности",
        "государств",
        "Договора",
        "учения",
        "Афганистана",
        "сил",
        "Штаба",
        "Ассамблеи",
        "сотрудничества",
        "миротворческих",
        "Армении",
        "Таджикистана",
        "границы",
    ],
}
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
}
_NAMES = {
    "en": ("Ivan Petrenko", "Aigul Samatova", "Davit Harutyan", "Rustam Nazarzoda"),
    "ru": ("Иван Петренко", "Айгуль Саматова", "Давит Арутян", "Рустам Назарзода"),
}
_OPENINGS = {
    "en": (
        "On {day} {month} {year}, CSTO Secretary General {name} received {words} in {place}",
        "On {month} {day}, {year} in {place} {words} took part in {topic} {words}",
        "From {day} to {later} {month} {year}, {place} is the venue of {words}",
        "CSTO Deputy Secretary General {name} told in {place} about {words}",
        "A meeting of the {topic} {words} was held on {day} {month} in {place}",
        "Today {words} of the CSTO member states {words}",
    ),
    "ru": (
        "{day} {month} {year} года в городе {place} Генеральный секретарь ОДКБ {name} {words}",
        "С {day} по {later} {month} {year} года в {place} проходит {words}",
        "Секретариат ОДКБ провел {day} {month} встречу {words}",
    ),
}
_PLACES = {
    "en": ("Moscow", "Minsk", "Dushanbe", "Yerevan", "Bishkek", "Astana"),
    "ru": ("Москве", "Минске", "Душанбе", "Ереване", "Бишкеке", "Астане"),
}
_ENDINGS = {
    "en": ("Go back", "Back to the section", "Back to the all news", ""),
    "ru": ("Назад", "Все новости", "Назад к разделу", ""),
}


class Item(NamedTuple):
    """One news item: what a perfect reading of the dump makes of it."""

    number: int
    date: dt.date
    lang: str
    title: str
    teaser: tuple[str, ...]
    body: tuple[str, ...]
    article: bool

    @property
    def row(self) -> dict[str, str | None]:
        """The item as a row that is ready to be stored."""
        shown = self.body if self.article else self.teaser
        return {
            "date": self.date.isoformat(),
            "lang": self.lang,
            "title": self.title if self.article else None,
            "body": "\n\n".join(shown),
        }


class Words:
    """Runs of words of a language, by Zipf's law."""

    def __init__(self, lang: str, chance: random.Random) -> None:
        self._chance = chance
        made = dict.fromkeys(_FUNCTION_WORDS[lang] + _TOPICS[lang])
        while len(made) < VOCABULARY:
            made["".join(chance.choices(_SYLLABLES[lang], k=chance.randint(2, 5)))] = None
        self._words = list(made)
        self._weights = list(itertools.accumulate(1 / (n + 2) for n in range(VOCABULARY)))
        self._stock: list[str] = []

    def take(self, count: int) -> list[str]:
        """The next ``count`` words."""
        if len(self._stock) < count:
            more = self._chance.choices(self._words, cum_weights=self._weights, k=20_000)
            self._stock.extend(more)
        taken = self._stock[-count:]
        del self._stock[-count:]
        return taken

    def sentence(self) -> str:
        """A sentence with its period."""
        text = " ".join(self.take(self._chance.randint(8, 24)))
        return f"{text[0].upper()}{text[1:]}."

    def paragraph(self, sentences: int) -> str:
        """Some sentences in a row."""
        return " ".join(self.sentence() for _ in range(sentences))


def items(count: int, seed: int = SEED) -> Iterator[Item]:
    """Yield ``count`` items, oldest first; the same for the same ``count`` and ``seed``."""
    chance = random.Random(seed)
    words = {lang: Words(lang, chance) for lang in ("en", "ru")}
    for number in range(count):
        date = FIRST_DAY + dt.timedelta(days=number * DAYS // count)
        # The site has its two languages apart; runs of a language stand for that.
        lang = "ru" if (number // 100) % 10 < RUSSIAN * 10 else "en"
        yield _item(number, date, lang, words[lang], chance)


def _item(number: int, date: dt.date, lang: str, words: Words, chance: random.Random) -> Item:
    opening = chance.choice(_OPENINGS[lang])
    parts = opening.split("{words}")
    text = parts[0]
    for part in parts[1:]:
        text += " ".join(words.take(chance.randint(3, 9))) + part
    text = text.format(
        day=date.day, later=date.day + 2, month=_MONTHS[lang][date.month - 1], year=date.year,
        name=chance.choice(_NAMES[lang]), place=chance.choice(_PLACES[lang]),
        topic=chance.choice(_TOPICS[lang]),
    )  # fmt: skip
    teaser = (f"{text}. {words.sentence()}",)
    if chance.random() < 0.3:
        teaser += (words.paragraph(1),)
    title = " ".join([chance.choice(_TOPICS[lang]), *words.take(chance.randint(5, 12))])
    article = chance.random() < ARTICLES
    more = tuple(words.paragraph(chance.randint(1, 4)) for _ in range(chance.randint(2, 7)))
    return Item(number, date, lang, title[0].upper() + title[1:], teaser, teaser + more, article)


def pages(news: Iterator[Item], seed: int = SEED) -> Iterator[str]:
    """Yield pages that together show all ``news``: an article each, most with a sidebar.

    The sidebar holds the newest items before the article, so most of it stood on the page
    before, too; an article is in the sidebars of later pages.
    """
    chance = random.Random(seed)
    sidebars: dict[str, list[Item]] = defaultdict(list)
    waiting: dict[str, deque[Item]] = defaultdict(deque)
    for item in news:
        if item.article:
            queue = waiting[item.lang]
            sidebar = sidebars[item.lang]
            for _ in range(min(SIDEBAR, len(queue))):
                sidebar.insert(0, queue.popleft())
            del sidebar[SIDEBAR:]
            yield _page(item, sidebar, chance)
        waiting[item.lang].append(item)
    for rest in waiting.values():
        while rest:
            yield _listing([rest.pop() for _ in range(min(SIDEBAR, len(rest)))])


def _listing(sidebar: list[Item]) -> str:
    """A page of dated teasers without an article."""
    teasers = [(f"{item.date:%d.%m.%Y}", *item.teaser) for item in sidebar]
    return "".join("\n\n".join(lines) + "\n\n\n" for lines in teasers)


def _page(item: Item, sidebar: list[Item], chance: random.Random) -> str:
    dated = chance.random() < DATED
    tight = item.lang == "ru" or chance.random() < 0.2
    gap, apart = ("\n", "\n") if tight else ("\n\n", "\n\n\n")
    lines: list[str] = []
    for other in sidebar:
        if dated:
            lines.append(f"{other.date:%d.%m.%Y}{gap}")
        lines.append(gap.join(other.teaser) + apart)
    body = gap.join(item.body)
    day = f"{item.date:%d.%m.%Y}"
    form = chance.random()
    if tight and form < 0.5:
        lines.append(f"{item.title}{gap}{day}{body}{gap}")
    elif tight:
        lines.append(f"{item.title}{gap}{day}{gap}{body}{gap}")
    elif form < 0.8:
        lines.append(f"{item.title}{gap}{item.title} {day}{gap}{body}{gap}")
    elif form < 0.9:
        lines.append(f"{item.title} {day}{gap}{body}{gap}")
    else:
        lines.append(f"{item.title}{gap}{body}{gap}")
    ending = chance.choice(_ENDINGS[item.lang])
    if ending:
        lines.append(f"{ending}{gap}")
    return "".join(lines)


def write_dump(count: int, path: Path) -> None:
    """Write one dump of ``count`` entries."""
    with path.open("w", encoding="utf-8") as file:
        for page in pages(items(count)):
            file.write(page)


def write_pages(count: int, folder: Path) -> None:
    """Write dumps of a page each, of ``count`` entries together."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages(items(count))):
        (folder / f"{number:06}.txt").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    size, target = int(sys.argv[1]), sys.argv[2]
    (write_pages if target.endswith("/") else write_dump)(size, Path(target))
