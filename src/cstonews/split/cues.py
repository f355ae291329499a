"""What can be seen of one line beside its neighbours: the evidence that readings are scored on."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Collection, Iterable, Iterator

from cstonews.fold import fold
from cstonews.split import dates, phrases
from cstonews.split.dates import Stamp
from cstonews.split.lazy import lazy
from cstonews.split.lines import Line
from cstonews.split.repeats import FOLDED, Repeat, echo, is_stub, repetition
from cstonews.split.wording import Wording

SIGN_LENGTH = 40  # characters; a menu's item, a footer, a link back is no longer
_BETWEEN = 2  # lines between a title and its text that are looked over
_AHEAD = 3  # a line is judged by the two below it, and those by whether they are the last
_LONG_WORD = 4
_PROSE = 100  # characters from which a line that ends a sentence is a paragraph
_DATE_ENDS = frozenset("0123456789.")


class Cue(Wording):
    """The evidence of one line. Plain attributes are cheap, properties are computed when asked."""

    def __init__(self, line: Line, before: Cue | None) -> None:
        self.line = line
        self.text = line.text
        self.gap = line.gap
        self.length = len(line.text)
        self.after: Cue | None = None
        self.learnt: Collection[str] = ()
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
        self.is_stub = before is not None and is_stub(self, before)

    @lazy
    def folded(self) -> str:
        """The folded start of the line, without a date around it."""
        start = self.head.end if self.head else 0
        end = min(self.tail.start if self.tail else self.length, start + FOLDED)
        return fold(self.text[start:end])

    @property
    def is_amid(self) -> bool:
        """Whether the line interrupts a text that goes on below it."""
        low = self.text.lower() if self.length <= 160 else ""
        advertises = any(words in low for words in phrases.AMID)
        return advertises and self.after is not None and self.after.ends_sentence

    @property
    def is_sign(self) -> bool:
        """Whether the line could be furniture that nobody listed: short, and no known thing."""
        title = self.repeat or (self.after and self.after.repeat)
        dated = self.date or self.head or self.tail
        if self.length > SIGN_LENGTH or title or dated or self.is_rule or self.is_furniture:
            return False
        known = self.is_byline or self.is_salutation or self.is_image or self.is_download
        words = any(map(str.isalpha, self.text))
        return words and not (known or self.ends_sentence or self.ends_open)

    @lazy
    def is_learnt(self) -> bool:
        """Whether other dumps have shown the line to be furniture."""
        return bool(self.learnt) and self.is_sign and fold(self.text) in self.learnt

    @lazy
    def is_no_text(self) -> bool:
        """Whether the line has no words of a text."""
        no_words = self.date is not None or self.is_cut_date or self.is_rule
        return no_words or self.is_furniture or self.is_byline

    @lazy
    def is_no_item(self) -> bool:
        """Whether the line can open no item."""
        return self.is_no_text or self.is_address or self.is_about or self.is_author

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

    @property
    def is_between(self) -> bool:
        """Whether the line may stand between a title and its text."""
        return self.is_aside or (self.is_scrap and not self.is_clause and not self.date)

    @property
    def is_aside(self) -> bool:
        """Whether the line is no part of a text, though it stands by it."""
        return self.is_about or self.is_author or self.is_image or self.text[:1] == "("

    @property
    def is_author(self) -> bool:
        """Whether the line is a name above the day of a text."""
        return self.is_name and self.after is not None and self.after.day_line is not None

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
        cue.learnt = learnt
        if waiting:
            waiting[-1].after = cue
        waiting.append(cue)
        if len(waiting) > _AHEAD:
            yield waiting.popleft()
    if waiting and waiting[-1].is_stub:
        waiting[-1].repeat = Repeat.CUT
    yield from waiting
