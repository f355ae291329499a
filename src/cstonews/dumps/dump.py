"""One dump: its bytes as they came, and its text as a stream."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO

from cstonews.codec import clean, encode, error_handler
from cstonews.dumps.forms import FORMS, TEXT
from cstonews.errors import DumpError
from cstonews.model import Origin

Opener = Callable[[], AbstractContextManager[IO[bytes]]]

_CHUNK = 1 << 20
_UNKNOWN = Origin()


class Dump:
    """One text as it is ingested. It is read anew whenever it is asked for, never held.

    ``form`` is "text", or "html" or "mhtml" for a saved page, whose text is derived from
    its bytes by its form and encoding alone. Each character of a plain text stands for a
    fixed run of its bytes, so that a slice of the text can be given back as bytes, unless
    ``reversible`` is false: then only the whole can. Bytes that are no text in
    ``encoding`` stand in the stream as lone surrogates (PEP 383), those of a saved page
    as U+FFFD. ``size`` is in bytes, as ``sha256`` of what came; ``origin`` is what is
    known of where that was.
    """

    def __init__(
        self,
        name: str,
        sha256: str,
        size: int,
        encoding: str,
        opener: Opener,
        form: str = TEXT,
        origin: Origin = _UNKNOWN,
    ) -> None:
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.encoding = encoding
        self.form = form
        self.origin = origin
        self._open = opener

    def __repr__(self) -> str:
        return f"Dump({self.name!r}, {self.size} bytes, {self.encoding}, {self.sha256[:7]})"

    @property
    def reversible(self) -> bool:
        """Whether slices of the text can be turned into bytes: not those of a saved page,
        nor with half a letter over.
        """
        half = self.encoding.startswith("utf-16") and self.size % 2
        return self.form == TEXT and not half

    def chunks(self, told: Callable[[int], None] | None = None) -> Iterator[str]:
        """Yield the text in pieces, with what is no text as lone surrogates.

        ``told`` is called with the number of bytes of each piece when it has been used.
        Raises DumpError where the bytes cannot be read any more, or a saved page needs a library
        that is not installed.
        """
        if self.form != TEXT:
            yield from self._page_chunks(told)
            return
        decoder = codecs.getincrementaldecoder(self.encoding)(error_handler(self.encoding))
        with self._readable(), self._open() as stream:
            while data := stream.read(_CHUNK):
                yield decoder.decode(data)
                if told:
                    told(len(data))
        if self.reversible:
            yield decoder.decode(b"", True)
        else:
            yield "\udcff"

    def _page_chunks(self, told: Callable[[int], None] | None) -> Iterator[str]:
        from cstonews.dumps.pages import page_text

        text = page_text(self.data, self.form, self.encoding, self.name)
        for start in range(0, len(text), _CHUNK):
            yield text[start : start + _CHUNK]
        if told:
            told(self.size)

    @property
    def data(self) -> bytes:
        """All bytes at once; for dumps that are small, or cannot be cut."""
        with self._readable(), self._open() as stream:
            return stream.read()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:  # what was there when it was examined may be gone
            raise DumpError(f"{self.name} cannot be read: {error.strerror}") from error

    @property
    def text(self) -> str:
        """All text at once, with U+FFFD for what is no text; for dumps that are small."""
        return clean("".join(self.chunks()))

    def cut(self, start: int, end: int) -> bytes:
        """Return the bytes of the characters ``[start, end)``; for dumps that are small."""
        return encode("".join(self.chunks())[start:end], self.encoding)


def restored(
    name: str,
    sha256: str,
    size: int,
    encoding: str,
    form: str,
    opener: Opener,
    origin: Origin = _UNKNOWN,
) -> Dump:
    """Return a dump that was read and stored before, to be read anew from its bytes.

    All but ``opener``, which gives the bytes as they came, is what the dump itself once
    told. Raises DumpError for a form that is not known.
    """
    if form not in FORMS:
        raise DumpError(f"{name} has the form {form!r}, which this version cannot read; update it")
    return Dump(name, sha256, size, encoding, opener, form, origin)
