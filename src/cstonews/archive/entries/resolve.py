"""Which texts are the same item, and when it is of: copies → entries. Pure.

A copy is a text as it was seen under one stated date, or without one. The result
depends on the set of copies alone, never on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cstonews.archive.facts.links import Link, LinkKind
from cstonews.model import DateSource


class Text(NamedTuple):
    """What counts of a text; ``words`` are those of its body."""

    id: int
    handle: str
    words: int
    titled: bool


class Copy(NamedTuple):
    """A text under one stated date (``""``: without one), seen as an article or not."""

    text: int
    date: str
    article: bool


class Group(NamedTuple):
    """The copies of one entry, the text that it shows, and a text that has its title."""

    copies: tuple[Copy, ...]
    shown: int
    titled: int | None
    date: str
    source: DateSource | None


def resolve(
    copies: Iterable[Copy], texts: Mapping[int, Text], links: Iterable[Link]
) -> list[Group]:
    """Return the entries that ``copies`` make.

    A copy without a date takes that of its own text, else of the nearest linked one,
    the earliest where there are several. Copies of one date are one entry where they
    have one text, or linked ones; a text that opens several belongs to the longest.
    """
    nodes = sorted(set(copies))
    if len(nodes) == 1:
        return [_group(nodes, nodes[0].date, texts)]
    articles = {node.text for node in nodes if node.article}
    near = _neighbours(link for link in links if _holds(link, articles))
    dates = _dates(nodes, near)
    parent = {node: node for node in nodes}
    at: dict[tuple[int, str], Copy] = {}
    for node in nodes:
        first = at.setdefault((node.text, dates[node]), node)
        _union(parent, node, first)
    for (_, date), node in at.items():
        for other in _partners(node, date, at, near, texts):
            _union(parent, node, other)
    groups: dict[Copy, list[Copy]] = defaultdict(list)
    for node in nodes:
        groups[_root(parent, node)].append(node)
    made = [_group(members, dates[members[0]], texts) for members in groups.values()]
    return sorted(made, key=lambda group: (group.date, texts[group.shown].handle))


def _holds(link: Link, articles: set[int]) -> bool:
    """Whether a link counts: a title alone joins a line of a listing to an article only."""
    return link.kind is not LinkKind.TITLE or (link.text in articles) != (link.other in articles)


def _neighbours(links: Iterable[Link]) -> dict[int, list[Link]]:
    """The links of each text, from its own side: ``other`` is always the far end."""
    near: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        near[link.text].append(link)
        near[link.other].append(Link(link.other, link.text, link.kind))
    return near


def _dates(nodes: list[Copy], near: Mapping[int, list[Link]]) -> dict[Copy, str]:
    """The date of each copy: its own, or the one that spreads to it along the links."""
    known: dict[int, str] = {}
    for node in nodes:
        if node.date:
            known[node.text] = min(known.get(node.text, node.date), node.date)
    undated = {node.text for node in nodes if not node.date} - known.keys()
    while undated:
        reached = {
            text: min(dates)
            for text in undated
            if (dates := [known[link.other] for link in near[text] if link.other in known])
        }
        if not reached:
            break
        known.update(reached)
        undated -= reached.keys()
    return {node: node.date or known.get(node.text, "") for node in nodes}


def _partners(
    node: Copy,
    date: str,
    at: Mapping[tuple[int, str], Copy],
    near: Mapping[int, list[Link]],
    texts: Mapping[int, Text],
) -> Iterator[Copy]:
    """The copies of the same date that a copy is one item with."""
    longer: list[int] = []
    for link in near[node.text]:
        other = at.get((link.other, date))
        if other is None:
            continue
        if link.kind is LinkKind.OPENS:
            if _size(texts[link.other]) > _size(texts[node.text]):
                longer.append(link.other)
        else:
            yield other
    if longer:
        yield at[max(longer, key=lambda text: _size(texts[text])), date]


def _group(members: list[Copy], date: str, texts: Mapping[int, Text]) -> Group:
    mine = sorted((texts[node.text] for node in members), key=_size)
    shown = mine[-1].id
    titled = [text.id for text in mine if text.titled]
    source = None
    if date:
        stated = any(node.text == shown and node.date for node in members)
        source = DateSource.STATED if stated else DateSource.MATCHED
    return Group(tuple(members), shown, titled[-1] if titled else None, date, source)


def _size(text: Text) -> tuple[int, bool, str]:
    """How full a text is; the handle decides between equals, so that it is always the same one."""
    return text.words, text.titled, text.handle


def _root(parent: dict[Copy, Copy], node: Copy) -> Copy:
    while parent[node] is not node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _union(parent: dict[Copy, Copy], one: Copy, other: Copy) -> None:
    parent[_root(parent, one)] = _root(parent, other)
