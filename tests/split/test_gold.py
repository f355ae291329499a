"""Every labelled page is read as its labels say, and the quality of all has a floor."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled import f1, labelled, labels_of, pages, read

from cstonews.split import split

GOLD = Path(__file__).parent.parent / "gold"
PAGES = pages(GOLD)
FLOOR = {"cuts": 1.0, "exact": 1.0}
CUT_FLOOR = 0.97  # the end of a page says how to read it, so some cuts cost more than their line


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
    assert all(labels_of(page).exists() for page in PAGES)


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
