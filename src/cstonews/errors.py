"""Every error that cstonews raises on purpose, in one tree.

    CstonewsError
    ├── DumpError      a dump cannot be read: missing, unreadable, not text
    ├── DateError      words that were to name a date name none
    ├── QueryError     a filter or a glossary that cannot be used (words never are an error)
    ├── ArchiveError   the archive is missing, foreign, newer, busy or damaged
    ├── ConfigError    the file of settings cannot be read, or says what has no meaning
    └── OutputError    a file cannot be written, or is there already

The message of each is one line for a person: what happened and what to do next.
The command line prints it behind ``Error:``; nothing below it ever prints.
"""


class CstonewsError(Exception):
    """Base of all errors that are meant for the person who runs the program."""


class DumpError(CstonewsError):
    """A dump cannot be read as text."""


class DateError(CstonewsError, ValueError):
    """Words that should name a day, a month or a year do not."""


class QueryError(CstonewsError, ValueError):
    """A filter or a glossary has no meaning; the words of a query never raise this."""


class ArchiveError(CstonewsError):
    """The archive cannot be opened, read or written as asked."""


class OutputError(CstonewsError):
    """A file or a folder that was to be written is there already, or cannot be."""


class ConfigError(CstonewsError, ValueError):
    """The file of settings cannot be used as it is."""
