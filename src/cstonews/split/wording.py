"""What the words of one line tell, whatever stands around it."""

from __future__ import annotations

from cstonews.fold import ZERO_WIDTH
from cstonews.split import dates, phrases
from cstonews.split.dates import Stamp
from cstonews.split.lazy import lazy

_NEAR_WORDS = 25  # characters of some words
_OPENING = 65  # characters in which an item says what it is about
_VERY_FIRST = 24  # characters before the day in "In the days from 7 May"
_PROSE = 100  # characters from which a line that ends a sentence is a paragraph
_SCRAP = 50  # characters under which a line without the end of a sentence is no prose
_HEADLINE = 200  # characters under which a headline is
_NO_ZERO_WIDTH = dict.fromkeys(map(ord, ZERO_WIDTH))
_QUOTES = "\"'”’»)"
_OPEN_ENDS = frozenset(",;-–—")


class Wording:
    """The evidence in the text of a line; properties are computed when asked."""

    text: str
    length: int
    head: Stamp | None  # the date that opens the line

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
        return short and len(words) >= (2 if sure else 3) and self.day_line is None

    @property
    def _is_foot(self) -> bool:
        if self.length > 160:
            return False
        low = self.text.lower()
        if "©" in low:
            return not phrases.CREDIT.match(self.text)
        return any(words in low for words in phrases.FOOT)

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
        return any(form.match(self.text) for form in forms) or self.day_line is not None

    @lazy
    def day_line(self) -> Stamp | None:
        """The day, where the line holds nothing else but words about it."""
        return dates.day_line(self.text)

    @lazy
    def is_life(self) -> bool:
        """Whether the line opens a biography."""
        opening = self.text[:_OPENING]
        near = "orn " in opening or "одил" in opening
        return near and bool(phrases.BORN.search(opening))

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
    def is_headline(self) -> bool:
        """Whether the line looks like one: short, and ending in no sentence."""
        return self.length < _HEADLINE and not (self.ends_sentence or self.ends_open)

    @property
    def is_prose(self) -> bool:
        """Whether the line is surely a paragraph."""
        return self.length >= _PROSE and self.ends_sentence
