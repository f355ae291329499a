"""The entries of an archive as rows that are ready to be stored, a JSON object a line.

python ready_rows.py ARCHIVE ROWS
"""

import json
import sqlite3
import sys

archive, rows = sys.argv[1:]
COLUMNS = ("id", "handle", "date", "date_source", "kind", "lang", "title", "body")
db = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
with open(rows, "w", encoding="utf-8") as file:
    for row in db.execute(f"SELECT {', '.join(COLUMNS)} FROM entries ORDER BY id"):
        file.write(
            json.dumps(
                dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False, check_circular=False
            )
            + "\n"
        )
