"""A crawl (WARC) → its pages, each as a source that can be read again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from email.message import Message
from typing import IO, Any

from cstonews.dumps.dump import Opener
from cstonews.dumps.extras import needed
from cstonews.dumps.forms import HTML, TEXT
from cstonews.dumps.metered import metered
from cstonews.dumps.payloads import payload
from cstonews.dumps.place import Place
from cstonews.dumps.sources import Source
from cstonews.dumps.spool import Readable, spooled
from cstonews.dumps.times import iso_time
from cstonews.errors import DumpError
from cstonews.model import Origin

_FORMS = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT}
_CHUNK = 1 << 16
_LONGEST_HEADER = 1 << 20  # bytes of a record's header, with the blank lines before it


class DamagedCrawlError(ValueError):
    """A crawl is not what it should be, from here on."""


def pages(stream: IO[bytes], place: Place) -> Iterator[Source]:
    """Yield each page and plain text that was fetched, with its address and time.

    Everything else (pictures, redirections, errors, requests, revisits) is left out.
    Raises DumpError without the library, and DamagedCrawlError or what ``stream`` raises
    where the crawl ends before its time.
    """
    for record in _records(stream, place.name):
        told = _told(record)
        if told:
            yield _page(record, place, *told)
        _finish(record)


def _page(record: Any, place: Place, form: str, charset: str | None, headers: Any) -> Source:
    field = record.rec_headers.get_header
    url = field("WARC-Target-URI")
    inside = place.within(url or field("WARC-Record-ID") or "")
    try:
        opener = _kept(payload(record.raw_stream, headers, inside.name), form, inside)
    except DumpError as error:
        return Source(inside.name, problem=str(error))
    _finish(record)  # a page that is cut off is not given out
    origin = Origin(url=url, fetched=iso_time(field("WARC-Date")))
    return Source(inside.name, place.meter.advance(), None, opener, form, charset, origin)


def _kept(content: Readable, form: str, place: Place) -> Opener:
    """Keep a page, which is held in memory when it is read, or a text."""
    content = metered(content, place.unpacks)
    if form == HTML:
        return spooled(content, place.name, place.limits.page, "--max-page")
    return spooled(content, place.name, place.limits.at_once)


def _told(record: Any) -> tuple[str, str | None, Any] | None:
    """The form, charset and HTTP header of a record's page; None where it holds none."""
    headers = None
    if record.rec_type == "response":
        headers = _http_headers(record)
        if headers is None or headers.get_statuscode() != "200":
            return None
        written = headers.get_header("Content-Type")
    elif record.rec_type in ("resource", "conversion"):
        written = record.rec_headers.get_header("Content-Type")
    else:
        return None
    media = Message()
    media["Content-Type"] = written or "application/octet-stream"
    form = _FORMS.get(media.get_content_type())
    return (form, media.get_content_charset(), headers) if form else None


def _http_headers(record: Any) -> Any:
    """The header with which a server answered; None where the record has no such answer."""
    from warcio.statusandheaders import StatusAndHeadersParser

    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not url.startswith(("http:", "https:")):
        return None
    try:
        return StatusAndHeadersParser([], verify=False).parse(record.raw_stream)
    except EOFError:  # an answer of nothing
        return None


def _records(stream: IO[bytes], name: str) -> Iterator[Any]:
    with needed("warc", name):
        from warcio.archiveiterator import WARCIterator
        from warcio.exceptions import ArchiveLoadFailed

    class Records(WARCIterator):  # type: ignore[misc]
        INC_RECORD = ""  # what it would print

    library = logging.getLogger("warcio")
    if not library.handlers:  # nor is what it logs meant for the user
        library.addHandler(logging.NullHandler())
    strict = _Strict(stream)
    reader = Records(strict, no_record_parse=True)
    records = iter(reader)
    try:
        while record := next(records, None):
            strict.left = None
            length = record.rec_headers.get_header("Content-Length") or ""
            if not length.strip().isdigit() or reader.err_count:
                raise DamagedCrawlError("a record's length is wrong")
            yield record
            strict.left = _LONGEST_HEADER
    except (ArchiveLoadFailed, AttributeError) as error:
        raise DamagedCrawlError(str(error)) from error


def _finish(record: Any) -> None:
    """Read what is left of a record; raises DamagedCrawlError where some of it is missing."""
    while record.raw_stream.read(_CHUNK):
        pass
    if record.raw_stream.limit > 0:
        raise DamagedCrawlError("the end is missing")


class _Strict:
    """A stream as the library is to see it: its end is an end, and nothing else is.

    The library takes EOFError, with which decompressors say that their file is cut off,
    for the end; ``read1`` gives what could be read before that. ``left`` are the bytes that may
    be read on, None for any number: the library gathers lines piece by piece, without end.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.left: int | None = _LONGEST_HEADER

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._stream.read1(size)  # type: ignore[attr-defined]
        except EOFError as error:
            raise DamagedCrawlError(str(error)) from error
        if self.left is not None:
            self.left -= len(data)
            if self.left < 0:
                raise DamagedCrawlError("a record's header is too long")
        return data

    def tell(self) -> int:
        return self._stream.tell()
