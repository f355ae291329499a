"""What the machine formats say: the keys of the contract, in its order, in its terms."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from cstonews.found import MARK_OFF, MARK_ON, Hit
from cstonews.model import (
    DateSource,
    DumpInfo,
    DumpWarning,
    Entry,
    Kind,
    Origin,
    Relation,
    Segment,
    Sighting,
    Version,
)
from cstonews.render.formats import write
from cstonews.render.records import (
    arrival_keys,
    arrival_record,
    check_record,
    dump_record,
    entry_record,
    flat_keys,
    flat_record,
    hit_record,
    ingest_record,
    resplit_record,
    saved_record,
    segment_record,
)
from cstonews.reports import (
    Arrival,
    CheckReport,
    EntryChange,
    IngestReport,
    News,
    ResplitReport,
    SavedSearch,
)

DAY = dt.date(2023, 12, 7)
SEEN = (
    Sighting("8621a9b", "a.txt", 24, Kind.ARTICLE, DAY, DateSource.STATED),
    Sighting("11c0ffe", "b.txt", 3, Kind.TEASER, None, None),
)
ENTRY = Entry(
    "a3f9c1e", DAY, DateSource.MATCHED, Kind.ARTICLE, "en", "A title", "A body.\n\nMore.", 2, SEEN
)
UNDATED = Entry("0badc0d", None, None, Kind.TEASER, None, None, "A body.", 1, SEEN[1:])
HIT = Hit(ENTRY, f"A {MARK_ON}title{MARK_OFF}", f"… {MARK_ON}More{MARK_OFF}.")
SEGMENT = Segment(
    Kind.ARTICLE, 10, 90, 4, DAY, DateSource.STATED, "A title", "A body.\n\nMore.", "en"
)
FURNITURE = Segment(Kind.FURNITURE, 90, 98, 9)
DUMP = DumpInfo(
    "8621a9b",
    "a.txt",
    3069,
    "8621a9bf",
    "utf-8",
    "2024-07-31T10:00:00+00:00",
    {kind.value: number for number, kind in enumerate(Kind)},
    1,
    "html",
    Origin("https://example.org/a", "A page", None, "2024-07-30T08:00:00+00:00"),
)
REPORT = IngestReport(
    {"new": 1, "failed": 2},
    {"new": 5, "known": 3, "grown": 1},
    {Kind.ARTICLE: 1, Kind.TEASER: 4},
    (DumpWarning("a.txt", 7, "32.13.2024 is no day"),),
    ("b.txt is a PNG image", "c.txt cannot be read"),
)
RESPLIT = ResplitReport(
    {"read": 3, "changed": 1},
    {"new": 0, "gone": 0, "recut": 1, "changed": 0},
    {Kind.ARTICLE: 2},
    (),
    (EntryChange("recut", "a3f9c1e", "0badc0d", DAY, None, "A body."),),
)
VERSIONS = (Version("0badc0d", Relation.SHOWN, None, "A body.", 1),)
AS_IT_WAS = {"corrected": None}
HEAD = {
    "handle": "a3f9c1e",
    "date": "2023-12-07",
    "date_source": "matched",
    "kind": "article",
    "lang": "en",
    "title": "A title",
}
NOTHING = {
    "handle": "0badc0d",
    "date": None,
    "date_source": None,
    "kind": "teaser",
    "lang": None,
    "title": None,
}
SIGHTINGS = [
    {
        "dump": "8621a9b",
        "name": "a.txt",
        "line": 24,
        "kind": "article",
        "date": "2023-12-07",
        "date_source": "stated",
        "url": None,
    },
    {
        "dump": "11c0ffe",
        "name": "b.txt",
        "line": 3,
        "kind": "teaser",
        "date": None,
        "date_source": None,
        "url": None,
    },
]

RECORDS = {
    "an entry whole": (
        entry_record(ENTRY),
        {**HEAD, "body": "A body.\n\nMore.", "sightings": SIGHTINGS, **AS_IT_WAS},
    ),
    "an undated entry whole": (
        entry_record(UNDATED),
        {**NOTHING, "body": "A body.", "sightings": SIGHTINGS[1:], **AS_IT_WAS},
    ),
    "an entry on a row": (
        flat_record(ENTRY),
        {
            **HEAD,
            "body": "A body.\n\nMore.",
            "sightings": 2,
            **AS_IT_WAS,
            "dump": "8621a9b",
            "name": "a.txt",
            "line": 24,
            "url": None,
        },
    ),
    "an entry on a row that was seen nowhere": (
        flat_record(UNDATED._replace(seen=())),
        {
            **NOTHING,
            "body": "A body.",
            "sightings": 1,
            **AS_IT_WAS,
            "dump": None,
            "name": None,
            "line": None,
            "url": None,
        },
    ),
    "a hit": (
        hit_record(HIT, full=False),
        {**HEAD, "snippet": "… More.", "sightings": 2, **AS_IT_WAS},
    ),
    "a hit in full": (
        hit_record(HIT, full=True),
        {**HEAD, "body": "A body.\n\nMore.", "sightings": 2, **AS_IT_WAS},
    ),
    "an entry that is news": (
        arrival_record(Arrival(HIT, News.FULLER), full=False),
        {**HEAD, "snippet": "… More.", "sightings": 2, **AS_IT_WAS, "change": "fuller"},
    ),
    "a saved search": (
        saved_record(SavedSearch("one", "a OR b", "2024-08-01T10:00:00+00:00", None, 7, 2)),
        {
            "name": "one",
            "words": "a OR b",
            "made": "2024-08-01T10:00:00+00:00",
            "looked": None,
            "entries": 7,
            "new": 2,
        },
    ),
    "an entry corrected by hand": (
        hit_record(HIT._replace(entry=ENTRY._replace(corrected=("date", "title"))), full=False),
        {**HEAD, "snippet": "… More.", "sightings": 2, "corrected": "date title"},
    ),
    "an entry with its versions": (
        entry_record(UNDATED._replace(seen=(), versions=VERSIONS)),
        {
            **NOTHING,
            "body": "A body.",
            "sightings": [],
            **AS_IT_WAS,
            "versions": [
                {
                    "handle": "0badc0d",
                    "relation": "shown",
                    "title": None,
                    "body": "A body.",
                    "sightings": 1,
                }
            ],
        },
    ),
    "a segment": (
        segment_record("a.txt", SEGMENT),
        {
            "dump": "a.txt",
            "kind": "article",
            "start": 10,
            "end": 90,
            "date": "2023-12-07",
            "date_source": "stated",
            "title": "A title",
            "body": "A body.\n\nMore.",
            "lang": "en",
            "line": 4,
        },
    ),
    "a segment that is no news": (
        segment_record("a.txt", FURNITURE),
        {
            "dump": "a.txt",
            "kind": "furniture",
            "start": 90,
            "end": 98,
            "date": None,
            "date_source": None,
            "title": None,
            "body": None,
            "lang": None,
            "line": 9,
        },
    ),
    "a dump": (
        dump_record(DUMP),
        {
            "dump": "8621a9b",
            "name": "a.txt",
            "bytes": 3069,
            "sha256": "8621a9bf",
            "encoding": "utf-8",
            "ingested": "2024-07-31T10:00:00+00:00",
            "article": 0,
            "teaser": 1,
            "furniture": 2,
            "unclassified": 3,
            "warnings": 1,
            "form": "html",
            "url": "https://example.org/a",
            "title": "A page",
            "published": None,
            "fetched": "2024-07-30T08:00:00+00:00",
        },
    ),
    "a resplit": (
        resplit_record(RESPLIT),
        {
            "dumps": {"read": 3, "changed": 1},
            "entries": {"new": 0, "gone": 0, "recut": 1, "changed": 0},
            "segments": {"article": 2, "teaser": 0, "furniture": 0, "unclassified": 0},
            "warnings": [],
            "changes": [
                {
                    "change": "recut",
                    "handle": "a3f9c1e",
                    "now": "0badc0d",
                    "date": "2023-12-07",
                    "title": None,
                    "body": "A body.",
                }
            ],
        },
    ),
    "an ingest": (
        ingest_record(REPORT),
        {
            "dumps": {"new": 1, "known": 0, "failed": 2},
            "entries": {"new": 5, "known": 3, "grown": 1},
            "segments": {"article": 1, "teaser": 4, "furniture": 0, "unclassified": 0},
            "warnings": [{"dump": "a.txt", "line": 7, "message": "32.13.2024 is no day"}],
            "failures": ["b.txt is a PNG image", "c.txt cannot be read"],
            "reread": 0,
        },
    ),
    "a check": (
        check_record(CheckReport(2, 3069, 6, ("a.txt: another hash",))),
        {"dumps": 2, "bytes": 3069, "entries": 6, "problems": ["a.txt: another hash"]},
    ),
}


@pytest.mark.parametrize(("record", "expected"), RECORDS.values(), ids=RECORDS)
def test_record(record, expected):
    assert record == expected
    assert list(record) == list(expected)


@pytest.mark.parametrize(("record", "_"), RECORDS.values(), ids=RECORDS)
def test_records_hold_plain_values_alone(record, _):
    """So JSON says the same: a subclass of str would be written as its value by chance."""
    assert json.loads(json.dumps(record)) == record
    assert plain(record)


def plain(value):
    if type(value) is dict:
        return all(type(key) is str and plain(item) for key, item in value.items())
    if type(value) is list:
        return all(map(plain, value))
    return value is None or type(value) in (str, int)


@pytest.mark.parametrize("source", DateSource)
def test_the_origin_of_a_date_is_told_in_the_words_of_the_contract(source):
    told = entry_record(ENTRY._replace(date_source=source))["date_source"]
    assert told in ("corrected", "stated", "matched", "inferred")
    assert told == source


@pytest.mark.parametrize("full", [True, False])
def test_the_keys_of_news_are_known_without_any(full):
    assert arrival_keys(full) == tuple(arrival_record(Arrival(HIT, News.NEW), full))


def test_a_row_has_the_keys_that_it_is_said_to_have() -> None:
    assert tuple(flat_record(ENTRY)) == flat_keys()


def test_no_cell_of_a_row_is_a_formula() -> None:
    text = "=HYPERLINK(1)"
    place = SEEN[0]._replace(name=text, url=text)
    record = flat_record(ENTRY._replace(title=text, body=text, seen=(place,)))
    for form in ("csv", "tsv"):
        row = "".join(write([record], form)).splitlines()[1]
        assert row.count("'=HYPERLINK") == row.count("=HYPERLINK") == 4
