"""Tables: they fit a terminal, are a row a line elsewhere, and nothing in them acts."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from cstonews.found import MARK_OFF, MARK_ON, Hit
from cstonews.model import DateSource, DumpInfo, Entry, Kind, Segment
from cstonews.render.grid import Line, dumps_grid, hits_grid, segments_grid
from cstonews.render.plain import grid_lines
from cstonews.render.screen import print_grid, print_pages
from cstonews.render.tables import grid_table, needed_width, wide_lines

WIDTH = 80
DAY = dt.date(2023, 12, 7)
LONG = "The Working Group on Afghanistan met in Moscow and agreed on a plan of action. " * 40
STYLE = re.compile(r"\x1b\[[0-9;]*m")
OURS = {"", "0", "1", "2", "32", "1;31", "2;32"}  # reset, bold, dim, green, bold red
HOSTILE = {
    "colour": ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
    "link": ("\x1b]8;;http://a\x1b\\x\x1b]8;;\x1b\\", "␛]8;;http://a␛\\x␛]8;;␛\\"),
    "clear the screen": ("\x1b[2J\x1b[H", "␛[2J␛[H"),
    "C1 control sequence": ("\x9b31mred", "<U+009B>31mred"),
    "right to left": ("a\u202eb", "a<U+202E>b"),
    "NUL, bell, backspace": ("a\0b\ac\bd", "a␀b␇c␈d"),
    "markup": ("[red]x[/red] [/] [link=a]y", "[red]x[/red] [/] [link=a]y"),
    "emoji code": (":smile: :warning:", ":smile: :warning:"),
    "half a surrogate pair": ("a\udcffb", "a\ufffdb"),
    "line ends": ("a\r\nb\nc\u2028d", "a b c d"),
}

words = st.text(
    st.one_of(
        st.sampled_from("a б\n\t\r[]\x1b\x9b\u202e字" + MARK_ON + MARK_OFF),
        st.characters(exclude_categories=["Cs"]),
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
    monkeypatch.setenv("COLUMNS", str(WIDTH))


def hit(title="A title", snippet="A snippet.", body="A body.", date=DAY):
    source = DateSource.STATED if date else None
    entry = Entry("a3f9c1e", date, source, Kind.ARTICLE, "en", title, body, 1)
    return Hit(entry, title, snippet)


def segment(title="A title", body="A body.", kind=Kind.ARTICLE, date=DAY):
    return Segment(kind, 0, 9, 24, date, None, title, body, "en", text=body)


def dump(name="pages/a.txt", size=3069, word="8621a9b"):
    counts = {"article": 1, "teaser": 4, "furniture": 1, "unclassified": 0}
    return DumpInfo(word, name, size, "8621", "utf-8", "2024-07-31T10:00:00+00:00", counts, 0)


def piped(grid):
    stream = io.StringIO()
    print_grid(grid, stream)
    assert stream.getvalue() == "".join(grid_lines(grid))
    return stream.getvalue()


def on_terminal(grid):
    stream = Terminal()
    print_grid(grid, stream)
    return stream.getvalue()


def assert_fits(text, width=WIDTH):
    for line in STYLE.sub("", text).split("\n"):
        assert cell_len(line) <= width


def assert_inert(text):
    """Nothing but line feeds and our own few styles acts."""
    assert {match.group()[2:-1] for match in STYLE.finditer(text)} <= OURS
    rest = STYLE.sub("", text)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", rest
    )


HITS = [hit(), hit(None, "", date=None), hit(LONG, LONG, LONG)]
GRIDS = {
    "hits": hits_grid(HITS),
    "hits in full": hits_grid(HITS, full=True),
    "one hit": hits_grid(HITS[:1]),
    "title and text": hits_grid(HITS, names=("handle", "title", "text", "sightings")),
    "text and title": hits_grid(HITS, full=True, names=("sightings", "text", "title")),
    "titles": hits_grid(HITS, names=("title", "date", "source", "kind", "lang", "corrected")),
    "no text": hits_grid(HITS, names=("sightings", "handle")),
    "segments": segments_grid(
        [
            segment(),
            segment(LONG, LONG),
            segment(None, "Go back", Kind.FURNITURE, None),
            segment(None, LONG, Kind.UNCLASSIFIED, None),
            segment(None, "A teaser.", Kind.TEASER, None),
        ]
    ),
    "dumps": dumps_grid([dump(), dump("x" * 300, 12_345_678_901, "8621a9bf0e5f34bc")]),
    "no hits": hits_grid([]),
    "no dumps": dumps_grid([]),
}
NAMES = {name: grid for name, grid in GRIDS.items() if grid.rows}


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_elsewhere_a_row_is_a_line_as_long_as_it_must_be(grid):
    text = piped(grid)
    assert text.endswith("\n")
    assert len(text.splitlines()) == 1 + len(grid.rows)
    assert "…" not in text or grid is GRIDS["segments"]


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_elsewhere_there_is_no_style(grid):
    assert "\x1b" not in piped(grid)


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_elsewhere_columns_stand_below_their_headings(grid):
    head, *rows = piped(grid).splitlines()
    assert head.split() == " ".join(grid.headings).split()
    for number, heading in enumerate(grid.headings):
        start = head.index(heading)
        end = start + len(heading)
        for row in rows:
            if number in grid.right:
                assert not row[end - 1 : end].isspace()
                assert row[end : end + 2].strip() == ""
            else:
                assert row[max(0, start - 2) : start].strip() == ""


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
@pytest.mark.parametrize("width", [WIDTH, 100, 200])
def test_a_table_fits_the_terminal(grid, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    assert_fits(on_terminal(grid), width)


@pytest.mark.parametrize("width", [20, 40])
@pytest.mark.parametrize("grid", NAMES.values(), ids=NAMES)
def test_on_a_narrow_terminal_no_column_is_lost(grid, width, monkeypatch):
    """Rather than that, lines are longer than the terminal."""
    monkeypatch.setenv("COLUMNS", str(width))
    shown = on_terminal(grid)
    assert_fits(shown, max(width, needed_width(grid)))
    letters = re.sub(r"\s", "", STYLE.sub("", shown))
    for heading in grid.headings:
        assert heading[:5].strip() in letters
    for cell in (cell for row in grid.rows for cell in row if cell):
        assert (cell[0].text.split() or [""])[0][:5] in letters


def test_a_line_of_a_list_hangs_where_it_wraps():
    stream = Terminal()
    print_pages([[Line("  8621a9b  " + "a name " * 20), Line("  short"), Line(LONG)]], stream)
    first, second, *rest = stream.getvalue().splitlines()
    assert first.startswith("  8621a9b")
    assert second.startswith(("    a name", "    name"))
    assert not any(line.startswith(" ") for line in rest[-5:])
    assert_fits(stream.getvalue())


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_a_table_fits_any_console_of_rich(grid):
    """Also one that reads markup: what is in a table is none."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=WIDTH)
    console.print(grid_table(grid, console.width))
    assert_fits(stream.getvalue())


@pytest.mark.parametrize("grid", NAMES.values(), ids=NAMES)
def test_a_terminal_gets_style_unless_it_wants_none(grid, monkeypatch):
    assert "\x1b[" in on_terminal(grid)
    assert_inert(on_terminal(grid))
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in on_terminal(grid)


def test_no_color_leaves_no_colour(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", on_terminal(GRIDS["hits"]))


@pytest.mark.parametrize("grid", NAMES.values(), ids=NAMES)
def test_a_pipe_gets_style_where_it_is_forced(grid, monkeypatch):
    """And its rows stay the same otherwise."""
    plain = piped(grid)
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    print_grid(grid, stream)
    assert "\x1b[" in stream.getvalue()
    assert STYLE.sub("", stream.getvalue()) == plain


@pytest.mark.parametrize(("text", "shown"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_shown_and_not_obeyed(text, shown):
    for grid, rows in (
        (hits_grid([hit(text, text)]), 1),
        (hits_grid([hit(text, "", text)], full=True), 1),
        (segments_grid([segment(text, text)]), 1),
        (segments_grid([segment(None, text, Kind.UNCLASSIFIED, None)]), 1),
        (dumps_grid([dump(text)]), 1),
    ):
        assert len(piped(grid).splitlines()) == 1 + rows
        assert shown in piped(grid)
        assert_inert(piped(grid))
        told = on_terminal(grid)
        assert_inert(told)
        assert_fits(told)
        squeezed = re.sub(r"\s", "", STYLE.sub("", told))
        assert re.sub(r"\s", "", shown) in squeezed


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words, words, st.booleans())
def test_any_text_is_inert_and_fits(title, text, full):
    for grid in (
        hits_grid([hit(title, text, text)], full),
        hits_grid([hit(title, text, text)], full, ("text", "title", "handle")),
        segments_grid([segment(title, text)]),
        dumps_grid([dump(title)]),
    ):
        assert len(piped(grid).split("\n")) == 3
        assert_inert(piped(grid))
        assert_inert(on_terminal(grid))
        assert_fits(on_terminal(grid))


@settings(deadline=None, max_examples=60)
@given(words, words)
def test_wide_lines_say_what_plain_lines_say(title, text):
    grid = hits_grid([hit(title, text), hit()])
    assert [line.plain + "\n" for line in wide_lines(grid)] == list(grid_lines(grid))


def test_a_long_table_is_as_wide_as_its_first_part():
    """What is wider further down moves the rest of its line, and is not cut."""
    names = ("title", "date", "sightings")
    first, wide, none = (
        hits_grid([hit(title) for title in titles], names=names)
        for titles in (["A title"], ["A longer title"], [])
    )
    assert list(grid_lines(first, [wide, first, none])) == [
        "Title    Date        Sightings\n",
        "A title  2023-12-07          1\n",
        "A longer title  2023-12-07          1\n",
        "A title  2023-12-07          1\n",
    ]


def test_hits_are_told_by_handle_date_kind_title_and_snippet():
    text = piped(hits_grid([hit(), hit(None, "Undated.", date=None)]))
    assert [re.split(r"\s{2,}", line) for line in text.splitlines()] == [
        ["Handle", "Date", "Kind", "Title and text"],
        ["a3f9c1e", "2023-12-07", "article", "A title", "A snippet."],
        ["a3f9c1e", "undated", "article", "Undated."],
    ]


def test_full_hits_are_told_with_their_whole_text():
    assert f"A title  {LONG.strip()}\n" in piped(hits_grid([hit(body=LONG)], full=True))
    told = on_terminal(hits_grid([hit(body=LONG)], full=True))
    assert told.count("Afghanistan") == LONG.count("Afghanistan")


def test_segments_are_told_by_line_kind_date_and_both_ends_of_their_text():
    rows = [segment(), segment(None, f"First words. {LONG} Last words.", Kind.TEASER, None)]
    text = piped(segments_grid([*rows, segment(None, "Go back", Kind.FURNITURE, None)]))
    _, first, second, third = text.splitlines()
    assert re.split(r"\s{2,}", first.strip()) == [
        "24",
        "article",
        "2023-12-07",
        "A title",
        "A body.",
    ]
    assert re.match(r"\s*24  teaser +undated +First words\. .* … .* Last words\.$", second)
    assert re.match(r"\s*24  furniture +Go back$", third)


def test_dumps_are_told_by_word_day_bytes_counts_and_name():
    text = piped(dumps_grid([dump(size=1_234_567)]))
    assert [re.split(r"\s{2,}", line.strip()) for line in text.splitlines()] == [
        ["Dump", "Ingested", "Bytes", "Articles", "Teasers", "Unclassified", "Name"],
        ["8621a9b", "2024-07-31", "1,234,567", "1", "4", "0", "pages/a.txt"],
    ]


def test_an_opening_stands_in_for_a_title_where_no_text_is_shown():
    untitled = hit(None, "Another place.", LONG)
    alone = hits_grid([untitled, hit()], names=("date", "title"))
    assert re.search(r"12-07  The Working Group on Afghanistan .* …\n.*  A title\n$", piped(alone))
    assert len(on_terminal(alone).splitlines()) == 4
    beside = piped(hits_grid([untitled], names=("title", "text")))
    assert "The Working Group" not in beside
    assert "\n" in piped(hits_grid([hit(None, "", "")], names=("title",)))


@pytest.mark.parametrize("width", [80, 160])
def test_flexible_columns_share_the_room(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    both = STYLE.sub("", on_terminal(hits_grid([hit(LONG, LONG)], names=("title", "text"))))
    heading = both.splitlines()[0]
    assert abs(heading.index("Text") - width // 2) <= 2
    short = STYLE.sub("", on_terminal(hits_grid([hit("Short", LONG)], names=("title", "text"))))
    assert short.splitlines()[0].startswith("Title  Text")


def test_the_words_that_were_found_are_marked_on_a_terminal_alone():
    found = f"Talks on {MARK_ON}Afghanistan{MARK_OFF} in Moscow."
    grid = hits_grid([hit(found, found)])
    told = on_terminal(grid)
    assert len(re.findall(r"\x1b\[(?:1;)?(?:1;)?31mAfghanistan\x1b\[0m", told)) == 2
    assert piped(grid).count("Talks on Afghanistan in Moscow.") == 2


LINK = "https://en.odkb-csto.org/news/" + "a-very-long-address-" * 6
SNIPPETS = {
    "a hit at the start": f"{MARK_ON}Herat{MARK_OFF} {LONG}",
    "a hit far behind": f"{LONG} {MARK_ON}Herat{MARK_OFF} {LONG}",
    "a hit at the end": f"{LONG} {MARK_ON}Herat{MARK_OFF}",
    "the first of two": f"{LONG} {MARK_ON}Herat{MARK_OFF} {LONG} {MARK_ON}Kabul{MARK_OFF}",
    "behind a long word": f"{LONG} {LINK}/{MARK_ON}Herat{MARK_OFF}/{LINK} {LONG}",
    "in one long word": f"{LINK}/{LINK}/{MARK_ON}Herat{MARK_OFF}/{LINK}",
}


@pytest.mark.parametrize("snippet", SNIPPETS.values(), ids=SNIPPETS)
def test_a_shortened_snippet_keeps_its_first_hit(snippet):
    told = on_terminal(hits_grid([hit(snippet=snippet)]))
    # A word that is longer than the column is folded, so that the hit may be, too.
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in told.splitlines()]
    assert "Herat" in "".join(lines)
    assert len(told.splitlines()) < 12


def test_a_hit_that_is_cut_is_still_marked():
    told = on_terminal(hits_grid([hit(snippet=f"{MARK_ON}{LONG}{MARK_OFF}")]))
    assert "31mThe Working Group" in told


LOADS_NO_RICH = """
import io, sys
from cstonews.found import Hit
from cstonews.model import Entry, Kind
from cstonews.render.grid import hits_grid
from cstonews.render.page import entry_page
from cstonews.render.screen import print_grid, print_pages
entry = Entry("a3f9c1e", None, None, Kind.ARTICLE, "en", "A title", "A body.", 1)
print_grid(hits_grid([Hit(entry, "A title", "A snippet.")]), io.StringIO())
print_pages([entry_page(entry)], io.StringIO(), pager=True)
sys.exit("rich" in sys.modules)
"""


def test_elsewhere_rich_is_not_loaded():
    """It takes longer to load than a search takes."""
    assert subprocess.run([sys.executable, "-c", LOADS_NO_RICH], check=False).returncode == 0


def test_a_snippet_takes_few_lines_of_a_terminal():
    told = on_terminal(hits_grid([hit(snippet=LONG)]))
    assert len([line for line in told.splitlines() if line.strip()]) <= 2 + 1 + 4
    assert told.rstrip().endswith("…")
