"""The options that raise what reading dumps may cost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import click

from cstonews.cli.options import Decorated
from cstonews.dumps import DEFAULTS, Limits

_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,3})?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)
_POWERS = ("", "K", "M", "G", "T")  # of 1024


class Size(click.ParamType[int]):
    """A number of bytes as people write it: 500MB, 1.5 GB, 64M."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of bytes that ``value`` names; what names none is wrong usage."""
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(value.strip())
        size = int(float(found[1]) * 1024 ** _POWERS.index(found[2].upper())) if found else 0
        if not size:
            self.fail(f"{value!r} is no size; write it as 500MB or 10GB", param, ctx)
        return size


def limit_options(command: Decorated) -> Decorated:
    """Add ``--max-unpacked --max-page --max-nesting``, for ``limits_of`` to read."""
    options = (
        click.option(
            "--max-unpacked",
            type=Size(),
            metavar="SIZE",
            help="What a packed file may unpack to in all, and a stream bring.  "
            "[default: 1 GB plus 200 times the file; 4 GB at once]",
        ),
        click.option(
            "--max-page",
            type=Size(),
            metavar="SIZE",
            help="How large a saved page may be, which is held in memory.  [default: 64MB]",
        ),
        click.option(
            "--max-nesting",
            type=click.IntRange(min=1, max=100),
            metavar="NUMBER",
            help=f"Containers in containers at most.  [default: {DEFAULTS.nesting}]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def limits_of(options: Mapping[str, int | None]) -> Limits:
    """Return the limits that the options of ``limit_options`` name."""
    return Limits(
        unpacked=options["max_unpacked"],
        page=options["max_page"] or DEFAULTS.page,
        nesting=options["max_nesting"] or DEFAULTS.nesting,
    )
