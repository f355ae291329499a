"""A day without a year gets it from the dated items around it, whichever dump dates them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
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


DAYS = [DAY, DAY.replace("25 June", "5 January").replace("Osh", "Almaty")]
TITLE = "Rescue services of five states began a training in the mountains"
item = st.tuples(
    st.sampled_from([ABOVE, BELOW, FAR, *DAYS]),
    st.sampled_from(["", "", "01.07.2019\n\n", "03.01.2021\n\n"]),
)
sidebar = st.lists(item, min_size=2, max_size=5).map(
    lambda items: "\n\n\n".join(f"{date}{text}" for text, date in items)
)
article = st.sampled_from(["", f"\n\n\n{TITLE}\n\n{TITLE}\n\n{DAYS[0]}\n\n{FAR}\n"])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(sidebar, article).map("".join), min_size=2, max_size=6, unique=True),
    st.randoms(use_true_random=False),
)
def test_years_do_not_hang_on_the_order_of_ingest_or_on_what_was_forgotten(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], shuffle: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("years")
    build(folder / "a.db", texts)
    gone, shuffled = texts[0], texts[:]
    shuffle.shuffle(shuffled)
    build(folder / "b.db", shuffled)
    assert dates(folder / "a.db") == dates(folder / "b.db")
    with writing(str(folder / "b.db")) as writer:
        writer.forget(decode(gone.encode()).sha256)
    build(folder / "c.db", texts[1:])
    assert dates(folder / "b.db") == dates(folder / "c.db")
