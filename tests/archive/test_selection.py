"""Entries in order by their numbers: the same as by their dates, which take longer to read."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Callable

import pytest
from entries import archive_of
from queries import parse

from cstonews.archive.answers import best
from cstonews.archive.answers.search import search
from cstonews.archive.answers.selection import count, count_all, select
from cstonews.archive.answers.timeline import timeline
from cstonews.archive.numbers import SPILL
from cstonews.counts import Unit
from cstonews.found import Filter, Order
from cstonews.model import DateRange, Kind

QUERIES = ["", "border", "border OR drugs", "-border", "kind:article", "border date:2021"]
CHOSEN = {
    "all": Filter(),
    "dated": Filter(undated=False),
    "undated": Filter(undated=True),
    "some days": Filter(DateRange(dt.date(2021, 1, 5), dt.date(2021, 3, 4))),
    "articles": Filter(kind=Kind.ARTICLE),
}
WORDS = ["border", "drugs", "summit", "exercise"]


def archive() -> sqlite3.Connection:
    """Entries of few days and fewer lengths, so that many are alike but for their handles."""
    chance = random.Random(3)
    first = dt.date(2020, 12, 25).toordinal()
    return archive_of(
        {
            "title": " ".join(chance.sample(WORDS, 2)) if chance.random() < 0.5 else None,
            "body": f"{' '.join(chance.choices(WORDS, k=3))} {number}",
            "date": None
            if chance.random() < 0.1
            else str(dt.date.fromordinal(first + chance.randrange(12) * 7)),
            "kind": chance.choice(["article", "teaser"]),
        }
        for number in range(700)
    )


def spilled(db: sqlite3.Connection) -> sqlite3.Connection:
    """The same with some entries that did not fit into their days."""
    rows = db.execute("SELECT id FROM entries WHERE date NOT NULL AND id % 5 = 0").fetchall()
    for (number,) in rows:
        moved = {"old": number, "new": SPILL + number}
        db.execute("UPDATE entries SET id = :new WHERE id = :old", moved)
        db.execute("UPDATE copies SET entry = :new WHERE entry = :old", moved)
    db.execute("INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')")
    return db


@pytest.fixture(scope="module", params=[archive, lambda: spilled(archive())], ids=["", "spilled"])
def db(request: pytest.FixtureRequest) -> sqlite3.Connection:
    make: Callable[[], sqlite3.Connection] = request.param
    return make()


def dates_and_handles(db: sqlite3.Connection, words: str, chosen: Filter) -> list[tuple[str, str]]:
    selection = select(db, parse(words), chosen)
    rows = db.execute(f"SELECT coalesce(e.date, ''), e.handle {selection.sql}", selection.values)
    return rows.fetchall()


@pytest.mark.parametrize("words", QUERIES)
@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
@pytest.mark.parametrize("limit", [1, 20, 300, None])
def test_the_first_by_date(
    db: sqlite3.Connection, words: str, chosen: Filter, limit: int | None
) -> None:
    found = sorted(dates_and_handles(db, words, chosen), key=lambda pair: pair[1])
    newest = sorted(found, key=lambda pair: pair[0], reverse=True)[:limit]
    oldest = sorted(found, key=lambda pair: pair[0] or "9")[:limit]
    for order, expected in ((Order.NEWEST, newest), (Order.OLDEST, oldest)):
        answer = search(db, parse(words), chosen, order, limit)
        assert answer.total == len(found)
        assert [hit.entry.identity.partition("@")[0] for hit in answer.hits] == [
            handle for _, handle in expected
        ]


@pytest.mark.parametrize("words", QUERIES[1:3])
@pytest.mark.parametrize("ranked", [1, 7, 50, 200])
def test_the_first_by_match(db: sqlite3.Connection, words: str, ranked: int) -> None:
    selection = select(db, parse(words), Filter())
    rows = db.execute(
        f"SELECT e.id {selection.sql} ORDER BY {best.RANK}, e.date DESC, e.handle LIMIT ?",
        (*selection.values, ranked),
    )
    assert list(best.first_by_match(db, selection, ranked)) == [number for (number,) in rows]


def test_of_very_many_those_are_measured_that_have_the_words_in_the_title(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    db = archive()
    monkeypatch.setattr(best, "_RANKED", 20)
    monkeypatch.setattr(best, "_MEASURED", 100)
    for words in ("border", "border drugs", "title:border", "bord*", "border -drugs"):
        answer = search(db, parse(words), Filter(), Order.RELEVANCE, 20)
        assert all("border" in hit.entry.title for hit in answer.hits)
        everything = search(db, parse(words), Filter(), Order.RELEVANCE, None)
        assert everything.hits[:20] == answer.hits
        assert len({hit.entry.handle for hit in everything.hits}) == answer.total
    # Where titles are too few, all are measured.
    few = search(db, parse("border 1*"), Filter(), Order.RELEVANCE, 20)
    assert len(few.hits) == 20


@pytest.mark.parametrize("words", QUERIES)
@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
def test_counts(db: sqlite3.Connection, words: str, chosen: Filter) -> None:
    found = dates_and_handles(db, words, chosen)
    assert count(db, select(db, parse(words), chosen)) == len(found)
    assert count_all(db) == 700


@pytest.mark.parametrize("words", QUERIES)
@pytest.mark.parametrize("unit", Unit)
def test_periods(
    db: sqlite3.Connection, words: str, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = timeline(db, [(None, parse(words))], Filter(), unit)
    days = [date for date, _ in dates_and_handles(db, words, Filter())]
    assert counted.series[0].total == len(days)
    assert counted.series[0].undated == days.count("")
    monkeypatch.setattr("cstonews.archive.answers.timeline._MOST_COUNTED", -1)
    assert timeline(db, [(None, parse(words))], Filter(), unit) == counted
