"""What a person types → a tree that no search engine shapes; words for days → dates.

    parse     the words of a query → its tree
    tree      the nodes, and what builds and describes them
    dates     words for a day, a month, a range → days
    words     the tokens of a text, and which are forms of one word
    glossary  things with several names, found by any of them

Nothing here reads a file, a database or the clock: "today" is passed in.
"""
