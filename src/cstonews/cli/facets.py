"""``cstonews facets``: what was found, counted by its properties."""

from __future__ import annotations

import sys
from itertools import chain

import click

from cstonews.archive.answers.facets import FACETS, facet_of_queries, facets
from cstonews.archive.answers.understanding import entity_queries
from cstonews.archive.connection import Connection
from cstonews.cli.answer import EMPTY, NOTHING
from cstonews.cli.asking import WORDS_SETTINGS, ask, words_argument
from cstonews.cli.glossaries import glossary
from cstonews.cli.messages import say
from cstonews.cli.options import (
    LISTED,
    archive_option,
    at_most_option,
    emit,
    examples,
    format_option,
    pager_option,
)
from cstonews.counts import Facets
from cstonews.found import Filter
from cstonews.query.glossary import SPELLINGS, TERMS
from cstonews.query.tree import Query
from cstonews.render.numbers import entries_told

_ENTITY = "entity"


@click.command(
    "facets",
    context_settings=WORDS_SETTINGS,
    epilog=examples(
        "cstonews facets",
        "cstonews facets Afghanistan --since 2023",
        "cstonews facets drugs --facet year --facet kind",
        "cstonews facets --undated --format json",
    ),
)
@words_argument
@click.option(
    "--facet",
    "names",
    type=click.Choice((*FACETS, _ENTITY)),
    multiple=True,
    help="Only this one; several times for several.",
)
@at_most_option(told="How many values of each at most; 0 for all.")
@pager_option
@format_option(*LISTED)
@archive_option
def command(
    archive: str,
    form: str,
    pager: str,
    limit: int,
    names: tuple[str, ...],
    words: tuple[str, ...],
    **filters: object,
) -> None:
    """Count the entries that WORDS find by kind, language, year, date source and entity.

    Entities are what the glossary names: states, bodies, places, people, exercises and the like.

    Without words, all entries are counted. WORDS are as in 'cstonews search --help', DATE as
    in 'cstonews list --help'.
    """

    wanted = dict.fromkeys(names or (*FACETS, _ENTITY))

    def question(db: Connection, query: Query, chosen: Filter) -> Facets:
        columns = [name for name in wanted if name != _ENTITY]
        found = facets(db, query, chosen, columns, limit or None)
        if _ENTITY not in wanted or not found.total:
            return found
        known = glossary()
        named = (entity for entity in known.entities if entity.kind not in (SPELLINGS, TERMS))
        queries = entity_queries(db, named, known)
        entities = facet_of_queries(db, _ENTITY, queries, query, chosen, limit or None)
        return found._replace(facets=(*found.facets, entities))

    _print(ask(archive, words, filters, question), form, pager)


def _print(found: Facets, form: str, pager: str) -> None:
    """Print the counts on standard output, and how many entries there are on standard error."""
    if form != "table":
        from cstonews.render.counts import facet_records
        from cstonews.render.formats import write

        records = chain.from_iterable(map(facet_records, found.facets))
        emit(write(records, form, ("facet", "value", "count")))
        return
    if not found.total:
        say(EMPTY if found.empty else NOTHING)
        return
    from cstonews.render.counts import facet_grid
    from cstonews.render.screen import print_grids

    grids = [facet_grid(facet, found.total) for facet in found.facets]
    print_grids(grids, sys.stdout, pager)
    sys.stdout.flush()
    say(_told(found))


def _told(found: Facets) -> str:
    cut = [
        f"{len(facet.counts):,} of {facet.values:,} values of {facet.name}"
        for facet in found.facets
        if len(facet.counts) < facet.values
    ]
    shown = f"; {', '.join(cut)}, all with --limit 0" if cut else ""
    return f"{entries_told(found.total)}{shown}"
