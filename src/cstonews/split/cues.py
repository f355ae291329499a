"""What can be seen of one line beside its neighbours: the evidence that readings are scored on."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Collection, Iterable, Iterator

from cstonews.fold import fold
from cstonews.split import dates, phrases
from cstonews.split.lines import Line
from cstonews.split.repeats import Repeat, echo, is_stub, repetition
from cstonews.split.wording import Wording, Wordings

SIGN_LENGTH = 40  # characters; a menu's item, a footer, a link back is no longer
_DATE = 10  # characters of a whole date
_BETWEEN = 2  # lines between a title and its text that are looked over
_AHEAD = 3  # a line is judged by the two below it, and those by whether they are the last
_PROSE = 100  # characters from which a line that ends a sentence is a paragraph


class Cue:
    """The evidence of one line where it stands; ``own`` is what its words tell anywhere.

    ``gap`` is the number of blank lines before it, and ``width`` says whether there are none,
    one or more.
    """

    __slots__ = (
        "_is_last",
        "after",
        "echo",
        "gap",
        "is_learnt",
        "is_stub",
        "line",
        "own",
        "repeat",
        "width",
    )

    def __init__(self, line: Line, own: Wording, before: Cue | None) -> None:
        self.line = line
        self.own = own
        self.gap = line.gap
        self.width = min(line.gap, 2)
        self.after: Cue | None = None
        self.is_learnt = False
        self.echo: Repeat | None = None
        self.repeat = repetition(own, before.own) if before else None
        self.is_stub = before is not None and is_stub(own, before.own)
        self._is_last: bool | None = None

    @property
    def is_amid(self) -> bool:
        """Whether the line interrupts a text that goes on below it."""
        low = self.own.text.lower() if self.own.length <= 160 else ""
        advertises = any(words in low for words in phrases.AMID)
        return advertises and self.after is not None and self.after.own.ends_sentence

    @property
    def is_sign(self) -> bool:
        """Whether the line could be furniture that nobody listed: short, and no known thing."""
        own = self.own
        if own.length > SIGN_LENGTH:
            return False
        title = self.repeat or (self.after and self.after.repeat)
        dated = own.date or own.head or own.tail
        if title or dated or own.is_rule or own.is_furniture:
            return False
        known = own.is_byline or own.is_salutation or own.is_image or own.is_download
        words = any(map(str.isalpha, own.text))
        return words and not (known or own.ends_sentence or own.ends_open)

    @property
    def is_no_text(self) -> bool:
        """Whether the line has no words of a text."""
        return self.own.is_no_text or (self.own.length < _DATE and self.is_cut_date)

    @property
    def is_no_item(self) -> bool:
        """Whether the line can open no item."""
        return self.own.is_no_item or self.is_cut_date or self.is_author

    @property
    def is_unended(self) -> bool:
        """Whether no sentence ends with the line, though nothing says that it goes on."""
        return self.own.is_unended and not self.is_last

    @property
    def is_bare(self) -> bool:
        """Whether the line is short, too."""
        return self.own.length < _PROSE and self.is_unended

    @property
    def is_cut_date(self) -> bool:
        """Whether the line is a date that the end of the dump cuts off."""
        may_be = self.own.length < _DATE and self.is_last
        return may_be and dates.cut_date(f" {self.own.text}") == 0

    @property
    def is_last(self) -> bool:
        """Whether no line follows, as far as is seen when this is first asked."""
        if self._is_last is None:
            self._is_last = self.after is None
        return self._is_last

    @property
    def is_repeated(self) -> bool:
        """Whether the next line prints this one, which has no date, again as a title."""
        again = self.after is not None and bool(self.after.repeat) and not self.after.own.head
        return again and not self.own.tail

    @property
    def widest_ahead(self) -> int:
        """The most blank lines in a row before the three lines below."""
        widest, below = 0, self.after
        for _ in range(_AHEAD):
            if below is None:
                break
            widest, below = max(widest, below.gap), below.after
        return widest

    @property
    def kinship(self) -> float:
        """The share of this line's long words that the next line holds too, 0 to 1."""
        words = self.own.stems
        return len(words & self.after.own.stems) / len(words) if self.after and words else 0.0

    def kinship_with(self, below: Cue) -> float:
        """The same with a line and the one below it; less where there are few words."""
        words = self.own.stems
        near = words & below.own.stems
        far = words & below.after.own.stems if below.after else near
        shared = len(near | far) if near and far else len(near) + len(far)
        return shared / (len(words) + 1)

    @property
    def below(self) -> Cue | None:
        """The next line, or the first of text where others stand between a title and its text."""
        after = below = self.after
        if after is None or (after.own.is_plain and after.own.text[0] != "("):
            return after  # by far the most lines; the long way would say the same
        for _ in range(_BETWEEN):
            if below is None or below.after is None or not below.is_between:
                break
            below = below.after
        if below is None or below is after:
            return below
        return below if below.own.is_prose or after.is_aside else after

    @property
    def is_between(self) -> bool:
        """Whether the line may stand between a title and its text."""
        own = self.own
        return self.is_aside or (own.is_scrap and not own.is_clause and not own.date)

    @property
    def is_aside(self) -> bool:
        """Whether the line is no part of a text, though it stands by it."""
        own = self.own
        return own.is_about or own.is_image or own.text[:1] == "(" or self.is_author

    @property
    def is_author(self) -> bool:
        """Whether the line is a name above the day of a text."""
        dated = self.after is not None and self.after.own.day_line is not None
        return dated and self.own.is_name


def cues(
    lines: Iterable[Line], learnt: Collection[str] = (), wordings: Wordings | None = None
) -> Iterator[Cue]:
    """Yield the cue of each line in order; it knows the three lines below it when it is yielded.

    ``learnt`` are folded lines that other dumps have shown to be furniture; ``wordings``
    are those of texts that were seen before.
    """
    known: OrderedDict[str, tuple[str, int]] = OrderedDict()
    waiting: deque[Cue] = deque()
    wordings = wordings or Wordings()
    before = None
    for place, line in enumerate(lines):
        cue = Cue(line, wordings.of(line.text), before)
        cue.echo = echo(known, cue.own.folded, place)
        if before:
            before.after = cue
        before = cue
        waiting.append(cue)
        if len(waiting) > _AHEAD:
            yield _told(waiting.popleft(), learnt)
    if waiting and waiting[-1].is_stub:
        waiting[-1].repeat = Repeat.CUT
    for cue in waiting:
        yield _told(cue, learnt)


def _told(cue: Cue, learnt: Collection[str]) -> Cue:
    """The cue with what other dumps have shown: whether its line is furniture."""
    if learnt and cue.is_sign:
        cue.is_learnt = fold(cue.own.text) in learnt
    return cue
