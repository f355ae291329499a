"""Random queries as people type them, for property tests: half grammar, half noise.

Words come from the sample dumps, so that queries find something; among them stand misspelt
ones, operators, quotes of all kinds, fields with right and wrong values, distances, groups in
groups, and signs that should mean nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from hypothesis import strategies as st

_PAGES = Path(__file__).parent.parent.parent / "data" / "pages"
_TEXT = "\n".join(page.read_text("utf-8") for page in sorted(_PAGES.glob("*.txt")))
_RUNNING = re.findall(r"\w+(?:[-’'./]\w+)*", _TEXT)
# Both the usual words, of which queries find many entries, and all others.
_USUAL = [word for word, _ in Counter(_RUNNING).most_common(200)]
_ODD = [
    "U.S.", "U.N.", "С.В. Лавров", "I.N. Tasmagambetov", "38th", "1993/94", "C++", "§", "🕊", "№",
    "ёлка", "съёмочные", "Lukashenko's", "Lukashenko’s", "peace-keeping", "«Канал»", "ОДКБ",
    "CSTO", "AND", "OR", "NOT", "near", "title", "_", "é", "ﬁ", "Ｃａｒ", "\u0301", "\u200b",
]  # fmt: skip


def _from(words: list[str]) -> st.SearchStrategy[str]:
    """One of these words; Hypothesis writes strategies out, and a list of all would be long."""
    return st.integers(0, len(words) - 1).map(lambda number: words[number])


def _often(*weighted: tuple[int, st.SearchStrategy[str]]) -> st.SearchStrategy[str]:
    """One of the strategies, each as often as its weight says."""
    choices = [strategy for weight, strategy in weighted for _ in range(weight)]
    return st.integers(0, len(choices) - 1).flatmap(lambda number: choices[number])


WORDS = _often(
    (4, _from(_USUAL)),
    (2, _from(_RUNNING)),
    (1, _from(_ODD)),
)


@st.composite
def _misspelt(draw: st.DrawFn) -> str:
    word = draw(_from(_USUAL))
    place = draw(st.integers(0, len(word) - 1))
    new = draw(st.sampled_from(["", word[place] * 2, "e", "ю", word[place].swapcase()]))
    return word[:place] + new + word[place + 1 :]


@st.composite
def _run(draw: st.DrawFn) -> str:
    """Words as they stand side by side in a dump."""
    start = draw(st.integers(0, len(_RUNNING) - 1))
    return " ".join(_RUNNING[start : start + draw(st.integers(1, 4))])


@st.composite
def _quoted(draw: st.DrawFn) -> str:
    opening, closing = draw(
        st.sampled_from(['""', "“”", "„“", "«»", '“"', "''", ('"', ""), ("", '"'), ("«", "")])
    )
    return opening + draw(_run() | WORDS) + closing + draw(st.sampled_from(["", "", "", "*"]))


@st.composite
def _prefix(draw: st.DrawFn) -> str:
    word = draw(WORDS)
    return word[: draw(st.integers(1, len(word)))] + draw(
        st.sampled_from(["*", "*", "*", "**", "?"])
    )


_ASKED = _often((5, WORDS), (2, _prefix()), (2, _quoted()), (1, _misspelt()))
_DAYS = st.sampled_from(
    ["2024", "2023", "2024-06", "06.2024", "2024-06-14", "14.06.2024", "2018", "1999", "2024-02-30",
     "2024-13", "today", "yesterday", "none", "", "June", '"June 2024"', '"1 июля 2024"', "x"]
)  # fmt: skip
_VALUES = {
    "title": _ASKED | st.just("") | _run(),
    "kind": st.sampled_from(["teaser", "article", "Article", "furniture", "video", "", "*"]),
    "lang": st.sampled_from(["ru", "en", "RU", "de", "russian", "", "r*"]),
    "date": _DAYS | st.tuples(_DAYS, _DAYS).map("..".join),
    "dump": st.sampled_from(
        ["2024-06", "news-listing", "RU-", ".txt", "00f8", "411700c", "zz", ""]
    ),
    "body": WORDS,
    "author": WORDS,
}
_FIELD = st.one_of(
    st.tuples(
        st.sampled_from([name, name, name.upper(), f"-{name}"]),
        st.sampled_from([":", ":", ": "]),
        v,
    ).map("".join)
    for name, v in _VALUES.items()
)


@st.composite
def _near(draw: st.DrawFn) -> str:
    """A distance in the ways in which people may write one."""
    one, other = draw(_ASKED), draw(_ASKED)
    distance = draw(st.integers(0, 12) | st.sampled_from(["", "x", -1, 10**20]))
    form = draw(
        st.sampled_from(
            ["near({0} {1}, {2})", "NEAR({0} {1},{2})", "near({0} {1})", "near({0}, {2})",
             "{0} NEAR/{2} {1}", "near({0} {1} the, {2})", "title:near({0} {1}, {2})", "near({0}"]
        )
    )  # fmt: skip
    return form.format(one, other, distance)


def _larger(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joiner = st.sampled_from(
        [" ", " ", *[" OR "] * 5, " AND ", " NOT ", " -", " | ", " and ", ", "]
    )
    pair = st.tuples(smaller, joiner, smaller).map("".join)
    form = st.sampled_from(["({})", "({})", "-({})", "NOT {}", "title:({})", "({}", "{})"])
    return _often((3, pair), (1, st.tuples(form, smaller).map(lambda two: two[0].format(two[1]))))


_TERM = _often((5, _ASKED), (2, _FIELD), (1, _near()))
GRAMMATICAL = st.recursive(_TERM, _larger, max_leaves=8)

_SIGNS = [*"\"*()-+:^{}[]'`~,.;\\ \t\x00\x1b\u202eОАа1«»“”„–—|&!?/@#%_=<>", "OR", "NOT", "AND"]
_NOISE = st.text(max_size=30) | st.lists(st.sampled_from(_SIGNS), max_size=15).map("".join)
_MIXED = st.lists(st.one_of(_ASKED, _FIELD, _NOISE, st.sampled_from(_SIGNS)), max_size=6).map(
    " ".join
)

QUERIES = _often((6, GRAMMATICAL), (1, _MIXED), (1, _NOISE))
