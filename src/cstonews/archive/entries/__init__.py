"""From texts to entries: what is one item, when it is of, and the rows that follow."""
