"""What a person types → a tree that no search engine shapes; words for days → dates.

    parse  the words of a query → its tree
    tree   the nodes, and what builds and describes them
    dates  words for a day, a month, a range → days

Nothing here reads a file, a database or the clock: "today" is passed in.
"""
