"""cstonews: raw text dumps of the CSTO's news pages → an archive to search, cite and trust.

>>> from cstonews import split
>>> [segment.kind.value for segment in split("A title\\n\\nA title 07.12.2023\\n").segments]
['article']
"""

from __future__ import annotations

from importlib import import_module

# As in typing, which would be half of the time until a command can be interrupted in one line.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from cstonews.archive.connection import read as read_archive
    from cstonews.archive.writer import writing as write_archive
    from cstonews.dumps import decode, sources
    from cstonews.errors import ArchiveError, CstonewsError, DateError, DumpError, QueryError
    from cstonews.ingest import ingest
    from cstonews.query.parse import parse as parse_query
    from cstonews.split import split

__version__ = "0.1.0"
__all__ = [
    "ArchiveError",
    "CstonewsError",
    "DateError",
    "DumpError",
    "QueryError",
    "__version__",
    "decode",
    "ingest",
    "parse_query",
    "read_archive",
    "sources",
    "split",
    "write_archive",
]

_HOMES = {
    "ArchiveError": "cstonews.errors:ArchiveError",
    "CstonewsError": "cstonews.errors:CstonewsError",
    "DateError": "cstonews.errors:DateError",
    "DumpError": "cstonews.errors:DumpError",
    "QueryError": "cstonews.errors:QueryError",
    "decode": "cstonews.dumps:decode",
    "ingest": "cstonews.ingest:ingest",
    "parse_query": "cstonews.query.parse:parse",
    "read_archive": "cstonews.archive.connection:read",
    "sources": "cstonews.dumps:sources",
    "split": "cstonews.split:split",
    "write_archive": "cstonews.archive.writer:writing",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that ``import cstonews`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name].split(":")
    return getattr(import_module(module), attribute)
