"""The same as floor_replay.py after ``import click``, as in any command line made with it."""

import marshal
import sqlite3
import sys

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
