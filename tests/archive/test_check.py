"""``check`` finds whatever is not what was written, wherever it stands."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from connections import connect

from cstonews.archive import schema
from cstonews.archive.damage.check import check
from cstonews.errors import ArchiveError


def columns() -> list[tuple[str, str, bool]]:
    """All columns of all tables but the index's own, and whether each is part of a key."""
    with closing(sqlite3.connect(":memory:")) as db:
        schema.migrate(db)
        return [
            (table, column, bool(key))
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not table.startswith(("entries_fts", "_sqlite"))
            for _, column, *_, key in db.execute(f'PRAGMA table_info("{table}")').fetchall()
        ]


def flipped(value: bytes | str | int, is_key: bool) -> bytes | str | int:
    """``value`` with one bit flipped, one by which a number is no other row's."""
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, str):
        return chr(ord(value[0]) ^ 1) + value[1:]
    return value ^ (1 << 40 if is_key else 1)


def test_the_archive_that_is_damaged_here_is_whole(path: Path) -> None:
    assert check(str(path)).problems == ()


@pytest.mark.parametrize(("table", "column", "is_key"), columns())
def test_a_flipped_bit_in_any_column_is_found(
    path: Path, table: str, column: str, is_key: bool
) -> None:
    db = connect(str(path))
    values = f'SELECT "{column}" FROM "{table}" WHERE length("{column}") > 0 ORDER BY 1 LIMIT 1'
    (value,) = db.execute(values).fetchone()
    db.execute("PRAGMA ignore_check_constraints = 1")
    changing = f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" IS ?'
    assert db.execute(changing, [flipped(value, is_key), value]).rowcount > 0
    db.close()
    assert check(str(path)).problems


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """All rows of all tables that are not the index's own; None where they cannot be read."""
    uri = f"file:{path}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as db:
            db.text_factory = bytes
            return {
                table: db.execute(f'SELECT * FROM "{table}"').fetchall()
                for table in sorted({table for table, *_ in columns()})
            }
    except (sqlite3.Error, ValueError):
        return None


def test_a_bit_flipped_anywhere_in_the_file_is_found_where_it_changes_a_row(
    path: Path, thorough: bool, counted: Callable[..., None]
) -> None:
    """Most bytes of a file belong to no row, and some to how rows are found."""
    whole, before = path.read_bytes(), rows_of(path)
    places = random.Random(5)
    for _ in range(4000 if thorough else 60):
        at, bit = places.randrange(len(whole)), 1 << places.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        try:
            found = bool(check(str(path)).problems)
        except ArchiveError:
            found = True
        changes = rows_of(path) != before
        assert found or not changes, (at, bit)
        counted("bits flipped in an archive", 1)
        counted("... that changed a row or made it unreadable: all found", changes)
