"""Queries for tests: "today" is always the same day."""

from __future__ import annotations

import datetime as dt

from cstonews.query import parse as module
from cstonews.query.tree import Query

TODAY = dt.date(2024, 8, 1)


def parse(text: str) -> Query:
    """The tree of ``text``, as on TODAY."""
    return module.parse(text, TODAY)
