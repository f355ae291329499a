"""How the parts of a segment stand in the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cstonews.model import Part, Role

_CODES = {role: role.value[0] for role in Role} | {Role.BYLINE: "l"}
_ROLES = {code: role for role, code in _CODES.items()}


def parts_to_text(parts: Sequence[Part], origin: int) -> str:
    """Write parts in short, as offsets from ``origin``: ``t0-80 d81-91 b93-200``."""
    return " ".join(
        [f"{_CODES[role]}{start - origin}-{end - origin}" for role, start, end in parts]
    )


def parts_from_text(text: str) -> Iterator[Part]:
    """Read what ``parts_to_text`` wrote, with offsets from 0."""
    for word in text.split():
        start, end = word[1:].split("-")
        yield Part(_ROLES[word[0]], int(start), int(end))
