"""What a person types → a tree that no search engine shapes; words for days → dates.

    parse, fields           the words of a query → its tree
    tree, describe          the nodes and what builds them; a tree in words
    widen, forms            a tree → the same with all forms that a vocabulary holds
    spellings, words        other ways to write a word; the tokens that are forms of one
    function_words          what says nothing of what a text is about
    glossary                things with several names, found by any of them
    dates, periods          words for a day, a month, a range → days; days → periods

Nothing here reads a file, a database or the clock: "today" is passed in.
"""
