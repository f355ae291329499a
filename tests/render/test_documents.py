"""Documents to read: nothing in a text acts, names are safe everywhere."""

from __future__ import annotations

import re

from hostile import DAY, entry, texts
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cstonews.model import DateSource, Kind
from cstonews.render.documents import documents, markdown
from cstonews.render.inert import inert

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
URL = "https://example.com/1"
ITEM = entry("The *council* met", "In <b>Minsk</b>.\n\nAll came.", name="my_page.txt", url=URL)
(PLACE,) = ITEM.seen
ELSEWHERE = PLACE._replace(name="b.txt", kind=Kind.TEASER, url=None, whole=False, line=7)
UNDATED = entry(None, "Who knows when.")._replace(date=None, date_source=None, lang=None)


def test_markdown_tells_what_and_where() -> None:
    seen = ITEM._replace(seen=(ELSEWHERE, PLACE))
    assert (
        "".join(markdown([seen, UNDATED], "CSTO news: <Minsk>"))
        == r"""# CSTO news\: \<Minsk\>

## The \*council\* met

2024-07-05 (stated by a date line), article, en, a3f9c1e

In \<b\>Minsk\</b\>.

All came.

- article in my\_page.txt, line 3, SHA-256 65d865d865d8, <https://example.com/1>
- teaser in b.txt, line 7, SHA-256 65d865d865d8

## Who knows when.

undated (no date line names one), article, a3f9c1e

Who knows when.

- article in a.txt, line 3, SHA-256 65d865d865d8
""".replace(r"news\:", "news:")
    )


@given(st.one_of(st.none(), texts), texts, texts)
def test_nothing_in_markdown_acts(title: str | None, body: str, name: str) -> None:
    items = [entry(title, body, name=name, url=URL)] * 2
    found = MARKDOWN.parse("".join(markdown(items, title or "CSTO news")))
    levels = [token.tag for token in found if token.type == "heading_open"]
    assert levels == ["h1", "h2", "h2"]
    inline = [child for token in found for child in token.children or []]
    assert {token.type for token in inline} <= {"text", "hardbreak", "link_open", "link_close"}
    links = [token.attrs["href"] for token in inline if token.type == "link_open"]
    assert links == [URL, URL]
    assert {token.type for token in found} <= {
        f"{kind}_{end}"
        for kind in ("heading", "paragraph", "bullet_list", "list_item")
        for end in ("open", "close")
    } | {"inline"}


def test_a_text_has_a_small_header() -> None:
    (document,) = documents([ITEM._replace(seen=(ELSEWHERE, PLACE))])
    assert document.path == "2024/2024-07-05_a3f9c1e.txt"
    assert (
        document.text
        == """\
Title: The *council* met
Date: 2024-07-05 (stated by a date line)
Kind: article
Language: en
Handle: a3f9c1e
Source: article in my_page.txt, line 3, SHA-256 65d865d865d8, https://example.com/1
Source: teaser in b.txt, line 7, SHA-256 65d865d865d8

In <b>Minsk</b>.

All came.
"""
    )


def test_what_is_not_known_is_left_out() -> None:
    (document,) = documents([UNDATED._replace(seen=())])
    assert document.path == "undated/a3f9c1e.txt"
    assert document.text == (
        "Date: undated (no date line names one)\nKind: article\nHandle: a3f9c1e\n"
        "\nWho knows when.\n"
    )


def test_a_twin_has_a_safe_name() -> None:
    twin = ITEM._replace(handle="a3f9c1e@2024-07-05")
    (document,) = documents([twin])
    assert document.path == "2024/2024-07-05_a3f9c1e.txt"


@given(st.one_of(st.none(), texts), texts, st.sampled_from(DateSource))
def test_the_header_ends_where_the_text_begins(title, body: str, source: DateSource) -> None:
    item = entry(title, body, name=body)._replace(date=DAY, date_source=source)
    (document,) = documents([item])
    assert re.fullmatch(r"\d{4}/[0-9-]+_[0-9a-f]+\.txt", document.path)
    header, _, text = document.text.partition("\n\n")
    names = "(Title|Date|Kind|Language|Handle|Source): "
    assert all(re.match(names, line) for line in header.rstrip("\n").split("\n"))
    assert text == (inert(body) + "\n" if body else "")
    document.text.encode()


BY_HAND = ITEM._replace(corrected=("title",))


def test_a_title_put_in_by_hand_is_marked() -> None:
    assert "by a date line), title corrected by hand, article," in "".join(markdown([BY_HAND], "x"))
    (document,) = documents([BY_HAND])
    assert document.text.splitlines()[1] == "Note: title corrected by hand"


def test_the_line_of_a_page_is_one_of_its_text() -> None:
    page = ITEM._replace(seen=(PLACE._replace(form="html"),))
    (document,) = documents([page])
    for told in ("".join(markdown([page], "x")), document.text):
        assert ", line 3 of the text of the page, SHA-256 65d865d865d8, " in told
