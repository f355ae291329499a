"""What a server sent → the page, with the codings of its transfer undone."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from cstonews.dumps.extras import needed
from cstonews.dumps.spool import Readable
from cstonews.errors import DumpError

_BLOCK = 1 << 14  # packed bytes that are unpacked at once
_MOST_CODINGS = 5  # of one page, one around the other
_GZIP = b"\x1f\x8b"
_MOST = 1 << 20  # bytes that one step may unpack to

# A step unpacks a block, and must be repeated with nothing while there is more of it.
_Step = Callable[[bytes], tuple[bytes, bool]]


def payload(stream: Readable, headers: Any, name: str) -> Readable:
    """Return a stream of the page in ``stream``, which is as the server sent it.

    ``headers`` are those of its answer, or None where there are none. Its ``read`` raises
    DumpError where a library is missing, or the page cannot be unpacked; so does this where it is
    packed over and over.
    """
    if headers is None:
        return stream
    if (headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        from warcio.bufferedreaders import ChunkedDataReader

        stream = ChunkedDataReader(stream)
    codings = (headers.get_header("Content-Encoding") or "").lower().split(",")
    if len(codings) > _MOST_CODINGS:
        raise DumpError(f"{name} is packed {len(codings):,} times over; leave it out")
    for coding in reversed(codings):
        if make := _STEPS.get(coding.strip()):
            stream = _Blocks(_unpacked(stream, make, name))
    return stream


class _Blocks:
    """Blocks as a stream; each is read whole, however much is asked for."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks

    def read(self, size: int, /) -> bytes:  # noqa: ARG002
        return next(self._blocks, b"")


def _unpacked(stream: Readable, make: Callable[[bytes], _Step], name: str) -> Iterator[bytes]:
    """Yield what packed blocks hold; what is not packed at all, though it was said to be, as it is.

    Crawlers unpack pages and leave the header as it was.
    """
    block = stream.read(_BLOCK)
    with needed("warc", name):
        step = make(block)
    try:
        data, more = step(block)
    except Exception as error:
        if block.startswith(_GZIP):
            raise DumpError(f"{name} was packed wrongly ({error}); crawl it anew") from error
        while block:
            yield block
            block = stream.read(_BLOCK)
        return
    while block:
        if data:
            yield data
        if not more:
            block = stream.read(_BLOCK)
        try:
            data, more = step(b"" if more else block)
        except Exception as error:
            raise DumpError(f"{name} was packed wrongly ({error}); crawl it anew") from error
    if data:
        yield data


def _zlib_step(window: int) -> _Step:
    inflate = zlib.decompressobj(window)

    def step(block: bytes) -> tuple[bytes, bool]:
        if inflate.eof:
            return b"", False
        data = inflate.decompress(inflate.unconsumed_tail + block, _MOST)
        return data, bool(inflate.unconsumed_tail) and not inflate.eof

    return step


def _gzip(_block: bytes) -> _Step:
    return _zlib_step(16 + zlib.MAX_WBITS)


def _deflate(block: bytes) -> _Step:
    # The standard asks for zlib's frame; many servers leave it out.
    framed = block[:1] == b"\x78" and int.from_bytes(block[:2], "big") % 31 == 0
    return _zlib_step(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)


def _brotli(_block: bytes) -> _Step:
    import brotli

    decompressor = brotli.Decompressor()

    def step(block: bytes) -> tuple[bytes, bool]:
        if decompressor.is_finished():
            return b"", False
        data = decompressor.process(block, output_buffer_limit=_MOST)
        return data, not decompressor.can_accept_more_data()

    return step


_STEPS = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli}
