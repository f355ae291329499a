"""What is news: what no dump held, or showed, that was there at the last look."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from queries import parse
from splitters import one_piece

from cstonews.archive.answers.news import WHOLE_ARCHIVE, news
from cstonews.archive.connection import read
from cstonews.archive.facts import cuts
from cstonews.archive.writer import Writer, writing
from cstonews.dumps import decode
from cstonews.found import MARK_OFF, MARK_ON, Filter
from cstonews.reports import Arrivals

WHEN = "2024-08-01T10:00:00+00:00"
GOLD = sorted((Path(__file__).parent.parent / "gold" / "pages").glob("*.txt"))

OPENING = (
    "On 7 December 2023, the 38th meeting of the Working Group on Afghanistan was held in Moscow "
    "with the participation of the Deputy Secretary General."
)
MORE = "Delegations of the member states and of two international organizations came to it."
TITLE = "The Secretariat hosted the 38th meeting of the Working Group on Afghanistan"
TEASER = f"{OPENING}\n"
DATED = f"08.12.2023\n\n{OPENING}\n"
YEAR_LATER = f"08.12.2024\n\n{OPENING}\n"
ARTICLE = f"{TITLE}\n\n{TITLE} 08.12.2023\n\n{OPENING}\n\n{MORE}\n\nGo back\n"
SEMINAR = "A seminar of rescue services was opened in Dushanbe by officers of five states.\n"
BOTH = f"{OPENING}\n\n\n{SEMINAR}"
PAGES = [TEASER, DATED, YEAR_LATER, ARTICLE, SEMINAR, BOTH, f"09.12.2023\n\n{SEMINAR}"]


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "a.db")


def add(writer: Writer, *texts: str) -> None:
    for text in texts:
        assert writer.add(decode(text.encode(), "dump"), WHEN)


def ingest(path: str, *texts: str) -> None:
    with writing(path) as writer:
        add(writer, *texts)


def look(path: str, words: str = "", limit: int | None = None) -> Arrivals:
    return read(path, lambda db: news(db, parse(words), Filter(), WHOLE_ARCHIVE, limit))


def mark(path: str, upto: int | None = None) -> None:
    with writing(path) as writer:
        writer.mark_seen(WHOLE_ARCHIVE, None, look(path).upto if upto is None else upto, WHEN)


def told(found: Arrivals) -> list[tuple[str, str]]:
    """The change of each, and the first word of what it shows."""
    return [(one.news.value, (one.hit.title or one.hit.snippet).split()[0]) for one in found.shown]


def test_before_the_first_look_everything_is_new(path: str) -> None:
    ingest(path, ARTICLE, SEMINAR)
    found = look(path)
    assert told(found) == [("new", "The"), ("new", "A")]
    assert (found.counts, found.looked, found.upto) == ({"new": 2}, None, 2)


def test_an_empty_archive_has_no_news(path: str) -> None:
    ingest(path)
    assert look(path) == Arrivals((), {}, None, 0)


@pytest.mark.parametrize(
    ("seen", "came", "expected"),
    [
        ([TEASER], [], []),
        ([TEASER], [SEMINAR], [("new", "A")]),
        ([TEASER], [ARTICLE], [("fuller", "The")]),
        ([ARTICLE], [TEASER], []),
        ([ARTICLE], [BOTH], [("new", "A")]),
        ([TEASER], [f"{OPENING}\n\n\nAnother text of a sidebar, which tells of nothing.\n"],
         [("new", "Another")]),
        ([TEASER], [TEASER.replace(" was ", "  was ")], []),
        ([TEASER], [DATED], [("dated", "On")]),
        ([DATED], [TEASER], []),
        ([DATED], [YEAR_LATER], [("new", "On")]),
        ([DATED, YEAR_LATER], [ARTICLE], [("fuller", "The")]),
        ([SEMINAR], [TEASER, ARTICLE], [("new", "The")]),
        ([TEASER], [ARTICLE, SEMINAR], [("fuller", "The"), ("new", "A")]),
    ],
)  # fmt: skip
def test_what_no_seen_dump_held_is_new_and_a_text_that_none_showed_is_fuller(
    path: str, seen: list[str], came: list[str], expected: list[tuple[str, str]]
) -> None:
    ingest(path, *seen)
    mark(path)
    ingest(path, *came)
    assert told(look(path)) == expected


def test_the_limit_hides_what_is_counted(path: str) -> None:
    ingest(path, ARTICLE, SEMINAR)
    found = look(path, limit=1)
    assert told(found) == [("new", "The")]
    assert found.counts == {"new": 2}
    assert look(path, limit=0) == found._replace(shown=())


def test_words_choose_and_are_marked(path: str) -> None:
    ingest(path, BOTH)
    (one,) = look(path, "seminar").shown
    assert f"A {MARK_ON}seminar{MARK_OFF} of" in one.hit.snippet
    assert told(look(path, "-seminar")) == [("new", "On")]
    assert told(look(path, "nowhere")) == []


def test_what_comes_between_listing_and_marking_is_news(path: str) -> None:
    ingest(path, TEASER)
    upto = look(path).upto
    ingest(path, SEMINAR)
    mark(path, upto)
    assert told(look(path)) == [("new", "A")]


def test_a_mark_never_goes_back(path: str) -> None:
    ingest(path, TEASER, SEMINAR)
    mark(path)
    mark(path, 1)
    assert told(look(path)) == []


@pytest.mark.parametrize("forgotten", [1, 2])
@pytest.mark.parametrize("marked", ["before", "between", "after"])
def test_the_number_of_a_forgotten_dump_is_not_given_again(
    path: str, forgotten: int, marked: str
) -> None:
    ingest(path, TEASER, SEMINAR)
    upto = look(path).upto
    with writing(path) as writer:
        writer.mark_seen(WHOLE_ARCHIVE, None, upto, WHEN) if marked == "before" else None
        for text in (SEMINAR, TEASER)[:forgotten]:
            writer.forget(decode(text.encode(), "dump").sha256)
        writer.mark_seen(WHOLE_ARCHIVE, None, upto, WHEN) if marked == "between" else None
        add(writer, f"{SEMINAR.strip()} It ended.\n")
        writer.mark_seen(WHOLE_ARCHIVE, None, upto, WHEN) if marked == "after" else None
    assert told(look(path)) == [("new", "A")]


def test_an_entry_that_falls_back_is_no_news(path: str) -> None:
    ingest(path, TEASER, ARTICLE)
    mark(path)
    with writing(path) as writer:
        writer.forget(decode(ARTICLE.encode(), "dump").sha256)
    assert told(look(path)) == []


def test_reading_anew_makes_nothing_new(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as context:
        context.setattr(cuts, "split_stream", one_piece)
        ingest(path, *(page.read_text() for page in GOLD[:12]))
    mark(path)
    with writing(path) as writer:
        assert writer.resplit().entries["new"]
        assert told(look(path)) == []
        add(writer, SEMINAR)
    assert told(look(path)) == [("new", "A")]


def test_learnt_furniture_makes_nothing_new(path: str) -> None:
    footer = "Portal of the member states"
    pages = [f"A seminar was opened in {place}\n\nA seminar was opened in {place} 05.02.2024\n\n"
             f"The guests saw the rescue centre of {place}.\n\n{footer}\n"
             for place in ("Minsk", "Astana", "Bishkek", "Dushanbe", "Yerevan")]  # fmt: skip
    ingest(path, *pages[:-1])
    mark(path)
    with writing(path) as writer:
        add(writer, pages[-1])
        assert writer.reread == len(pages)
    (one,) = look(path).shown
    assert (one.news, one.hit.title) == ("new", "A seminar was opened in Yerevan")


def oracle(db: sqlite3.Connection, mark: int) -> dict[str, str]:
    """News by a look at every sighting, by handle and date."""
    dumps: dict[int, list[tuple[int, bool, bool]]] = {}
    entries = {row[0]: row[1:] for row in db.execute("SELECT id, handle, date FROM entries")}
    owners = {row[:2]: row[2] for row in db.execute("SELECT text, date, entry FROM copies")}
    handles = dict(db.execute("SELECT id, handle FROM texts").fetchall())
    for dump, text, date in db.execute("SELECT dump, text, date FROM segments WHERE text NOTNULL"):
        entry = owners[text, date or ""]
        shown, dated = handles[text] == entries[entry][0], date and date == entries[entry][1]
        dumps.setdefault(entry, []).append((dump, shown, bool(dated)))
    found = {}
    for entry, seen in dumps.items():
        handle, date = entries[entry]
        if all(dump > mark for dump, *_ in seen):
            found[f"{handle[:7]}@{date}"] = "new"
        elif all(dump > mark for dump, shown, _ in seen if shown):
            found[f"{handle[:7]}@{date}"] = "fuller"
        elif (stated := [dump for dump, _, dated in seen if dated]) and min(stated) > mark:
            found[f"{handle[:7]}@{date}"] = "dated"
    return found


@settings(deadline=None, max_examples=60)
@given(st.permutations(PAGES), st.integers(0, len(PAGES)), st.integers(0, len(PAGES)))
def test_news_is_what_every_sighting_tells(
    tmp_path_factory: pytest.TempPathFactory, pages: list[str], seen: int, came: int
) -> None:
    path = str(tmp_path_factory.mktemp("news") / "a.db")
    ingest(path, *pages[:seen])
    mark(path)
    ingest(path, *pages[seen : seen + came])
    expected = read(path, lambda db: oracle(db, seen))
    found = {
        f"{one.hit.entry.handle[:7]}@{one.hit.entry.date}": one.news for one in look(path).shown
    }
    assert found == expected


@pytest.mark.parametrize("words", ["", "seminar", "-seminar", '"rescue services"', "–"])
def test_only_the_dumps_that_came_are_looked_through(path: str, words: str) -> None:
    ingest(path, *(page.read_text() for page in GOLD))
    mark(path)
    ingest(path, SEMINAR)

    def plans(db: sqlite3.Connection) -> list[str]:
        asked: list[str] = []
        db.set_trace_callback(asked.append)
        news(db, parse(words), Filter(), WHOLE_ARCHIVE, None)
        db.set_trace_callback(None)
        plain = [sql for sql in asked if sql.startswith("SELECT")]  # FTS5's own begin otherwise
        return [row[3] for sql in plain for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]

    found = read(path, plans)
    assert any(step.startswith("SEARCH s USING PRIMARY KEY (dump>?)") for step in found)
    of_ours = [step for step in found if "entries_fts" not in step and "VIRTUAL" not in step]
    assert not [step for step in of_ours if step.startswith("SCAN")]
