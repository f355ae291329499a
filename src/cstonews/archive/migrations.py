"""The tables of an archive, as named migrations of SQL statements.

Facts, written once a dump and never changed: ``dumps``, ``pieces`` (their bytes),
``segments`` (how each was cut), ``texts`` (the distinct texts of items, by hashes of
their words), ``links`` (which texts may be the same item), ``warnings``.
Derived, and rebuilt whenever a fact says more: ``entries`` with their full-text index,
and ``copies``, which says whose entry a text is under each date that was stated for it
(``''`` where none was).
"""

from __future__ import annotations

from cstonews.archive.numbers import UNDATED_TOP

APPLICATION_ID = 0x4353544F  # "CSTO": how the file is told from other programs' files

_TOKENIZER = "porter unicode61 remove_diacritics 2"

_INITIAL = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    """CREATE TABLE dumps (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        encoding TEXT NOT NULL,
        ingested TEXT NOT NULL,
        data BLOB)""",
    """CREATE TABLE pieces (
        id INTEGER PRIMARY KEY,
        digest BLOB NOT NULL UNIQUE,
        packed INTEGER NOT NULL,
        data BLOB NOT NULL)""",
    f"""CREATE TABLE entries (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        handle TEXT NOT NULL CHECK (length(handle) = 32),
        date TEXT CHECK (date IS NULL OR id > {UNDATED_TOP}),
        date_source TEXT,
        kind TEXT NOT NULL,
        lang TEXT,
        title TEXT,
        body TEXT NOT NULL)""",
    """CREATE TABLE texts (
        id INTEGER PRIMARY KEY,
        handle TEXT NOT NULL UNIQUE,
        words INTEGER NOT NULL,
        title INTEGER,
        body INTEGER,
        opening INTEGER,
        trunk INTEGER)""",
    "CREATE INDEX texts_title ON texts (title) WHERE title IS NOT NULL",
    "CREATE INDEX texts_body ON texts (body) WHERE body IS NOT NULL",
    "CREATE INDEX texts_opening ON texts (opening) WHERE opening IS NOT NULL",
    """CREATE TABLE links (
        text INTEGER NOT NULL REFERENCES texts (id),
        other INTEGER NOT NULL REFERENCES texts (id),
        kind TEXT NOT NULL,
        PRIMARY KEY (text, other)) WITHOUT ROWID""",
    "CREATE INDEX links_other ON links (other)",
    """CREATE TABLE segments (
        dump INTEGER NOT NULL REFERENCES dumps (id),
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        line INTEGER NOT NULL,
        date TEXT,
        inferred TEXT,
        text INTEGER REFERENCES texts (id),
        piece INTEGER REFERENCES pieces (id),
        blanks BLOB,
        parts TEXT,
        PRIMARY KEY (dump, seq)) WITHOUT ROWID""",
    "CREATE INDEX segments_text ON segments (text) WHERE text IS NOT NULL",
    """CREATE TABLE copies (
        text INTEGER NOT NULL REFERENCES texts (id),
        date TEXT NOT NULL,
        article INTEGER NOT NULL,
        entry INTEGER NOT NULL REFERENCES entries (id),
        PRIMARY KEY (text, date)) WITHOUT ROWID""",
    "CREATE INDEX copies_entry ON copies (entry)",
    """CREATE TABLE warnings (
        dump INTEGER NOT NULL REFERENCES dumps (id),
        line INTEGER NOT NULL,
        message TEXT NOT NULL)""",
    "CREATE INDEX warnings_dump ON warnings (dump)",
    # Double-quoted content is the form by which sqlite-utils and Datasette know an index.
    f"""CREATE VIRTUAL TABLE entries_fts USING fts5 (
        title, body, content="entries", content_rowid="id", tokenize="{_TOKENIZER}")""",
)

MIGRATIONS: dict[str, tuple[str, ...]] = {"0001_initial": _INITIAL}
