"""A source → its dump."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from cstonews.dumps.dump import Dump, Opener
from cstonews.dumps.forms import TEXT, form_of
from cstonews.dumps.limits import DEFAULTS, Limits, exceeded, in_units
from cstonews.dumps.sources import Source, opener_of, printable
from cstonews.dumps.text import SAMPLE, examine, page_encoding, refuse_binary
from cstonews.errors import DumpError

_CHUNK = 1 << 20
_MARKUP_OF_TAG = 64  # bytes of a page for each of its tags, which take much memory


def read(source: Source, limits: Limits = DEFAULTS) -> Dump:
    """Return the dump that ``source`` holds; raises DumpError where that fails.

    A container holds several, or one under a cover: read its ``members``.
    """
    dump = read_new(source, lambda _: False, limits)
    assert dump is not None
    return dump


def read_new(
    source: Source, known: Callable[[str], bool], limits: Limits = DEFAULTS
) -> Dump | None:
    """Return the dump that ``source`` holds, as ``read`` does, or None where it is ``known`` by
    its SHA-256.
    """
    if source.problem:
        raise DumpError(source.problem)
    name = printable(source.name)
    try:
        opener = opener_of(source, limits)
        sample, sha256 = _looked_at(opener, name)
        if known(sha256):  # which takes a tenth of what it takes to see that all of it is text
            return None
        form = source.form or form_of(name, sample)
        if form == TEXT:
            return examine(name, opener, sha256, source.charset, source.origin)
        return _examine_page(name, opener, form, source, limits)
    except OSError as error:
        raise DumpError(f"{name} cannot be read: {error.strerror}") from error


def _looked_at(opener: Opener, name: str) -> tuple[bytes, str]:
    """The start of what ``opener`` opens, and the hash of all; raises DumpError for no text."""
    with opener() as stream:
        data = stream.read(_CHUNK)
        sample = data[:SAMPLE]
        refuse_binary(sample, name)
        digest = hashlib.sha256(data)
        while data := stream.read(_CHUNK):
            digest.update(data)
        return sample, digest.hexdigest()


def _examine_page(name: str, opener: Opener, form: str, source: Source, limits: Limits) -> Dump:
    from cstonews.dumps import metadata, pages

    with opener() as stream:
        data = stream.read(limits.page + 1)
    if len(data) > limits.page:
        exceeded(name, f"is a page of more than {in_units(limits.page)}", "--max-page")
    page = pages.content(data, form, name)
    most = limits.page // _MARKUP_OF_TAG
    if page.data.count(b"<") > most:
        exceeded(name, f"is a page of more than {most:,} tags", "--max-page")
    encoding = page_encoding(page.data, source.charset or page.charset, name)
    known = source.origin if source.origin.url else page.origin
    if page.is_markup:
        text = pages.markup(page.data, encoding)
        origin = metadata.told(pages.parse(text, name), text, known)
    else:
        origin = known
    digest = hashlib.sha256(data).hexdigest()
    return Dump(name, digest, len(data), encoding, opener, form, origin)
