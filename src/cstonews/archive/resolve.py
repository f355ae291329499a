"""Copies of texts → entries: which belong together, and what each entry shows. Pure.

The result depends on the set of copies alone, never on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cstonews.model import DateSource, Kind


@dataclass(frozen=True, slots=True)
class Copy:
    """A text as it was seen under one stated date (``""``: without one).

    ``article`` says whether it was seen as an article.
    """

    text: int
    handle: str
    date: str
    article: bool
    title: str | None
    body: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """An entry as it should stand in the archive, with the copies that it is made of."""

    handle: str
    date: str | None
    date_source: DateSource | None
    kind: Kind
    lang: str | None
    title: str | None
    body: str
    copies: tuple[Copy, ...]


def resolve(copies: Sequence[Copy]) -> list[Resolved]:
    """Return the entries that copies of one text make, earliest date first.

    Each stated date is an entry; a copy without one belongs to the earliest.
    """
    dates = sorted({copy.date for copy in copies} - {""}) or [""]
    shown = max(copies, key=_quality)
    return [
        _entry(shown, date, [copy for copy in copies if (copy.date or dates[0]) == date])
        for date in dates
    ]


def _entry(shown: Copy, date: str, copies: Iterable[Copy]) -> Resolved:
    members = tuple(copies)
    return Resolved(
        handle=shown.handle,
        date=date or None,
        date_source=DateSource.STATED if date else None,
        kind=Kind.ARTICLE if any(copy.article for copy in members) else Kind.TEASER,
        lang=shown.lang,
        title=shown.title,
        body=shown.body,
        copies=members,
    )


def _quality(copy: Copy) -> tuple[int, int, str]:
    """Which spelling of a text is shown: without double spaces and broken bytes, then the
    one with the most signs, then any one of them, always the same.
    """
    text = f"{copy.title or ''}\n{copy.body}"
    return (-text.count("  ") - text.count("\ufffd"), len(text), text)
