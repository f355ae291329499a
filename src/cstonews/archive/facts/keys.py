"""Hashes of a text's words, by which texts that may be the same item are found again."""

from __future__ import annotations

from typing import NamedTuple

from cstonews.archive.facts.identity import hash_of, hash_of_text

# Two texts that share fewer words at their start may be two items of one kind:
# "On 14 February 2024, the CSTO Secretary General Imangali Tasmagambetov met with …".
OPENING = 12
# So many words are looked at where both texts have them, for hundreds may open alike.
_STEM = 24
# A title of fewer words ("Press release") says too little.
TITLE_LEAST = 4


class Keys(NamedTuple):
    """Hashes of a text's folded words; None where there is nothing to hash.

    ``trunk`` is the body without its last word, which a cut may have shortened; ``opening``
    and ``closing`` are its first and last words, one of which a correction leaves alone;
    ``stem`` is a longer opening.
    """

    words: int
    title: int | None
    body: int | None
    opening: int | None
    stem: int | None
    trunk: int | None
    closing: int | None


def keys_of(title: str, body: str) -> Keys:
    """Return the keys of a text with this folded title and this folded body."""
    heading, words = title.split(), body.split()
    if not (body[:1].isalnum() or body[:1] == "_"):  # folding parts no signs without a word
        body = " ".join(words)
    return Keys(
        words=len(words),
        title=hash_of(heading) if len(heading) >= TITLE_LEAST else None,
        body=hash_of_text(body) if words else None,
        opening=hash_of(words[:OPENING]) if len(words) >= OPENING else None,
        stem=hash_of(words[:_STEM]) if len(words) > _STEM else None,
        trunk=hash_of_text(body.rpartition(" ")[0]) if len(words) > OPENING else None,
        closing=hash_of(words[-OPENING:]) if len(words) > _STEM else None,
    )
