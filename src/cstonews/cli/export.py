"""``cstonews export``: entries whole, for other programs and for people without this one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import click

from cstonews.archive.answers.export import export
from cstonews.archive.answers.rows import holds_nothing
from cstonews.archive.answers.selection import count, select
from cstonews.archive.connection import Connection, read
from cstonews.cli.answer import EMPTY
from cstonews.cli.asking import WORDS_SETTINGS, ask, ask_each, words_argument
from cstonews.cli.files import empty, whole_file, whole_folder, write_in
from cstonews.cli.messages import say
from cstonews.cli.options import (
    archive_option,
    at_most_option,
    emit,
    examples,
    format_option,
    sort_option,
)
from cstonews.errors import OutputError
from cstonews.found import Filter, Order
from cstonews.model import Entry
from cstonews.query.tree import Query

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
    output = _checked(output, form, force, archive)
    tally = Counter[str]()

    def question(db: Connection, query: Query, chosen: Filter) -> Iterator[Entry]:
        tally.clear()
        tally["all"] = count(db, select(db, query, chosen)) if limit else 0
        return _tallied(export(db, query, chosen, Order(sort), limit or None), tally)

    def rendered(entries: Iterable[Entry]) -> Iterator[str]:
        return _rendered(entries, form, _title(words, filters), archive)

    if not output:
        emit(rendered(ask_each(archive, words, filters, question)))
    else:
        with _filled(output, force, None if form == "text" else rendered) as fill:
            # Asked at once, it is asked and written again where an ingest ends meanwhile.
            ask(archive, words, filters, lambda *asked: fill(question(*asked)))
    if tally["entries"]:
        _tell(tally["entries"], tally["all"], output)
    else:
        nothing = "Nothing found; 'cstonews list' shows what there is."
        say(EMPTY if read(archive, holds_nothing) else nothing)


def _checked(output: str | None, form: str, force: bool, archive: str) -> str | None:
    """The file or the folder to write, None for standard output.

    Raises click.UsageError, and OutputError where it is the archive itself.
    """
    if output == "":
        raise click.UsageError("--output names no file; name one, or leave it out")
    output = None if output == "-" else output
    if form == "text" and not output:
        raise click.UsageError("--format text writes many files; name a folder with --output")
    if force and not output:
        raise click.UsageError("--force is for a file or a folder; name one with --output")
    for part in ("", "-wal", "-shm", "-journal"):
        if output and _same(output, os.path.realpath(archive) + part):
            raise OutputError(f"{output} is the archive itself; name another with --output")
    return output


def _same(one: str, other: str) -> bool:
    """Whether two paths lead to one file, be it there or not."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    with suppress(OSError):
        return os.path.samefile(one, other)
    return False


def _tallied(entries: Iterable[Entry], tally: Counter[str]) -> Iterator[Entry]:
    for entry in entries:
        tally["entries"] += 1
        yield entry


def _tell(written: int, found: int, output: str | None) -> None:
    """Say how many entries of those found were written where; ``found`` is 0 without a limit."""
    cut = found > written
    noun = "entry" if max(written, found) == 1 else "entries"
    told = f"{written:,} of {found:,} {noun}" if cut else f"{written:,} {noun}"
    if output:
        say(f"{told} in {output}")
    elif cut:
        say(f"{told}; all with --limit 0")


@contextmanager
def _filled(
    output: str, force: bool, rendered: Callable[[Iterable[Entry]], Iterable[str]] | None
) -> Iterator[Callable[[Iterable[Entry]], None]]:
    """What writes entries to a file as they are ``rendered``, or as documents to a folder.

    When it is called again, what it wrote before is gone.
    """
    if rendered:
        with whole_file(output, replace=force) as file:

            def write(entries: Iterable[Entry]) -> None:
                file.seek(0)
                file.truncate()
                file.writelines(rendered(entries))

            yield write
        return
    from cstonews.render.documents import documents

    with whole_folder(output, merge=force) as folder:

        def fill(entries: Iterable[Entry]) -> None:
            empty(folder)
            for document in documents(entries):
                write_in(folder, *document)

        yield fill


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
