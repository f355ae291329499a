"""Paths → dumps: the only reader of files."""

from cstonews.dumps.dump import Dump
from cstonews.dumps.sources import STDIN, Source, printable, read, sources
from cstonews.dumps.text import decode

__all__ = ["STDIN", "Dump", "Source", "decode", "printable", "read", "sources"]
