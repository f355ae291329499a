"""Words on the command line → what the archive answers: what all commands with WORDS share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import click

from cstonews.archive.answers.understanding import understand
from cstonews.archive.connection import Connection, read, read_each
from cstonews.cli.glossaries import glossary
from cstonews.cli.messages import say
from cstonews.cli.options import HELD, SETTINGS, chosen_filter, filter_options
from cstonews.found import Filter
from cstonews.query.fields import misread
from cstonews.query.parse import parse
from cstonews.query.tree import Query, Word, leaves

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Found = TypeVar("Found")

# "-nato" is a word that is not wanted, so no option of one letter may stand in its way.
WORDS_SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


def words_argument(command: Decorated) -> Decorated:
    """Add WORDS and the options that narrow them down, for ``ask`` to read.

    The command needs ``context_settings=WORDS_SETTINGS``.
    """
    return words_alone(words_options(command))


def words_alone(command: Decorated) -> Decorated:
    """Add WORDS without an option.

    The command needs ``context_settings=WORDS_SETTINGS``.
    """
    return click.argument("words", nargs=-1, metavar="[WORDS]...", callback=_checked)(command)


def words_options(command: Decorated) -> Decorated:
    """Add the options of ``words_argument`` to a command that has its words from elsewhere."""
    exact = click.option(
        "--exact/--no-exact", default=False, help="The words as typed, without other forms."
    )
    return exact(filter_options(command))


def as_typed(words: tuple[str, ...]) -> str:
    """The words of a command line as one text."""
    return " ".join(words)


def ask_plainly(
    archive: str, words: str, question: Callable[[Connection, Query, Filter], Found]
) -> Found:
    """Put a question to the archive about the entries that ``words`` find, as ``ask`` does
    where no option was typed: by what is set for all commands.
    """
    settings = click.get_current_context().meta.get(SETTINGS, {})
    set_up = {"exact": settings.get("exact", False)}
    untyped = _without_options.make_context(None, [], default_map=set_up).params
    return ask(archive, (words,), untyped, question)


def ask(
    archive: str,
    words: tuple[str, ...],
    filters: Mapping[str, Any],
    question: Callable[[Connection, Query, Filter], Found],
) -> Found:
    """Put a question to the archive about the entries that ``words`` find.

    ``filters`` are the values of the options that ``words_argument`` adds.
    """
    return read(archive, _asked(words, filters, question))


def ask_each(
    archive: str,
    words: tuple[str, ...],
    filters: Mapping[str, Any],
    question: Callable[[Connection, Query, Filter], Iterable[Found]],
) -> Iterator[Found]:
    """Put a question as ``ask`` does whose answers come one by one, as they are looked at."""
    return read_each(archive, _asked(words, filters, question), held=HELD)


def ask_beside(
    archive: str,
    words: tuple[str, ...],
    others: Sequence[str],
    filters: Mapping[str, Any],
    question: Callable[[Connection, Query, Sequence[Query], Filter], Found],
) -> Found:
    """Put a question as ``ask`` does that gets the trees of ``others``, too: words beside WORDS,
    read in the same way.
    """

    def put(db: Connection, queries: Sequence[Query], chosen: Filter) -> Found:
        return question(db, queries[0], queries[1:], chosen)

    return read(archive, _all_asked((as_typed(words), *others), filters, put))


def _asked(
    words: tuple[str, ...],
    filters: Mapping[str, Any],
    question: Callable[[Connection, Query, Filter], Found],
) -> Callable[[Connection], Found]:
    def put(db: Connection, queries: Sequence[Query], chosen: Filter) -> Found:
        return question(db, queries[0], chosen)

    return _all_asked((as_typed(words),), filters, put)


def _all_asked(
    texts: Sequence[str],
    filters: Mapping[str, Any],
    question: Callable[[Connection, Sequence[Query], Filter], Found],
) -> Callable[[Connection], Found]:
    queries = [_parsed(text) for text in texts]
    chosen = chosen_filter(filters, dated_only=False)
    names = None if filters["exact"] else glossary()

    def put(db: Connection) -> Found:
        wide = [understand(db, query, names) for query in queries] if names else queries
        return question(db, wide, chosen)

    return put


def _parsed(text: str) -> Query:
    """The tree of ``text``, with a note on each word that looks like a field and is none."""
    query = parse(text, dt.date.today())
    typed = (leaf.text for leaf in leaves(query) if isinstance(leaf, Word))
    for message in filter(None, map(misread, typed)):
        say(f"Note: {message}.")
    return query


@click.command()
@words_options
def _without_options(**filters: object) -> None:
    """Nothing is ever run; click tells by it what the options are where none is typed."""


def _checked(
    ctx: click.Context, parameter: click.Parameter, words: tuple[str, ...]
) -> tuple[str, ...]:
    """Refuse a misspelt option, which would else be searched for."""
    for word in words:
        if word.startswith("--") and len(word) > 2:
            raise click.NoSuchOption(word.split("=")[0], ctx=ctx)
    return words
