"""What came of dumps that were added."""

from __future__ import annotations

import click

from cstonews.cli.messages import say_error, say_warning
from cstonews.render.records import ingest_record
from cstonews.reports import IngestReport


def say_problems(report: IngestReport) -> None:
    """Say which dumps failed, and what looks wrong in the others."""
    for failure in report.failures:
        say_error(failure)
    for warning in report.warnings:
        say_warning(*warning)


def print_counts(report: IngestReport) -> None:
    """Print how many dumps, entries and segments there were, and what became of them."""
    record = ingest_record(report)
    rows = {
        "Dumps": record["dumps"],
        "Entries": record["entries"],
        "Segments": record["segments"],
    }
    for name, counts in rows.items():
        told = [f"{count:,} {_named(word, count)}" for word, count in counts.items() if count]
        if told:
            click.echo(f"{name + ':':10}{', '.join(told)}")
    if report.reread:
        click.echo(f"Learnt new furniture; {report.reread:,} dumps that hold it were read anew.")
    if record["segments"]["unclassified"]:
        click.echo("What is unclassified was not understood; 'cstonews unclassified' lists it.")


def _named(word: str, count: int) -> str:
    return f"{word}s" if word in ("article", "teaser") and count != 1 else word
