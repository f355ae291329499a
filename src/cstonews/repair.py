"""A damaged archive → a new one of all that can be read of it."""

from __future__ import annotations

import sqlite3

from cstonews.adding import Adding, Coming, Progress, adding
from cstonews.archive.facts.stored import StoredDump
from cstonews.archive.salvage import salvaged, salvaged_words, words_hold
from cstonews.archive.writer import Writer
from cstonews.errors import DumpError

_WORDS = (
    "corrections and saved searches may not all be what they were; "
    "look through 'cstonews saved' and what 'cstonews list' marks with *"
)


def rebuild(
    db: sqlite3.Connection, writer: Writer, progress: Progress | None = None
) -> tuple[str, ...]:
    """Put into a new archive all that can be read of the damaged one behind ``db``: the dumps are
    read anew, and keep their numbers, names and times.

    Returns what could not be, or not wholly, a line each. ``progress`` is called with the number
    of bytes that were worked through since the last call.
    """
    problems: list[str] = []
    with adding(writer, progress) as way:
        for stored, problem in salvaged(db):
            if problem:
                problems.append(problem)
            if stored:
                _add(stored, way)
    writer.carry(salvaged_words(db, writer.lacks))
    if not words_hold(db):
        problems.append(_WORDS)
    return (*problems, *way.failures)


def _add(stored: StoredDump, way: Adding) -> None:
    number, dump, ingested = stored
    try:
        way.add(Coming(dump, ingested, dump.size, number))
    except DumpError as error:
        way.fail(error)
