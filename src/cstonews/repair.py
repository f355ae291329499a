"""A damaged archive → a new one of all that can be read of it, in its place."""

from __future__ import annotations

import os

from cstonews.adding import Adding, Coming, Progress, adding
from cstonews.archive.changes.carry import DOUBTFUL
from cstonews.archive.connection import Connection
from cstonews.archive.copies.exchange import exchange
from cstonews.archive.damage.check import check
from cstonews.archive.damage.opening import opened
from cstonews.archive.damage.salvage import salvaged, salvaged_words, words_hold
from cstonews.archive.facts.stored import StoredDump
from cstonews.archive.files import refuse_missing, state_with_log
from cstonews.archive.writer import Writer, writing
from cstonews.errors import ArchiveError, DumpError
from cstonews.reports import RepairReport
from cstonews.whole import beside


def repair(path: str, progress: Progress | None = None, *, dry_run: bool = False) -> RepairReport:
    """Make the archive ``path`` anew of all that can be read of it, and keep the damaged file.

    ``progress`` is called with the number of bytes that were worked through since the last call.
    Raises ArchiveError where nothing can be read, or somebody writes to it meanwhile, and
    OutputError where there is no room.
    """
    refuse_missing(path)
    seen = state_with_log(path)
    with beside(path) as part:
        with opened(path) as db, writing(part) as writer:
            problems = rebuild(db, writer, progress)
        report = check(part)
        if report.problems:
            raise ArchiveError(f"{path} cannot be made anew: {report.problems[0]}")
        aside = f"{os.path.realpath(path)}.damaged"
        kept = None if dry_run else exchange(path, part, aside, seen=seen)
    return RepairReport(report.dumps, report.entries, problems, kept)


def rebuild(db: Connection, writer: Writer, progress: Progress | None = None) -> tuple[str, ...]:
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
        problems.append(DOUBTFUL)
    return (*problems, *way.failures)


def _add(stored: StoredDump, way: Adding) -> None:
    number, dump, ingested = stored
    try:
        way.add(Coming(dump, ingested, dump.size, number))
    except DumpError as error:
        way.fail(error)
