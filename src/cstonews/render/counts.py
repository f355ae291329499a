"""Timelines, terms and facets → records for programs, grids for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cstonews.counts import Facet, Term, Timeline
from cstonews.render.grid import Cell, Grid, Line
from cstonews.render.inert import inert_line

if TYPE_CHECKING:
    from cstonews.render.records import Record

FACET_NAMES = {
    "kind": "Kind",
    "lang": "Language",
    "year": "Year",
    "date_source": "Date source",
    "entity": "Entity",
}


def timeline_records(timeline: Timeline) -> Iterator[Record]:
    """A record a period, and one for the undated; of each series in turn where they have names."""
    for series in timeline.series:
        named = {} if series.name is None else {"series": series.name}
        for label, count in zip(timeline.periods, series.counts, strict=True):
            yield {"period": label, **named, "count": count}
        if any(other.undated for other in timeline.series):
            yield {"period": None, **named, "count": series.undated}


def timeline_keys(timeline: Timeline) -> tuple[str, ...]:
    """The keys of ``timeline_records``."""
    named = any(series.name is not None for series in timeline.series)
    return ("period", "series", "count") if named else ("period", "count")


def timeline_rows(timeline: Timeline) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The rows of a table: a period, or "undated", and the count of each series."""
    for number, label in enumerate(timeline.periods):
        yield label, tuple(series.counts[number] for series in timeline.series)
    if any(series.undated for series in timeline.series):
        yield "undated", tuple(series.undated for series in timeline.series)


def timeline_grid(timeline: Timeline) -> Grid:
    """A row a period, a column a series."""
    rows = [
        (_period(label), *(_number(count) for count in counts))
        for label, counts in timeline_rows(timeline)
    ]
    names = (series_name(series.name) for series in timeline.series)
    right = frozenset(range(1, len(timeline.series) + 1))
    return Grid(("Period", *names), rows, right, flexible=frozenset())


def series_name(name: str | None) -> str:
    """The heading of a series: its words, inert."""
    return "Count" if name is None else inert_line(name) or "(all)"


def term_record(term: Term) -> Record:
    """A word that some entries have more often than others; rates and score are rounded."""
    return {
        **term._asdict(),
        "here_per_1000": round(term.here_per_1000, 4),
        "elsewhere_per_1000": round(term.elsewhere_per_1000, 4),
        "score": round(term.score, 2),
    }


TERM_KEYS = Term._fields


def terms_grid(terms: tuple[Term, ...]) -> Grid:
    """Words that some entries have more often than others."""
    rows = [
        (
            _text(term.handle),
            _number(term.here),
            _text(f"{term.here_per_1000:,.2f}"),
            _number(term.elsewhere),
            _text(f"{term.elsewhere_per_1000:,.2f}"),
            _text(f"{term.score:,.1f}"),
            _text(inert_line(term.term), "title"),
        )
        for term in terms
    ]
    headings = ("Handle", "Here", "per 1,000", "Elsewhere", "per 1,000", "Score", "Term")
    return Grid(headings, rows, frozenset({1, 2, 3, 4, 5}))


def facet_records(facet: Facet) -> Iterator[Record]:
    """A record a value."""
    for value, count in facet.counts:
        yield {"facet": facet.name, "value": value, "count": count}


def facet_grid(facet: Facet, total: int) -> Grid:
    """A row a value, with its share of all that was found."""
    none = "undated" if facet.name in ("year", "date_source") else "none"
    rows = [
        (
            _text(none if value is None else inert_line(value), "faint" if value is None else ""),
            _number(count),
            _text(f"{count / total:.0%}"),
        )
        for value, count in facet.counts
    ]
    return Grid((FACET_NAMES[facet.name], "Count", "Share"), rows, frozenset({1, 2}))


def _text(text: str, style: str = "") -> Cell:
    return (Line(text, style),)


def _number(number: int) -> Cell:
    return _text(f"{number:,}")


def _period(label: str) -> Cell:
    return _text(label, "faint" if label == "undated" else "date")
