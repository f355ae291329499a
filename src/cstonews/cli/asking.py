"""Words on the command line → what the archive answers: what all commands with WORDS share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import click

from cstonews.archive.connection import Connection, read, read_each
from cstonews.cli.options import chosen_filter, filter_options
from cstonews.model import Filter
from cstonews.query.parse import parse
from cstonews.query.tree import Query

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Found = TypeVar("Found")

# "-nato" is a word that is not wanted, so no option of one letter may stand in its way.
WORDS_SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


def words_argument(command: Decorated) -> Decorated:
    """Add WORDS and the options that narrow them down, for ``ask`` to read.

    The command needs ``context_settings=WORDS_SETTINGS``.
    """
    words = click.argument("words", nargs=-1, metavar="[WORDS]...", callback=_checked)
    return words(filter_options(command))


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
    return read_each(archive, _asked(words, filters, question))


def _asked(
    words: tuple[str, ...],
    filters: Mapping[str, Any],
    question: Callable[[Connection, Query, Filter], Found],
) -> Callable[[Connection], Found]:
    query = parse(" ".join(words), dt.date.today())
    chosen = chosen_filter(filters, dated_only=False)
    return lambda db: question(db, query, chosen)


def _checked(
    ctx: click.Context, parameter: click.Parameter, words: tuple[str, ...]
) -> tuple[str, ...]:
    """Refuse a misspelt option, which would else be searched for."""
    for word in words:
        if word.startswith("--") and len(word) > 2:
            raise click.NoSuchOption(word.split("=")[0], ctx=ctx)
    return words
