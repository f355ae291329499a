"""Dumps into an archive: read, split, store, one transaction a dump, a report out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable

from cstonews.archive.writer import Writer
from cstonews.dumps import Dump, Source, members, read
from cstonews.errors import DumpError
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
    failures: list[str] = []
    for source in (member for named in sources for member in members(named)):
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        try:
            dump = read(source)
            new = writer.add(dump, now, _share(progress, source, dump))
        except DumpError as error:
            dumps["failed"] += 1
            failures.append(str(error))
            continue
        dumps["new" if new else "known"] += 1
        if progress and not new:
            progress(source.bytes)
    changes = writer.changes
    segments: Counter[str] = Counter()
    for written in writer.written.values():
        segments.update(written.segments)
    return IngestReport(
        dumps=dumps,
        entries=Counter(new=len(changes.new), known=len(changes.known), grown=len(changes.grown)),
        segments=segments,
        warnings=tuple(w for written in writer.written.values() for w in written.warnings),
        failures=tuple(failures),
        reread=writer.reread,
    )


def _share(
    progress: Callable[[int], None] | None, source: Source, dump: Dump
) -> Callable[[int], None] | None:
    """Tell progress in bytes of the named file, of which a packed dump takes fewer."""
    if progress is None or source.bytes == dump.size:
        return progress
    told = progress
    return lambda size: told(size * source.bytes // max(1, dump.size))
