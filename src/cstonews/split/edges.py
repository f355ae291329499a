"""Short lines at both ends of a text: many texts together show which the site always prints."""

from __future__ import annotations

from collections.abc import Mapping

from cstonews.fold import fold
from cstonews.split.cues import Cue

_RUN = 60  # lines; more short ones in a row are a text of short lines, not a menu
_MOST = 10_000  # different short lines that are kept of one text


class Edges:
    """Gathers the short lines of one text as its cues go by.

    ``signs`` holds each, folded, with the text beside it, folded: for a line of the run of short
    lines that opens or closes the text, that is the nearest line of prose; for all others None.
    Complete when the last cue has been seen and ``close`` was called.
    """

    def __init__(self) -> None:
        self._signs: dict[str, str | None] = {}
        self._run: list[str] = []
        self._prose = ""

    @property
    def signs(self) -> Mapping[str, str | None]:
        """The short lines of the text, with what stands beside those at its edges."""
        return self._signs

    def see(self, cue: Cue) -> None:
        """Take note of the next line."""
        own = cue.own
        if own.date or own.is_rule:
            return
        if own.is_furniture or cue.is_sign:
            key = fold(own.text)
            if not own.is_furniture and len(self._signs) < _MOST:
                self._signs.setdefault(key, None)
            if len(self._run) <= _RUN:
                self._run.append(key)
            return
        if not self._prose:
            self._stand_beside(own.folded)
        self._prose = own.folded
        self._run.clear()

    def close(self) -> None:
        """Say that the text is over: its last run of short lines is an edge, too."""
        self._stand_beside(self._prose)

    def _stand_beside(self, prose: str) -> None:
        if prose and len(self._run) <= _RUN:
            for key in self._run:
                if key in self._signs:
                    self._signs[key] = self._signs[key] or prose
