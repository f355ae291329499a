"""What was said and seen in another archive, and no dump tells, carried into this one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from cstonews.archive.changes.rereading import reapply
from cstonews.archive.entries import corrections
from cstonews.archive.entries.corrections import Correction
from cstonews.archive.facts import former
from cstonews.archive.facts.former import Place
from cstonews.archive.facts.seals import holds, unseal_known
from cstonews.model import Origin
from cstonews.reports import SavedSearch

# What to say where what people said is not what was sealed.
DOUBTFUL = (
    "corrections and saved searches may not all be what they were; "
    "look through 'cstonews saved' and what 'cstonews list' marks with *"
)


class Known(NamedTuple):
    """What an archive knows of where a dump came from."""

    sha256: str
    origin: Origin


class Look(NamedTuple):
    """Up to which dump a search was looked at, by its row number, and when (ISO 8601)."""

    name: str
    dump: int
    made: str


class Said(NamedTuple):
    """What another archive has beside its dumps. ``looks`` are of use where the dumps have kept
    their numbers, up to ``last``, which is the last one that any dump was given.
    """

    origins: Iterable[Known] = ()
    corrections: Iterable[Correction] = ()
    saved: Iterable[SavedSearch] = ()
    places: Iterable[Place] = ()
    looks: Iterable[Look] = ()
    last: int = 0


class Carried(NamedTuple):
    """What was new of it: how many ``origins`` and ``corrections``, and which ``saved`` searches,
    each with the name that it got here.
    """

    origins: int
    corrections: int
    saved: tuple[tuple[str, str], ...]


def carry(db: sqlite3.Connection, said: Said) -> Carried:
    """Add what was said and seen elsewhere; what stands here already stays.

    Of two corrections of one thing the one made last counts.
    """
    carried = Carried(
        sum(_fill(db, known) for known in said.origins),
        sum(_correct(db, correction) for correction in said.corrections),
        tuple(named for search in said.saved for named in _save(db, search)),
    )
    former.store(db, said.places)
    db.executemany("INSERT OR IGNORE INTO looks (name, dump, made) VALUES (?, ?, ?)", said.looks)
    db.execute("UPDATE dump_numbers SET last = max(last, ?)", [said.last])
    if carried.corrections:
        reapply(db)
    return carried


def origins(db: sqlite3.Connection) -> Iterator[Known]:
    """Yield what is known of where dumps came from, as far as it is what was written."""
    for number, sha256, *told in db.execute(
        "SELECT id, sha256, url, page_title, published, fetched FROM dumps "
        "WHERE coalesce(url, page_title, published, fetched) IS NOT NULL"
    ):
        if holds(db, number):
            yield Known(sha256, Origin(*told))


def looks(db: sqlite3.Connection) -> list[Look]:
    """Return what was looked at."""
    return [Look(*row) for row in db.execute("SELECT name, dump, made FROM looks")]


def _fill(db: sqlite3.Connection, known: Known) -> bool:
    """Add what was not known here; False where that is nothing."""
    filled = db.execute(
        "UPDATE dumps SET url = coalesce(url, ?1), page_title = coalesce(page_title, ?2), "
        "published = coalesce(published, ?3), fetched = coalesce(fetched, ?4) WHERE sha256 = ?5 "
        "AND (url IS NULL AND ?1 IS NOT NULL OR page_title IS NULL AND ?2 IS NOT NULL "
        "OR published IS NULL AND ?3 IS NOT NULL OR fetched IS NULL AND ?4 IS NOT NULL)",
        (*known.origin, known.sha256),
    )
    if filled.rowcount > 0:
        unseal_known(db, known.sha256)
    return filled.rowcount > 0


def _correct(db: sqlite3.Connection, correction: Correction) -> bool:
    """Keep a correction, unless one stands here that counts as much."""
    mine = corrections.find(db, correction)
    if mine and _weight(mine) >= _weight(correction):
        return False
    corrections.store(db, correction)
    return True


def _weight(correction: Correction) -> tuple[str, bool, str]:
    # Of two that were made in the same second one must count, the same in either archive.
    return correction.made, correction.value is not None, correction.value or ""


def _save(db: sqlite3.Connection, search: SavedSearch) -> Iterator[tuple[str, str]]:
    """Keep a search under its name, or under one with a number where that stands for other
    words; yield both names, but nothing where the same words stand there already.
    """
    for number in count(1):
        name = search.name if number == 1 else f"{search.name}-{number}"
        found = db.execute("SELECT words FROM saved WHERE name = ?", [name]).fetchone()
        if found == (search.words,):
            return
        if not found:
            db.execute(
                "INSERT INTO saved (name, words, made) VALUES (?, ?, ?)",
                [name, search.words, search.made],
            )
            yield search.name, name
            return
