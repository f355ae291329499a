"""Libraries that are loaded when an input needs them, and what to say where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cstonews.errors import DumpError


@contextmanager
def needed(extra: str, name: str) -> Iterator[None]:
    """Turn an ImportError inside into the DumpError that names the ``extra`` to install."""
    try:
        yield
    except ImportError as error:
        raise DumpError(
            f"{name} needs the extra \"{extra}\"; install it with: pip install 'cstonews[{extra}]'"
        ) from error
