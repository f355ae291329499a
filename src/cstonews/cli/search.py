"""``cstonews search``: the entries that hold words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

from cstonews.archive.answers.search import search_each
from cstonews.archive.connection import Connection
from cstonews.cli.answer import NOTHING, answer_options, print_answers, shown_of
from cstonews.cli.asking import WORDS_SETTINGS, ask, ask_each, words_argument
from cstonews.cli.options import archive_option, examples, sort_option
from cstonews.found import Answer, Filter, Order
from cstonews.query.tree import Query

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def found_options(command: Decorated) -> Decorated:
    """Add the options that say how what was found is shown, for ``print_found`` to read."""
    explain = click.option(
        "--explain",
        is_flag=True,
        help="Say first how the words are understood, and what each part finds.",
    )
    return sort_option(Order.RELEVANCE)(explain(answer_options(command)))


def print_found(
    archive: str, words: tuple[str, ...], *, sort: str, explain: bool, **options: Any
) -> None:
    """Print the entries that ``words`` find, as the options of ``found_options`` say."""
    shown = shown_of(options)

    def question(db: Connection, query: Query, chosen: Filter) -> Iterator[Answer]:
        if explain:
            from cstonews.archive.answers.explain import explained
            from cstonews.render.explained import explained_lines

            for line in explained_lines(explained(db, query, chosen)):
                click.echo(line, err=True)
        return search_each(db, query, chosen, Order(sort), shown.limit, offset=shown.offset)

    if shown.is_long:
        answers = ask_each(archive, words, options, question)
    else:
        answers = iter(ask(archive, words, options, lambda *asked: list(question(*asked))))
    print_answers(answers, shown, nothing=NOTHING)


@click.command(
    "search",
    context_settings=WORDS_SETTINGS,
    epilog=examples(
        'cstonews search "Afghanistan"',
        "cstonews search peacekeep* training --since 2023",
        "cstonews search 'title:Афганистан kind:article date:2023..'",
        "cstonews search --explain 'near(border drugs, 5)'",
        "cstonews search '\"Collective Security Council\" -Yerevan'",
        "cstonews search '(drugs OR trafficking) Tajikistan' --sort newest",
        "cstonews search Minsk --count",
        "cstonews search 38th --format json",
    ),
)
@words_argument
@found_options
@archive_option
def command(archive: str, words: tuple[str, ...], **options: Any) -> None:
    """Find the entries that hold all WORDS, the best first.

    \b
    word word      both, in any form, names in English and in Russian
    "a phrase"     these words side by side
    this OR that   either
    -word          not this word
    word*          words that begin so
    ( ... )        a group
    near(a b, 5)   both, at most five words apart
    title:word     in the title; also title:"a phrase", title:( ... )
    kind:article   also kind:teaser, lang:en, lang:ru, dump:NAME
    date:2024-01..2024-06   also date:2024.., date:"last month", date:none

    All of it mixes, and no query is an error; --explain says how it was understood.
    Without words, all entries are found. 'cstonews help query' tells all. DATE is as in
    'cstonews list --help'.
    """
    print_found(archive, words, **options)
