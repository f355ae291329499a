"""Packed files (gzip, bzip2, xz, Zstandard) → streams of what is in them."""

from __future__ import annotations

import sys
from typing import IO

from cstonews.dumps.extras import needed
from cstonews.dumps.signatures import Container


def unpacked(kind: Container, stream: IO[bytes], name: str) -> IO[bytes]:
    """Return a seekable stream of what the packed ``stream`` holds; closing it keeps that open.

    Raises DumpError where the library for Zstandard is missing.
    """
    if kind is Container.GZIP:
        import gzip

        return gzip.GzipFile(mode="rb", fileobj=stream)  # type: ignore[return-value]
    if kind is Container.BZIP2:
        import bz2

        return bz2.BZ2File(stream)
    if kind is Container.XZ:
        import lzma

        return lzma.LZMAFile(stream)
    with needed("zst", name):
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    return zstd.ZstdFile(stream)  # type: ignore[return-value]


def zstd_errors() -> tuple[type[Exception], ...]:
    """What the library for Zstandard raises for damaged bytes, if it is loaded."""
    loaded = sys.modules.get("compression.zstd") or sys.modules.get("backports.zstd")
    error: type[Exception] | None = getattr(loaded, "ZstdError", None)
    return (error,) if error else ()
