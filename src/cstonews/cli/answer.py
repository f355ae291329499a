"""Printing an answer: what ``list`` and ``search`` share."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from cstonews.cli.options import emit
from cstonews.model import Answer, DateSource, Hit
from cstonews.render.explained import helping_lines

EMPTY = "The archive is empty; fill it with 'cstonews ingest FILE'."
NOTHING = "Nothing found; try fewer words, OR, or word*."


def print_answer(answer: Answer, form: str, full: bool, nothing: str) -> None:
    """Print the hits on standard output, and how many there are in all on standard error."""
    if form != "table":
        from cstonews.render.formats import write
        from cstonews.render.records import hit_keys, hit_record

        emit(write((hit_record(hit, full) for hit in answer.hits), form, hit_keys(full)))
        _help(answer)
        return
    if answer.hits:
        from cstonews.render.grid import hits_grid
        from cstonews.render.screen import print_grid

        print_grid(hits_grid(answer.hits, full), sys.stdout)
        sys.stdout.flush()
    if answer.empty:
        nothing = EMPTY
    click.echo(_count(answer) + marks_told(answer.hits) if answer.total else nothing, err=True)
    _help(answer)


def _help(answer: Answer) -> None:
    for line in helping_lines(answer):
        click.echo(line, err=True)


def marks_told(hits: Sequence[Hit]) -> str:
    """What the marks behind dates and titles mean, behind a count; empty if there are none."""
    from cstonews.render.grid import legend

    sources = {hit.entry.date_source for hit in hits}
    if any(hit.entry.corrected for hit in hits):
        sources.add(DateSource.CORRECTED)
    told = legend(sources)
    return f"; {told}" if told else ""


def _count(answer: Answer) -> str:
    shown, total = len(answer.hits), answer.total
    if shown == total:
        return entries_told(total)
    return f"{shown:,} of {total:,} entries; more with --limit {shown * 2}, all with --limit 0"


def entries_told(count: int) -> str:
    """A number of entries, in words."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"
