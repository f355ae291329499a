"""What an entry is called, how its date is known, and which place is cited."""

from __future__ import annotations

import datetime as dt

import pytest
from hostile import DAY, entry, texts
from hypothesis import given
from hypothesis import strategies as st

from cstonews.model import DateSource, Entry, Kind, Sighting
from cstonews.render.provenance import (
    citation_key,
    cited,
    cited_first,
    corrections,
    dated,
    heading,
    place,
    provenance,
    saved_at,
    short_hash,
    web_address,
)

LONG = "On 5 July 2024, the Working Group on Afghanistan under the Council of Foreign Ministers met"


@pytest.mark.parametrize(
    ("title", "body", "called"),
    [
        ("A title", LONG, "A title"),
        (" A \n title ", LONG, "A title"),
        (None, "A short text.", "A short text."),
        (None, LONG, LONG.removesuffix(" Ministers met") + " …"),
        (None, "One, " * 40, "One, " * 15 + "One …"),
        (None, "x" * 300, "x" * 80 + " …"),
        ("", "", "entry a3f9c1e"),
    ],
)  # fmt: skip
def test_an_entry_is_called_by_its_title_or_first_words(title, body, called) -> None:
    assert heading(entry(title, body)) == called


@given(st.one_of(st.none(), texts), texts)
def test_a_heading_is_one_inert_line(title: str | None, body: str) -> None:
    called = heading(entry(title, body))
    assert called
    assert called == called.strip()
    assert not set(called) & set("\n\r\t\x00\x1b\u202e\ud800")


@pytest.mark.parametrize(
    ("date", "source", "corrected", "told"),
    [
        (DAY, DateSource.STATED, (), "2024-07-05 (stated by a date line)"),
        (DAY, DateSource.MATCHED, (), "2024-07-05 (matched: a copy of it is dated elsewhere)"),
        (DAY, DateSource.INFERRED, (), "2024-07-05 (inferred from its opening words)"),
        (DAY, DateSource.CORRECTED, ("date",), "2024-07-05 (corrected by hand)"),
        (None, None, (), "undated (no date line names one)"),
        (None, None, ("date",), "undated (its date was taken away by hand)"),
    ],
)
def test_a_date_is_told_with_its_origin(date, source, corrected, told: str) -> None:
    item = entry("A", "b")._replace(date=date, date_source=source, corrected=corrected)
    assert dated(item) == told
    assert told.split(" (")[1].rstrip(")") in provenance(item)


def sighting(name: str, **fields) -> Sighting:
    plain = Sighting("65d865d", name, 1, Kind.TEASER, None, None, sha256="65d8" * 16)
    return plain._replace(**fields)


def seen(*sightings: Sighting) -> Entry:
    return entry("A", "b")._replace(seen=sightings)


PLAIN = sighting("plain")
WHOLE = sighting("whole", whole=True)
ONLINE = sighting("online", whole=True, url="https://example.com/1")
LOCAL = sighting("local", whole=True, url="file:///etc/passwd", kind=Kind.ARTICLE)
STATED = sighting("stated", whole=True, date=DAY, date_source=DateSource.STATED)


@pytest.mark.parametrize(
    ("sightings", "name"),
    [
        ([PLAIN, WHOLE], "whole"),
        ([WHOLE, STATED], "stated"),
        ([STATED, LOCAL], "local"),
        ([LOCAL, ONLINE], "online"),
        ([sighting("opening", url="https://example.com/2"), WHOLE], "whole"),
        ([sighting("first"), sighting("second")], "first"),
    ],
)
def test_the_place_to_cite_is_where_the_text_stands(sightings, name: str) -> None:
    first = cited(seen(*sightings))
    assert first
    assert first.name == name
    assert cited_first(seen(*sightings))[0] is first
    assert sorted(cited_first(seen(*sightings))) == sorted(sightings)


def test_an_entry_without_a_place_has_none_to_cite() -> None:
    assert cited(seen()) is None
    assert cited_first(seen()) == []
    assert "SHA-256" not in provenance(seen())


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (None, None),
        ("", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https:", None),
        ("https://example.com/a_(b)/?x=1&y=%20#z", "https://example.com/a_(b)/?x=1&y=%20#z"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("https://example.com/новости", "https://example.com/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ('https://x/"><b>{}\\^`| \n\x00', "https://x/%22%3E%3Cb%3E%7B%7D%5C%5E%60%7C%20%0A%00"),
        ("https://x/\ud800\u202e", "https://x/%ED%A0%80%E2%80%AE"),
    ],
)  # fmt: skip
def test_only_the_web_has_an_address(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


@given(texts)
def test_an_address_is_harmless(text: str) -> None:
    address = web_address(f"https://example.com/{text}")
    assert address
    assert address.isascii()
    assert not set(address) & set("<>\"{}\\^`|[] \n\r\t\x00'")


@pytest.mark.parametrize(
    ("saved", "time"),
    [
        ("2024-08-01T12:00:00+03:00", "2024-08-01T12:00:00+03:00"),
        ("2024-08-01T12:00:00", "2024-08-01T12:00:00+00:00"),
        ("2024-08-01", "2024-08-01T00:00:00+00:00"),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_time_has_a_zone(saved: str | None, time: str | None) -> None:
    expected = dt.datetime.fromisoformat(time) if time else None
    assert saved_at(sighting("a", saved=saved)) == expected
    assert saved_at(None) is None


def test_names_are_short_and_safe() -> None:
    assert citation_key(entry("A", "b")) == "cstonews-a3f9c1e"
    twin = entry("A", "b")._replace(handle="a3f9c1e@2024-05-15")
    assert citation_key(twin) == "cstonews-a3f9c1e-2024-05-15"
    assert short_hash(sighting("a")) == "65d865d865d8"
    assert short_hash(sighting("a", sha256="")) == "65d865d"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("text", "line 1 of the dump with SHA-256 65d8"),
        ("html", "line 1 of the text of the page with SHA-256 65d8"),
        ("mhtml", "line 1 of the text of the page with SHA-256 65d8"),
    ],
)
def test_a_line_of_a_page_is_said_to_be_of_its_text(form: str, told: str) -> None:
    page = sighting("a", form=form)
    assert place(page, "65d8") == told
    assert provenance(seen(page)).endswith(told + page.sha256[4:])


@pytest.mark.parametrize(
    ("corrected", "marked"),
    [((), ()), (("date",), ()), (("date", "title"), ("title corrected by hand",))],
)
def test_a_title_put_in_by_hand_is_told(corrected, marked) -> None:
    item = entry("A", "b")._replace(corrected=corrected)
    assert corrections(item) == marked
    assert ("; title corrected by hand;" in provenance(item)) == bool(marked)
