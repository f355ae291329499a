"""The entries of an archive as rows that are ready to be stored, a JSON object a line.

python ready_rows.py ARCHIVE ROWS
"""

import json
import sqlite3
import sys

archive, rows = sys.argv[1:]
COLUMNS = ("id", "handle", "date", "date_source", "kind", "lang", "title", "body")
db = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
if not db.execute("SELECT 1 FROM entries LIMIT 1").fetchone():
    sys.exit(f"{archive} has no entries")
found = db.execute(f"SELECT {', '.join(COLUMNS)} FROM entries ORDER BY id")
with open(rows, "w", encoding="utf-8") as file:
    for values in found:
        texts = (one.hex() if isinstance(one, bytes) else one for one in values)
        json.dump(dict(zip(COLUMNS, texts, strict=True)), file, ensure_ascii=False)
        file.write("\n")
