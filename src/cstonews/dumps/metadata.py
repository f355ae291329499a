"""The tree of a page → what it tells of itself: address, title, time of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from cstonews.dumps.times import iso_time
from cstonews.model import Origin

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=(?:\(\d+\))?\s*(\S+?)\s*-->"  # Internet Explorer, Chrome
    r"|<!--[^>]{0,200}?\burl:\s*(https?://\S+)",  # SingleFile
    re.IGNORECASE,
)
_START = 8192  # characters in which browsers write where a page was saved from
# The most trustworthy first.
_PUBLISHED = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ('[itemprop="datePublished"][datetime]', "datetime"),
)
_PUBLISHED_BELOW = (
    ('meta[name="datePublished"]', "content"),
    ('meta[name="pubdate"]', "content"),
    ('meta[name="DC.date.issued"]', "content"),
    ("time[pubdate][datetime]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("main time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
)


def told(tree: LexborHTMLParser, text: str, known: Origin) -> Origin:
    """Return ``known``, with what the page, whose markup is ``text``, adds to it.

    An address is absolute and of the web; what is written as none, or as no time, is left out.
    """
    return Origin(
        url=known.url or _url(tree, text),
        title=_title(tree) or known.title,
        published=known.published or _published(tree),
        fetched=known.fetched,
    )


def _url(tree: LexborHTMLParser, text: str) -> str | None:
    found = _SAVED_FROM.search(text[:_START])
    saved_from = (found.group(1) or found.group(2)) if found else ""
    named = [
        *_values(tree, 'link[rel~="canonical"]', "href"),
        *_values(tree, 'meta[property="og:url"]', "content"),
        saved_from,
    ]
    urls = (_web_address(saved_from, url) for url in named)
    return next((url for url in urls if url), None)


def _web_address(base: str, url: str) -> str | None:
    try:
        url = urljoin(base, url)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _title(tree: LexborHTMLParser) -> str | None:
    title = tree.css_first("head > title")
    return (" ".join(title.text().split()) or None) if title else None


def _published(tree: LexborHTMLParser) -> str | None:
    times = (iso_time(written) for written in _written_times(tree))
    return next((time for time in times if time), None)


def _written_times(tree: LexborHTMLParser) -> Iterator[str]:
    for selector, attribute in _PUBLISHED:
        yield from _values(tree, selector, attribute)
    yield from _linked_data_times(tree)
    for selector, attribute in _PUBLISHED_BELOW:
        yield from _values(tree, selector, attribute)


def _values(tree: LexborHTMLParser, selector: str, attribute: str) -> Iterator[str]:
    for node in tree.css(selector):
        if value := node.attributes.get(attribute):
            yield value.strip()


def _linked_data_times(tree: LexborHTMLParser) -> Iterator[str]:
    """The values of datePublished in JSON-LD, wherever in it they stand."""
    import json

    for script in tree.css('script[type="application/ld+json"]'):
        try:
            waiting: list[Any] = [json.loads(script.text())]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(reversed(value))
            elif isinstance(value, dict):
                if isinstance(time := value.get("datePublished"), str):
                    yield time
                waiting.extend(reversed(value.values()))
