"""Other archives into one: their dumps, and what was said of them; a report out."""

from __future__ import annotations

from collections.abc import Iterable

from cstonews.adding import Adding, Coming, Progress, adding, report
from cstonews.archive.changes.carry import Carried
from cstonews.archive.contents import Offer, contents
from cstonews.archive.writer import Writer
from cstonews.errors import ArchiveError, DumpError
from cstonews.reports import MergeReport


def merge(others: Iterable[str], writer: Writer, progress: Progress | None = None) -> MergeReport:
    """Put what the archives ``others`` hold into the archive, and say what came of it.

    It then has the entries that an ingest of all dumps would make, in whatever order; a dump
    keeps its name and the time when it came in. One that is damaged is reported and does not
    stop the others; what is killed in the middle is completed by the next run. ``progress`` is
    called with the number of bytes that were worked through since the last call. Raises
    ArchiveError where another archive cannot be read.
    """
    carried: list[Carried] = []
    with adding(writer, progress) as way:
        for other in others:
            for item in contents(other, writer.lacks):
                if isinstance(item, Offer):
                    _take(item, writer, way)
                elif isinstance(item, ArchiveError):
                    way.failures.append(str(item))
                else:
                    way.finish()
                    carried.append(writer.carry(item))
    return MergeReport(
        report(writer, way),
        origins=sum(one.origins for one in carried),
        corrections=sum(one.corrections for one in carried),
        saved=tuple(named for one in carried for named in one.saved),
    )


def _take(offer: Offer, writer: Writer, way: Adding) -> None:
    if writer.knows(offer.sha256):
        way.known(offer.bytes)
        return
    try:
        _, dump, ingested = offer.fetch()
        way.add(Coming(dump, ingested, offer.bytes))
    except (ArchiveError, DumpError) as error:
        way.fail(error)
