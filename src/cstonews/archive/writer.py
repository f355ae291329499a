"""Dumps into the archive: a transaction a dump, and the entries that follow from it."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TypeAlias

from cstonews.archive import connection
from cstonews.archive.answers.dumps import dumps_size
from cstonews.archive.changes import saved
from cstonews.archive.changes.carry import Carried, Said, carry
from cstonews.archive.changes.edit import edit, undo
from cstonews.archive.changes.forget import Forgotten, forget
from cstonews.archive.changes.reading import (
    CutDump,
    Storing,
    Told,
    Written,
    cuts_of,
    packed_whole,
)
from cstonews.archive.changes.rereading import reread
from cstonews.archive.changes.resplit import resplit
from cstonews.archive.copies.exchange import Standing
from cstonews.archive.copies.keeping import Keeping
from cstonews.archive.entries.changes import CHANGED, counts, leave_out_gone
from cstonews.archive.entries.index import UNINDEXED, index_entries, merge_index
from cstonews.archive.facts.cuts import Batch
from cstonews.archive.facts.former import unknown
from cstonews.archive.facts.furniture import edge_lines, learnt, review
from cstonews.archive.facts.seals import UNSEALED, seal
from cstonews.archive.migrations import EDITION
from cstonews.archive.numbers import unused_dump_number
from cstonews.dumps import Dump
from cstonews.errors import DumpError
from cstonews.model import Entry
from cstonews.reports import ResplitReport

# How a dump is cut by what is learnt: in this process, or in another one.
Cutting: TypeAlias = Callable[[Dump, Collection[str], Told | None], Iterator[Batch]]


class Writer:
    """The one way into an archive. Made by ``writing`` or ``rehearsing``.

    ``written`` are the readings of the dumps that it added, by row number; ``reread`` is the
    number of times that a dump was read anew because a line turned out to be furniture. Of an
    archive that had to be upgraded ``upgrade`` says what reading all dumps anew has changed, and
    ``kept`` names the copy of it as it was.
    """

    def __init__(
        self, db: sqlite3.Connection, refuse_replaced: Callable[[], None] = lambda: None
    ) -> None:
        self._refuse_replaced = refuse_replaced
        self._make: Callable[[], sqlite3.Connection] | None = None
        self._use(db)
        self.written: dict[int, Written] = {}
        self.reread = 0
        self.upgrade: ResplitReport | None = None
        self.kept: str | None = None

    def _use(self, db: sqlite3.Connection) -> None:
        self._db = db
        for table in (UNINDEXED, CHANGED, UNSEALED):
            db.execute(table)

    def make_when_needed(self, make: Callable[[], sqlite3.Connection]) -> None:
        """Have ``make`` make the archive to write to when there is something to store."""
        self._make = make

    def bring_up_to_date(self, before: Callable[[], None] = lambda: None) -> None:
        """Read all dumps anew if the archive's facts are of an earlier edition; ``before`` that,
        when nobody else can write, something is called.

        ``upgrade`` then says what that changed.
        """
        if _edition(self._db) == EDITION:
            return
        with self._transaction():
            if _edition(self._db) < EDITION:  # another writer may have come first
                if self._db.execute("SELECT 1 FROM dumps LIMIT 1").fetchone():
                    before()
                report = resplit(self._db)
                self.upgrade = report if report.dumps["read"] else None
                self._db.execute(f"PRAGMA user_version = {EDITION}")

    @property
    def changes(self) -> Counter[str]:
        """The number of entries that its dumps brought (``new``), made fuller (``grown``), or
        showed once more (``known``).
        """
        return counts(self._db)

    @property
    def bytes(self) -> int:
        """The size of all dumps together."""
        return dumps_size(self._db)

    def knows(self, sha256: str) -> bool:
        """Whether a dump with this hash is in the archive."""
        found = self._db.execute("SELECT 1 FROM dumps WHERE sha256 = ?", [sha256]).fetchone()
        return found is not None

    @property
    def learnt(self) -> frozenset[str]:
        """The folded lines that are known as furniture, with which texts are to be cut."""
        return learnt(self._db)

    def add(
        self,
        dump: Dump,
        ingested: str,
        told: Told | None = None,
        cut: Cutting = cuts_of,
        number: int | None = None,
    ) -> bool:
        """Split and store ``dump``, wholly or not at all; False where it is known.

        ``ingested`` is a time, ISO 8601; ``told`` is called with the number of bytes that were
        worked through since the last call; ``cut`` makes its cuts; ``number`` is the row number
        that it had in another archive and is to keep. Raises DumpError, and stores nothing,
        where the dump is not what it was when it was examined.
        """
        if self.knows(dump.sha256):
            return False
        whole = None if dump.reversible else packed_whole(dump)
        with self._transaction():
            if self.knows(dump.sha256):  # another ingest may have come first
                return False
            known = self.learnt
            self._store([CutDump(dump, ingested, cut(dump, known, told), whole, known, number)])
        return True

    def add_all(self, dumps: Sequence[CutDump]) -> list[bool | DumpError]:
        """Store dumps that are cut, in one transaction, and return what became of each.

        That is False for a dump that is known, and an error for one that had to be cut again,
        since other lines are known as furniture now, and could not be.
        """
        told: list[bool | DumpError] = []
        ready: dict[str, CutDump] = {}
        with self._transaction():
            known = self.learnt
            for one in dumps:
                sha256 = one.dump.sha256
                if sha256 in ready or self.knows(sha256):
                    told.append(False)
                    continue
                try:
                    ready[sha256] = one.cut_by(known)
                    told.append(True)
                except DumpError as error:
                    told.append(error)
            self._store(list(ready.values()))
        return told

    def tidy(self) -> None:
        """Make the index fast to read, where that takes little beside what was added."""
        brought = self.changes["new"] + self.changes["grown"]
        if brought:
            with self._transaction():
                merge_index(self._db, brought)

    def _store(self, dumps: Sequence[CutDump]) -> None:
        storing = Storing(self._db, noted=True)
        for one in dumps:
            storing.add(self._add_dump(one), one.dump, one.batches)
        written = storing.finish()
        self.written |= written
        changed = review(self._db, edge_lines(self._db, written))
        again = reread(self._db, changed, noted=self.written, unseen=written)
        self.reread += len(again)
        self.written |= {number: w for number, w in again.items() if number in self.written}
        if again:
            leave_out_gone(self._db)

    def forget(self, word: str) -> Forgotten:
        """Take the dump that ``word`` names out again, with all that only it brought.

        Raises QueryError where it names none, or several.
        """
        with self._transaction():
            return forget(self._db, word)

    def edit(self, word: str, said: Mapping[str, str | None], made: str) -> Entry:
        """Correct fields of the entry that ``word`` names, as ``edit.edit`` does."""
        with self._transaction():
            return edit(self._db, word, said, made)

    def undo(self, word: str) -> Entry:
        """Take back the corrections of the entry that ``word`` names, as ``edit.undo`` does."""
        with self._transaction():
            return undo(self._db, word)

    def save(self, name: str, words: str, made: str, *, replace: bool = False) -> bool:
        """Keep a search under a name, as ``saved.save`` does."""
        with self._transaction():
            return saved.save(self._db, name, words, made, replace)

    def delete_saved(self, name: str) -> str:
        """Forget a saved search, as ``saved.delete`` does."""
        with self._transaction():
            return saved.delete(self._db, name)

    def mark_seen(self, name: str, words: str | None, upto: int, made: str) -> None:
        """Note up to which dump a search was looked at, as ``saved.mark_seen`` does."""
        with self._transaction():
            saved.mark_seen(self._db, name, words, upto, made)

    def lacks(self, handles: Sequence[str]) -> set[str]:
        """Return those of ``handles`` that are of no text of the archive."""
        return unknown(self._db, handles)

    def carry(self, said: Said) -> Carried:
        """Add what was said and seen in another archive, as ``carry.carry`` does."""
        with self._transaction():
            return carry(self._db, said)

    def resplit(self, told: Told | None = None) -> ResplitReport:
        """Read every stored dump anew with today's rules, wholly or not at all.

        ``told`` is called with the number of bytes that were worked through since the last call.
        Where that was just done, to bring the archive up to date, its report is returned.
        """
        if self.upgrade:
            return self.upgrade
        with self._transaction():
            return resplit(self._db, told)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._make:
            make, self._make = self._make, None
            self._use(make())
            self.bring_up_to_date()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._refuse_replaced()
            yield
            index_entries(self._db)
            seal(self._db)
        except BaseException:
            connection.roll_back(self._db)
            raise
        self._db.execute("COMMIT")

    def _add_dump(self, one: CutDump) -> int:
        dump = one.dump
        number = one.number or unused_dump_number(self._db)
        self._db.execute(
            "INSERT INTO dumps (id, sha256, name, bytes, encoding, ingested, data, form, "
            "url, page_title, published, fetched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, dump.sha256, dump.name, dump.size, dump.encoding, one.ingested, one.whole,
                dump.form, *dump.origin,
            ),
        )  # fmt: skip
        return number


@contextmanager
def writing(path: str, *, must_exist: bool = False, late: bool = False) -> Iterator[Writer]:
    """Open the archive ``path`` to write to it; made where there is none, unless it
    ``must_exist``. ``late`` makes it when something is stored, and else not at all.

    One of an earlier cstonews is upgraded, and kept beside as it was: ``Writer.kept`` is where.
    """
    keeping, standing = Keeping(path), Standing(path)
    if late and not must_exist and not os.path.exists(path):
        with ExitStack() as made, rehearsing(path) as writer:
            writer.make_when_needed(lambda: made.enter_context(connection.writing(path)))
            yield writer
        return
    with connection.writing(path, must_exist=must_exist, before_upgrade=keeping.keep) as db:
        writer = Writer(db, standing.refuse_replaced)
        writer.bring_up_to_date(keeping.keep)
        writer.kept = keeping.kept
        yield writer


@contextmanager
def rehearsing(path: str, *, must_exist: bool = False) -> Iterator[Writer]:
    """Open a copy of the archive that is thrown away: what would happen, without a trace."""
    with connection.private_copy(path, must_exist=must_exist) as db:
        writer = Writer(db)
        writer.bring_up_to_date()
        yield writer


def _edition(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
