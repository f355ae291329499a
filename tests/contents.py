"""What an archive says, to be compared with what another one says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cstonews.archive.connection import read

TABLES = {
    "dumps": "sha256, name, bytes, encoding, form, url",
    "texts": "handle, words, title, body, opening, stem, closing, trunk",
    "pieces": "digest",
    "entries": "handle, date, date_source, kind, lang, title, body, corrected",
    "segments": 'seq, kind, start, "end", line, date, inferred, day, blanks, parts',
    "short_lines": "line, beside",
    "furniture": "line",
    "warnings": "line, message",
}

# What people said and watch, and the numbers by which what is new is known.
SAID = {
    "corrections": "handle, dated, field, value, made",
    "saved": "name, words, made",
    "looks": "name, dump, made",
    "dump_numbers": "last",
    "dumps": "id, sha256, ingested, page_title, published, fetched",
    "former f JOIN dumps d ON d.id = f.dump": "f.handle, d.sha256, f.start",
}


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the dumps of an archive say, without the numbers of its rows."""
    return _rows(path, TABLES)


def said(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What is not of the dumps, or of their order."""
    return _rows(path, SAID)


def _rows(path: Path, tables: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    def ask(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
        return {
            table: sorted(db.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
            for table, columns in tables.items()
        }

    return read(str(path), ask)
