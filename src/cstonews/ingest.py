"""Dumps into an archive: read, split, store, each wholly or not at all, a report out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cstonews.adding import Adding, Coming, Progress, adding, report
from cstonews.archive.writer import Writer
from cstonews.dumps import DEFAULTS, Limits, Source, members, read_new
from cstonews.errors import DumpError
from cstonews.reports import IngestReport


def ingest(
    sources: Iterable[Source],
    writer: Writer,
    progress: Progress | None = None,
    limits: Limits = DEFAULTS,
) -> IngestReport:
    """Put what ``sources`` name, or hold, into the archive and say what came of it.

    A dump that cannot be read is reported and does not stop the others; errors of
    the archive (ArchiveError, sqlite3.Error) do. ``progress`` is called with the number of bytes
    that were worked through since the last call; ``limits`` are what reading may cost.
    """
    with adding(writer, progress) as way:
        for source in (member for named in sources for member in members(named, limits)):
            _add(source, writer, way, limits)
    return report(writer, way)


def _add(source: Source, writer: Writer, way: Adding, limits: Limits) -> None:
    try:
        dump = read_new(source, writer.knows, limits)
        if dump is None:
            way.known(source.bytes)
            return
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        way.add(Coming(dump, now, source.bytes))
    except DumpError as error:
        way.fail(error)
