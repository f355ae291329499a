"""``cstonews export``: entries whole, for other programs and for people without this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from cstonews.archive.answers.export import export
from cstonews.archive.answers.rows import holds_nothing
from cstonews.archive.connection import read
from cstonews.cli.answer import EMPTY
from cstonews.cli.asking import WORDS_SETTINGS, ask_each, words_argument
from cstonews.cli.files import whole_file, whole_folder, write_in
from cstonews.cli.messages import say
from cstonews.cli.options import (
    archive_option,
    at_most_option,
    emit,
    examples,
    format_option,
    sort_option,
)
from cstonews.found import Order
from cstonews.model import Entry

_FORMATS = ("jsonl", "json", "csv", "tsv", "markdown", "atom", "bibtex", "csl", "text")


@click.command(
    "export",
    context_settings=WORDS_SETTINGS,
    epilog=examples(
        "cstonews export > archive.jsonl",
        "cstonews export Afghanistan --format markdown --output afghanistan.md",
        "cstonews export --limit 50 --format atom --output news.atom --force",
        "cstonews export '\"peacekeeping forces\"' --dates stated --format bibtex",
        "cstonews export --format text --output texts/",
    ),
)
@words_argument
@sort_option(Order.NEWEST)
@at_most_option(0)
@click.option("--output", metavar="PATH", help="Write to a file, or for text to a folder.")
@click.option(
    "--force", is_flag=True, help="Replace a file, and in a folder files of the same names."
)
@format_option(*_FORMATS)
@archive_option
def command(
    archive: str,
    form: str,
    sort: str,
    limit: int,
    output: str | None,
    force: bool,
    words: tuple[str, ...],
    **filters: Any,
) -> None:
    """Write entries whole, all or those that hold all WORDS, the newest first.

    \b
    jsonl, json    every key that 'show' has, with every sighting
    csv, tsv       a row an entry, with one sighting
    markdown       one document to read
    atom           a feed
    bibtex, csl    bibliographies for LaTeX, for Zotero and pandoc
    text           a folder with a plain text for each entry

    WORDS are as in 'cstonews search --help', DATE as in 'cstonews list --help'. A file is
    there when it is whole; one that is there already is left alone without --force.
    """
    output = None if output == "-" else output
    if form == "text" and not output:
        raise click.UsageError("--format text writes many files; name a folder with --output")
    if force and not output:
        raise click.UsageError("--force is for a file or a folder; name one with --output")
    found = ask_each(
        archive,
        words,
        filters,
        lambda db, query, chosen: export(db, query, chosen, Order(sort), limit or None),
    )
    tally = Counter[str]()
    entries = _tallied(found, tally)
    if output and form == "text":
        _fill(output, force, entries)
    else:
        pieces = _rendered(entries, form, _title(words, filters), archive)
        _write(output, force, pieces)
    count = tally["entries"]
    if not count:
        empty = read(archive, holds_nothing)
        say(EMPTY if empty else "Nothing found; 'cstonews list' shows what there is.")
    elif output:
        say(f"{count:,} {'entry' if count == 1 else 'entries'} in {output}")


def _tallied(entries: Iterable[Entry], tally: Counter[str]) -> Iterator[Entry]:
    for entry in entries:
        tally["entries"] += 1
        yield entry


def _write(output: str | None, force: bool, pieces: Iterable[str]) -> None:
    if not output:
        emit(pieces)
        return
    with whole_file(output, replace=force) as file:
        file.writelines(pieces)


def _fill(output: str, force: bool, entries: Iterable[Entry]) -> None:
    from cstonews.render.documents import documents

    with whole_folder(output, merge=force) as folder:
        for document in documents(entries):
            write_in(folder, *document)


def _rendered(entries: Iterable[Entry], form: str, title: str, archive: str) -> Iterator[str]:
    if form == "markdown":
        from cstonews.render.documents import markdown

        return markdown(entries, title)
    if form == "atom":
        from cstonews.archive.answers.dumps import last_ingest
        from cstonews.render.feeds import atom

        return atom(entries, title, read(archive, last_ingest))
    if form in ("bibtex", "csl"):
        from cstonews.render.citations import citations

        return citations(entries, form)
    from cstonews.render.formats import write
    from cstonews.render.records import entry_record, flat_keys, flat_record

    record = flat_record if form in ("csv", "tsv") else entry_record
    return write(map(record, entries), form, flat_keys())


def _title(words: tuple[str, ...], filters: Mapping[str, Any]) -> str:
    """What an export is of. Days are left out: the news of another month are the same feed."""
    asked = " ".join(words)
    narrowed = (
        f"{filters['kind']}s" if filters["kind"] else "",
        "undated" if filters["undated"] else "",
        f"{filters['dates']} dates" if filters["dates"] != "all" else "",
    )
    told = ", ".join(filter(None, narrowed))
    return "CSTO news" + (f": {asked}" if asked else "") + (f" ({told})" if told else "")
