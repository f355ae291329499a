"""What is to be read of a saved page, whatever it was saved as."""

from __future__ import annotations

from typing import NamedTuple

from cstonews.model import Origin


class Content(NamedTuple):
    """What is to be read of a saved page: its markup, or the text of a page that has none.

    ``charset`` is what the page's envelope says, ``origin`` what it tells.
    """

    data: bytes
    is_markup: bool = True
    charset: str | None = None
    origin: Origin = Origin()
