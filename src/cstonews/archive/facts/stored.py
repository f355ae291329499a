"""Dumps as they stand in an archive, to be split anew, here or in another one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from cstonews.archive.facts.pieces import dump_chunks
from cstonews.archive.sql import text
from cstonews.dumps import Dump, kept, restored
from cstonews.errors import ArchiveError
from cstonews.model import Origin


class StoredDump(NamedTuple):
    """A dump with the row ``number`` that it has, and when it came in (ISO 8601)."""

    number: int
    dump: Dump
    ingested: str


def stored_dump(db: sqlite3.Connection, number: int) -> StoredDump:
    """Return the dump with the row number ``number`` as it can be split anew.

    Its bytes are kept apart, beyond some size in a temporary file, so that the rows that
    hold them may go. Raises ArchiveError where they are not those that were ingested, and
    DumpError for a form that is not known.
    """
    name, sha256, size, encoding, form, ingested, *origin = db.execute(
        "SELECT name, sha256, bytes, encoding, form, ingested, url, page_title, published, fetched "
        "FROM dumps WHERE id = ?",
        [number],
    ).fetchone()
    digest = hashlib.sha256()

    def chunks() -> Iterator[bytes]:
        for chunk in dump_chunks(db, number):
            digest.update(chunk)
            yield chunk

    opener = kept(chunks(), text(name))
    if digest.hexdigest() != sha256:
        raise ArchiveError(f"the dump {name} is damaged in the archive; run 'cstonews check'")
    dump = restored(name, sha256, size, encoding, form, opener, Origin(*origin))
    return StoredDump(number, dump, ingested)
