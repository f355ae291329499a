"""The best reading: lines are given out early, and giving them out changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cstonews.split import reading, split
from cstonews.split.cues import cues
from cstonews.split.lines import lines
from cstonews.split.reading import best_reading

PAGES = Path(__file__).parent.parent / "gold" / "pages"
END = "\n\nGo back\n\nBack to the section\n\nBack to the all news\n"
TOWNS = ["Minsk", "Astana", "Dushanbe", "Bishkek", "Moscow", "Almaty", "Osh", "Yerevan"]


def closed(text):
    """The page as the site ends it, with nothing blank before it."""
    text = text.strip()
    return text + ("\n" if text.endswith("Back to the all news") else END)


GOLD = [closed(path.read_bytes().decode()) for path in sorted(PAGES.glob("*.txt"))]


def teaser(number):
    town = TOWNS[number % len(TOWNS)]
    return f"On {number % 28 + 1} May {number} rescuers began a training in the town of {town}."


def made_page(number):
    """A page that shares no line of news with any other; the four layouts take turns."""
    town = TOWNS[number % len(TOWNS)]
    date = f"{number % 28 + 1:02}.{number % 12 + 1:02}.{2012 + number % 12}"
    title = f"Detachment {number} of peacekeepers trained in the mountains near {town}"
    body = [
        f"Peacekeepers of detachment {number} trained near {town} how to escort convoys.",
        f"They will train the same again in autumn with {number} servicemen of five states.",
    ]
    news = [teaser(5 * number + place) for place in range(4)]
    dated = [f"{28 - place:02}.12.2024\n\n{text}" for place, text in enumerate(news)]
    article = [f"{title}\n\n{title} {date}", *body]
    layouts = {
        "A": "\n\n\n".join([*dated, "\n\n".join(article)]),
        "B": "\n\n\n".join(news) + "\n\n" + "\n\n".join(article),
        "C": "\n".join([*news, title, f"{date}{body[0]}", body[1]]),
        "D": "\n\n".join(article),
    }
    return layouts["ABCD"[number % 4]] + END


def placed(segments, start=0, line=0):
    """Segments as they stand in a text that has ``start`` characters before them."""
    return [
        segment._replace(
            start=segment.start + start,
            end=segment.end + start,
            line=segment.line + line,
            parts=tuple(
                part._replace(start=part.start + start, end=part.end + start)
                for part in segment.parts
            ),
        )
        for segment in segments
    ]


def alone(pages):
    """The segments of each page read alone, as they stand in all pages joined."""
    found, start, line = [], 0, 0
    for page in pages:
        found += placed(split(page).segments, start, line)
        start, line = start + len(page), line + page.count("\n")
    return found


def test_a_long_text_of_many_pages_is_read_as_each_page_alone():
    """5,000 lines: what was given out early is what each page says of itself."""
    made = [made_page(number) for number in range(220)]
    pages = []
    for number, page in enumerate(made):
        pages += [page, *GOLD[number // 9 : number // 9 + 1]] if number % 9 == 0 else [page]
    text = "".join(pages)
    assert all(page in pages for page in GOLD)
    assert text.count("\n") >= 5000
    assert list(split(text).segments) == alone(pages)


@pytest.mark.parametrize("order", [1, -1], ids=["in order", "backwards"])
def test_gold_pages_in_one_text_are_read_as_each_alone(order):
    """Many of them share their sidebars."""
    pages = GOLD[::order]
    assert list(split("".join(pages)).segments) == alone(pages)


@pytest.mark.parametrize("page", GOLD, ids=[path.stem for path in sorted(PAGES.glob("*.txt"))])
def test_a_page_that_stands_twice_in_a_dump_is_read_the_same_twice(page):
    assert list(split(page * 2).segments) == alone([page] * 2)


@pytest.mark.parametrize("times", [8, 40])
def test_giving_lines_out_early_loses_nothing(times, monkeypatch):
    text = "".join(GOLD * times)
    early = split(text)
    monkeypatch.setattr(reading, "_SETTLE_EVERY", 10**9)
    assert split(text) == early


@pytest.mark.parametrize("line", ["Go back", "07.12.2023", "The Council met in Minsk.", "A", "***"])
def test_one_line_over_and_over_is_read_to_its_end(line):
    text = f"{line}\n" * 3000
    found = split(text).segments
    assert sum(segment.end - segment.start for segment in found) == len(text)


def test_every_line_gets_one_label_in_order():
    text = "".join(GOLD)
    labelled = [line.cue.line for line in best_reading(cues(lines(text)))]
    assert labelled == list(lines(text))


UNDECIDED = {
    "a list": "and {} others met in Minsk for the {}th time\n",
    "short sentences": "Minsk {}.\n\n",
    "scraps": "and item {} of the list\n",
    "prose": "The Council met in Minsk for the {}th time.\n\n",
}


@pytest.mark.parametrize("line", UNDECIDED.values(), ids=UNDECIDED)
@pytest.mark.parametrize("first", ["Minsk agreed on a list", "A list, and others", "07.12.2023"])
def test_what_was_given_out_is_never_given_out_again(line, first):
    """Where the end of a text speaks for another reading of its start, it comes too late."""
    text = f"{first}\n{''.join(line.format(n, n) for n in range(400))}\n{made_page(3)}"
    labelled = [line.cue.line for line in best_reading(cues(lines(text)))]
    assert labelled == list(lines(text))
    assert split(text).segments[-1].end == len(text)


def test_lines_are_given_out_before_all_are_read():
    """So memory does not grow with the dump."""
    taken = 0

    def feed():
        nonlocal taken
        for line in lines("".join(GOLD * 40)):
            taken += 1
            yield line

    next(best_reading(cues(feed())))
    assert taken < 1000


def test_no_lines_have_an_empty_reading():
    assert list(best_reading([])) == []
