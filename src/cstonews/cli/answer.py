"""Printing an answer: what ``list`` and ``search`` share."""

from __future__ import annotations

import sys

import click

from cstonews.cli.options import emit
from cstonews.model import Answer, DateSource

EMPTY = "The archive is empty; fill it with 'cstonews ingest FILE'."
NOTHING = "Nothing found; try fewer words, OR, or word*."


def print_answer(answer: Answer, form: str, full: bool, nothing: str) -> None:
    """Print the hits on standard output, and how many there are in all on standard error."""
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import hit_keys, hit_record

        emit(write((hit_record(hit, full) for hit in answer.hits), form, hit_keys(full)))
        return
    if answer.hits:
        from cstonews.render.grid import hits_grid
        from cstonews.render.screen import print_grid

        print_grid(hits_grid(answer.hits, full), sys.stdout)
        sys.stdout.flush()
    if answer.empty:
        nothing = EMPTY
    click.echo(_count(answer) + _legend(answer) if answer.total else nothing, err=True)


def _legend(answer: Answer) -> str:
    """What the marks behind dates and titles mean, if there are any."""
    from cstonews.render.grid import legend

    sources = {hit.entry.date_source for hit in answer.hits}
    if any(hit.entry.corrected for hit in answer.hits):
        sources.add(DateSource.CORRECTED)
    told = legend(sources)
    return f"; {told}" if told else ""


def _count(answer: Answer) -> str:
    shown, total = len(answer.hits), answer.total
    if shown == total:
        return f"{total:,} {'entry' if total == 1 else 'entries'}"
    return f"{shown:,} of {total:,} entries; more with --limit {shown * 2}, all with --limit 0"
