"""A source → its dump."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from cstonews.dumps.dump import Dump, Opener
from cstonews.dumps.forms import TEXT, form_of
from cstonews.dumps.sources import Source, opener_of, printable
from cstonews.dumps.text import SAMPLE, examine, page_encoding, refuse_binary
from cstonews.errors import DumpError

_CHUNK = 1 << 20


def read(source: Source) -> Dump:
    """Return the dump that ``source`` holds; raises DumpError where that fails.

    A container holds several, or one under a cover: read its ``members``.
    """
    dump = read_new(source, lambda _: False)
    assert dump is not None
    return dump


def read_new(source: Source, known: Callable[[str], bool]) -> Dump | None:
    """Return the dump that ``source`` holds, as ``read`` does, or None where it is ``known`` by
    its SHA-256.
    """
    if source.problem:
        raise DumpError(source.problem)
    name = printable(source.name)
    try:
        opener = opener_of(source)
        # To hash bytes takes a tenth of what it takes to see that they are text.
        return None if known(_sha256(opener)) else _examine(name, opener, source)
    except OSError as error:
        raise DumpError(f"{name} cannot be read: {error.strerror}") from error


def _examine(name: str, opener: Opener, source: Source) -> Dump:
    with opener() as stream:
        sample = stream.read(SAMPLE)
    refuse_binary(sample, name)
    form = source.form or form_of(name, sample)
    if form == TEXT:
        return examine(name, opener, source.charset, source.origin)
    return _examine_page(name, opener, form, source)


def _sha256(opener: Opener) -> str:
    with opener() as stream:
        digest = hashlib.sha256()
        while data := stream.read(_CHUNK):
            digest.update(data)
        return digest.hexdigest()


def _examine_page(name: str, opener: Opener, form: str, source: Source) -> Dump:
    from cstonews.dumps import metadata, pages

    with opener() as stream:
        data = stream.read(pages.LIMIT + 1)
    if len(data) > pages.LIMIT:
        raise DumpError(f"{name} is larger than a page can be ({pages.LIMIT >> 20} MB); cut it")
    page = pages.content(data, form)
    encoding = page_encoding(page.data, source.charset or page.charset, name)
    known = source.origin if source.origin.url else page.origin
    if page.is_markup:
        text = pages.markup(page.data, encoding)
        origin = metadata.told(pages.parse(text, name), text, known)
    else:
        origin = known
    digest = hashlib.sha256(data).hexdigest()
    return Dump(name, digest, len(data), encoding, opener, form, origin)
