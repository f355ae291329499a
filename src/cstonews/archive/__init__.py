"""The archive: the only place that knows SQL. Dumps go in, entries come out.

connection, schema, migrations   opening it, for readers or for the one writer; its tables
writer, check                    what is done to it, in transactions; proof that it is whole
snapshot                         one state of it in a file of its own
changes                          a dump in, out or read anew; corrections
entries                          what is one item, and when it is of
facts                            bytes, distinct texts, former handles, learnt furniture
answers                          entries by words, dates or handle; dumps and their story

Each may use those below it; ``answers`` and ``facts`` do not know ``changes``.
"""
