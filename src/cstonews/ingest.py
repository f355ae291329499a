"""Dumps into an archive: read, split, store, each wholly or not at all, a report out."""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from cstonews.archive.changes.reading import CutDump, cuts_of, packed_whole, verify
from cstonews.archive.facts.cuts import Batch
from cstonews.archive.writer import Writer
from cstonews.cutting.workers import Workers
from cstonews.dumps import DEFAULTS, Dump, Limits, Source, members, read_new
from cstonews.errors import DumpError
from cstonews.reports import IngestReport

Progress = Callable[[int], None]

_LARGE = 1 << 20  # bytes of a dump from which on it is stored while it is cut
# Small dumps are cut in other processes once so many bytes of them were cut in this one, …
_WORTHWHILE = 1 << 18
# … and stored in groups of so many, or of so many bytes, each in one transaction, …
_TOGETHER = 512
_TOGETHER_BYTES = 4 << 20
_GROUPS = 2  # … while as many of the next groups as this are being cut.


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
    with Workers() as workers:
        ingesting = _Ingesting(writer, workers, progress, limits)
        for source in (member for named in sources for member in members(named, limits)):
            ingesting.add(source)
        ingesting.finish()
    writer.tidy()
    segments: Counter[str] = Counter()
    for written in writer.written.values():
        segments.update(written.segments)
    return IngestReport(
        dumps=ingesting.dumps,
        entries=writer.changes,
        segments=segments,
        warnings=tuple(w for written in writer.written.values() for w in written.warnings),
        failures=tuple(ingesting.failures),
        reread=writer.reread,
    )


class _Waiting(NamedTuple):
    """A small dump that is being cut, by what was ``learnt`` then."""

    source: Source
    dump: Dump
    ingested: str
    batches: Iterator[Batch]
    learnt: Collection[str]

    def wholly(self) -> CutDump:
        """The dump when it has been cut; raises DumpError where it is not what it was."""
        whole = None if self.dump.reversible else packed_whole(self.dump)
        batches = tuple(self.batches)
        verify(self.dump, batches)
        return CutDump(self.dump, self.ingested, batches, whole, self.learnt)


class _Ingesting:
    """An ingest under way. Small dumps wait until some can be stored together, while the next
    ones are cut.
    """

    def __init__(
        self, writer: Writer, workers: Workers, progress: Progress | None, limits: Limits
    ) -> None:
        self._writer = writer
        self._limits = limits
        self._workers = workers
        self._progress = progress
        self._groups: deque[list[_Waiting]] = deque([[]])
        self._size = 0  # of the last group, in bytes
        self._learnt = writer.learnt
        self._cut_here = 0
        self.dumps: Counter[str] = Counter()
        self.failures: list[str] = []

    def add(self, source: Source) -> None:
        """Take a dump in; a small one waits for others."""
        try:
            dump = read_new(source, self._writer.knows, self._limits)
            if dump is None:
                self._count(source, new=False)
                return
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            if dump.size >= _LARGE:
                self.finish()
                told = _share(self._progress, source, dump)
                self._count(source, self._writer.add(dump, now, told, self._cut), told=True)
            else:
                self._wait(source, dump, now)
        except DumpError as error:
            self._fail(error)

    def _wait(self, source: Source, dump: Dump, now: str) -> None:
        batches = self._cut(dump, self._learnt)
        self._groups[-1].append(_Waiting(source, dump, now, batches, self._learnt))
        self._size += dump.size
        if len(self._groups[-1]) >= _TOGETHER or self._size >= _TOGETHER_BYTES:
            self._groups.append([])
            self._size = 0
            if len(self._groups) > _GROUPS:
                self._store(self._groups.popleft())

    def finish(self) -> None:
        """Store what waits."""
        while self._groups:
            self._store(self._groups.popleft())
        self._groups.append([])
        self._size = 0

    def _store(self, group: list[_Waiting]) -> None:
        cut: list[tuple[Source, CutDump]] = []
        for waiting in group:
            try:
                cut.append((waiting.source, waiting.wholly()))
            except DumpError as error:
                self._fail(error)
        told = self._writer.add_all([dump for _, dump in cut]) if cut else []
        for (source, _), new in zip(cut, told, strict=True):
            if isinstance(new, DumpError):
                self._fail(new)
            else:
                self._count(source, new)
        self._learnt = self._writer.learnt

    def _cut(
        self, dump: Dump, learnt: Collection[str], told: Progress | None = None
    ) -> Iterator[Batch]:
        """The cuts of a dump, by another process where starting one pays."""
        if not self._workers.useful or self._cut_here + dump.size < _WORTHWHILE:
            self._cut_here += dump.size
            return cuts_of(dump, learnt, told)
        chunks = dump.chunks(told)
        if dump.size < _LARGE:  # read at once: what holds the dump may be read on meanwhile
            chunks = iter(list(chunks))
        return self._workers.cut(dump.name, chunks, dump.encoding, dump.reversible, learnt)

    def _count(self, source: Source, new: bool, told: bool = False) -> None:
        self.dumps["new" if new else "known"] += 1
        if self._progress and not (new and told):
            self._progress(source.bytes)

    def _fail(self, error: DumpError) -> None:
        self.dumps["failed"] += 1
        self.failures.append(str(error))


def _share(progress: Progress | None, source: Source, dump: Dump) -> Progress | None:
    """Tell progress in bytes of the named file, of which a packed dump takes fewer."""
    if progress is None or source.bytes == dump.size:
        return progress
    told = progress
    return lambda size: told(size * source.bytes // max(1, dump.size))
