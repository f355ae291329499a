"""Charts: files that are the same each time, with texts that are only texts."""

from __future__ import annotations

import builtins
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cstonews.counts import Series, Timeline, Unit
from cstonews.errors import CstonewsError
from cstonews.render.chart import save_chart

MONTHS = tuple(f"2024-{month:02}" for month in range(1, 13))
ONE = Timeline(Unit.MONTH, MONTHS, (Series(None, tuple(range(12)), 2),))
NAMES = ("drugs", "_under $x_1$ \\frac", "Афганистан")
TWO = Timeline(Unit.MONTH, MONTHS, tuple(Series(name, tuple(range(12))) for name in NAMES))


def comments(svg: str) -> list[str]:
    """The texts of a chart, which matplotlib notes beside their outlines."""
    return [text.strip() for text in re.findall(r"<!--(.*?)-->", svg, re.DOTALL)]


@pytest.mark.parametrize("timeline", [ONE, TWO], ids=["bars", "lines"])
def test_the_same_timeline_gives_the_same_bytes(timeline: Timeline, tmp_path: Path) -> None:
    files = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for file in files:
        save_chart(timeline, "words", str(file))
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert b"dc:date" not in first


def test_a_png_is_a_png(tmp_path: Path) -> None:
    save_chart(ONE, "words", str(tmp_path / "chart.PNG"))
    assert (tmp_path / "chart.PNG").read_bytes().startswith(b"\x89PNG")


def test_words_series_and_undated_are_told(tmp_path: Path) -> None:
    save_chart(TWO, "peacekeep*", str(tmp_path / "a.svg"))
    told = comments((tmp_path / "a.svg").read_text())
    assert "Entries by month: peacekeep*" in told
    assert [f"{name} (66)" for name in NAMES] == told[-3:]
    save_chart(ONE, "", str(tmp_path / "b.svg"))
    told = comments((tmp_path / "b.svg").read_text())
    assert {"Entries by month", "without 2 undated entries", "2024-01"} <= set(told)


HOSTILE = "$\\alpha$ \x1b[31m \x00 \u202e --> <script>&amp; ]]> \udcff \ufffe \uffff \ufdd0 会 " * 3


@pytest.mark.parametrize("name", [HOSTILE, "$", "$x", "\\", "_", "{", "", "%s"])
def test_hostile_text_is_text(name: str, tmp_path: Path, capfd, recwarn) -> None:
    hostile = Timeline(Unit.YEAR, ("2024",), (Series(name, (1,)), Series(name, (2,))))
    save_chart(hostile, name, str(tmp_path / "a.svg"))
    svg = (tmp_path / "a.svg").read_bytes()
    root = ET.fromstring(svg)
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", svg.decode())
    save_chart(hostile, name, str(tmp_path / "a.png"))
    assert capfd.readouterr() == ("", "")
    assert not list(recwarn)


def test_the_settings_of_the_process_stay_as_they_are(tmp_path: Path) -> None:
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 30}):
        save_chart(ONE, "", str(tmp_path / "large.svg"))
        assert mpl.rcParams["font.size"] == 30
    save_chart(ONE, "", str(tmp_path / "plain.svg"))
    assert (tmp_path / "large.svg").read_bytes() == (tmp_path / "plain.svg").read_bytes()
    assert mpl.rcParams["text.parse_math"]


def test_many_periods_are_drawn(tmp_path: Path) -> None:
    days = tuple(str(number) for number in range(3000))
    save_chart(Timeline(Unit.DAY, days, (Series(None, (1,) * 3000),)), "", str(tmp_path / "a.svg"))
    assert sum(text in days for text in comments((tmp_path / "a.svg").read_text())) <= 24


@pytest.mark.parametrize(
    ("timeline", "file", "says"),
    [
        (ONE, "chart.gif", "ends in .svg or .png"),
        (ONE, "svg", "ends in .svg or .png"),
        (ONE, "no/such/folder.svg", "cannot be written: No such file"),
        (Timeline(Unit.YEAR, (), (Series(None, (), 3),)), "a.svg", "has a date"),
    ],
)
def test_what_cannot_be_drawn_is_said(timeline, file: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(CstonewsError, match=says):
        save_chart(timeline, "", str(tmp_path / file))
    assert not list(tmp_path.iterdir())


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: object):
        if name.split(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *arguments)

    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CstonewsError, match=r"pip install 'cstonews\[plot\]'"):
        save_chart(ONE, "", str(tmp_path / "a.svg"))
    assert not list(tmp_path.iterdir())
