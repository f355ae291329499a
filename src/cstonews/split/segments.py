"""Labelled lines → segments that tile the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from cstonews.codec import clean
from cstonews.fold import fold
from cstonews.model import DateSource, Kind, Part, Role, Segment
from cstonews.split import dates
from cstonews.split.cues import Cue
from cstonews.split.labels import (
    ARTICLE,
    ARTICLE_DATE,
    ASIDE,
    BODY,
    DATED_TEASER,
    FURNITURE,
    HEADLINE,
    LISTED_SUMMARY,
    LISTED_TITLE,
    SIDEBAR_DATE,
    TEASER,
    TEASER_MORE,
    TITLE,
    TITLE_AGAIN,
    UNCLASSIFIED,
    Label,
)
from cstonews.split.language import language
from cstonews.split.lines import BLANK
from cstonews.split.reading import LabelledLine

_TITLES = (TITLE, TITLE_AGAIN)
LARGEST = 1_000_000
_MOST_LINES = 10_000
_OPENS_ITEM = frozenset({SIDEBAR_DATE, TEASER, LISTED_TITLE, TITLE, HEADLINE})
_ROLES = {
    SIDEBAR_DATE: Role.DATE,
    DATED_TEASER: Role.BODY,
    TEASER: Role.BODY,
    TEASER_MORE: Role.BODY,
    LISTED_TITLE: Role.TITLE,
    LISTED_SUMMARY: Role.BODY,
    HEADLINE: Role.TITLE,
    TITLE: Role.TITLE,
    TITLE_AGAIN: Role.TITLE,
    ARTICLE_DATE: Role.DATE,
    BODY: Role.BODY,
}
# Labels of lines that are of one role from end to end, but for a date or an image before a body.
_TEXTS = {
    label: role
    for label, role in _ROLES.items()
    if role is Role.BODY or label in (HEADLINE, LISTED_TITLE)
}


def segments(lines: Iterable[LabelledLine]) -> Iterator[Segment]:
    """Yield the segments that ``lines`` make, in order, without gap or overlap.

    Blanks between two segments belong to the first of them; blanks before the
    first line belong to its segment; blanks alone are furniture. A segment that
    grows beyond ``LARGEST`` characters, or by more lines than any page has, goes on
    as an unclassified one.
    """
    run: list[LabelledLine] = []
    at = size = 0
    overlong = False
    before: Kind | None = None
    for line in lines:
        kind = _KINDS[line.label]
        # Whether the line opens another segment than the line before it stands in.
        opens = bool(run) and (line.label in _OPENS_ITEM or kind is not before)
        if opens or size > LARGEST or len(run) >= _MOST_LINES:
            yield _segment(at, run, overlong)
            at, size, run = at + size, 0, []
            overlong = not opens
        before = kind
        run.append(line)
        size += len(line.cue.line.raw)
    if run:
        yield _segment(at, run, overlong)


def _kind(label: Label) -> Kind:
    if label in ARTICLE:
        return Kind.ARTICLE
    if label is FURNITURE:
        return Kind.FURNITURE
    return Kind.UNCLASSIFIED if label is UNCLASSIFIED else Kind.TEASER


_KINDS = [_kind(label) for label in Label]


def _segment(start: int, run: list[LabelledLine], overlong: bool) -> Segment:
    text = "".join([line.cue.line.raw for line in run])
    number = run[0].cue.line.number
    kind = _KINDS[run[0].label]
    if overlong and kind is not Kind.FURNITURE:
        kind = Kind.UNCLASSIFIED
    end = start + len(text)
    if kind is Kind.FURNITURE or kind is Kind.UNCLASSIFIED:
        return Segment(kind, start, end, number, text=text)
    first_body = _first_body(run) if kind is Kind.ARTICLE else None
    parts = _parts(run, first_body)
    title, body = words_of(text, parts, start)
    if not title and not body:
        return Segment(Kind.UNCLASSIFIED, start, end, number, text=text)
    date = _stated_date(run, first_body)
    source = DateSource.STATED if date else None
    lang = language(body or title or "")
    return Segment(kind, start, end, number, date, source, title, body, lang, parts, text)


def words_of(text: str, parts: Iterable[Part], origin: int) -> tuple[str | None, str]:
    """Return the title and the body that ``parts`` mark in a segment's ``text``.

    ``origin`` is the offset of the text in the dump. A title that is printed twice
    is its first printing, unless that is cut short. Bytes that were no text become U+FFFD.
    """
    titles: list[str] = []
    body: list[str] = []
    last = 0
    for role, start, end in parts:
        words = text[start - origin : end - origin]
        if role is Role.TITLE:
            titles.append(words)
        elif role is Role.BODY:
            if body:
                between = text[last - origin : start - origin]
                # A line that was too long to be read at once is one paragraph all the same.
                parted = "\n" in between or "\r" in between
                body.append("\n\n" if parted else between)
            body.append(words)
            last = end
    return _title(titles), clean("".join(body))


def _title(titles: list[str]) -> str | None:
    """The first printing of a title, or a later one where the first is cut short."""
    if not titles:
        return None
    best = titles[0]
    for later in titles[1:]:
        if (
            len(later) > len(best)
            and fold(later).startswith(fold(best))
            and fold(later) != fold(best)
        ):
            best = later
    return clean(best)


def _first_body(run: list[LabelledLine]) -> LabelledLine | None:
    return next((line for line in run if line.label is BODY), None)


def _parts(run: list[LabelledLine], first_body: LabelledLine | None) -> tuple[Part, ...]:
    """The parts of a segment's lines."""
    parts: list[Part] = []
    for line in run:
        cue, role = line.cue, _TEXTS.get(line.label)
        if role and not (line is first_body or cue.own.image_end):
            if cue.own.length:
                start = cue.line.start
                parts.append(Part(role, start, start + cue.own.length))
        else:
            parts += _line_parts(line, first_body)
    return tuple(parts)


def _line_parts(line: LabelledLine, first_body: LabelledLine | None) -> Iterator[Part]:
    """The parts of one line: what is text, what is a date, what is neither."""
    cue, at = line.cue, line.cue.line.start
    if line.label is ASIDE:
        yield from _aside_parts(cue, at)
        return
    role = _ROLES[line.label]
    begin, finish = 0, cue.own.length
    if line.label in _TITLES and _dated(line):
        assert cue.own.tail is not None
        finish = len(cue.own.text[: cue.own.tail.start].rstrip(BLANK))
        yield Part(role, at, at + finish)
        tail = Role.DATE if cue.own.tail.date else Role.NOTE
        yield Part(tail, at + cue.own.tail.start + 1, at + cue.own.tail.end)
        return
    if line.label is TITLE_AGAIN and cue.is_last:
        finish = dates.cut_date(cue.own.text) or finish
        yield Part(role, at, at + finish)
        if finish < cue.own.length:
            yield Part(Role.NOTE, at + finish + 1, at + cue.own.length)
        return
    if line is first_body and cue.own.head and cue.own.head.date:
        begin = cue.own.head.end
        yield Part(Role.DATE, at, at + begin)
    if role is Role.BODY and cue.own.image_end and line.label is BODY:
        yield Part(Role.IMAGE, at + begin, at + cue.own.image_end)
        begin = cue.own.image_end
    elif role is Role.DATE and cue.own.date:
        role = Role.DATE if cue.own.date.date else Role.NOTE
        finish = cue.own.date.end
        if cue.own.date.note is not None:
            yield Part(Role.NOTE, at + cue.own.date.note, at + cue.own.length)
    if begin < finish:
        yield Part(role, at + begin, at + finish)


def _aside_parts(cue: Cue, at: int) -> Iterator[Part]:
    """The parts of a line beside the text: a name, or words around the day that they tell."""
    stamp = cue.own.day_line
    if stamp is None or stamp.date is None:
        role = Role.BYLINE if cue.own.is_byline else Role.IMAGE if cue.own.is_image else Role.NOTE
        yield Part(role, at, at + cue.own.length)
        return
    runs = ((Role.NOTE, 0, stamp.start), (Role.DATE, stamp.start, stamp.end))
    for role, start, end in (*runs, (Role.NOTE, stamp.end, cue.own.length)):
        if start < end:
            yield Part(role, at + start, at + end)


def _dated(line: LabelledLine) -> bool:
    """Whether a date stands behind a title; an impossible one only where the title is repeated."""
    tail = line.cue.own.tail
    if tail is None or _is_own_date(line):
        return False
    return tail.date is not None or line.label is TITLE_AGAIN


def _is_own_date(line: LabelledLine) -> bool:
    """Whether a title ends in a date that is part of it: the next line repeats it with another."""
    again = line.cue.after
    if line.label is not TITLE or again is None or not (again.repeat and again.own.tail):
        return False
    return again.own.tail.start >= line.cue.own.length


def _stated_date(run: list[LabelledLine], first_body: LabelledLine | None) -> dt.date | None:
    """The first date that a line of the segment states."""
    for line in run:
        cue = line.cue
        stamp = None
        if line.label in (SIDEBAR_DATE, ARTICLE_DATE):
            stamp = cue.own.date
        elif line.label in _TITLES and not _is_own_date(line):
            stamp = cue.own.tail
        elif line.label is ASIDE:
            stamp = cue.own.day_line
        elif line is first_body:
            stamp = cue.own.head
        if stamp and stamp.date:
            return stamp.date
        if line is first_body:  # a day below the text may be that of a signature
            return None
    return None
