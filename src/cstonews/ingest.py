"""Dumps into an archive: read, split, store, one transaction a dump, a report out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable

from cstonews.archive.writer import Writer
from cstonews.dumps import Source, read
from cstonews.errors import DumpError
from cstonews.model import Dump, DumpWarning, IngestReport, Reading
from cstonews.split import split


def ingest(
    sources: Iterable[Source],
    writer: Writer,
    progress: Callable[[Source], None] | None = None,
) -> IngestReport:
    """Put what ``sources`` name into the archive and say what came of it.

    A dump that cannot be read is reported and does not stop the others; errors of
    the archive (ArchiveError, sqlite3.Error) do. ``progress`` is called behind each source.
    """
    dumps: Counter[str] = Counter()
    segments: Counter[str] = Counter()
    warnings: list[DumpWarning] = []
    failures: list[str] = []
    for source in sources:
        try:
            dump = read(source)
        except DumpError as error:
            dumps["failed"] += 1
            failures.append(str(error))
        else:
            reading = _add(writer, dump)
            dumps["new" if reading else "known"] += 1
            if reading:
                segments.update(segment.kind for segment in reading.segments)
                warnings += reading.warnings
        if progress:
            progress(source)
    changes = writer.changes
    entries = Counter(new=len(changes.new), known=len(changes.known), grown=len(changes.grown))
    return IngestReport(dumps, entries, segments, tuple(warnings), tuple(failures))


def _add(writer: Writer, dump: Dump) -> Reading | None:
    """Store a dump; None where the archive has it. What is known is not split again."""
    if writer.knows(dump.sha256):
        return None
    reading = split(dump.escaped or dump.text, dump.name)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return reading if writer.add(dump, reading, now) else None
