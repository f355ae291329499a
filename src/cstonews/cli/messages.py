"""What is said on standard error, inert and in one line each."""

from __future__ import annotations

import click

from cstonews.render.inert import inert_line


def say(message: str) -> None:
    """Say ``message``."""
    click.echo(inert_line(message), err=True)


def say_error(error: object) -> None:
    """Say what went wrong."""
    say(f"Error: {error}")


def say_warning(name: str, line: int, message: str) -> None:
    """Say what looks wrong in a dump, with its name and the line."""
    say(f"Warning: {name}:{line}: {message}")
