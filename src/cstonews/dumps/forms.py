"""What form a dump has: plain text, or a saved page in one of two formats."""

from __future__ import annotations

import codecs
import re

TEXT, HTML, MHTML = "text", "html", "mhtml"
FORMS = (TEXT, HTML, MHTML)

_PAGE = re.compile(r"\.(?:html?|xhtml)(?:\.(?:gz|bz2|xz|zst))?", re.IGNORECASE)
_MESSAGE = re.compile(r"\.mht(?:ml)?(?:\.(?:gz|bz2|xz|zst))?", re.IGNORECASE)

_START_OF_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|div|p|table|h[1-6]|ul|ol"
    r"|article|section|main|header|nav)(?=[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!doctype\s", re.IGNORECASE)
_FIELD = re.compile(rb"[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*")
_MIME = re.compile(rb"(?im)^mime-version:")
_ARCHIVED = re.compile(rb"(?im)^content-type:\s*multipart/related|^snapshot-content-location:")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def form_of(name: str, sample: bytes) -> str:
    """Tell the form of what starts with ``sample`` by its name's ending, or by how it starts.

    An ending counts only where the sample bears it out: a text without a tag keeps its
    lines, whatever it is called.
    """
    start = sample.decode(_UTF16.get(sample[:2], "latin-1"), "ignore")
    fields = _header_fields(sample)
    if _MIME.search(fields) and (_ends(name, _MESSAGE) or _ARCHIVED.search(fields)):
        return MHTML
    if _START_OF_PAGE.match(start.removeprefix("ï»¿")):
        return HTML
    has_page_name = _ends(name, _PAGE) or _ends(name, _MESSAGE)
    return HTML if has_page_name and _TAG.search(start) else TEXT


def _ends(name: str, ending: re.Pattern[str]) -> bool:
    dot = name.lower().rfind(".", 0, name.rfind("."))
    return any(ending.fullmatch(name, start) for start in (dot, name.rfind(".")) if start >= 0)


def _header_fields(sample: bytes) -> bytes:
    """The header of the message that ``sample`` starts with; nothing if it starts with none."""
    end = 0
    sample = sample.lstrip(b"\r\n")
    while field := _FIELD.match(sample, end):
        end = field.end()
    return sample[:end]
