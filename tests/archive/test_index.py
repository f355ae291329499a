"""The full-text index takes entries late and in order, and is one piece after a large ingest."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.entries import index, settle
from cstonews.archive.writer import writing
from cstonews.dumps import Dump, decode

WHEN = "2024-01-01T00:00:00+00:00"
WORDS = [f"word{number}" for number in range(3000)]


def dump(name: str, items: int, seed: int) -> Dump:
    chance = random.Random(seed)
    days = [f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.2023" for _ in range(items)]
    text = [
        f"{day}\n\nThe Council met {' '.join(chance.choices(WORDS, k=30))}.\n\n\n" for day in days
    ]
    return decode("".join(text).encode(), name)


def segments(path: Path) -> int:
    sql = "SELECT count(DISTINCT segid) FROM entries_fts_idx"
    return read(str(path), lambda db: db.execute(sql).fetchone()[0])


def add(path: Path, *dumps: Dump) -> None:
    with writing(str(path)) as writer:
        for one in dumps:
            writer.add(one, WHEN)
        writer.tidy()
    assert check(str(path)).problems == ()


@pytest.fixture(autouse=True)
def small_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if each of these ingests were a large one."""
    monkeypatch.setattr(index, "_WORTH_MERGING", 50)
    monkeypatch.setattr(index, "_MERGED_PAGES", 2)
    monkeypatch.setattr(settle, "MANY", 20)


def test_it_is_one_piece_after_most_entries_came(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    add(path, *(dump(str(n), 60, n) for n in range(5)))
    assert segments(path) == 1


def test_a_small_ingest_leaves_a_large_index_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    add(path, dump("a", 300, 1))
    add(path, dump("b", 60, 2))
    assert segments(path) > 1


def test_entries_wait_for_the_index_until_the_transaction_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with writing(str(path)) as writer:
        writer.add(dump("a", 30, 1), WHEN)
        writer.forget("a")
        writer.add(dump("a", 30, 1), WHEN)
    found = "SELECT count(*) FROM entries_fts WHERE entries_fts MATCH 'council'"

    def count(db: sqlite3.Connection) -> int:
        return int(db.execute(found).fetchone()[0])

    assert read(str(path), count) == 30
    assert check(str(path)).problems == ()


def test_what_was_rolled_back_does_not_wait_for_the_index(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    changed = dump("b", 30, 2)
    changed.sha256 = "0" * 64
    with writing(str(path)) as writer:
        with pytest.raises(Exception, match="changed while it was read"):
            writer.add(changed, WHEN)
        assert not writer.changes
        writer.add(dump("a", 30, 1), WHEN)
        assert writer.changes == {"new": 30}
    assert check(str(path)).problems == ()
