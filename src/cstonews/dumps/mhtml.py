"""A page that a browser saved as one message (MHTML) → its main part."""

from __future__ import annotations

import email
import email.errors
import email.header
import re
from email.message import Message

from cstonews.dumps.content import Content
from cstonews.dumps.times import iso_time
from cstonews.errors import DumpError
from cstonews.model import Origin

_HOLDERS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MOST_HOLDERS = 64  # parts that hold parts; the library calls itself for each in the other
_MARKUP = ("text/html", "application/xhtml+xml")


def main_part(data: bytes, name: str) -> Content:
    """Return the page itself of a message that also holds its pictures, styles, frames.

    It is the part that the message names as its start, else the first page, else the
    first plain text; of a message with neither nothing is left. Raises DumpError where parts
    hold parts beyond all that is usual.
    """
    if len(_HOLDERS.findall(data)) > _MOST_HOLDERS:
        raise DumpError(f"{name} has parts in parts without end; leave it out")
    message = email.message_from_bytes(data)
    part = _chosen(message)
    url = message["Snapshot-Content-Location"] or (part and part["Content-Location"])
    origin = Origin(
        url=_words(url),
        title=_words(message["Subject"]),
        fetched=iso_time(_words(message["Date"])),
    )
    if part is None:
        return Content(b"", is_markup=False, origin=origin)
    payload = part.get_payload(decode=True)
    return Content(
        payload if isinstance(payload, bytes) else b"",
        part.get_content_type() in _MARKUP,
        part.get_content_charset(),
        origin,
    )


def _chosen(message: Message) -> Message | None:
    parts = [part for part in message.walk() if not part.is_multipart()]
    start = _words(message.get_param("start"))
    named = [part for part in parts if start and part["Content-ID"] == start]
    for wanted in (_MARKUP, ("text/plain",)):
        for part in named + parts:
            if part.get_content_type() in wanted:
                return part
    return None


def _words(value: object) -> str | None:
    """A field's value as one line of text, whatever the library makes of it; None if empty."""
    if value is None:
        return None
    try:
        text = str(email.header.make_header(email.header.decode_header(str(value))))
    except (ValueError, LookupError, email.errors.MessageError):  # an encoded word that is none
        text = str(value)
    return " ".join(text.split()) or None
