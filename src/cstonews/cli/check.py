"""``cstonews check``: proof that the archive is whole."""

from __future__ import annotations

import click

from cstonews.archive.damage.check import STEPS, check
from cstonews.cli.messages import say
from cstonews.cli.options import archive_option, emit, examples, format_option
from cstonews.cli.progress import progress
from cstonews.render.formats import as_json
from cstonews.render.inert import inert_line
from cstonews.render.numbers import held_told
from cstonews.render.records import check_record
from cstonews.reports import CheckReport

_NOTE = (
    "Note: 'cstonews repair' makes the archive anew of all that can be read of it, 'cstonews "
    "restore FILE' takes a backup; 'cstonews help damage' says more."
)


@click.command("check", epilog=examples("cstonews check", "cstonews check --format json"))
@format_option("table", "json")
@archive_option
@click.pass_context
def command(ctx: click.Context, archive: str, form: str) -> None:
    """Prove that nothing is lost: every dump by its hash, and that all else is as it should be.

    What is known of a dump is held against what was written, what follows from the dumps
    (texts, entries, dates, the full-text index) against what follows from them today.
    Prints what is wrong, a line each, and makes the status 1 if anything is.
    """
    with progress(STEPS, "looks") as advance:
        report = check(archive, advance)
    if form == "json":
        emit([as_json(check_record(report)), "\n"])
    else:
        for problem in report.problems:
            click.echo(inert_line(problem))
        click.echo(_verdict(report))
        if report.problems:
            say(_NOTE)
    ctx.exit(1 if report.problems else 0)


def _verdict(report: CheckReport) -> str:
    if not report.problems:
        return f"{held_told(report)}: all whole"
    if not (report.dumps or report.entries):
        return "not whole, and too damaged to count what it holds"
    return f"{held_told(report)}: not whole"
