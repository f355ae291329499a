"""What the words of one line tell, whatever stands around it."""

from __future__ import annotations

import re

from cstonews.fold import ZERO_WIDTH, folded_words
from cstonews.split import dates, phrases
from cstonews.split.dates import Stamp

FOLDED = 320  # characters of a line that are folded to compare it; a title is never longer
_NEAR_WORDS = 25  # characters of some words
_OPENING = 65  # characters in which an item says what it is about
_FIRST = 120  # characters in which it says when something happened
_VERY_FIRST = 24  # characters before the day in "In the days from 7 May"
_PROSE = 100  # characters from which a line that ends a sentence is a paragraph
_SCRAP = 50  # characters under which a line without the end of a sentence is no prose
_HEADLINE = 200  # characters under which a headline is
_SHORT = 200  # characters of what may be another thing than text
_CUT = 60  # characters of a text that may break off
_LONG_WORD = 4
_KEPT = 512  # texts whose wording is kept, twice: sidebars repeat those of a page before
_KEPT_LENGTH = 2000  # characters of such a text
_ZERO_WIDTH = re.compile(f"[{ZERO_WIDTH}]+")
_QUOTES = "\"'”’»)"
_CLOSING = _QUOTES + "]"
_OPEN_ENDS = frozenset(",;-–—")
_SENTENCE_ENDS = frozenset(".!?…")
_FIGURES = frozenset("0123456789")
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяё")


class Wording:
    """The evidence in the text of a line, all worked out at once.

    ``date``, ``head`` and ``tail`` are the dates that the line is, opens or ends with; ``day_line``
    is the day, where the line holds nothing else but words about it.
    ``folded`` is the folded start of the line, without a date around it; ``stems`` are its long
    words by their first letters, so that inflections meet, without those of nearly every item.
    ``image_end`` is where an image's name that opens the line, or follows its date, ends, or 0.

    What the line may be: ``is_furniture``, what a site prints on every page; ``is_rule``, signs
    alone; ``is_byline`` of a press secretary; ``is_salutation`` of a speech; ``is_about`` a text:
    its author, its photographer, a date in words; ``is_address`` of somebody; ``is_download``,
    ``is_image``, the name of one alone; ``is_clause``, the heading of an article of a treaty;
    ``is_life``, the opening of a biography; ``is_in_turn``, a question, an answer, a point;
    ``is_call``, one question or exclamation; ``is_headline``, short and no sentence; ``is_prose``,
    surely a paragraph; ``is_scrap``, too short for one; ``is_cut``, a text that breaks off;
    ``is_unended``, no end of a sentence where nothing says that it goes on.
    """

    __slots__ = (
        "date", "day_line", "ends_in_figure", "ends_open", "ends_sentence", "folded",
        "head", "image_end", "is_about", "is_address", "is_byline", "is_call", "is_capitals",
        "is_clause", "is_cut",
        "is_download", "is_furniture", "is_headline", "is_image", "is_in_turn", "is_life",
        "is_no_item", "is_no_text", "is_plain", "is_prose", "is_rule", "is_salutation",
        "is_scrap", "is_unended", "leans_back", "length", "names_news", "opens_low", "opens_news",
        "opens_when", "stems", "tail", "tells_when", "text",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.length = len(text)
        self._see_dates()
        start = self.head.end if self.head else 0
        self._see_words(start)
        self._see_ends()
        self._see_opening(start)
        self.is_furniture = self.is_rule = self.is_byline = self.is_clause = False
        self.is_about = self.is_address = self.is_download = False
        self.day_line: Stamp | None = None
        if self.length <= _SHORT:
            self._see_short()
        self._sum_up()

    def _see_dates(self) -> None:
        text = self.text
        self.date: Stamp | None = None
        self.head: Stamp | None = None
        self.tail: Stamp | None = None
        if text[:1].isdigit():
            self.date = dates.date_line(text)
            self.head = None if self.date else dates.leading_date(text)
        last = text[-1:]
        # Whether the line ends in a figure, as all dates and all beginnings of one do.
        self.ends_in_figure = (text[-2:-1] if last == "." else last) in _FIGURES
        if self.ends_in_figure and not self.date:
            self.tail = dates.trailing_date(text)

    def _see_words(self, start: int) -> None:
        end = min(self.tail.start if self.tail else self.length, start + FOLDED)
        text = self.text[start:end]
        words = folded_words(text)
        self.folded = " ".join(words) or text.strip()
        if not words:
            words = self.folded.split()
        self.stems = {word[:6] for word in words if len(word) >= _LONG_WORD}
        self.stems -= phrases.EVERYWHERE

    def _see_ends(self) -> None:
        text, length = self.text, self.length
        self.ends_open = text[-1:] in _OPEN_ENDS
        bare = text[-8:].rstrip(_CLOSING)
        self.ends_sentence = bare[-1:] in _SENTENCE_ENDS or text[-1:] == ":"
        self.is_prose = self.ends_sentence and length >= _PROSE
        self.is_cut = length > _CUT and not self.ends_sentence
        self.is_capitals = length >= _NEAR_WORDS and text.isupper()
        self.is_headline = length < _HEADLINE and not (self.ends_sentence or self.ends_open)
        first = text[:1]
        if first.isalnum():
            self.opens_low = first in _SMALL
        else:
            self.opens_low = bool(phrases.OPENS_LOW.match(text))

    def _see_opening(self, start: int) -> None:
        text = self.text
        image = phrases.IMAGE_NAME.match(text, start)
        self.image_end = image.end() if image else 0
        self.is_in_turn = bool(phrases.IN_TURN.match(text, start))
        may_greet = self.length - start <= 80
        self.is_salutation = may_greet and bool(phrases.SALUTATION.match(text, start))
        opening = text[:_OPENING]
        self.is_life = phrases.may_be_born(opening) and bool(phrases.BORN.search(opening))
        self.names_news = self._names_news(opening)
        when = self._when()
        self.tells_when = when >= 0
        self.opens_when = 0 <= when < _VERY_FIRST
        named = self.tells_when or self.names_news
        self.opens_news = named or bool(phrases.TELLS_WHERE.match(text))
        self.leans_back = self._leans_back()

    def _names_news(self, opening: str) -> bool:
        """Whether the first words name what an item may be about."""
        if phrases.OPENS_WITH_NAME.match(opening):
            return True
        return phrases.may_name_news(opening) and bool(phrases.NAMES_NEWS.search(opening))

    def _when(self) -> int:
        """Where the first words say when something happened, or -1."""
        if not phrases.may_tell_when(self.text[:_FIRST]):
            return -1
        match = phrases.TELLS_WHEN.search(self.text, 0, _FIRST)
        return match.start() if match else -1

    def _leans_back(self) -> bool:
        """Whether the first words lean on a sentence before them."""
        text = self.text
        leans = not self.names_news and phrases.LEANS_BACK.match(text)
        if leans or phrases.GOES_ON.match(text):
            return True
        may_be = phrases.may_be_to_them(text[-24:])
        return may_be and bool(phrases.TO_THEM.search(text, max(0, self.length - 24)))

    def _see_short(self) -> None:
        """What only a short line can be."""
        text, length = self.text, self.length
        self.is_rule = bool(phrases.RULE.fullmatch(text))
        self.is_clause = length < _SCRAP and bool(phrases.CLAUSE.match(text))
        if length <= 160:
            self.is_byline = bool(phrases.BYLINE.match(text))
            self.is_download = bool(phrases.DOWNLOAD.match(text))
            may_tell = not self.ends_sentence and phrases.may_be_address(text)
            self.is_address = may_tell and bool(phrases.ADDRESS.search(text))
        if length <= 100:
            self._see_about()
        self.is_furniture = self._is_furniture()

    def _see_about(self) -> None:
        text = self.text
        dated = False
        if phrases.FIGURE.search(text):
            self.day_line = dates.day_line(text)
            dated = self.day_line is not None or bool(phrases.DAY_ALONE.match(text))
        self.is_about = dated or bool(phrases.ABOUT_TEXT.match(text) or phrases.CREDIT.match(text))

    def _is_furniture(self) -> bool:
        """Whether the line is what a site prints on every page."""
        if self.length <= 60:
            words = " ".join(_ZERO_WIDTH.sub("", self.text).split())
            if phrases.FURNITURE.fullmatch(words.strip(phrases.SIGNS_AROUND)):
                return True
        return self._is_menu() or self._is_foot() or self.is_pager

    def _is_menu(self) -> bool:
        """Whether the line is a few words side by side, or an address alone."""
        if "   " not in self.text and not phrases.holds_any(self.text, phrases.MENU_SIGNS):
            return False
        if phrases.LINK.match(self.text):
            return True
        words = [part.strip() for part in phrases.BETWEEN_WORDS.split(self.text)]
        words = [word for word in words if word]
        sure = "|" in self.text or "   " in self.text
        short = all(len(word) <= 30 and phrases.NO_MENU.isdisjoint(word) for word in words)
        return short and len(words) >= (2 if sure else 3) and self.day_line is None

    def _is_foot(self) -> bool:
        if self.length > 160:
            return False
        low = self.text.lower()
        if "©" in low:
            return not phrases.CREDIT.match(self.text)
        return phrases.holds_any(low, phrases.FOOT)

    def _sum_up(self) -> None:
        text = self.text
        calls = text.rstrip(_QUOTES)[-1:] in ("?", "!") and not self.is_salutation
        self.is_call = calls and not phrases.SENTENCE_INSIDE.search(text)
        self.is_image = self.image_end == self.length and not self.head
        said = self.ends_sentence or self.ends_open or self.is_in_turn or self.is_salutation
        self.is_unended = not (said or self.head is not None)
        self.is_scrap = self.length < _SCRAP and not said
        self.is_no_text = self.is_rule or self.is_furniture or self.is_byline or bool(self.date)
        self.is_no_item = self.is_no_text or self.is_address or self.is_about
        other = self.is_no_item or self.is_image or self.is_download
        self.is_plain = self.length > _SCRAP and not other

    @property
    def is_more(self) -> bool:
        """Whether the line leads from an item of a listing to its text."""
        may_be = self.length <= 30 and self.is_furniture
        return may_be and bool(phrases.MORE.fullmatch(self.text.strip(phrases.SIGNS_AROUND)))

    @property
    def is_name(self) -> bool:
        """Whether the line may be the name of a person."""
        return self.length <= 50 and bool(phrases.NAME.match(self.text))

    @property
    def is_pager(self) -> bool:
        """Whether the line counts the pages of a listing."""
        may_be = self.length <= 80 and self.text[:1].isdigit()
        return may_be and bool(phrases.PAGER.fullmatch(self.text))


class Wordings:
    """The wordings of the texts that were seen last, in bounded memory."""

    def __init__(self) -> None:
        self._young: dict[str, Wording] = {}
        self._old: dict[str, Wording] = {}

    def of(self, text: str) -> Wording:
        """The wording of a text; the same object where it is still known."""
        found = self._young.get(text)
        if found is None:
            found = self._old.get(text) or Wording(text)
            if len(text) <= _KEPT_LENGTH:
                self._keep(text, found)
        return found

    def _keep(self, text: str, wording: Wording) -> None:
        if len(self._young) >= _KEPT:
            self._old, self._young = self._young, {}
        self._young[text] = wording
