"""What became of entries is counted rightly, over however many steps an ingest takes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cstonews.archive.changes import reading
from cstonews.archive.connection import read
from cstonews.archive.writer import writing
from cstonews.dumps import decode

OPENINGS = ("The Council met in Moscow", "A visit to Minsk was paid by the guests of the Council")


def text(chance: random.Random) -> str:
    items = []
    for _ in range(12):
        words = [f"word{n}" for n in range(chance.choice([14, 20, 26, 40]))]
        if chance.random() < 0.3:
            words[-1] = "other"
        day = f"{chance.randint(1, 3):02}.02.2024\n\n" if chance.random() < 0.6 else ""
        items.append(f"{day}{chance.choice(OPENINGS)} {' '.join(words)}.\n\n\n")
    return "".join(items)


@pytest.mark.parametrize("most", [1, 2, 3, 2000])
@pytest.mark.parametrize("seed", range(8))
def test_all_entries_of_a_first_ingest_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, seed: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(reading, "_MOST_CUTS", most)
    monkeypatch.setattr("cstonews.archive.facts.cuts._MOST_CUTS", most)
    with writing(str(tmp_path / "a.db")) as writer:
        for name in "abc":
            writer.add(decode(text(chance).encode(), name), "2024-01-01T00:00:00+00:00")
        told = dict(writer.changes)
    count = read(
        str(tmp_path / "a.db"), lambda db: db.execute("SELECT count(*) FROM entries").fetchone()[0]
    )
    assert told == {"new": count}
