"""The command line: options in, one call, one rendering out.

The one place that turns errors into messages and statuses: 0 done, 1 an error,
2 wrong usage, 130 interrupted, 143 or 129 ended by a signal while a file was written.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from cstonews import __version__
from cstonews.cli.group import Commands
from cstonews.cli.options import ArchiveFile
from cstonews.errors import CstonewsError
from cstonews.interrupts import INTERRUPTED, STATUS, in_order

_SECTIONS = {
    "Fill an archive": {"ingest": "ingest"},
    "Ask it": {
        "search": "search",
        "list": "listing",
        "show": "show",
        "related": "related",
        "timeline": "timeline",
        "terms": "terms",
        "facets": "facets",
        "export": "export",
    },
    "Watch it": {"new": "new", "save": "save", "run": "run", "saved": "saved"},
    "Look behind it": {
        "dumps": "dumps",
        "unclassified": "unclassified",
        "split": "split",
    },
    "Mend it": {"edit": "edit", "forget": "forget", "resplit": "resplit", "repair": "repair"},
    "Keep it safe": {"check": "check", "backup": "backup", "restore": "restore", "merge": "merge"},
    "Settings and help": {
        "glossary": "glossary",
        "config": "config",
        "completion": "completion",
        "help": "help",
    },
}
_ALIASES = {"ls": "list", "find": "search"}


@click.command(
    cls=Commands,
    sections=_SECTIONS,
    aliases=_ALIASES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="\b\nExamples:\n"
    "  cstonews ingest dump.txt\n"
    '  cstonews search "Afghanistan"\n'
    "  cstonews list --since 2024-07-01",
)
@click.option(
    "--archive",
    type=ArchiveFile(),
    help="The archive file, for every command.  [env var: CSTONEWS_ARCHIVE]",
)
@click.version_option(__version__, prog_name="cstonews")
def commands(archive: str | None) -> None:
    """Raw text dumps of the CSTO's news pages in, an archive to search and cite out."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, of the process or as given, and exit."""
    # The process ends with all it has: Python need not look for what nothing refers to any more.
    atexit.register(gc.freeze)
    _open_missing()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        with in_order():
            status = commands.main(arguments, prog_name="cstonews", standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        _leave(error.exit_code)
    except CstonewsError as error:
        _say(f"Error: {error}")
        _leave(1)
    except OSError as error:
        _say(f"Error: the output cannot be written: {error.strerror or error}")
        _leave(1)
    except (KeyboardInterrupt, click.Abort):
        _say(INTERRUPTED)
        _leave(STATUS)
    _leave(status if isinstance(status, int) else 0)


def _show(error: click.ClickException) -> None:
    """Show wrong usage, inert and in one line below that of the usage."""
    from cstonews.render.inert import inert_line

    if isinstance(error, click.UsageError) and not isinstance(
        error, click.exceptions.NoArgsIsHelpError
    ):
        told = error.format_message().replace("\n\t", " ")  # so click lists choices
        error = click.UsageError(inert_line(told), error.ctx)
    error.show()


def _say(message: str) -> None:
    from cstonews.cli.messages import say

    say(message)


def _leave(status: int) -> NoReturn:
    """Exit with ``status``; a reader that has closed the pipe is no error."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError) and not status:
            _say(f"Error: the output cannot be written: {error.strerror or error}")
            status = 1
    sys.exit(status)


def _open_missing() -> None:
    """Give a process that was started without standard streams some that swallow everything."""
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115 - open as long as the process
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
