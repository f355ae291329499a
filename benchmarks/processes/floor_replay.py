"""Floor of a reader: the SQL that the program ran, and the table that it printed.

Each statement fetches as many rows as the program took; the text is ready-made.
python floor_replay.py RECORDING [click]; see recording.py. With the second word click is
imported first, as in any command line made with it.
"""

import marshal
import sqlite3
import sys

if sys.argv[2:]:
    import click  # noqa: F401 - its import is what is measured

with open(sys.argv[1], "rb") as file:
    connections, output = marshal.load(file)
for database, uri, statements in connections:
    db = sqlite3.connect(database, uri=uri, isolation_level=None)
    for sql, values, rows in statements:
        cursor = db.execute(sql, values)
        if rows:
            cursor.fetchmany(rows)
    db.close()
sys.stdout.write(output)
