"""The archive: the only place that knows SQL. Dumps and segments go in, entries come out.

connection  opening it: ``read`` for readers, ``writing`` for the one writer
writer      dumps into it
search      entries by words, dates and kind
lookup      entries by handle
stored      dumps, and their bytes
check       proof that it is whole
"""
