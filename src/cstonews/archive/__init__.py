"""The archive: the only place that knows SQL. Text and segments go in, entries come out."""

from cstonews.archive.connection import read
from cstonews.archive.lookup import entries_by_handle
from cstonews.archive.search import search
from cstonews.archive.stored import dump_content, dumps

__all__ = ["dump_content", "dumps", "entries_by_handle", "read", "search"]
