"""An entry as a page: everything that is known of it, wrapped on terminals alone."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cstonews.model import DateSource, Entry, Kind, Sighting
from cstonews.render.page import MEASURE, entry_page
from cstonews.render.screen import print_pages

DAY = dt.date(2023, 12, 7)
STYLE = re.compile(r"\x1b\[[0-9;]*m")
LONG = "The Working Group on Afghanistan met in Moscow and agreed on a plan of action. " * 20
SEEN = (
    Sighting("8621a9b", "pages/a.txt", 24, Kind.ARTICLE, DAY, DateSource.STATED),
    Sighting("11c0ffe", "b.txt", 3, Kind.TEASER, None, None),
)
ENTRY = Entry(
    "a3f9c1e", DAY, DateSource.STATED, Kind.ARTICLE, "en", "A title", "A body.\n\nMore.", 2, SEEN
)
PAGE = """\
a3f9c1e  article  en
A title
2023-12-07  stated by a date line

A body.

More.

Seen 2 times:
  8621a9b  pages/a.txt, line 24: article, 2023-12-07 stated
  11c0ffe  b.txt, line 3: teaser, undated
"""

words = st.text(
    st.one_of(
        st.sampled_from("a б\n\t\r[]\x1b\x9b\u202e字"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=300,
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")


def printed(*entries, stream=None):
    stream = stream or io.StringIO()
    print_pages(map(entry_page, entries), stream, pager=False)
    return stream.getvalue()


def on_terminal(*entries):
    return printed(*entries, stream=Terminal())


def lines_of(text):
    return [line.rstrip() for line in STYLE.sub("", text).split("\n")]


def test_an_entry_is_shown_whole():
    assert printed(ENTRY) == PAGE


def test_a_terminal_shows_the_same_in_style():
    told = on_terminal(ENTRY)
    assert "\x1b[1mA title" in told
    assert "\n".join(lines_of(told)) == PAGE


def test_pages_are_parted_by_a_blank_line():
    assert printed(ENTRY, ENTRY) == f"{PAGE}\n{PAGE}"


def test_no_pages_print_nothing():
    assert printed() == ""


DATES = {
    "stated": (DAY, DateSource.STATED, "2023-12-07  stated by a date line"),
    "matched": (DAY, DateSource.MATCHED, "2023-12-07  matched: a copy of it is dated elsewhere"),
    "inferred": (DAY, DateSource.INFERRED, "2023-12-07  inferred from its opening words"),
    "none": (None, None, "undated: no date line names one"),
}


@pytest.mark.parametrize(("date", "source", "line"), DATES.values(), ids=DATES)
def test_the_date_is_told_with_its_origin(date, source, line):
    page = printed(ENTRY._replace(date=date, date_source=source))
    assert page == PAGE.replace("2023-12-07  stated by a date line", line)


def test_what_an_entry_lacks_leaves_no_gap():
    page = printed(ENTRY._replace(title=None, lang=None, body="", seen=SEEN[1:]))
    assert page == (
        "a3f9c1e  article\n2023-12-07  stated by a date line\n\nSeen once:\n"
        "  11c0ffe  b.txt, line 3: teaser, undated\n"
    )


def test_elsewhere_a_paragraph_is_a_line():
    page = printed(ENTRY._replace(body=f"{LONG}\n\n{LONG}"))
    assert page.count(f"\n{LONG}\n") == 2


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_wraps_at_a_measure_that_can_be_read(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    told = lines_of(on_terminal(ENTRY._replace(title=LONG, body=LONG)))
    assert max(map(cell_len, told)) <= min(width, MEASURE)
    assert " ".join(" ".join(told).split()).count(" ".join(LONG.split())) == 2


def test_a_pipe_gets_style_where_it_is_forced(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    page = printed(ENTRY._replace(body=LONG))
    assert "\x1b[1mA title" in page
    assert f"\n{LONG}\n" in STYLE.sub("", page)


HOSTILE = {
    "colour": ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
    "link": ("\x1b]8;;http://a\x1b\\x\x1b]8;;\x1b\\", "␛]8;;http://a␛\\x␛]8;;␛\\"),
    "C1 control sequence": ("\x9b31mred", "<U+009B>31mred"),
    "right to left": ("a\u202eb", "a<U+202E>b"),
    "NUL, bell, backspace": ("a\0b\ac\bd", "a␀b␇c␈d"),
    "markup": ("[red]x[/red] [/] [link=a]y", "[red]x[/red] [/] [link=a]y"),
    "emoji code": (":smile: :warning:", ":smile: :warning:"),
}


@pytest.mark.parametrize(("text", "shown"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_shown_and_not_obeyed(text, shown):
    entry = ENTRY._replace(title=text, body=text, seen=(SEEN[0]._replace(name=text),))
    for page in (printed(entry), "\n".join(lines_of(on_terminal(entry)))):
        assert page.count(shown) == 3
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert "\x1b[31m" not in on_terminal(entry)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words, words, words)
def test_any_text_is_inert_and_fits(title, body, name):
    entry = ENTRY._replace(title=title, body=body, seen=(SEEN[0]._replace(name=name),))
    told = "\n".join(lines_of(on_terminal(entry)))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert max(map(cell_len, told.split("\n"))) <= 80
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed(entry))
