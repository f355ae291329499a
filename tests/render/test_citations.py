"""Citations: what each style says, and that no text in it acts."""

from __future__ import annotations

import json
import re

import pytest
from hostile import DAY, SHA, entry, texts
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cstonews.model import DateSource, Kind
from cstonews.render.citations import STYLES, bibtex, citations, csl
from cstonews.render.inert import inert_line
from cstonews.render.provenance import heading

LINE = f"line 3 of the dump with SHA-256 {SHA}"
URL = "https://example.com/news/1_(2)"
ONLINE = entry("The council met", "In Minsk.", url=URL)
UNDATED = entry(None, "In Minsk.")._replace(date=None, date_source=None)


def one(style: str, *entries) -> str:
    return "".join(citations(entries, style))


def test_a_line_of_text_leads_back_to_the_bytes() -> None:
    assert one("text", ONLINE, UNDATED) == (
        "Collective Security Treaty Organization, “The council met”, 2024-07-05 (stated by a date "
        "line), https://example.com/news/1_(2), cstonews article a3f9c1e, line 3 of the dump with "
        "SHA-256 65d865d865d8.\n"
        "Collective Security Treaty Organization, “In Minsk.”, undated (no date line names one), "
        "cstonews article a3f9c1e, line 3 of the dump with SHA-256 65d865d865d8.\n"
    )


def test_a_teaser_was_seen_on_the_page_of_another_item() -> None:
    (place,) = ONLINE.seen
    teaser = ONLINE._replace(seen=(place._replace(kind=Kind.TEASER),))
    assert f", seen on {URL}, " in one("text", teaser)
    assert f", seen on <{URL}>, " in one("markdown", teaser)


def test_markdown_has_a_paragraph_a_citation_and_our_link_alone() -> None:
    written = one("markdown", entry("A *b* [x](javascript:y)", "c", url=URL), UNDATED)
    assert r"“A \*b\* \[x\](javascript\:y)”" in written
    parsed = MarkdownIt("commonmark").parse(written)
    links = [t for token in parsed for t in token.children or [] if t.type == "link_open"]
    assert [link.attrs["href"] for link in links] == [URL]
    assert sum(token.type == "paragraph_open" for token in parsed) == 2


def test_bibtex_tells_what_a_bibliography_needs() -> None:
    assert (
        one("bibtex", ONLINE, UNDATED)
        == f"""\
@misc{{cstonews-a3f9c1e,
  author = {{{{Collective Security Treaty Organization}}}},
  title = {{{{The council met}}}},
  date = {{2024-07-05}},
  langid = {{english}},
  url = {{https://example.com/news/1_(2)}},
  urldate = {{2024-08-01}},
  note = {{cstonews article a3f9c1e; date stated by a date line; {LINE}}},
}}

@misc{{cstonews-a3f9c1e,
  author = {{{{Collective Security Treaty Organization}}}},
  title = {{{{In Minsk.}}}},
  langid = {{english}},
  note = {{cstonews article a3f9c1e; undated (no date line names one); {LINE}}},
}}
"""
    )


MACROS = {
    r"\textbackslash": "\\", r"\textbraceleft": "{", r"\textbraceright": "}",
    r"\textasciicircum": "^", r"\textasciitilde": "~", r"\textasciigrave": "`",
    r"\textless": "<", r"\textgreater": ">", r"\textbar": "|",
}  # fmt: skip


def title_field(written: str) -> str:
    (line,) = re.findall(r"^  title = \{\{(.*)\}\},$", written, re.MULTILINE)
    return line


def read_tex(written: str) -> str:
    """What TeX prints of a text; anything that it would obey is an error."""
    shown = ""
    while written:
        macro = re.match(r"(\\[a-z]+)\{\}|\\([$&#_%])|([\"'-])\{\}|([^\\{}$&#_%^~`<>|])", written)
        assert macro, written
        name, sign, held, plain = macro.groups()
        shown += MACROS[name] if name else sign or held or plain
        written = written[macro.end() :]
    return shown


@given(st.one_of(st.none(), texts), texts)
def test_bibtex_is_obeyed_by_nothing(title: str | None, body: str) -> None:
    item = entry(title, body, url=f"https://example.com/{body}")
    written = "".join(bibtex([item]))
    depth = 0
    for sign in written:  # as BibTeX counts: a brace behind a backslash, too
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
        assert depth or sign != "@" or written.index("@") == 0
    assert depth == 0
    assert read_tex(title_field(written)) == heading(item)


def test_csl_tells_what_a_bibliography_needs() -> None:
    full, bare = json.loads(one("csl", ONLINE, UNDATED))
    assert full == {
        "id": "cstonews-a3f9c1e",
        "type": "webpage",
        "title": "The council met",
        "author": [{"literal": "Collective Security Treaty Organization"}],
        "publisher": "Collective Security Treaty Organization",
        "issued": {"date-parts": [[2024, 7, 5]]},
        "URL": URL,
        "accessed": {"date-parts": [[2024, 8, 1]]},
        "language": "en",
        "note": f"cstonews article a3f9c1e; date stated by a date line; {LINE}",
    }
    assert bare.keys() == full.keys() - {"issued", "URL"}


@pytest.mark.parametrize("source", DateSource)
def test_a_date_that_nothing_states_is_marked(source: DateSource) -> None:
    item = entry("A", "b")._replace(date=DAY, date_source=source)
    (record,) = json.loads("".join(csl([item])))
    assert record["issued"].get("circa", False) is (source is DateSource.INFERRED)
    assert f"date {source}" in record["note"]
    assert f"date {source}" in one("bibtex", item)
    assert f"({source}" in one("text", item)


@given(st.one_of(st.none(), texts), texts)
def test_csl_holds_no_formatting(title: str | None, body: str) -> None:
    item = entry(title, body, url=body)
    (record,) = json.loads("".join(csl([item])))
    assert not re.search("<[/a-zA-Z]", record["title"])
    assert record["title"].replace("‹", "<") == heading(item).replace("‹", "<")


@given(st.one_of(st.none(), texts), texts, st.sampled_from(list(STYLES)))
def test_a_citation_is_inert(title: str | None, body: str, style: str) -> None:
    item = entry(title, body, url=f"https://example.com/{body}")
    for line in one(style, item).removesuffix("\n").split("\n"):
        assert inert_line(line) == line.strip()


@pytest.mark.parametrize("style", STYLES)
def test_no_entry_is_no_citation(style: str) -> None:
    assert one(style) == ("[]\n" if style == "csl" else "")


def test_a_title_put_in_by_hand_is_marked() -> None:
    by_hand = ONLINE._replace(corrected=("title",))
    assert " date line), title corrected by hand, https:" in one("text", by_hand)


def test_the_line_of_a_page_is_one_of_its_text() -> None:
    page = ONLINE._replace(seen=(ONLINE.seen[0]._replace(form="mhtml"),))
    told = "line 3 of the text of the page with SHA-256 65d865d865d8"
    for style in STYLES:
        assert told in one(style, page)
