"""Dumps into an archive: read, split, store, one transaction a dump, a report out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable

from cstonews.archive.writer import Writer
from cstonews.dumps import Dump, Source, members, read
from cstonews.errors import DumpError
from cstonews.model import DumpWarning
from cstonews.reports import IngestReport


def ingest(
    sources: Iterable[Source],
    writer: Writer,
    progress: Callable[[int], None] | None = None,
) -> IngestReport:
    """Put what ``sources`` name, or hold, into the archive and say what came of it.

    A dump that cannot be read is reported and does not stop the others; errors of
    the archive (ArchiveError, sqlite3.Error) do. ``progress`` is called with the number of bytes
    that were worked through since the last call.
    """
    dumps: Counter[str] = Counter()
    segments: Counter[str] = Counter()
    warnings: list[DumpWarning] = []
    failures: list[str] = []
    reread = 0
    for source in (member for named in sources for member in members(named)):
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        try:
            dump = read(source)
            added = writer.add(dump, now, _share(progress, source, dump))
        except DumpError as error:
            dumps["failed"] += 1
            failures.append(str(error))
            continue
        dumps["new" if added else "known"] += 1
        if added:
            segments.update(added.segments)
            warnings += added.warnings
            reread += added.reread
        elif progress:
            progress(source.bytes)
    changes = writer.changes
    entries = Counter(new=len(changes.new), known=len(changes.known), grown=len(changes.grown))
    return IngestReport(dumps, entries, segments, tuple(warnings), tuple(failures), reread)


def _share(
    progress: Callable[[int], None] | None, source: Source, dump: Dump
) -> Callable[[int], None] | None:
    """Tell progress in bytes of the named file, of which a packed dump takes fewer."""
    if progress is None or source.bytes == dump.size:
        return progress
    told = progress
    return lambda size: told(size * source.bytes // max(1, dump.size))
