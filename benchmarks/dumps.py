"""Seeded dumps of any size in the layouts of the real ones, and page files that share sidebars.

python benchmarks/dumps.py ENTRIES FILE           one dump of ENTRIES news items
python benchmarks/dumps.py PAGES FOLDER/          PAGES dumps of a page each
python benchmarks/dumps.py ENTRIES FOLDER/ DAY    the five pages of the DAY-th day after the
                                                  dump of ENTRIES: 1, 2, …
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vocabulary import WORDINGS, Words

SEED = 20241125
FIRST_DAY = dt.date(2010, 1, 1)
DAYS = 5400
SIDEBAR = 5
RUSSIAN = 0.3
RUN = 100  # items of a language in a row: the site has its two languages apart
COINED = 5  # every so many items there is one with a word of its own
DAY = 5  # articles


class Site(NamedTuple):
    """How pages hang together: the share of items that get an article of their own, and on how
    many pages in a row the same sidebar stands at most.
    """

    articles: float
    stays: int


# A dump in which as much is new as can be, and pages most of whose teasers are known from others:
# in a count over real pages one block of teasers stood on 24.
DUMP = Site(articles=0.3, stays=1)
FOLDER = Site(articles=0.8, stays=24)


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
    def text(self) -> str:
        """All that the dump says of it, once."""
        shown = (self.title, *self.body) if self.article else self.teaser
        return "\n\n".join(shown)


class News:
    """``count`` items from FIRST_DAY on; each is made from its number alone."""

    def __init__(self, count: int, site: Site = DUMP, seed: int = SEED) -> None:
        self.count = count
        self._site = site
        self._seed = seed
        self._words = {lang: Words(lang, seed) for lang in WORDINGS}

    def items(self) -> Iterator[Item]:
        """Yield all of them, oldest first."""
        return map(self.item, range(self.count))

    def item(self, number: int) -> Item:
        """The item with this number; those from ``count`` on are dated after all others."""
        chance = random.Random((self._seed << 32) + number)
        lang, date = lang_of(number), self._date(number)
        words = self._words[lang]
        article = chance.random() < self._site.articles
        topic = chance.choice(WORDINGS[lang].topics)
        title = f"{topic[0].upper()}{topic[1:]} {words.some(chance, 5, 12)}"
        teaser = self._teaser(lang, date, chance)
        if number % COINED == 0:
            teaser = (f"{teaser[0]} {words.coined(chance)}.", *teaser[1:])
        paragraphs = chance.randint(2, 7) if article else 0
        more = [words.paragraph(chance, chance.randint(1, 4)) for _ in range(paragraphs)]
        return Item(number, date, lang, title, teaser, (*teaser, *more), article)

    def rare_word(self) -> str:
        """A word that one item alone holds, from the middle of the news."""
        middle = self.count // 2
        number = next(n for n in itertools.count(middle) if not n % COINED and lang_of(n) == "en")
        return self.item(number % self.count).teaser[0].split()[-1].rstrip(".")

    def _date(self, number: int) -> dt.date:
        after = max(0, (number - self.count) // DAY + 1)
        days = DAYS + after if after else number * DAYS // self.count
        return FIRST_DAY + dt.timedelta(days=days)

    def _teaser(self, lang: str, date: dt.date, chance: random.Random) -> tuple[str, ...]:
        words, wording = self._words[lang], WORDINGS[lang]
        first, *others = chance.choice(wording.openings).split("{words}")
        text = first + "".join(words.some(chance, 3, 9) + other for other in others)
        opening = text.format(
            day=date.day, later=date.day + 2, month=wording.months[date.month - 1], year=date.year,
            name=chance.choice(wording.names), place=chance.choice(wording.places),
            topic=chance.choice(wording.topics),
        )  # fmt: skip
        second = (words.sentence(chance),) if chance.random() < 0.3 else ()
        return f"{opening}. {words.sentence(chance)}", *second


def lang_of(number: int) -> str:
    """The language of an item."""
    return "ru" if (number // RUN) % 10 < RUSSIAN * 10 else "en"


class Layout(NamedTuple):
    """How a page looks. ``sidebar`` and ``heading`` are templates, of a teaser and of what
    stands above a body; ``gap`` parts paragraphs and ``apart`` teasers.
    """

    share: float
    sidebar: str | None
    heading: str
    gap: str = "\n\n"
    apart: str = "\n\n\n"


_DOCUMENT = "{day} Download document {code}.docx"
# By the table of layouts in which real pages come; the shares are those of a count of 80.
LAYOUTS = {
    "en": (
        Layout(0.16, "{day}{gap}{teaser}", "{title}{gap}{title} {day}{gap}"),  # A
        Layout(0.38, "{teaser}", "{title}{gap}{title} {day}{gap}"),  # B
        Layout(0.08, "{teaser}", "{title}{gap}" + _DOCUMENT + "{gap}"),  # B, with a document
        Layout(0.10, "{teaser}", "{title}{gap}{day}{gap}", "\n", "\n"),  # C
        Layout(0.10, "{teaser}", "{title}{gap}{day}", "\n", "\n"),  # C, the date glued
        Layout(0.08, None, "{title}{gap}{title} {day}{gap}"),  # D
        Layout(0.05, "{teaser}", "{title}{gap}"),  # E
        Layout(0.05, None, "{title}{gap}"),  # F
    ),
    "ru": (
        Layout(0.15, "{day}{gap}{teaser}", "{title}{gap}{day}", "\n", "\n"),
        Layout(0.25, "{teaser}", "{title}{gap}{day}", "\n", "\n"),
        Layout(0.25, "{teaser}", "{title}{gap}{day}{gap}", "\n", "\n"),
        Layout(0.35, "{teaser}", "{title}{gap}{title}{gap}{day}", "\n", "\n"),
    ),
}
_BYLINES, _IMAGES, _ENDINGS, _CUTS = 0.15, 0.05, 0.7, 0.05  # of the pages


def pages(news: Iterable[Item], site: Site = DUMP, seed: int = SEED) -> Iterator[str]:
    """Yield pages that together show all ``news``: first those with an article each, then
    listings of what has not been in a sidebar by then.

    A sidebar holds what was news before its article; an article is a teaser of later pages.
    """
    chance = random.Random(seed)
    sidebars: dict[str, deque[Item]] = defaultdict(lambda: deque(maxlen=SIDEBAR))
    left = dict.fromkeys(WORDINGS, 0)  # pages on which the sidebar stays as it is
    waiting: dict[str, deque[Item]] = defaultdict(deque)
    for item in news:
        queue = waiting[item.lang]
        if item.article:
            layout = _layout(item.lang, chance)
            if layout.sidebar and left[item.lang] <= 0:
                fresh = min(SIDEBAR, len(queue))
                sidebars[item.lang].extendleft(queue.popleft() for _ in range(fresh))
                left[item.lang] = chance.randint(1, site.stays)
            left[item.lang] -= bool(layout.sidebar)
            yield page(item, sidebars[item.lang], layout, chance)
        if not item.article or len(queue) < 2 * SIDEBAR:
            queue.append(item)
    for queue in waiting.values():
        while queue:
            yield _listing([queue.pop() for _ in range(min(SIDEBAR, len(queue)))])


def page(item: Item, sidebar: Iterable[Item], layout: Layout, chance: random.Random) -> str:
    """A page: its sidebar, its article, and what stands below."""
    lines = [
        _filled(layout.sidebar, other, layout.gap) + layout.apart
        for other in sidebar
        if layout.sidebar
    ]
    code = f"{chance.getrandbits(128):032x}"
    body = layout.gap.join(item.body)
    if chance.random() < _CUTS:  # most pages of the real dumps are cut off somewhere
        body = body[: -chance.randint(1, 40)]
        return "".join([*lines, _filled(layout.heading, item, layout.gap, code), body, "\n"])
    below = "".join(line + layout.gap for line in _below(item.lang, chance))
    return "".join(
        [*lines, _filled(layout.heading, item, layout.gap, code), body, layout.gap, below]
    )


def _layout(lang: str, chance: random.Random) -> Layout:
    layouts = LAYOUTS[lang]
    return chance.choices(layouts, [layout.share for layout in layouts])[0]


def _filled(template: str, item: Item, gap: str, code: str = "") -> str:
    return template.format(
        title=item.title, day=_day(item), teaser=gap.join(item.teaser), gap=gap, code=code
    )


def _day(item: Item) -> str:
    return f"{item.date.day:02}.{item.date.month:02}.{item.date.year}"


def _below(lang: str, chance: random.Random) -> Iterator[str]:
    """What stands below a text: a byline, image names, the way back."""
    wording = WORDINGS[lang]
    if chance.random() < _BYLINES:
        yield wording.byline.format(name=chance.choice(wording.names))
    if chance.random() < _IMAGES:
        yield from (f"IMG_{chance.randint(1000, 9999)}.JPG" for _ in range(3))
    if chance.random() < _ENDINGS:
        yield from chance.choice(wording.endings).split("|")


def _listing(items: Sequence[Item]) -> str:
    """A page of dated teasers without an article, newest first."""
    return "".join("\n\n".join((_day(item), *item.teaser)) + "\n\n\n" for item in items)


class Weighed:
    """What passes through of the news, counted: ``text`` is bytes of UTF-8 of distinct items."""

    def __init__(self) -> None:
        self.items, self.text = 0, 0

    def __call__(self, news: Iterable[Item]) -> Iterator[Item]:
        """Yield ``news``."""
        for item in news:
            self.items += 1
            self.text += len(item.text.encode())
            yield item


def write_dump(count: int, path: Path) -> dict[str, int | str]:
    """Write one dump of ``count`` items, about 1.2 kB each; return what is known of it."""
    news, weighed = News(count), Weighed()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pages(weighed(news.items())))
    size = path.stat().st_size
    return {"items": weighed.items, "text": weighed.text, "bytes": size, "rare": news.rare_word()}


def write_pages(count: int, folder: Path) -> dict[str, int | str]:
    """Write ``count`` dumps of a page each, most of whose teasers stand on others, too."""
    news = News(round(count / FOLDER.articles * 1.1) + SIDEBAR, FOLDER)
    weighed = Weighed()
    written = _write(itertools.islice(pages(weighed(news.items()), FOLDER), count), folder)
    return {"items": weighed.items, "text": weighed.text, "bytes": written}


def write_day(count: int, day: int, folder: Path) -> dict[str, int | str]:
    """Write the pages of a day after the dump of ``count`` items: DAY new articles, each beside
    the newest teasers of the dump. ``day`` counts from 1.
    """
    news, chance = News(count), random.Random(day)
    numbers = range(count + DAY * (day - 1), count + DAY * day)
    return {"bytes": _write(_day_pages(news, numbers, chance), folder)}


def _day_pages(news: News, numbers: Iterable[int], chance: random.Random) -> Iterator[str]:
    for number in numbers:
        item = news.item(number)
        same = (n for n in range(news.count - 1, -1, -1) if lang_of(n) == item.lang)
        sidebar = [news.item(n) for n in itertools.islice(same, SIDEBAR)]
        article = item._replace(article=True)
        yield page(article, sidebar, _layout(item.lang, chance), chance)


def _write(texts: Iterable[str], folder: Path) -> int:
    """Write a file a text, and return how many bytes they have."""
    folder.mkdir(parents=True, exist_ok=True)
    files = ((folder / f"{number:06}.txt", text.encode()) for number, text in enumerate(texts))
    return sum(path.write_bytes(data) for path, data in files)


def main(count: str, target: str, day: str = "") -> dict[str, int | str]:
    """Write what the arguments say, see above; return what is known of it."""
    path = Path(target)
    if day:
        return write_day(int(count), int(day), path)
    return (write_pages if target.endswith("/") else write_dump)(int(count), path)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
