"""One dump: its bytes as they came, and its text as a stream."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import IO

from cstonews.codec import clean, encode, error_handler

Opener = Callable[[], AbstractContextManager[IO[bytes]]]

_CHUNK = 1 << 20


class Dump:
    """One text as it is ingested. It is read anew whenever it is asked for, never held.

    Each character of its text stands for a fixed run of its bytes, so that a slice of
    the text can be given back as bytes, unless ``reversible`` is false: then only the
    whole can. Bytes that are no text in ``encoding`` stand in the stream as lone
    surrogates (PEP 383). ``size`` is in bytes.
    """

    def __init__(
        self,
        name: str,
        sha256: str,
        size: int,
        encoding: str,
        opener: Opener,
    ) -> None:
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.encoding = encoding
        self._open = opener

    def __repr__(self) -> str:
        return f"Dump({self.name!r}, {self.size} bytes, {self.encoding}, {self.sha256[:7]})"

    @property
    def reversible(self) -> bool:
        """Whether slices of the text can be turned into bytes: not with half a letter over."""
        return not (self.encoding.startswith("utf-16") and self.size % 2)

    def chunks(self, told: Callable[[int], None] | None = None) -> Iterator[str]:
        """Yield the text in pieces, with what is no text as lone surrogates.

        ``told`` is called with the number of bytes of each piece when it has been used.
        """
        decoder = codecs.getincrementaldecoder(self.encoding)(error_handler(self.encoding))
        with self._open() as stream:
            while data := stream.read(_CHUNK):
                yield decoder.decode(data)
                if told:
                    told(len(data))
        if self.reversible:
            yield decoder.decode(b"", True)
        else:
            yield "\udcff"

    @property
    def data(self) -> bytes:
        """All bytes at once; for dumps that are small, or cannot be cut."""
        with self._open() as stream:
            return stream.read()

    @property
    def text(self) -> str:
        """All text at once, with U+FFFD for what is no text; for dumps that are small."""
        return clean("".join(self.chunks()))

    def cut(self, start: int, end: int) -> bytes:
        """Return the bytes of the characters ``[start, end)``; for dumps that are small."""
        return encode("".join(self.chunks())[start:end], self.encoding)
