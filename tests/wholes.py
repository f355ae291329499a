"""An archive that holds something of everything."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from seminars import PLACES, page

from cstonews.archive.writer import writing
from cstonews.dumps import decode, sources
from cstonews.ingest import ingest
from cstonews.model import Origin

HERE = Path(__file__).parent
SPECIMEN = HERE / "archive" / "old" / "0003_saved_searches.sqlite"
PAGES = HERE / "gold" / "pages"
# Its bytes cannot be cut by its text, and it has a date that is none.
ODD = decode("Title\n\n32.13.2024\n\n".encode("utf-16-le") + b"A", "odd.txt")
KNOWN = Origin("https://example.org/1", "A page", "2024-07-01", "2024-07-02")


def make_whole(path: Path) -> None:
    """Make an archive with a row in every table and a value in every column, in one file."""
    shutil.copy(SPECIMEN, path)
    with writing(str(path)) as writer:
        ingest(sources([str(PAGES)]), writer)
    for places in PLACES[:4], PLACES[4:]:
        with writing(str(path)) as writer:  # what was read before furniture was learnt had handles
            for dump in (*map(page, places), ODD):
                dump.origin = KNOWN
                writer.add(dump, "2024-07-01T00:00:00+00:00")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
