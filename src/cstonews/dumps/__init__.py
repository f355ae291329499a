"""Paths → dumps: the only reader of files."""

from cstonews.dumps.dump import Dump, restored
from cstonews.dumps.limits import DEFAULTS, Limits
from cstonews.dumps.members import members
from cstonews.dumps.reading import read, read_new
from cstonews.dumps.sources import STDIN, Source, sources
from cstonews.dumps.spool import kept
from cstonews.dumps.text import decode

__all__ = [
    "DEFAULTS",
    "STDIN",
    "Dump",
    "Limits",
    "Source",
    "decode",
    "kept",
    "members",
    "read",
    "read_new",
    "restored",
    "sources",
]
