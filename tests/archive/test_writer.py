"""Dumps into the archive: once, whole, in any order."""

from __future__ import annotations

import hashlib
import io
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.archive.answers.dumps import dump_content, dumps
from cstonews.archive.changes import reading
from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.writer import rehearsing, writing
from cstonews.dumps import Dump, decode
from cstonews.dumps.text import examine
from cstonews.errors import DumpError

PAGES = sorted((Path(__file__).parent.parent / "gold" / "pages").glob("*.txt"))
WHEN = "2024-01-01T00:00:00+00:00"


def ingest(path: Path, dumps: Iterable[Dump]) -> list[bool]:
    with writing(str(path)) as writer:
        return [writer.add(dump, WHEN) for dump in dumps]


def pages() -> list[Dump]:
    return [decode(page.read_bytes(), page.name) for page in PAGES]


def entries(path: Path) -> set[tuple[object, ...]]:
    """What an archive says, whatever the order it came in."""
    return set(
        read(
            str(path),
            lambda db: db.execute(
                "SELECT e.handle, e.date, e.date_source, e.kind, e.lang, e.title, e.body, "
                "group_concat(w.place) FROM entries e JOIN (SELECT c.entry, "
                "d.sha256 || ':' || s.line AS place FROM copies c "
                "JOIN segments s ON s.text = c.text AND coalesce(s.date, '') = c.date "
                "JOIN dumps d ON d.id = s.dump ORDER BY c.entry, place) w ON w.entry = e.id "
                "GROUP BY e.id"
            ).fetchall(),
        )
    )


def content(path: Path) -> list[tuple[object, ...]]:
    tables = ("dumps", "pieces", "texts", "segments", "copies", "entries", "warnings")
    return read(
        str(path),
        lambda db: [row for table in tables for row in db.execute(f"SELECT * FROM {table}")],
    )


def test_the_same_dump_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert all(ingest(path, pages()))
    before = content(path)
    assert not any(ingest(path, pages()))
    assert content(path) == before


def test_the_same_bytes_under_another_name_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert ingest(path, [decode(b"one\n", "a"), decode(b"one\n", "b")]) == [True, False]


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_ingest_does_not_matter(tmp_path: Path, seed: int) -> None:
    shuffled = pages()
    random.Random(seed).shuffle(shuffled)
    ingest(tmp_path / "a.db", pages())
    ingest(tmp_path / "b.db", shuffled)
    assert entries(tmp_path / "a.db") == entries(tmp_path / "b.db")
    assert check(str(tmp_path / "b.db")).problems == ()


TEASERS = (
    "A short text about a meeting of the working group in the city.",
    "Another text about it.",
)
DATES = ("", "01.02.2023", "15.05.2023", "15.05.2024")
SPELLINGS = (str, str.upper, lambda text: text.replace(" ", "  "))


@st.composite
def small_dumps(draw: st.DrawFn) -> list[str]:
    item = st.tuples(st.sampled_from(TEASERS), st.sampled_from(DATES), st.sampled_from(SPELLINGS))
    return draw(
        st.lists(
            st.lists(item, min_size=1, max_size=3).map(
                lambda items: "\n\n\n".join(
                    f"{date}\n\n{spell(text)}" if date else spell(text)
                    for text, date, spell in items
                )
            ),
            min_size=1,
            max_size=5,
            unique=True,
        )
    )


@settings(deadline=None, max_examples=60)
@given(small_dumps(), st.randoms(use_true_random=False))
def test_dated_undated_and_differently_spelled_copies_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], shuffle: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("order")
    dumps = [decode(text.encode(), str(number)) for number, text in enumerate(texts)]
    ingest(folder / "a.db", dumps)
    shuffle.shuffle(dumps)
    ingest(folder / "b.db", dumps)
    assert entries(folder / "a.db") == entries(folder / "b.db")
    assert check(str(folder / "b.db")).problems == ()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)), max_size=4)
)
def test_bytes_in_are_bytes_out(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.db"
    read_ones = []
    for content in contents:
        try:
            read_ones.append(decode(content, repr(content)))
        except DumpError:
            continue
    ingest(path, read_ones)
    for dump in read_ones:
        assert read(str(path), lambda db, dump=dump: dump_content(db, dump.sha256)) == dump.data
    assert check(str(path)).problems == ()


def test_a_yearly_text_is_an_entry_a_date(tmp_path: Path) -> None:
    text = "Warm congratulations on the day of the Treaty to all who serve collective security.\n"
    first = decode(f"15.05.2023\n\n{text}".encode(), "a")
    second = decode(f"15.05.2024\n\n{text}".encode(), "b")
    ingest(tmp_path / "a.db", [first, second])
    assert sorted(str(row[1]) for row in entries(tmp_path / "a.db")) == ["2023-05-15", "2024-05-15"]


def test_an_undated_copy_joins_its_dated_twin(tmp_path: Path) -> None:
    text = "On Monday the working group of the organization met in the capital for two days.\n"
    ingest(tmp_path / "a.db", [decode(f"{text}\n\n{text}".encode(), "undated")])
    ingest(tmp_path / "a.db", [decode(f"05.02.2024\n\n{text}".encode(), "dated")])
    assert [row[1:3] for row in entries(tmp_path / "a.db")] == [("2024-02-05", "stated")]


def test_a_failure_inside_a_dump_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    first, second = pages()[:2]
    ingest(path, [first])
    before = content(path)

    def fail(*arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(reading, "settle", fail)
    with pytest.raises(RuntimeError):
        ingest(path, [second])
    assert content(path) == before


def test_half_letters_of_utf_16_are_kept(tmp_path: Path) -> None:
    data = b"\xff\xfe" + "A text about a meeting.".encode("utf-16-le") + b"\x00\xd8a"
    ingest(tmp_path / "a.db", [decode(data, "a")])
    assert read(str(tmp_path / "a.db"), lambda db: dump_content(db, "a")) == data


def test_segments_that_are_not_the_dumps_bytes_are_refused(tmp_path: Path) -> None:
    """As when a file changes between its two readings."""
    path = tmp_path / "a.db"
    data = iter([b"A text.\n", b"Another text.\n"])
    dump = examine("a", lambda: io.BytesIO(next(data)), hashlib.sha256(b"A text.\n").hexdigest())
    with writing(str(path)) as writer, pytest.raises(DumpError, match="changed"):
        writer.add(dump, WHEN)
    assert content(path) == []


def test_a_rehearsal_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with rehearsing(str(path)) as writer:
        assert writer.add(pages()[0], WHEN)
    assert not path.exists()
    ingest(path, pages()[:1])
    before = path.read_bytes()
    with rehearsing(str(path)) as writer:
        assert not writer.add(pages()[0], WHEN)
        assert writer.add(pages()[1], WHEN)
        assert writer.changes["new"]
    assert path.read_bytes() == before


def test_more_entries_of_a_day_than_row_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cstonews.archive.answers.search import search
    from cstonews.archive.entries import settle as tables
    from cstonews.found import Filter, Order
    from cstonews.model import DateRange
    from cstonews.query.tree import Everything

    monkeypatch.setattr(tables, "DAY_ROWS", 3)
    text = "\n\n".join(f"01.02.2023\n\nThe text number {n} about a meeting." for n in range(7))
    ingest(tmp_path / "a.db", [decode(text.encode(), "a")])
    import datetime as dt

    day = DateRange(dt.date(2023, 2, 1), dt.date(2023, 2, 1))
    answer = read(
        str(tmp_path / "a.db"),
        lambda db: search(db, Everything(), Filter(day), Order.NEWEST, None),
    )
    assert answer.total == len(answer.hits) == 7


def test_every_piece_is_stored_once(tmp_path: Path) -> None:
    ingest(tmp_path / "a.db", pages())

    def sizes(db: sqlite3.Connection) -> tuple[int, int]:
        return db.execute("SELECT count(piece), count(DISTINCT piece) FROM segments").fetchone()

    used, distinct = read(str(tmp_path / "a.db"), sizes)
    stored = read(
        str(tmp_path / "a.db"), lambda db: db.execute("SELECT count(*) FROM pieces").fetchone()[0]
    )
    assert distinct == stored < used


def test_dumps_are_told_with_their_counts(tmp_path: Path) -> None:
    ingest(tmp_path / "a.db", pages())
    told = read(str(tmp_path / "a.db"), dumps)
    assert [info.name for info in told] == [page.name for page in PAGES]
    assert told[0].segments == {"article": 1, "teaser": 5, "furniture": 0, "unclassified": 0}
    assert told[0].bytes == PAGES[0].stat().st_size
