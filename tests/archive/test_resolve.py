"""Which copies are one entry, what it shows, and when it is of."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.archive.answers.lookup import entries_by_handle
from cstonews.archive.answers.search import search
from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.facts.identity import handle_of
from cstonews.archive.writer import writing
from cstonews.dumps import decode
from cstonews.found import Filter, Order
from cstonews.model import Entry
from cstonews.query.tree import Everything
from cstonews.split import split

GOLD = sorted((Path(__file__).parent.parent / "gold" / "pages").glob("*.txt"))
OPENING = (
    "On 7 December 2023, the 38th meeting of the Working Group on Afghanistan was held in Moscow "
    "with the participation of the Deputy Secretary General."
)
MORE = "Delegations of the member states and of two international organizations came to it."
LAST = "At the end of the meeting the protocol and the plan of work were signed by all sides."
TITLE = "The Secretariat hosted the 38th meeting of the Working Group on Afghanistan"
OTHER = (
    "On 7 December 2023, the 38th meeting of the Working Group on Afghanistan was held in Moscow "
    "without the delegation of Armenia, which sent its opinion in writing."
)
END = "\n\nGo back\n\nBack to the section\n"


def teaser(text: str, date: str = "") -> str:
    """A sidebar of one item, above an item that says it is one."""
    dated = f"{date}\n\n{text}" if date else text
    return f"{dated}\n\n\n01.01.2020\n\nAnother item of the sidebar, which tells of a seminar.\n"


def article(*paragraphs: str, title: str = TITLE, date: str = "") -> str:
    again = f"{title} {date}".strip()
    return "\n\n".join([title, again, *paragraphs]) + END


def archive(path: Path, texts: list[str]) -> list[Entry]:
    with writing(str(path)) as writer:
        for number, text in enumerate(texts):
            dump = decode(text.encode(), str(number))
            assert writer.add(dump, "2024-01-01T00:00:00+00:00")
    answer = read(str(path), lambda db: search(db, Everything(), Filter(), Order.OLDEST, None))
    return [hit.entry for hit in answer.hits if "seminar" not in hit.entry.body]


def told(entries: list[Entry]) -> list[tuple[str, str, str, bool, int]]:
    return [
        (
            str(entry.date),
            str(entry.date_source),
            entry.kind.value,
            entry.title is not None,
            len(entry.body),
        )
        for entry in entries
    ]


WHOLE = f"{OPENING}\n\n{MORE}\n\n{LAST}"
CASES = {
    "a teaser and its article": (
        [teaser(OPENING, "08.12.2023"), article(OPENING, MORE, LAST, date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, len(WHOLE))],
    ),
    "an undated article takes the date of its teaser": (
        [teaser(OPENING, "08.12.2023"), article(OPENING, MORE, LAST)],
        [("2023-12-08", "matched", "article", True, len(WHOLE))],
    ),
    "an undated teaser takes the date of its article": (
        [teaser(OPENING), article(OPENING, MORE, LAST, date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, len(WHOLE))],
    ),
    "an article with a short title and its teaser": (
        [teaser(OPENING, "08.12.2023"),
         article(OPENING, title="Press release", date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, len(OPENING))],
    ),
    "a copy cut in a word": (
        [article(OPENING, MORE[:40], date="08.12.2023"),
         article(OPENING, MORE, LAST, date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, len(WHOLE))],
    ),
    "a page that was cut behind its title": (
        [f"{TITLE}\n\n{TITLE[:40]}", article(OPENING, MORE, LAST, date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, len(WHOLE))],
    ),
    "a teaser that is the title": (
        [teaser(f"{TITLE}.", "08.12.2023"), article(OPENING, MORE, LAST)],
        [("2023-12-08", "matched", "article", True, len(WHOLE))],
    ),
    "two items of a day that open alike": (
        [teaser(OPENING, "08.12.2023"), teaser(OTHER, "08.12.2023")],
        [("2023-12-08", "stated", "teaser", False, len(OTHER)),
         ("2023-12-08", "stated", "teaser", False, len(OPENING))],
    ),
    "a corrected text": (
        [article(OPENING, MORE, LAST, date="08.12.2023"),
         article(OPENING, MORE.replace("two", "three"), f"{LAST} It was long.", date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, len(WHOLE) + 15)],
    ),
    "a misprint in the title": (
        [article(OPENING, MORE, LAST, date="08.12.2023"),
         article(OPENING, MORE, f"{LAST} It was long.", title=TITLE.replace("hosted", "hostde"),
                 date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, len(WHOLE) + 13)],
    ),
    "the same text under another title": (
        [article(OPENING, MORE, LAST, date="08.12.2023"),
         article(OPENING, MORE, LAST, title="Experts on Afghanistan came to Moscow for a talk",
                 date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, len(WHOLE))],
    ),
    "a misprint in the first words": (
        [teaser(f"{OPENING} {MORE}", "08.12.2023"),
         teaser(f"{OPENING.replace('meeting', 'meting')} {MORE}", "08.12.2023")],
        [("2023-12-08", "stated", "teaser", False, len(OPENING) + 1 + len(MORE))],
    ),
    "two visits of a day that are told in the same words": (
        [article("On 7 December 2023, the Secretary General received the Ambassador of Armenia, "
                 "Mr Hakobyan, and spoke with him of the plans of the Organization.",
                 title="The Secretary General received the Ambassador of Armenia",
                 date="08.12.2023"),
         article("On 7 December 2023, the Secretary General received the Ambassador of Belarus, "
                 "Mr Kasach, and spoke with him of the plans of the Organization.",
                 title="The Secretary General received the Ambassador of Belarus",
                 date="08.12.2023")],
        [("2023-12-08", "stated", "article", True, 143),
         ("2023-12-08", "stated", "article", True, 141)],
    ),
    "the same words a year later": (
        [article(OPENING, MORE, date="08.12.2023"), article(OPENING, MORE, date="08.12.2024")],
        [("2023-12-08", "stated", "article", True, len(OPENING) + 2 + len(MORE)),
         ("2024-12-08", "stated", "article", True, len(OPENING) + 2 + len(MORE))],
    ),
    "an undated copy of a yearly text": (
        [article(OPENING, MORE, date="08.12.2023"), article(OPENING, MORE, date="08.12.2024"),
         article(OPENING, MORE)],
        [("2023-12-08", "stated", "article", True, len(OPENING) + 2 + len(MORE)),
         ("2024-12-08", "stated", "article", True, len(OPENING) + 2 + len(MORE))],
    ),
    "the same title, another year, no date": (
        [article(OPENING, MORE, date="08.12.2023"),
         article("A text of its own about other people, who met in another town to speak.")],
        [("2023-12-08", "stated", "article", True, len(OPENING) + 2 + len(MORE)),
         ("None", "None", "article", True, 71)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), CASES.values(), ids=CASES)
def test_copies_become_entries_in_any_order(
    tmp_path: Path, texts: list[str], expected: list[tuple[object, ...]]
) -> None:
    for number, order in enumerate(itertools.permutations(texts)):
        path = tmp_path / f"{number}.db"
        entries = told(archive(path, list(order)))
        assert sorted(entries, key=str) == sorted(expected, key=str)
        assert check(str(path)).problems == ()


def test_every_handle_that_an_entry_had_still_finds_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first = archive(path, [teaser(OPENING, "08.12.2023")])[0].handle
    with writing(str(path)) as writer:
        dump = decode(article(OPENING, MORE, date="08.12.2023").encode(), "b")
        writer.add(dump, "2024-01-01T00:00:00+00:00")
        assert writer.changes["grown"] == 1
    (entry,) = read(str(path), lambda db: entries_by_handle(db, first))
    assert handle_of(TITLE, f"{OPENING}\n\n{MORE}").startswith(entry.handle)
    assert [sighting.kind.value for sighting in entry.seen] == ["teaser", "article"]


PARAGRAPHS = [OPENING, OTHER, MORE, LAST]
DATES = ["", "08.12.2023", "09.12.2023", "08.12.2024"]


@st.composite
def pages(draw: st.DrawFn) -> str:
    body = draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3))
    date = draw(st.sampled_from(DATES))
    if draw(st.booleans()):
        return teaser(body[0], date)
    text = article(*body, date=date)
    return text[: draw(st.integers(len(TITLE) + 4, len(text)))]


def content(path: Path) -> set[tuple[object, ...]]:
    rows = read(
        str(path),
        lambda db: db.execute(
            "SELECT e.handle, e.date, e.date_source, e.kind, e.lang, e.title, e.body, "
            "(SELECT group_concat(place) FROM (SELECT d.sha256 || s.line AS place FROM copies c "
            "JOIN segments s ON s.text = c.text AND coalesce(s.date, '') = c.date "
            "JOIN dumps d ON d.id = s.dump WHERE c.entry = e.id ORDER BY place)) FROM entries e"
        ).fetchall(),
    )
    return set(rows)


@settings(deadline=None, max_examples=60)
@given(st.lists(pages(), min_size=1, max_size=6, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_ingest_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], shuffle: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("order")
    dumps = [decode(text.encode(), str(number)) for number, text in enumerate(texts)]
    found = []
    for name in ("a.db", "b.db"):
        with writing(str(folder / name)) as writer:
            for dump in dumps:
                writer.add(dump, "2024-01-01T00:00:00+00:00")
        found.append(content(folder / name))
        shuffle.shuffle(dumps)
    assert found[0] == found[1]
    assert check(str(folder / "b.db")).problems == ()


def test_an_undated_teaser_of_the_gold_pages_has_the_date_that_another_page_states(
    tmp_path: Path,
) -> None:
    entries = archive(tmp_path / "a.db", [page.read_bytes().decode() for page in GOLD])
    dated: dict[str, set[str]] = {}
    for page in GOLD:
        for segment in split(page.read_bytes().decode()).segments:
            if segment.is_item and segment.stated:
                dated.setdefault(handle_of(segment.title, segment.body), set()).add(
                    str(segment.stated)
                )
    for entry in entries:
        (whole, *_) = read(
            str(tmp_path / "a.db"), lambda db, word=entry.handle: entries_by_handle(db, word)
        )
        for sighting in whole.seen:
            assert sighting.date == whole.date
            assert sighting.date_source in ("stated", "matched", "inferred", None)
    assert len({(entry.body, entry.date) for entry in entries}) == len(entries)
    undated = {handle_of(None, entry.body) for entry in entries if not entry.date}
    assert not undated & dated.keys()
