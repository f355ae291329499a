"""Floor of an ingest of files: read, hash, pack and store each, in one SQLite file.

Nothing is split, and nothing can be searched: python floor_pack.py FOLDER DATABASE
"""

import hashlib
import os
import sqlite3
import sys
import zlib

folder, path = sys.argv[1:]
db = sqlite3.connect(path, isolation_level=None)
for pragma in ("journal_mode = OFF", "synchronous = OFF"):
    db.execute(f"PRAGMA {pragma}")
db.execute("CREATE TABLE dumps (id INTEGER PRIMARY KEY, name TEXT, sha256 TEXT UNIQUE, data BLOB)")
db.execute("BEGIN")
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    db.execute(
        "INSERT OR IGNORE INTO dumps (name, sha256, data) VALUES (?, ?, ?)",
        (name, hashlib.sha256(data).hexdigest(), zlib.compress(data)),
    )
db.execute("COMMIT")
