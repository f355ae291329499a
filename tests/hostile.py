"""Texts that try to act wherever they are shown, and entries that are made of them."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from cstonews.model import DateSource, Entry, Kind, Sighting

TEXTS = (
    "\x1b[31mred\x1b]8;;http://x\x07link\x9b31m \x00 NUL \x7f",
    "]]> <![CDATA[ <!-- --> <?xml?> &amp; &lt; &#x41; \ufffe\uffff\ufdd0",
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <i>italic</i>",
    r"\input{/etc/passwd} \write18{rm} ^^5c % $x_1$ {unbalanced \} ~ # & `` -- '' \"quoted\"",
    "}}, author = {nobody}, @misc{other,",
    '=HYPERLINK("http://x") +1 -1 @SUM(A1)',
    "[x](javascript:alert(1)) ![x](http://x/y.png) <http://x> [[wiki]] [^1]: note",
    "http://example.com www.example.com someone@example.com :warning: 10:30",
    "\u202egnp.exe \u2066x\u2069 \u200f",
    "lone \ud800 surrogates \udfff",
    "# heading #\n- item\n1. one\n2) two\n===\n---\n    code\n> quote\n| a | b |\n| - | - |",
    "```\nfence\n```\n~~~\n\n***\n___\n\t tab\n: definition\n:--\n%%x%% ==y==",
    "a backslash at the end of a line\\\nand a blank  \nbehind another",
    "\r\nlines of\rother\x0bsystems\x0c\x85\u2028\u2029",
)
texts = st.one_of(
    st.sampled_from(TEXTS),
    st.text(max_size=80),
    st.text("\\`*_{}[]()<>#+-.!|~&:@$^=%\"' \n\t\r\x00ab1wW/;,", max_size=40),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]), max_size=20),
)
DAY = dt.date(2024, 7, 5)
SHA = "65d8" * 16


def entry(title: str | None, body: str, name: str = "a.txt", url: str | None = None) -> Entry:
    seen = Sighting(
        "65d865d", name, 3, Kind.ARTICLE, DAY, DateSource.STATED, url, SHA,
        "2024-08-01T12:00:00+00:00", True,
    )  # fmt: skip
    return Entry(
        "a3f9c1e", DAY, DateSource.STATED, Kind.ARTICLE, "en", title, body, 1, (seen,),
        identity="a3f9c1e" + 25 * "0",
    )  # fmt: skip
