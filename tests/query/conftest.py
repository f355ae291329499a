"""What the tests of the oracle share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from judging import build
from query.library import Library

from cstonews.archive.connection import writing


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The larger archive of the judged queries."""
    path = build("large", tmp_path_factory.mktemp("oracle") / "archive.db")
    with writing(str(path)) as db, closing(db):
        yield Library(db)
