"""Dumps of any size, made up as those of the benchmarks are."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from dumps import News, pages, write_dump

__all__ = ["News", "pages", "write_dump"]
