"""Whole commands, as a person sees them on a terminal; ``--rewrite`` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.md"))


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_commands_print_what_they_did(replay: Callable[[Path], None], transcript: Path) -> None:
    replay(transcript)
