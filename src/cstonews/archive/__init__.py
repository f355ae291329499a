"""The archive: the only place that knows SQL. Dumps go in, entries come out.

connection, schema, migrations   opening it, for readers or for the one writer; its tables
writer, contents                 what is done to it, in transactions; what it offers another one
copies                           whole archives: copied, kept, put back, exchanged
damage                           proof that it is whole; what can be had of one that is not
changes                          a dump in, out or read anew; corrections
entries                          what is one item, and when it is of
facts                            bytes, distinct texts, former handles, learnt furniture
answers                          entries by words, dates or handle; dumps and their story

Each may use those below it; ``answers`` and ``facts`` do not know ``changes``. Only to keep a
copy before it upgrades does the writer use ``copies``.
"""
