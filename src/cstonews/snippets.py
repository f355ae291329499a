"""The best place of a text whose hits are marked. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cstonews.found import MARK_OFF, MARK_ON

ROOM = 320  # characters, about what three lines of a wide table show
MARKED = re.compile(f"{MARK_ON}([^{MARK_OFF}]*){MARK_OFF}")  # a hit, without its marks
# A sentence ends with its sign and what closes behind it, or with its paragraph. Where an
# abbreviation is taken for an end, two neighbours are shown as one run all the same. The end is
# looked for once in a run of stops, however long it is.
_SENTENCE_END = r"(?<![.!?…])[.!?…]++[\"'»”’)\]]*+\s++|\n\s*+"
_SAME_WORD = 5  # letters by which two hits count as forms of one word


class _Run(NamedTuple):
    """Characters ``[start, end)`` of a marked text."""

    start: int
    end: int


def opening(text: str, room: int = ROOM) -> str:
    """Return the first words of ``text``, cut at a blank where it has more than ``room``
    characters.
    """
    if len(text) <= room:
        return text
    return text[:room].rsplit(None, 1)[0] + " …"


def best_place(marked: str, room: int = ROOM, longest: int = 2 * ROOM) -> str:
    """Return the sentences of ``marked`` that hold most of what was found, in about ``room``
    characters.

    Most different words count first, then most hits, then a hit in the first sentence, then
    the first place. A sentence of more than ``longest`` characters is cut at blanks around its
    hits; ``…`` stands where something was left out.
    """
    if MARK_ON not in marked:
        return opening(marked, room)
    if len(marked) <= room:
        return marked
    sentences = list(_sentences(marked))
    runs = zip(sentences, _runs(sentences, room), strict=True)
    _, best = max(runs, key=lambda pair: _worth(marked, pair[1], pair[0]))
    if best.end - best.start > longest:
        best = _around_hits(marked, best, room)
    before = "…" if marked[: best.start].strip() else ""
    after = " …" if marked[best.end :].strip() else ""
    return f"{before}{_cut(marked[best.start : best.end].strip(), longest)}{after}"


def _cut(text: str, longest: int) -> str:
    """``text`` without what is beyond all measure, and with both marks of a hit that was cut."""
    cut = text[:longest]
    first, last = cut.find(MARK_OFF), cut.rfind(MARK_ON)
    before = MARK_ON if first >= 0 and MARK_ON not in cut[:first] else ""
    after = MARK_OFF if last >= 0 and MARK_OFF not in cut[last:] else ""
    return f"{before}{cut}{after}"


def _sentences(text: str) -> Iterator[_Run]:
    start = 0
    for match in re.finditer(_SENTENCE_END, text):
        yield _Run(start, match.end())
        start = match.end()
    if start < len(text):
        yield _Run(start, len(text))


def _runs(sentences: list[_Run], room: int) -> list[_Run]:
    """The longest run of sentences from each one on that fits into ``room``."""
    runs, last = [], 0
    for first, (start, _) in enumerate(sentences):
        last = max(last, first)
        while last + 1 < len(sentences) and sentences[last + 1].end - start <= room:
            last += 1
        runs.append(_Run(start, sentences[last].end))
    return runs


def _worth(marked: str, run: _Run, first: _Run) -> tuple[int, int, bool, int]:
    """How much a run shows, of which ``first`` is the first part."""
    hits = MARKED.findall(marked, run.start, run.end)
    words = {_word(hit) for hit in hits}
    return len(words), len(hits), MARK_ON in marked[first.start : first.end], -run.start


def _word(hit: str) -> str:
    return hit.casefold()[:_SAME_WORD]


def _around_hits(marked: str, run: _Run, room: int) -> _Run:
    """The part of one long sentence in which most different words were found."""
    best = max(_windows(marked, run, room), key=lambda window: window.worth).run
    spare = max(0, room - (best.end - best.start))
    start = max(run.start, best.start - spare // 2)
    end = min(run.end, max(best.end, start + room))
    start = max(run.start, min(start, end - room))
    if start > run.start:
        start += len(marked[start : best.start].partition(" ")[0]) + 1
        start = min(start, best.start)
    if end < run.end:
        end = best.end + len(marked[best.end : end].rpartition(" ")[0])
    return _Run(start, end)


class _Window(NamedTuple):
    """A run from one hit to another, and how much it shows."""

    run: _Run
    worth: tuple[int, int, int]


def _windows(marked: str, run: _Run, room: int) -> Iterator[_Window]:
    """The longest run of hits from each one on that fits into ``room``."""
    hits = [match.span() for match in MARKED.finditer(marked, run.start, run.end)]
    words = [_word(marked[start + 1 : end - 1]) for start, end in hits]
    held: Counter[str] = Counter()
    last = -1
    for first, (start, end) in enumerate(hits):
        while last + 1 < len(hits) and (last < first or hits[last + 1][1] - start <= room):
            last += 1
            held[words[last]] += 1
        yield _Window(_Run(start, max(end, hits[last][1])), (len(held), last - first, -start))
        held[words[first]] -= 1
        if not held[words[first]]:
            del held[words[first]]
