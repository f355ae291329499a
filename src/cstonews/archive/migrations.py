"""The tables of an archive, as named migrations of SQL statements.

Facts, written once a reading: ``dumps``, ``pieces`` (their bytes), ``segments`` (how each
was cut), ``texts`` (the distinct texts of items, by hashes of their words), ``links`` (which
texts may be the same item), ``short_lines`` (what may be furniture, and what it stands
beside at the edge of a dump), ``warnings``. What people say: ``corrections``. What was once:
``former``, the handles of texts that another reading cut differently, by their places. What
people watch: ``saved`` searches, and ``looks``, which says up to which dump each was looked
at (``''`` is the whole archive); ``dump_numbers`` is the last number that a dump was given.
``seals`` are digests of all of these, a dump each, and one of what belongs to no dump.
Derived, and rebuilt whenever a fact says more: ``entries`` with their full-text index,
``copies``, which says whose entry a text is under each date that was stated for it
(``''`` where none was), and ``furniture``, the lines that were learnt.
"""

from __future__ import annotations

from cstonews.archive.numbers import UNDATED_TOP

APPLICATION_ID = 0x4353544F  # "CSTO": how the file is told from other programs' files

TOKENIZER = "porter unicode61 remove_diacritics 2"

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
        title, body, content="entries", content_rowid="id", tokenize="{TOKENIZER}")""",
)

_ORIGINS_AND_CORRECTIONS = (
    "ALTER TABLE dumps ADD COLUMN form TEXT NOT NULL DEFAULT 'text'",
    "ALTER TABLE dumps ADD COLUMN url TEXT",
    "ALTER TABLE dumps ADD COLUMN page_title TEXT",
    "ALTER TABLE dumps ADD COLUMN published TEXT",
    "ALTER TABLE dumps ADD COLUMN fetched TEXT",
    "ALTER TABLE texts ADD COLUMN stem INTEGER",
    "ALTER TABLE texts ADD COLUMN closing INTEGER",
    "DROP INDEX texts_opening",
    "CREATE INDEX texts_opening ON texts (opening, stem) WHERE opening IS NOT NULL",
    "CREATE INDEX texts_closing ON texts (closing) WHERE closing IS NOT NULL",
    "ALTER TABLE segments ADD COLUMN day TEXT",
    "CREATE INDEX segments_day ON segments (dump, seq, text) WHERE day IS NOT NULL",
    "CREATE INDEX segments_piece ON segments (piece) WHERE piece IS NOT NULL",
    "ALTER TABLE entries ADD COLUMN corrected TEXT",
    """CREATE TABLE short_lines (
        line TEXT NOT NULL,
        dump INTEGER NOT NULL REFERENCES dumps (id),
        beside INTEGER,
        PRIMARY KEY (line, dump)) WITHOUT ROWID""",
    "CREATE INDEX short_lines_dump ON short_lines (dump)",
    "CREATE TABLE furniture (line TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE corrections (
        handle TEXT NOT NULL,
        dated TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT,
        made TEXT NOT NULL,
        PRIMARY KEY (handle, dated, field)) WITHOUT ROWID""",
    """CREATE TABLE former (
        handle TEXT NOT NULL,
        dump INTEGER NOT NULL REFERENCES dumps (id),
        start INTEGER NOT NULL,
        PRIMARY KEY (handle, dump)) WITHOUT ROWID""",
)

_SAVED_SEARCHES = (
    """CREATE TABLE saved (
        name TEXT PRIMARY KEY,
        words TEXT NOT NULL,
        made TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE looks (
        name TEXT PRIMARY KEY,
        dump INTEGER NOT NULL,
        made TEXT NOT NULL) WITHOUT ROWID""",
    # AUTOINCREMENT would do the same, but only in a table that is made anew, with all its bytes.
    "CREATE TABLE dump_numbers (last INTEGER NOT NULL)",
    "INSERT INTO dump_numbers SELECT coalesce(max(id), 0) FROM dumps",
)

_SEALS = (
    "CREATE TABLE seals (dump INTEGER PRIMARY KEY, digest BLOB NOT NULL)",
    "CREATE INDEX former_dump ON former (dump)",
)

MIGRATIONS: dict[str, tuple[str, ...]] = {
    "0001_initial": _INITIAL,
    "0002_origins_and_corrections": _ORIGINS_AND_CORRECTIONS,
    "0003_saved_searches": _SAVED_SEARCHES,
    "0004_seals": _SEALS,
}

# Those that leave dumps and entries alone: who only reads these can do without.
APART_FROM_ENTRIES = frozenset({"0003_saved_searches", "0004_seals"})

# Who takes an archive as it is, of whatever age, does without all but the first: a file that
# lacks this one is empty.
ANY_AGE = frozenset(list(MIGRATIONS)[1:])

# The way in which the facts are made of a dump. An archive of an earlier edition is read anew
# from its own bytes when it is next written to; raise this whenever a fact is added or changes.
EDITION = 2
