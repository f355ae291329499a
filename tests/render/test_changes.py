"""What one text says otherwise than another, with a few words around each place."""

from __future__ import annotations

import pytest

from cstonews.render.changes import word_changes

LONG = " ".join(f"w{n}" for n in range(40))
CASES = {
    "nothing": ("one two three", "one two three", []),
    "a word": ("They met in Moscow.", "They met in Minsk.", ["They met in [-Moscow.-] {+Minsk.+}"]),
    "only spaces": ("They  met", "They met", []),
    "taken out": ("They have met", "They met", ["They [-have-] met"]),
    "put in": ("They met", "They have met", ["They {+have+} met"]),
    "within much": (
        f"{LONG} old {LONG}",
        f"{LONG} new {LONG}",
        ["… w36 w37 w38 w39 [-old-] {+new+} w0 w1 w2 w3 …"],
    ),
    "far apart": (
        f"a {LONG} b",
        f"c {LONG} d",
        ["[-a-] {+c+} w0 w1 w2 w3 …", "… w36 w37 w38 w39 [-b-] {+d+}"],
    ),
    "a long tail": (
        "They met",
        f"They met {LONG}",
        [f"They met {{+{' '.join(LONG.split()[:8])} … 24 words … {' '.join(LONG.split()[-8:])}+}}"],
    ),
    "from nothing": ("", "They met", ["{+They met+}"]),
}


@pytest.mark.parametrize(("old", "new", "told"), CASES.values(), ids=CASES)
def test_word_changes(old: str, new: str, told: list[str]) -> None:
    assert list(word_changes(old, new)) == told
