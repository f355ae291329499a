"""Bars: as long as their counts, on one scale, in the width that there is."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cstonews.counts import Series, Timeline, Unit
from cstonews.render.bars import bar, bars_grid
from cstonews.render.screen import print_timeline

STYLE = re.compile(r"\x1b\[[0-9;]*m")
PERIODS = ("2022", "2023", "2024")


@pytest.mark.parametrize(
    ("count", "most", "width", "drawn"),
    [
        (0, 10, 4, ""),
        (10, 10, 4, "████"),
        (5, 10, 4, "██"),
        (1, 32, 4, "▏"),
        (1, 1000, 4, "▏"),
        (31, 32, 4, "███▉"),
        (12, 32, 4, "█▌"),
    ],
)
def test_a_bar_is_as_long_as_its_count(count: int, most: int, width: int, drawn: str) -> None:
    assert bar(count, most, width) == drawn


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch):
    def shown(timeline: Timeline, width: int, stream: io.StringIO | None = None) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("TERM", "xterm-256color")
        stream = stream or Terminal()
        print_timeline(timeline, stream)
        return STYLE.sub("", stream.getvalue())

    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return shown


ONE = Timeline(Unit.YEAR, PERIODS, (Series(None, (3, 0, 1200), 40),))
TWO = Timeline(Unit.YEAR, PERIODS, (Series("drugs", (3, 0, 8), 1), Series("arms [b]", (0, 4, 0))))


def test_one_series_has_a_column_of_bars(shown) -> None:
    lines = [line.rstrip() for line in shown(ONE, 40).splitlines()]
    assert lines[0].split() == ["Period", "Count"]
    assert lines[2] == "2022         3 ▏"
    assert lines[3] == "2023         0"
    assert lines[4] == "2024     1,200 " + "█" * 25
    assert lines[5] == "undated     40 ▉"


def test_series_stand_side_by_side_on_one_scale(shown) -> None:
    lines = [line.rstrip() for line in shown(TWO, 60).splitlines()]
    assert re.split(r" {2,}", lines[0]) == ["Period", "drugs", "arms [b]"]
    assert lines[3] == f"2023     0{' ' * 25}4 {bar(4, 8, 22)}"
    assert lines[4] == f"2024     8 {bar(8, 8, 22)}  0"


def test_a_pipe_gets_period_and_count_alone(shown) -> None:
    assert shown(ONE, 80, io.StringIO()).splitlines() == [
        "Period   Count",
        "2022         3",
        "2023         0",
        "2024     1,200",
        "undated     40",
    ]
    assert shown(TWO, 80, io.StringIO()).splitlines()[1] == "2022         3         0"


def test_where_bars_have_no_room_there_are_none(shown) -> None:
    many = Timeline(Unit.YEAR, PERIODS, tuple(Series(f"n{n}", (1, 2, 3)) for n in range(12)))
    assert bars_grid(many, 80) is None
    assert "█" not in shown(many, 80)
    assert "n11" in shown(many, 80)
    assert bars_grid(many, 200) is not None


def test_a_terminal_without_the_characters_gets_none(shown) -> None:
    class Old(Terminal):
        encoding = "latin-1"

    assert "█" not in shown(ONE, 80, Old())


names = st.text(
    st.one_of(st.sampled_from("a б\n\t[]\x1b\x9b\u202e字\ufdd0$"), st.characters()), max_size=40
)


@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(names, min_size=1, max_size=4), st.integers(0, 10**7), st.integers(80, 160))
def test_any_name_is_inert_and_fits(shown, words: list[str], most: int, width: int) -> None:
    series = tuple(Series(name, (0, 1, most)) for name in words)
    told = shown(Timeline(Unit.YEAR, PERIODS, series), width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert len(told.splitlines()) == 5
    assert all(cell_len(line.rstrip()) <= width for line in told.splitlines())
