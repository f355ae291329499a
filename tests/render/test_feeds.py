"""Atom: what RFC 4287 asks for, the same every time, whatever the texts hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hostile import DAY, entry, texts
from hypothesis import given
from hypothesis import strategies as st

from cstonews.model import DateSource, Entry, Kind
from cstonews.render.feeds import atom
from cstonews.render.inert import inert
from cstonews.render.provenance import heading

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
ONLINE = entry("The council met", "In Minsk.\n\nAll came.", url="https://example.com/1?a=b&c=d")
PLACE = ONLINE.seen[0]
INGESTED = "2024-08-01T12:00:00+00:00"


def parsed(*entries: Entry, title: str = "CSTO news") -> ET.Element:
    return ET.fromstring("".join(atom(entries, title, INGESTED)))


def children(element: ET.Element) -> list[tuple[str, str | None, dict[str, str]]]:
    return [(child.tag.removeprefix(ATOM), child.text, child.attrib) for child in element]


def test_an_entry_has_all_that_is_known() -> None:
    (element,) = parsed(ONLINE).iter(f"{ATOM}entry")
    assert element.attrib == {"{http://www.w3.org/XML/1998/namespace}lang": "en"}
    assert children(element) == [
        ("id", "nih:sha-256-128;a3f9c1e0000000000000000000000000", {}),
        ("title", "The council met", {}),
        ("updated", "2024-07-05T00:00:00Z", {}),
        ("published", "2024-07-05T00:00:00Z", {}),
        ("category", None, {"term": "article"}),
        ("link", None, {"rel": "alternate", "href": "https://example.com/1?a=b&c=d"}),
        ("content", "In Minsk.\n\nAll came.", {"type": "text"}),
    ]


def test_a_feed_has_what_it_must_have() -> None:
    feed = parsed(ONLINE, title="CSTO news: a & b")
    head = {child.tag.removeprefix(ATOM): child for child in feed}
    assert feed.tag == f"{ATOM}feed"
    assert head["title"].text == "CSTO news: a & b"
    assert head["updated"].text == INGESTED
    assert [name.text for name in head["author"]] == ["Collective Security Treaty Organization"]
    assert [child.tag for child in feed][-1] == f"{ATOM}entry"


def test_the_same_question_is_the_same_feed() -> None:
    one, again = parsed(ONLINE), parsed()
    other = parsed(title="CSTO news: Minsk")
    assert one.findtext(f"{ATOM}id") == again.findtext(f"{ATOM}id") != other.findtext(f"{ATOM}id")


def test_an_empty_archive_has_a_valid_feed() -> None:
    feed = ET.fromstring("".join(atom([], "CSTO news", None)))
    assert TIME.fullmatch(feed.findtext(f"{ATOM}updated") or "")


def test_an_undated_entry_is_not_published_but_was_there_when_it_was_saved() -> None:
    undated = ONLINE._replace(date=None, date_source=None)
    tags = {tag: text for tag, text, _ in children(parsed(undated).find(f"{ATOM}entry"))}
    assert tags["updated"] == INGESTED
    assert "published" not in tags


@pytest.mark.parametrize("source", DateSource)
def test_a_date_that_nothing_states_is_marked(source: DateSource) -> None:
    item = ONLINE._replace(date=DAY, date_source=source)
    terms = [category.get("term") for category in parsed(item).iter(f"{ATOM}category")]
    assert terms == (["article"] if source is DateSource.STATED else ["article", f"date {source}"])


def test_a_teaser_links_to_where_it_was_seen() -> None:
    teaser = ONLINE._replace(seen=(PLACE._replace(kind=Kind.TEASER),))
    assert [link.get("rel") for link in parsed(teaser).iter(f"{ATOM}link")] == ["via"]


def test_only_the_web_is_linked() -> None:
    for url in (None, "javascript:alert(1)", "file:///etc/passwd"):
        item = ONLINE._replace(seen=(PLACE._replace(url=url),))
        assert not list(parsed(item).iter(f"{ATOM}link"))
    assert not list(parsed(ONLINE._replace(seen=())).iter(f"{ATOM}link"))


def test_a_twin_has_a_name_of_its_own() -> None:
    twin = ONLINE._replace(identity=f"{'a' * 32}@2024-05-15")
    name = parsed(twin).find(f"{ATOM}entry").findtext(f"{ATOM}id")
    assert name == f"nih:sha-256-128;{'a' * 32}#2024-05-15"


def visible(text: str) -> str:
    return inert(text).replace("\ufffe", "<U+FFFE>").replace("\uffff", "<U+FFFF>")


@given(st.one_of(st.none(), texts), texts, texts)
def test_any_text_is_held_by_xml(title: str | None, body: str, asked: str) -> None:
    item = entry(title, body, url=f"https://example.com/{body}")
    feed = parsed(item, title=asked)
    (element,) = feed.iter(f"{ATOM}entry")
    assert (element.findtext(f"{ATOM}content") or "") == visible(body)
    assert element.findtext(f"{ATOM}title") == visible(heading(item))
    assert {child.tag for child in element.iter()} <= {
        ATOM + tag
        for tag in ("entry", "id", "title", "updated", "published", "category", "link", "content")
    }


def test_a_title_put_in_by_hand_is_marked() -> None:
    (element,) = parsed(ONLINE._replace(corrected=("title",))).iter(f"{ATOM}entry")
    terms = [category.attrib["term"] for category in element.iter(f"{ATOM}category")]
    assert terms == ["article", "title corrected by hand"]
