"""What in a page's tags would take a parser a time that grows with its square."""

from __future__ import annotations

import re

_DEPTH = 20_000  # elements in each other
_OPEN_OR_CLOSE = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td"
    r"|th|tr|track|wbr)\b)[a-z]",
    re.IGNORECASE,
)
_ATTRIBUTES = 5_000  # of one element
_SHORT = 100_000  # characters in which no number of attributes takes long
_AGAIN = 8  # times that a text is looked through, at most
_OPEN = re.compile("<[a-z]", re.IGNORECASE)
# As the standard tells it: a name, then attributes, each a name that may have a value.
_ATTRIBUTE = (
    r"[\s/]*+[^\s/>][^\s/>=]*+"
    r"""(?:\s*+=\s*+(?:"[^"]*+(?:"|$)|'[^']*+(?:'|$)|[^\s>"'][^\s>]*+|))?+"""
)
_TAG = re.compile(rf"<[^\s/>]++(?:{_ATTRIBUTE}){{0,{_ATTRIBUTES}}}+({_ATTRIBUTE})?")


def trap_in(text: str) -> str | None:
    """What a page has that makes it slow to parse, in words; None where it has nothing such."""
    if text.count("<") > _DEPTH and _depth(text) > _DEPTH:
        return f"elements nested more than {_DEPTH:,} deep"
    if len(text) > _SHORT and _is_crowded(text):
        return f"an element with more than {_ATTRIBUTES:,} attributes"
    return None


def _depth(text: str) -> int:
    """How deep elements stand in each other, at most."""
    depth = deepest = 0
    for tag in _OPEN_OR_CLOSE.finditer(text):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _is_crowded(text: str) -> bool:
    """Whether an element may have too many attributes.

    What opens like a tag need not be one, in a script or a comment, say, and what stands in it
    may be one then. So each is looked at by itself; a text where that would go on and on counts
    as crowded.
    """
    left = _AGAIN * len(text)
    for opening in _OPEN.finditer(text):
        tag = _TAG.match(text, opening.start())
        if tag is None:
            continue
        left -= tag.end() - tag.start()
        if tag.group(1) is not None or left < 0:
            return True
    return False
