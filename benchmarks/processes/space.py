"""What takes the room in an archive, as JSON: bytes of text, and of each table and index.

python space.py ARCHIVE
"""

import contextlib
import json
import sqlite3
import sys

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
said = {}
said["entries"], said["text"] = db.execute(
    "SELECT count(*), sum(length(CAST(coalesce(title, '') AS BLOB)) + length(CAST(body AS BLOB)))"
    " FROM entries"
).fetchone()
with contextlib.suppress(sqlite3.Error):  # a library that was built without dbstat
    said["parts"] = db.execute(
        "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC"
    ).fetchall()
print(json.dumps(said))
