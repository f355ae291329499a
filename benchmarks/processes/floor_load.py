"""Floor of an ingest: ready-made rows, a JSON object a line, into a table and its full text.

SQLite's best settings, and nothing that Python need not do: python floor_load.py ROWS DATABASE
"""

import json
import sqlite3
import sys

rows, path = sys.argv[1:]
db = sqlite3.connect(path, isolation_level=None)
for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
    db.execute(f"PRAGMA {pragma}")
db.execute(
    "CREATE TABLE entries (id INTEGER PRIMARY KEY, handle TEXT, date TEXT, date_source TEXT,"
    " kind TEXT, lang TEXT, title TEXT, body TEXT)"
)
db.execute(
    'CREATE VIRTUAL TABLE entries_fts USING fts5 (title, body, content="entries",'
    ' content_rowid="id", tokenize="porter unicode61 remove_diacritics 2")'
)
db.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('hashsize', 67108864)")
db.execute("BEGIN")
with open(rows, encoding="utf-8") as file:
    db.executemany(
        "INSERT INTO entries VALUES (:id, :handle, :date, :date_source, :kind, :lang, :title,"
        " :body)",
        map(json.loads, file),
    )
db.execute("INSERT INTO entries_fts (rowid, title, body) SELECT id, title, body FROM entries")
db.execute("COMMIT")
