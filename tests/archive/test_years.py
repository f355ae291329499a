"""A day without a year gets it from the dated items around it, whichever dump dates them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cstonews.archive.check import check
from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.dumps import decode

ABOVE = "The Secretary General spoke with journalists about the plans of the Organization."
DAY = "On 25 June, rescue services of five states began a training in the mountains near Osh."
BELOW = "The border guards of five states have compared their maps of the southern mountains."
FAR = "The border services of two states agreed on a common timetable of their patrols."
SIDEBAR = f"{ABOVE}\n\n\n{DAY}\n\n\n{BELOW}\n"
DATED = f"01.07.2019\n\n{ABOVE}\n\n\n20.06.2019\n\n{FAR}\n"
LATER = f"02.07.2021\n\n{DAY.replace('25 June', '25 June 2021')}\n\n\n20.06.2021\n\n{BELOW}\n"


def build(path: Path, texts: list[str]) -> None:
    with writing(str(path)) as writer:
        for text in texts:
            writer.add(decode(text.encode(), text[:10]), "2024-01-01T00:00:00+00:00")


def dates(path: Path) -> dict[str, tuple[str | None, str | None]]:
    rows = read(
        str(path),
        lambda db: db.execute("SELECT body, date, date_source FROM entries").fetchall(),
    )
    return {body: (date, source) for body, date, source in rows}


@pytest.mark.parametrize("texts", [[SIDEBAR, DATED], [DATED, SIDEBAR]], ids=["first", "last"])
def test_the_year_comes_from_a_neighbour_that_another_dump_dates(
    tmp_path: Path, texts: list[str]
) -> None:
    build(tmp_path / "a.db", texts)
    found = dates(tmp_path / "a.db")
    assert found[ABOVE] == ("2019-07-01", "stated")
    assert found[DAY] == ("2019-06-25", "inferred")
    assert found[BELOW] == (None, None)
    assert check(str(tmp_path / "a.db")).problems == ()


def test_without_a_dated_neighbour_there_is_no_date(tmp_path: Path) -> None:
    build(tmp_path / "a.db", [SIDEBAR])
    assert set(dates(tmp_path / "a.db").values()) == {(None, None)}


def test_the_year_goes_with_the_dump_that_told_it(tmp_path: Path) -> None:
    build(tmp_path / "a.db", [SIDEBAR, DATED])
    with writing(str(tmp_path / "a.db")) as writer:
        writer.forget(decode(DATED.encode()).sha256)
    assert set(dates(tmp_path / "a.db").values()) == {(None, None)}


def test_a_correction_is_evidence_too(tmp_path: Path) -> None:
    build(tmp_path / "a.db", [SIDEBAR])
    handle = read(
        str(tmp_path / "a.db"),
        lambda db: db.execute("SELECT handle FROM entries WHERE body = ?", [ABOVE]).fetchone()[0],
    )
    with writing(str(tmp_path / "a.db")) as writer:
        writer.edit(handle, {"date": "2020-07-01"}, "2024-01-01T00:00:00+00:00")
    assert dates(tmp_path / "a.db")[DAY] == ("2020-06-25", "inferred")


def test_the_next_item_below_bounds_the_year_from_the_other_side(tmp_path: Path) -> None:
    build(tmp_path / "a.db", [SIDEBAR, LATER])
    assert dates(tmp_path / "a.db")[DAY] == ("2021-06-25", "inferred")
