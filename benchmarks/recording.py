"""A recording of what a command of cstonews asks of SQLite, for the floor to ask the same.

    python recording.py RECORDING ARGUMENT…

runs ``cstonews ARGUMENT…`` once and writes each connection's statements, with their values and
the number of rows that were taken, and what was printed.
"""

from __future__ import annotations

import contextlib
import io
import marshal
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_connect = sqlite3.connect
Statement = list[Any]  # SQL, values, rows taken


class Cursor(sqlite3.Cursor):
    """A cursor that notes what it is asked, and how much of the answer is taken."""

    statement: Statement | None = None

    def execute(self, sql: str, values: Any = (), /) -> Cursor:  # noqa: D102
        self.statement = [sql, values if isinstance(values, dict) else tuple(values), 0]
        self.connection.statements.append(self.statement)  # type: ignore[attr-defined]
        return super().execute(sql, values)

    def executemany(self, sql: str, values: Iterable[Any], /) -> Cursor:  # noqa: D102
        for one in values:
            self.execute(sql, one)
        return self

    def __next__(self) -> Any:
        row = super().__next__()
        self._taken(1)
        return row

    def fetchone(self) -> Any:  # noqa: D102
        row = super().fetchone()
        self._taken(row is not None)
        return row

    def fetchmany(self, size: int | None = 1) -> list[Any]:  # noqa: D102
        rows = super().fetchmany(size)
        self._taken(len(rows))
        return rows

    def fetchall(self) -> list[Any]:  # noqa: D102
        rows = super().fetchall()
        self._taken(len(rows))
        return rows

    def _taken(self, rows: int) -> None:
        if self.statement is not None:
            self.statement[2] += rows


class Connection(sqlite3.Connection):
    """A connection whose statements are noted."""

    def __init__(self, database: str, *settings: Any, **named: Any) -> None:
        super().__init__(database, *settings, **named)
        self.statements: list[Statement] = []

    def cursor(self, factory: Any = None) -> Any:  # noqa: D102
        return super().cursor(factory or Cursor)

    def execute(self, sql: str, values: Any = (), /) -> Any:  # noqa: D102
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, values: Any, /) -> Any:  # noqa: D102
        return self.cursor().executemany(sql, values)


@contextlib.contextmanager
def recorded() -> Iterator[list[tuple[str, bool, list[Statement]]]]:
    """Note what is asked of SQLite meanwhile: database, whether that is a URI, statements."""
    noted: list[tuple[str, bool, list[Statement]]] = []

    def connect(database: Any, *settings: Any, **named: Any) -> sqlite3.Connection:
        made: Any = _connect(database, *settings, **{**named, "factory": Connection})
        noted.append((str(database), bool(named.get("uri")), made.statements))
        return made  # type: ignore[no-any-return]

    sqlite3.connect = connect  # type: ignore[assignment]
    try:
        yield noted
    finally:
        sqlite3.connect = _connect


def record(arguments: list[str], path: Path) -> None:
    """Run ``cstonews`` with ``arguments`` and write its recording."""
    from cstonews.cli import main

    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with recorded() as noted, contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main(arguments)
    path.write_bytes(marshal.dumps((noted, raw.getvalue().decode())))


if __name__ == "__main__":
    record(sys.argv[2:], Path(sys.argv[1]))
