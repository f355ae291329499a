"""Whether an archive is what it was made as, and what can be had of one that is not."""
