"""Dumps on their way into an archive: cut beside, stored in groups, each wholly or not at all."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from cstonews.archive.changes.reading import CutDump, cuts_of, packed_whole, verify
from cstonews.archive.facts.cuts import Batch
from cstonews.archive.writer import Writer
from cstonews.cutting.workers import Workers
from cstonews.dumps import Dump
from cstonews.errors import CstonewsError, DumpError
from cstonews.reports import IngestReport

Progress = Callable[[int], None]

_LARGE = 1 << 20  # bytes of a dump from which on it is stored while it is cut
# Small dumps are cut in other processes once so many bytes of them were cut in this one, …
_WORTHWHILE = 1 << 18
# … and stored in groups of so many, or of so many bytes, each in one transaction, …
_TOGETHER = 512
_TOGETHER_BYTES = 4 << 20
_GROUPS = 2  # … while as many of the next groups as this are being cut.


class Coming(NamedTuple):
    """A dump that is to come in, and when it did so first (ISO 8601).

    ``bytes`` is how much of the whole work it is, ``number`` the row number that it had elsewhere
    and is to keep, if any.
    """

    dump: Dump
    ingested: str
    bytes: int
    number: int | None = None


class _Waiting(NamedTuple):
    """A small dump that is being cut, by what was ``learnt`` then."""

    coming: Coming
    batches: Iterator[Batch]
    learnt: Collection[str]

    def wholly(self) -> CutDump:
        """The dump when it has been cut; raises DumpError where it is not what it was."""
        dump, ingested, _, number = self.coming
        whole = None if dump.reversible else packed_whole(dump)
        batches = tuple(self.batches)
        verify(dump, batches)
        return CutDump(dump, ingested, batches, whole, self.learnt, number)


class Adding:
    """The way of many dumps into an archive. Small dumps wait until some can be stored together,
    while the next ones are cut.

    ``dumps`` counts those that were new, known, and failed; ``failures`` says why.
    """

    def __init__(self, writer: Writer, workers: Workers, progress: Progress | None) -> None:
        self._writer = writer
        self._workers = workers
        self._progress = progress
        self._groups: deque[list[_Waiting]] = deque([[]])
        self._size = 0  # of the last group, in bytes
        self._learnt = writer.learnt
        self._cut_here = 0
        self.dumps: Counter[str] = Counter()
        self.failures: list[str] = []

    def add(self, coming: Coming) -> None:
        """Take a dump in; a small one waits for others.

        Raises DumpError where a large one is not what it was when it was examined.
        """
        dump = coming.dump
        if dump.size < _LARGE:
            self._wait(coming)
            return
        self.finish()
        told = _share(self._progress, coming.bytes, dump.size)
        new = self._writer.add(dump, coming.ingested, told, self._cut, coming.number)
        self._count(coming.bytes, new, told=True)

    def known(self, size: int) -> None:
        """Count a dump that is known, and ``size`` bytes as worked through."""
        self._count(size, new=False)

    def fail(self, error: CstonewsError) -> None:
        """Count a dump that cannot come in."""
        self.dumps["failed"] += 1
        self.failures.append(str(error))

    def finish(self) -> None:
        """Store what waits."""
        while self._groups:
            self._store(self._groups.popleft())
        self._groups.append([])
        self._size = 0

    def _wait(self, coming: Coming) -> None:
        batches = self._cut(coming.dump, self._learnt)
        self._groups[-1].append(_Waiting(coming, batches, self._learnt))
        self._size += coming.dump.size
        if len(self._groups[-1]) >= _TOGETHER or self._size >= _TOGETHER_BYTES:
            self._groups.append([])
            self._size = 0
            if len(self._groups) > _GROUPS:
                self._store(self._groups.popleft())

    def _store(self, group: list[_Waiting]) -> None:
        cut: list[tuple[int, CutDump]] = []
        for waiting in group:
            try:
                cut.append((waiting.coming.bytes, waiting.wholly()))
            except DumpError as error:
                self.fail(error)
        told = self._writer.add_all([dump for _, dump in cut]) if cut else []
        for (size, _), new in zip(cut, told, strict=True):
            if isinstance(new, DumpError):
                self.fail(new)
            else:
                self._count(size, new)
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

    def _count(self, size: int, new: bool, told: bool = False) -> None:
        self.dumps["new" if new else "known"] += 1
        if self._progress and not (new and told):
            self._progress(size)


@contextmanager
def adding(writer: Writer, progress: Progress | None) -> Iterator[Adding]:
    """Open the way into an archive for many dumps; in the end all that waits is stored, and the
    archive is fast to read.

    ``progress`` is called with the number of bytes that were worked through since the last call.
    """
    with Workers() as workers:
        way = Adding(writer, workers, progress)
        yield way
        way.finish()
    writer.tidy()


def report(writer: Writer, way: Adding) -> IngestReport:
    """Return what became of the dumps that were added."""
    segments: Counter[str] = Counter()
    for written in writer.written.values():
        segments.update(written.segments)
    return IngestReport(
        dumps=way.dumps,
        entries=writer.changes,
        segments=segments,
        warnings=tuple(w for written in writer.written.values() for w in written.warnings),
        failures=tuple(way.failures),
        reread=writer.reread,
    )


def _share(progress: Progress | None, whole: int, size: int) -> Progress | None:
    """Tell progress in bytes of the named file, of which a packed dump takes fewer."""
    if progress is None or whole == size:
        return progress
    told = progress
    return lambda done: told(done * whole // max(1, size))
