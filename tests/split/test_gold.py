"""Every labelled page is read as its labels say, and the quality of all has a floor.

The labels name of each entry its kind, stated date, title, and the first and last five
words of its body; bylines and other noise inside of a body are named beside it.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from cstonews.split import split

GOLD = Path(__file__).parent.parent / "gold"
PAGES = sorted((GOLD / "pages").glob("*.txt"))
FLOOR = {"cuts": 1.0, "exact": 1.0}
CUT_FLOOR = 0.97  # the end of a page says how to read it, so some cuts cost more than their line


class Item(NamedTuple):
    kind: str
    date: str | None
    title: str | None
    first: str
    last: str

    @property
    def cut(self):
        """Where the item begins and ends: by its body, or by its title where it has none."""
        return (self.first, self.last) if self.first else (self.title,)


def one_line(text):
    return " ".join((text or "").split())


def labels(page):
    return json.loads((GOLD / "labels" / f"{page.stem}.json").read_text("utf-8"))["entries"]


def noise(page):
    for entry in labels(page):
        yield from filter(None, [entry.get("byline"), *(entry.get("noise") or [])])


def labelled(page):
    """What the page must be read as; texts that may be anything but news are left out."""
    return [
        Item(
            entry["kind"],
            entry["date"],
            entry["title"] and one_line(entry["title"]),
            one_line(entry["first"]),
            one_line(entry["last"]),
        )
        for entry in labels(page)
        if entry["kind"] != "other"
    ]


def read(page):
    text = page.read_bytes().decode("utf-8")
    return [
        Item(
            segment.kind.value,
            segment.stated and segment.stated.isoformat(),
            segment.title and one_line(segment.title),
            *ends(segment.body, noise(page)),
        )
        for segment in split(text).segments
        if segment.is_item
    ]


def ends(body, junk):
    body = one_line(body)
    for piece in junk:
        body = body.replace(one_line(piece), " ")
    words = body.split()
    return " ".join(words[:5]), " ".join(words[-5:])


def f1(expected, found):
    common = (Counter(expected) & Counter(found)).total()
    return 2 * common / (len(expected) + len(found))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page):
    expected, found = labelled(page), read(page)
    missed = [item for item in expected if item not in found]
    made_up = [item for item in found if item not in expected]
    assert (missed, made_up) == ([], [])
    assert found == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_date_of_a_page_has_an_origin(page):
    for segment in split(page.read_bytes().decode("utf-8")).segments:
        assert segment.date_source in ("stated", "inferred", None)
        assert (segment.date is None) == (segment.date_source is None)


def test_all_pages_are_scored():
    assert len(PAGES) >= 24
    assert sorted(path.stem for path in (GOLD / "labels").glob("*.json")) == [
        page.stem for page in PAGES
    ]


@pytest.mark.parametrize("measure", FLOOR)
def test_quality_does_not_fall_below_its_floor(measure):
    expected = [(page.stem, item) for page in PAGES for item in labelled(page)]
    found = [(page.stem, item) for page in PAGES for item in read(page)]
    if measure == "cuts":
        expected, found = ([(page, item.cut) for page, item in side] for side in (expected, found))
    assert f1(expected, found) >= FLOOR[measure]


def test_a_cut_changes_only_what_stands_right_above_it():
    """Pages cut at every 15th character: items but for the last two are those of the page."""
    kept = total = 0
    for page in PAGES:
        text = page.read_bytes().decode("utf-8")
        whole = starts(split(text).segments)
        for cut in range(15, len(text), 15):
            above = starts(split(text[:cut]).segments)[:-2]
            kept += above == whole[: len(above)]
            total += 1
    assert kept / total >= CUT_FLOOR


def starts(segments):
    return [(s.kind, s.start, s.stated, s.title, s.body) for s in segments]
