"""``cstonews show``: entries whole."""

from __future__ import annotations

import sys

import click

from cstonews.archive.answers.lookup import entries_by_handle
from cstonews.archive.connection import read
from cstonews.archive.handles import parse_handle
from cstonews.cli.completion import complete_handles
from cstonews.cli.options import archive_option, emit, examples, format_option, pager_option
from cstonews.errors import QueryError

_STYLES = ("text", "bibtex", "csl", "markdown")


@click.command(
    "show",
    epilog=examples(
        "cstonews show a3f9c1e",
        "cstonews show a3f9c1e 50b1d22",
        "cstonews show a3f9c1e@2024-05-15",
        "cstonews show a3f9c1e --versions",
        "cstonews show a3f9c1e --format json",
        "cstonews show a3f9c1e --cite",
        "cstonews show a3f9c1e 50b1d22 --cite bibtex >> sources.bib",
    ),
)
@click.argument("handles", nargs=-1, metavar="HANDLE...", shell_complete=complete_handles)
@click.option("--versions", is_flag=True, help="Also every text of it, and what changed.")
@click.option(
    "--cite",
    is_flag=False,
    flag_value="text",
    metavar="[STYLE]",
    help="Only a citation: text (when no STYLE is named), bibtex, csl or markdown.",
)
@pager_option
@format_option("table", "json", "jsonl")
@archive_option
def command(
    archive: str,
    form: str,
    pager: str,
    cite: str | None,
    versions: bool,
    handles: tuple[str, ...],
) -> None:
    """Show whole entries: text, date and where it comes from, every sighting.

    HANDLE is the first column of 'cstonews list'; four digits or more of it are enough.
    With --versions also the texts that the entry was seen in: its opening as a teaser,
    a copy that was cut, an earlier wording with [-what was taken out-] and {+what was put in+}.
    With --cite one line that names the organisation, the title, the date and how it is known,
    and the place in the archive; or an entry for a bibliography.
    """
    cite, handles = _style_and_handles(cite, handles)
    if not handles:
        raise click.UsageError("Missing argument 'HANDLE...'.")
    if cite and (versions or form != "table"):
        raise click.UsageError("--cite has styles of its own; leave out --format and --versions")
    entries = read(
        archive,
        lambda db: [entry for word in handles for entry in entries_by_handle(db, word, versions)],
    )
    if cite:
        from cstonews.render.citations import citations

        # A bibliography that holds a key twice is an error to BibTeX.
        emit(citations(dict.fromkeys(entries), cite))
        return
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import entry_record

        emit(write(map(entry_record, entries), form))
        return
    from cstonews.render.page import entry_page
    from cstonews.render.screen import print_pages

    print_pages(map(entry_page, entries), sys.stdout, pager)


def _style_and_handles(
    style: str | None, handles: tuple[str, ...]
) -> tuple[str | None, tuple[str, ...]]:
    """Tell a style from a handle: ``--cite a3f9c1e`` reads as if the handle were its style."""
    if style is None or style in _STYLES:
        return style, handles
    try:
        parse_handle(style)
    except QueryError:
        styles = ", ".join(_STYLES)
        raise click.UsageError(f"{style!r} is no style of --cite; take one of {styles}") from None
    return "text", (style, *handles)
