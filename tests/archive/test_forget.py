"""A dump that is taken out leaves the archive as if it had never come."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.writer import rehearsing, writing
from cstonews.dumps import Dump, decode
from cstonews.errors import QueryError

GOLD = sorted((Path(__file__).parent.parent / "gold" / "pages").glob("*.txt"))
OPENING = (
    "On 7 December 2023, the 38th meeting of the Working Group on Afghanistan was held in Moscow "
    "with the participation of the Deputy Secretary General."
)
MORE = "Delegations of the member states and of two international organizations came to it."
TITLE = "The Secretariat hosted the 38th meeting of the Working Group on Afghanistan"
PAGES = [
    f"{OPENING}\n\n\nOn 5 December, another item of the sidebar, which tells of a seminar.\n",
    f"08.12.2023\n\n{OPENING}\n",
    f"08.12.2023\n\n{OPENING.replace(' with', '  with')}\n\n09.12.2022\n\n{MORE}\n",
    f"{TITLE}\n\n{TITLE} 08.12.2023\n\n{OPENING}\n\n{MORE}\n\nGo back\n",
    f"{TITLE}\n\n{TITLE} 08.12.2024\n\n{OPENING}\n\n{MORE}\n\nGo back\n",
    f"{TITLE}\n\n{TITLE}\n\n{OPENING}\n\n{MORE[:30]}",
    f"{TITLE}\n\n{TITLE[:50]}",
    f"{OPENING[:-30]}",
]


def build(path: Path, dumps: list[Dump]) -> None:
    with writing(str(path)) as writer:
        for dump in dumps:
            writer.add(dump, "2024-01-01T00:00:00+00:00")


def content(path: Path) -> list[set[tuple[object, ...]]]:
    """All that an archive says, without the numbers of its rows."""
    questions = (
        "SELECT sha256, name FROM dumps",
        "SELECT handle FROM texts",
        "SELECT hex(digest) FROM pieces",
        "SELECT a.handle, b.handle, l.kind FROM links l JOIN texts a ON a.id = l.text "
        "JOIN texts b ON b.id = l.other",
        "SELECT handle, date, date_source, kind, lang, title, body FROM entries",
        "SELECT t.handle, c.date, c.article, e.handle, e.date FROM copies c "
        "JOIN texts t ON t.id = c.text JOIN entries e ON e.id = c.entry",
        "SELECT line, beside FROM short_lines",
        "SELECT line FROM furniture",
        "SELECT s.start, s.date, s.inferred, s.day, s.parts FROM segments s",
    )
    return [
        set(read(str(path), lambda db, sql=sql: db.execute(sql).fetchall())) for sql in questions
    ]


def unordered(found: list[set[tuple[object, ...]]]) -> list[set[tuple[object, ...]]]:
    """Links that mean the same in either direction are told in the order of their handles."""
    found[3] = {(*sorted(map(str, row[:2])), row[2]) for row in found[3]}
    return found


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(range(len(PAGES))), min_size=1, max_size=6, unique=True),
    st.randoms(use_true_random=False),
)
def test_what_is_forgotten_has_never_been_there(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], shuffle: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("forget")
    dumps = [decode(PAGES[number].encode(), str(number)) for number in numbers]
    gone, kept = dumps[0], dumps[1:]
    shuffle.shuffle(dumps)
    build(folder / "a.db", dumps)
    with writing(str(folder / "a.db")) as writer:
        assert writer.forget(gone.sha256).name == gone.name
    build(folder / "b.db", kept)
    assert unordered(content(folder / "a.db")) == unordered(content(folder / "b.db"))
    assert check(str(folder / "a.db")).problems == ()


def test_gold_pages_can_be_forgotten_one_by_one(tmp_path: Path) -> None:
    dumps = [decode(page.read_bytes(), page.name) for page in GOLD]
    build(tmp_path / "a.db", dumps)
    with writing(str(tmp_path / "a.db")) as writer:
        for dump in dumps[::2]:
            writer.forget(dump.name)
    build(tmp_path / "b.db", dumps[1::2])
    assert unordered(content(tmp_path / "a.db")) == unordered(content(tmp_path / "b.db"))
    with writing(str(tmp_path / "a.db")) as writer:
        for dump in dumps[1::2]:
            writer.forget(dump.name)
    assert content(tmp_path / "a.db") == [set()] * 9
    assert check(str(tmp_path / "a.db")).problems == ()


def test_what_is_not_there_cannot_be_forgotten(tmp_path: Path) -> None:
    build(tmp_path / "a.db", [decode(PAGES[0].encode(), "a")])
    with writing(str(tmp_path / "a.db")) as writer, pytest.raises(QueryError):
        writer.forget("nothing")


def test_forgetting_can_be_rehearsed(tmp_path: Path) -> None:
    build(tmp_path / "a.db", [decode(PAGES[0].encode(), "a")])
    before = content(tmp_path / "a.db")
    with rehearsing(str(tmp_path / "a.db")) as writer:
        assert writer.forget("a").entries == 2
    assert content(tmp_path / "a.db") == before
