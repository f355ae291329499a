"""Paths → dumps: the only reader of files."""

from cstonews.dumps.dump import Dump
from cstonews.dumps.sources import STDIN, Source, read, sources
from cstonews.dumps.spool import spooled
from cstonews.dumps.text import decode

__all__ = ["STDIN", "Dump", "Source", "decode", "read", "sources", "spooled"]
