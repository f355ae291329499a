"""The best place of a text."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstonews.found import MARK_OFF, MARK_ON
from cstonews.snippets import ROOM, best_place, opening


def marked(text: str) -> str:
    return text.replace("[", MARK_ON).replace("]", MARK_OFF)


FILLER = "Nothing of note was said about it on that day by anyone in the room. " * 4
CASES = {
    "no hit": ("One. Two.", "One. Two."),
    "whole": ("One [two] three.", "One [two] three."),
    "a sentence in the middle": (
        f"{FILLER}The [border] was quiet. {FILLER}",
        "…The [border] was quiet. Nothing",
    ),
    "most different words": (
        f"A [border] here. {FILLER}A [border] and a [drug] there. {FILLER}A [drug] at last.",
        "…A [border] and a [drug] there. Nothing",
    ),
    "most hits": (f"[One] here. {FILLER * 2}[One] and [one] there.", "…[One] and [one] there."),
    "the first of equals": (f"[One] here. {FILLER}[One] there.", "[One] here. Nothing"),
    "paragraphs": (f"{FILLER}\n\nThe [border]\n\n{FILLER}", "…The [border]\n\nNothing"),
    "closing quotes": (f"{FILLER}“He left.” [He] spoke. {FILLER}", "…[He] spoke. Nothing"),
}


@pytest.mark.parametrize(("text", "start"), CASES.values(), ids=CASES)
def test_the_best_place_is_shown(text: str, start: str) -> None:
    assert best_place(marked(text)).startswith(marked(start))


def test_a_long_sentence_is_cut_around_its_hits() -> None:
    text = marked("word " * 300 + "[border] and [drug] " + "word " * 300)
    place = best_place(text)
    assert place.startswith("…word") and place.endswith("word …")
    assert marked("[border] and [drug]") in place
    assert len(place) <= ROOM + 20


def test_hits_far_apart_in_a_long_sentence_leave_no_half_mark() -> None:
    text = marked("[one] " + "word " * 300 + "[two] [three]")
    assert marked("[two] [three]") in best_place(text)


@given(st.lists(st.sampled_from(["[a]", "[bb]", "c", ". ", " ", "\n\n", "x" * 200]), max_size=60))
def test_any_text_has_a_place_with_its_hits(parts: list[str]) -> None:
    text = marked("".join(parts))
    place = best_place(text)
    assert (MARK_ON in place) == (MARK_ON in text)
    assert place.count(MARK_ON) == place.count(MARK_OFF)
    assert re.sub(r"^…| …$", "", place).strip() in text or MARK_ON not in text
    longest = max(map(len, re.split(r"\s", text)), default=0)
    assert len(place) <= 2 * ROOM + longest + 10


def test_an_opening_is_cut_at_a_blank() -> None:
    assert opening("short") == "short"
    assert opening("word " * 100).endswith("word …")
    assert opening("x" * 400) == "x" * ROOM + " …"


def test_a_run_of_stops_takes_no_longer_than_other_text() -> None:
    def seconds(filler: str) -> float:
        begun = perf_counter()
        best_place(marked(f"{filler}x [border] {FILLER}"))
        return perf_counter() - begun

    assert seconds("." * 10_000) < 100 * seconds("a" * 10_000) + 0.1


def test_a_sentence_of_many_hits_takes_linear_time() -> None:
    begun = perf_counter()
    best_place(marked("[border] and " * 20_000))
    assert perf_counter() - begun < 2
