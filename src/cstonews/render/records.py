"""What the machine formats say of each thing: plain dicts, in the contract's keys.

Keys are added, never renamed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cstonews.found import Hit
from cstonews.model import (
    DumpInfo,
    DumpStory,
    DumpWarning,
    Entry,
    Kind,
    Scrap,
    Segment,
    Sighting,
    Version,
)
from cstonews.render.columns import text_key
from cstonews.render.inert import unmarked
from cstonews.render.provenance import cited

if TYPE_CHECKING:
    from cstonews.reports import (
        Arrival,
        CheckReport,
        IngestReport,
        MergeReport,
        ResplitReport,
        SavedSearch,
    )

Record = dict[str, Any]


def entry_record(entry: Entry) -> Record:
    """An entry with its whole text and every sighting, as ``show`` gives it.

    ``versions`` are told where they were asked for.
    """
    versions = {"versions": [_version(v) for v in entry.versions]} if entry.versions else {}
    return {
        **_head(entry),
        "body": entry.body,
        "sightings": [_seen(sighting) for sighting in entry.seen],
        "corrected": _corrected(entry),
        **versions,
    }


def flat_record(entry: Entry) -> Record:
    """An entry with its whole text on one row of a table: how often it was seen, and the
    sighting to cite.
    """
    place = cited(entry)
    seen = _seen(place) if place else {}
    return {
        **_head(entry),
        "body": entry.body,
        "sightings": entry.sightings,
        "corrected": _corrected(entry),
        **{key: seen.get(key) for key in _PLACE},
    }


_PLACE = ("dump", "name", "line", "url")


def flat_keys() -> tuple[str, ...]:
    """The keys of ``flat_record``."""
    return (*hit_keys(full=True), *_PLACE)


def hit_record(hit: Hit, full: bool, keys: Sequence[str] = ()) -> Record:
    """An entry as an answer: with its whole text (``full``) or a snippet of it.

    ``keys``, where there are any, are the only ones that it has, in their order.
    """
    record = {
        **_head(hit.entry),
        "snippet": unmarked(hit.snippet),
        "body": hit.entry.body,
        "sightings": hit.entry.sightings,
        "corrected": _corrected(hit.entry),
    }
    return {key: record[key] for key in keys or hit_keys(full)}


def hit_keys(full: bool) -> tuple[str, ...]:
    """The keys of ``hit_record`` where none are chosen."""
    head = ("handle", "date", "date_source", "kind", "lang", "title")
    return (*head, text_key(full), "sightings", "corrected")


def arrival_record(arrival: Arrival, full: bool) -> Record:
    """An entry that is news, as ``hit_record`` gives it, and why it is."""
    return {**hit_record(arrival.hit, full), "change": arrival.news.value}


def arrival_keys(full: bool) -> tuple[str, ...]:
    """The keys of ``arrival_record``."""
    return (*hit_keys(full), "change")


def saved_record(search: SavedSearch) -> Record:
    """A saved search, and what it finds."""
    return search._asdict()


def segment_record(dump: str, segment: Segment) -> Record:
    """A segment of a dump, in the order of the contract."""
    return {
        "dump": dump,
        "kind": segment.kind.value,
        "start": segment.start,
        "end": segment.end,
        "date": _day(segment.date),
        "date_source": segment.date_source.value if segment.date_source else None,
        "title": segment.title,
        "body": segment.body,
        "lang": segment.lang,
        "line": segment.line,
    }


def dump_record(dump: DumpInfo) -> Record:
    """What the archive knows of a dump."""
    return {
        "dump": dump.dump,
        "name": dump.name,
        "bytes": dump.bytes,
        "sha256": dump.sha256,
        "encoding": dump.encoding,
        "ingested": dump.ingested,
        **dump.segments,
        "warnings": dump.warnings,
        "form": dump.form,
        **dump.origin._asdict(),
    }


def story_record(story: DumpStory) -> Record:
    """A dump with what each part of it became; its warnings in words."""
    return {
        **dump_record(story.info),
        "warnings": [_warning(warning) for warning in story.warnings],
        "segments": [
            {**segment_record(story.info.dump, placed.segment), "handle": placed.handle}
            for placed in story.segments
        ],
    }


def scrap_record(scrap: Scrap) -> Record:
    """A run of text that was not understood."""
    return {"dump": scrap.dump, "name": scrap.name, "line": scrap.line, "text": scrap.text}


def ingest_record(report: IngestReport) -> Record:
    """What an ingest did, as one object."""
    return {
        "dumps": {key: report.dumps.get(key, 0) for key in ("new", "known", "failed")},
        "entries": {key: report.entries.get(key, 0) for key in ("new", "known", "grown")},
        "segments": {kind.value: report.segments.get(kind, 0) for kind in Kind},
        "warnings": [_warning(warning) for warning in report.warnings],
        "failures": list(report.failures),
        "reread": report.reread,
    }


def merge_record(report: MergeReport) -> Record:
    """What a merge brought, as one object."""
    return {
        **ingest_record(report.added),
        "origins": report.origins,
        "corrections": report.corrections,
        "saved": [{"name": name, "as": here} for name, here in report.saved],
    }


def resplit_record(report: ResplitReport) -> Record:
    """What reading all dumps anew did, as one object."""
    return {
        "dumps": dict(report.dumps),
        "entries": dict(report.entries),
        "segments": {kind.value: report.segments.get(kind, 0) for kind in Kind},
        "warnings": [_warning(warning) for warning in report.warnings],
        "changes": [{**change._asdict(), "date": _day(change.date)} for change in report.changes],
    }


def check_record(report: CheckReport) -> Record:
    """What a check found, as one object."""
    return {
        "dumps": report.dumps,
        "bytes": report.bytes,
        "entries": report.entries,
        "problems": list(report.problems),
    }


def _head(entry: Entry) -> Record:
    return {
        "handle": entry.handle,
        "date": _day(entry.date),
        "date_source": entry.date_source.value if entry.date_source else None,
        "kind": entry.kind.value,
        "lang": entry.lang,
        "title": entry.title,
    }


def _corrected(entry: Entry) -> str | None:
    return " ".join(entry.corrected) or None


def _version(version: Version) -> Record:
    return {**version._asdict(), "relation": version.relation.value}


def _warning(warning: DumpWarning) -> Record:
    return warning._asdict()


def _seen(sighting: Sighting) -> Record:
    return {
        "dump": sighting.dump,
        "name": sighting.name,
        "line": sighting.line,
        "kind": sighting.kind.value,
        "date": _day(sighting.date),
        "date_source": sighting.date_source.value if sighting.date_source else None,
        "url": sighting.url,
    }


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None
