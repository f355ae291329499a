"""Lines that are made to be slow are read as fast as others, and many lines in little memory."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from cstonews.split import split, split_stream

LINES = {
    "a byline that never ends": "Press secretary " + "The " * 35 + "!",
    "hyphens in a byline": "CSTO spokesman " + "A-" * 60 + "!",
    "articles before a byline": "the " * 39 + "!",
    "openings of a date": "1." * 60_000,
    "an image's name that never ends": "a" * 60_000 + ".jp",
    "days of a month": "On " + "1 and " * 10_000 + "May",
    "quotes": "“" * 60_000,
    "a menu that never ends": "a | " * 49 + "a.",
    "wide spaces": "a" + " a   " * 38 + "!",
    "a path of signs": " » · " * 39 + "!",
    "an owner of everything": "©" + "a" * 150 + ".",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_no_line_takes_long(line: str) -> None:
    started = time.process_time()
    split(f"An ordinary paragraph about a meeting in Minsk.\n\n{line}\n\n{line}\n")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "line", ["a.jpg", "x", "01.02.2024", "Go back", "A sentence of some words."]
)
def test_time_grows_with_the_lines(line: str) -> None:
    text = f"A title of words\n\nA title of words 01.02.2024\n\n{line}\n" + f"{line}\n" * 6000
    started = time.process_time()
    split(text)
    assert time.process_time() - started < 20


def test_a_paragraph_longer_than_any_is_one_paragraph() -> None:
    long = " ".join(f"word{n}" for n in range(30_000)) + "."
    text = f"A title of words\n\nA title of words 01.02.2024\n\n{long}\n\nThe end of it is here.\n"
    (segment,) = split(text).segments
    assert segment.body == f"{long}\n\nThe end of it is here."


def test_memory_does_not_grow_with_the_text() -> None:
    def peak(times: int) -> int:
        chunks = (f"x\ny {n}\n\nA text of a paragraph, number {n}.\n" * 50 for n in range(times))
        tracemalloc.start()
        for _ in split_stream(chunks, lambda line, message: None):
            pass
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    assert peak(160) < 2 * peak(40) + 10_000_000
