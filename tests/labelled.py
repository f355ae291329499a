"""Pages with labels, and how well a reading agrees with them.

The labels name of each entry its kind, stated date, title, and the first and last five
words of its body; bylines and other noise inside of a body are named beside it. An entry
of kind "other" may be read as an item or not.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from cstonews.split import split


class Item(NamedTuple):
    kind: str
    date: str | None
    title: str | None
    first: str
    last: str

    @property
    def cut(self):
        """Where the item begins and ends: by its body, or by its title where it has none."""
        return (self.first, self.last) if self.first else (self.title,)


def pages(folder: Path) -> list[Path]:
    return sorted((folder / "pages").glob("*.txt"))


def labels_of(page):
    return page.parent.parent / "labels" / f"{page.stem}.json"


def labelled(page):
    """What the page must be read as; texts that may be anything but news are left out."""
    return [item for item in _labels(page) if item.kind != "other"]


def read(page):
    """What the page is read as, without the items that it may be read as or not."""
    optional = {item.cut for item in _labels(page) if item.kind == "other"}
    text = page.read_bytes().decode("utf-8")
    items = [
        Item(
            segment.kind.value,
            segment.stated and segment.stated.isoformat(),
            segment.title and one_line(segment.title),
            *ends(segment.body, list(_noise(page))),
        )
        for segment in split(text).segments
        if segment.is_item
    ]
    known = {item.cut for item in labelled(page)}
    return [item for item in items if item.cut in known or item.cut not in optional]


def f1(expected, found):
    common = (Counter(expected) & Counter(found)).total()
    return 2 * common / (len(expected) + len(found))


def one_line(text):
    return " ".join((text or "").split())


def ends(body, junk):
    body = one_line(body)
    for piece in junk:
        body = body.replace(one_line(piece), " ")
    words = body.split()
    return " ".join(words[:5]), " ".join(words[-5:])


def _labels(page):
    return [
        Item(
            entry["kind"],
            entry["date"],
            entry["title"] and one_line(entry["title"]),
            one_line(entry["first"]),
            one_line(entry["last"]),
        )
        for entry in _entries(page)
    ]


def _noise(page):
    for entry in _entries(page):
        noise = entry.get("noise") or []
        yield from filter(
            None, [entry.get("byline"), *([noise] if isinstance(noise, str) else noise)]
        )


def _entries(page):
    return json.loads(labels_of(page).read_text("utf-8"))["entries"]
