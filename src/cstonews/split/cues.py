"""What can be seen of one line beside its neighbours: the evidence that readings are scored on."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Collection, Iterable, Iterator

from cstonews.fold import ZERO_WIDTH, fold
from cstonews.split import dates, phrases
from cstonews.split.dates import Stamp
from cstonews.split.lazy import lazy
from cstonews.split.lines import Line
from cstonews.split.repeats import FOLDED, Repeat, echo, is_stub, repetition

_BETWEEN = 2  # lines between a title and its text that are looked over
_AHEAD = 3  # a line is judged by the two below it, and those by whether they are the last
_LONG_WORD = 4
_NEAR_WORDS = 25  # characters of some words
_OPENING = 65  # characters in which an item says what it is about
_VERY_FIRST = 24  # characters before the day in "In the days from 7 May"
_PROSE = 100  # characters from which a line that ends a sentence is a paragraph
_SCRAP = 50  # characters under which a line without the end of a sentence is no prose
_HEADLINE = 200  # characters under which a headline is
_DATE_ENDS = frozenset("0123456789.")
_NO_ZERO_WIDTH = dict.fromkeys(map(ord, ZERO_WIDTH))
_QUOTES = "\"'”’»)"
_OPEN_ENDS = frozenset(",;-–—")


class Cue:
    """The evidence of one line. Plain attributes are cheap, properties are computed when asked."""

    def __init__(self, line: Line, before: Cue | None) -> None:
        self.line = line
        self.text = line.text
        self.gap = line.gap
        self.length = len(line.text)
        self.after: Cue | None = None
        self.is_learnt = False  # whether other dumps have shown it to be furniture
        self.echo: Repeat | None = None
        self.date: Stamp | None = None
        self.head: Stamp | None = None
        self.tail: Stamp | None = None
        if self.text[:1].isdigit():
            self.date = dates.date_line(self.text)
            self.head = None if self.date else dates.leading_date(self.text)
        if not self.date and self.text[-1:] in _DATE_ENDS:
            self.tail = dates.trailing_date(self.text)
        self.repeat = repetition(self, before) if before else None
        self.is_stub = bool(before) and is_stub(self, before)

    @lazy
    def folded(self) -> str:
        """The folded start of the line, without a date around it."""
        start = self.head.end if self.head else 0
        end = min(self.tail.start if self.tail else self.length, start + FOLDED)
        return fold(self.text[start:end])

    @lazy
    def is_furniture(self) -> bool:
        """Whether the line is what a site prints on every page."""
        if self.length > 200:
            return False
        if self.length <= 60:
            words = " ".join(self.text.translate(_NO_ZERO_WIDTH).split())
            if phrases.FURNITURE.fullmatch(words.strip(phrases.SIGNS_AROUND)):
                return True
        return self._is_menu or self._is_foot or self.is_pager

    @property
    def is_pager(self) -> bool:
        """Whether the line counts the pages of a listing."""
        return self.length <= 80 and bool(phrases.PAGER.fullmatch(self.text))

    @property
    def _is_menu(self) -> bool:
        """Whether the line is a few words side by side, or an address alone."""
        if "   " not in self.text and phrases.MENU_SIGNS.isdisjoint(self.text):
            return False
        if phrases.LINK.match(self.text):
            return True
        words = [part.strip() for part in phrases.BETWEEN_WORDS.split(self.text)]
        words = [word for word in words if word]
        sure = "|" in self.text or "   " in self.text
        short = all(len(word) <= 30 and phrases.NO_MENU.isdisjoint(word) for word in words)
        return short and len(words) >= (2 if sure else 3)

    @property
    def _is_foot(self) -> bool:
        if self.length > 160:
            return False
        low = self.text.lower()
        if "©" in low:
            return not phrases.CREDIT.match(self.text)
        return any(words in low for words in phrases.FOOT)

    @property
    def is_amid(self) -> bool:
        """Whether the line interrupts a text that goes on below it."""
        low = self.text.lower() if self.length <= 160 else ""
        advertises = any(words in low for words in phrases.AMID)
        return advertises and self.after is not None and self.after.ends_sentence

    @lazy
    def is_no_text(self) -> bool:
        """Whether the line has no words of a text."""
        no_words = self.date is not None or self.is_cut_date or self.is_rule
        return no_words or self.is_furniture or self.is_byline

    @lazy
    def is_no_item(self) -> bool:
        """Whether the line can open no item."""
        return self.is_no_text or self.is_address or self.is_about

    @lazy
    def is_rule(self) -> bool:
        """Whether the line holds signs alone, or nothing."""
        return self.length <= 200 and bool(phrases.RULE.fullmatch(self.text))

    @lazy
    def is_byline(self) -> bool:
        """Whether the line names a press secretary."""
        return self.length <= 160 and bool(phrases.BYLINE.match(self.text))

    @lazy
    def is_salutation(self) -> bool:
        """Whether the line addresses the hearers of a speech."""
        start = self.head.end if self.head else 0
        return self.length - start <= 80 and bool(phrases.SALUTATION.match(self.text, start))

    @lazy
    def is_about(self) -> bool:
        """Whether the line tells about a text: its author, its photographer, a date in words."""
        if self.length > 100:
            return False
        forms = (phrases.ABOUT_TEXT, phrases.DAY_ALONE, phrases.CREDIT)
        return any(form.match(self.text) for form in forms)

    @lazy
    def is_life(self) -> bool:
        """Whether the line opens a biography."""
        return bool(phrases.BORN.match(self.text))

    @property
    def is_clause(self) -> bool:
        """Whether the line is the heading of an article of a treaty."""
        return self.length < _SCRAP and bool(phrases.CLAUSE.match(self.text))

    @lazy
    def is_address(self) -> bool:
        """Whether the line says where somebody can be reached."""
        may_be = self.length <= 160 and not self.ends_sentence
        return may_be and bool(phrases.ADDRESS.search(self.text))

    @lazy
    def is_in_turn(self) -> bool:
        """Whether the line is a question, an answer or a point of a list."""
        return bool(phrases.IN_TURN.match(self.text, self.head.end if self.head else 0))

    @lazy
    def is_call(self) -> bool:
        """Whether the line is one question or exclamation and nothing else."""
        ends = self.text.rstrip(_QUOTES)[-1:] in ("?", "!") and not self.is_salutation
        return ends and not phrases.SENTENCE_INSIDE.search(self.text)

    @lazy
    def is_scrap(self) -> bool:
        """Whether the line is too short for prose, and no part of what is said in turn."""
        said = self.ends_sentence or self.ends_open or self.is_in_turn or self.is_salutation
        return self.length < _SCRAP and not said

    @lazy
    def is_download(self) -> bool:
        """Whether the line offers a file."""
        return self.length <= 160 and bool(phrases.DOWNLOAD.match(self.text))

    @lazy
    def image_end(self) -> int:
        """Where an image's name that opens the line, or follows its date, ends; 0 without one."""
        match = phrases.IMAGE_NAME.match(self.text, self.head.end if self.head else 0)
        return match.end() if match else 0

    @lazy
    def is_image(self) -> bool:
        """Whether the line is an image's name alone."""
        return self.image_end == self.length and not self.head

    @lazy
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with the line."""
        return bool(phrases.SENTENCE_END.search(self.text, max(0, self.length - 8)))

    @property
    def ends_open(self) -> bool:
        """Whether the line ends in a sign after which a sentence goes on."""
        return self.text[-1:] in _OPEN_ENDS

    @lazy
    def opens_low(self) -> bool:
        """Whether the first letter is a small one."""
        return bool(phrases.OPENS_LOW.match(self.text))

    @lazy
    def _when(self) -> int:
        match = phrases.TELLS_WHEN.search(self.text, 0, 120)
        return match.start() if match else -1

    @property
    def tells_when(self) -> bool:
        """Whether the first words say when something happened."""
        return self._when >= 0

    @property
    def opens_when(self) -> bool:
        """Whether the very first words say when something happened."""
        return 0 <= self._when < _VERY_FIRST

    @property
    def is_capitals(self) -> bool:
        """Whether some words stand in capitals throughout."""
        return self.length >= _NEAR_WORDS and self.text.isupper()

    @lazy
    def is_unended(self) -> bool:
        """Whether no sentence ends with the line, though nothing says that it goes on."""
        said = self.ends_sentence or self.ends_open or self.is_in_turn or self.is_salutation
        return not (said or self.head is not None or self.is_last)

    @property
    def is_bare(self) -> bool:
        """Whether the line is short, too."""
        return self.length < _PROSE and self.is_unended

    @lazy
    def names_news(self) -> bool:
        """Whether the first words name what an item may be about."""
        return bool(phrases.NAMES_NEWS.search(self.text, 0, _OPENING))

    @lazy
    def opens_news(self) -> bool:
        """Whether the line opens as an item does: who, when or where."""
        return self.tells_when or self.names_news or bool(phrases.TELLS_WHERE.match(self.text))

    @lazy
    def leans_back(self) -> bool:
        """Whether the first words lean on a sentence before them."""
        leans = phrases.LEANS_BACK.match(self.text) and not self.names_news
        if leans or phrases.GOES_ON.match(self.text):
            return True
        return bool(phrases.TO_THEM.search(self.text, max(0, self.length - 24)))

    @lazy
    def is_cut_date(self) -> bool:
        """Whether the line is a date that the end of the dump cuts off."""
        return self.is_last and self.length < 10 and dates.cut_date(f" {self.text}") == 0

    @lazy
    def is_last(self) -> bool:
        """Whether no line follows."""
        return self.after is None

    @property
    def is_repeated(self) -> bool:
        """Whether the next line prints this one, which has no date, again as a title."""
        again = self.after is not None and bool(self.after.repeat) and not self.after.head
        return again and not self.tail

    @lazy
    def widest_ahead(self) -> int:
        """The most blank lines in a row before the three lines below."""
        widest, below = 0, self.after
        for _ in range(_AHEAD):
            if below is None:
                break
            widest, below = max(widest, below.gap), below.after
        return widest

    @lazy
    def stems(self) -> frozenset[str]:
        """The long words of the folded start by their first letters, so that inflections meet."""
        return frozenset([word[:6] for word in self.folded.split() if len(word) >= _LONG_WORD])

    @lazy
    def kinship(self) -> float:
        """The share of this line's long words that the next line holds too, 0 to 1."""
        words = self.stems - phrases.EVERYWHERE
        return len(words & self.after.stems) / len(words) if self.after and words else 0.0

    @lazy
    def kinship_below(self) -> float:
        """The same with the two lines of text below it; less where there are few words."""
        if self.below is None:
            return 0.0
        words = self.stems - phrases.EVERYWHERE
        behind = self.below.after.stems if self.below.after else frozenset()
        return len(words & (self.below.stems | behind)) / (len(words) + 1)

    @lazy
    def below(self) -> Cue | None:
        """The next line, or the first of text where others stand between a title and its text."""
        below = self.after
        for _ in range(_BETWEEN):
            if below is None or below.after is None or not below.is_between:
                break
            below = below.after
        sure = below is not self.after and below is not None and below.is_prose
        aside = self.after is not None and self.after.is_aside
        return below if sure or aside else self.after

    @lazy
    def is_headline(self) -> bool:
        """Whether the line looks like one: short, and ending in no sentence."""
        return self.length < _HEADLINE and not (self.ends_sentence or self.ends_open)

    @property
    def is_between(self) -> bool:
        """Whether the line may stand between a title and its text."""
        return self.is_aside or (self.is_scrap and not self.is_clause and not self.date)

    @property
    def is_aside(self) -> bool:
        """Whether the line is no part of a text, though it stands by it."""
        return self.is_about or self.is_image or self.text[:1] == "("

    @property
    def is_prose(self) -> bool:
        """Whether the line is surely a paragraph."""
        return self.length >= _PROSE and self.ends_sentence

    @property
    def is_cut(self) -> bool:
        """Whether the text seems to break off here: long, and no end of a sentence."""
        return self.length > 60 and not self.ends_sentence


def cues(lines: Iterable[Line], learnt: Collection[str] = ()) -> Iterator[Cue]:
    """Yield the cue of each line in order; it knows the three lines below it when it is yielded.

    ``learnt`` are folded lines that other dumps have shown to be furniture.
    """
    known: OrderedDict[str, tuple[str, int]] = OrderedDict()
    waiting: deque[Cue] = deque()
    for place, line in enumerate(lines):
        cue = Cue(line, waiting[-1] if waiting else None)
        cue.echo = echo(known, cue, place)
        cue.is_learnt = bool(learnt) and cue.length <= FOLDED and fold(cue.text) in learnt
        if waiting:
            waiting[-1].after = cue
        waiting.append(cue)
        if len(waiting) > _AHEAD:
            yield waiting.popleft()
    if waiting and waiting[-1].is_stub:
        waiting[-1].repeat = Repeat.CUT
    yield from waiting
