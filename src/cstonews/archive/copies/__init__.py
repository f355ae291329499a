"""Files in which an archive is copied, kept, and put back or exchanged as a whole."""
