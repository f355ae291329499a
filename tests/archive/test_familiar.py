"""What tells an archive nothing new is left aside, and nobody can see that."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from cstonews.archive.changes import reading
from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.dumps import Dump, decode

WHEN = "2024-01-01T00:00:00+00:00"
PAGES = sorted((Path(__file__).parent.parent / "gold" / "pages").glob("*.txt"))
TEASERS = (
    "On 16 February 2024, the Council met in Moscow and talked of the plans for the year.",
    "On 17 February the guests of the Council visited the rescue centre near the town of Istra.",
    "The Secretary General received the head of the UN office in Minsk this afternoon.",
    "On 17 February 2024 the Council  met in Moscow and talked of the plans for the next year.",
)
CONTENT = (
    "SELECT handle, date, date_source, kind, lang, title, body FROM entries",
    "SELECT t.handle, c.date, c.article, e.handle, e.date FROM copies c "
    "JOIN texts t ON t.id = c.text JOIN entries e ON e.id = c.entry",
)


def page(chance: random.Random) -> str:
    """A page with some of the same teasers, dated or not, in one of two spellings."""
    chosen = chance.sample(TEASERS, 3)
    dates = [
        f"{chance.randint(16, 19)}.02.2024\n\n" if chance.random() < 0.4 else "" for _ in "123"
    ]
    items = [f"{date}{teaser}\n\n\n" for date, teaser in zip(dates, chosen, strict=True)]
    text = "".join(items).replace(" the ", chance.choice([" the ", " The "]))
    return (
        f"{text}A title of the page\n\nA title of the page 2{chance.randint(0, 9)}.03.2024\n\n"
        + (f"{chance.choice(TEASERS)}\n\nSome more was said in the {chance.random()} talks.\n")
    )


def content(path: Path) -> list[list[tuple[object, ...]]]:
    def ask(db: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
        return [sorted(db.execute(sql).fetchall(), key=repr) for sql in CONTENT]

    return read(str(path), ask)


def ingest(path: Path, dumps: list[Dump]) -> dict[str, int]:
    with writing(str(path)) as writer:
        for dump in dumps:
            writer.add(dump, WHEN)
        return dict(writer.changes)


@pytest.mark.parametrize("seed", range(12))
def test_leaving_it_aside_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    texts = [page(chance) for _ in range(12)]
    if not seed:
        texts = [one.read_text() for one in PAGES] + [one.read_text() + "\n" for one in PAGES]
    dumps = [decode(text.encode(), str(number)) for number, text in enumerate(texts)]
    found: list[int] = []
    rule = reading.familiar_entries

    def counted(*arguments: object) -> dict[object, int]:
        told = rule(*arguments)  # type: ignore[arg-type]
        found.append(len(told))
        return told  # type: ignore[return-value]

    monkeypatch.setattr(reading, "familiar_entries", counted)
    ingest(tmp_path / "a.db", dumps)
    monkeypatch.setattr(reading, "familiar_entries", lambda *_: {})
    ingest(tmp_path / "b.db", dumps)
    assert sum(found) > 3
    assert content(tmp_path / "a.db") == content(tmp_path / "b.db")
