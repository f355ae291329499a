"""Entries by handle, dumps by name, and the proof that all is whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from connections import connect

from cstonews.archive.answers.dumps import dump_content, dumps
from cstonews.archive.answers.lookup import entries_by_handle
from cstonews.archive.connection import read, writing
from cstonews.archive.damage.check import check
from cstonews.archive.facts.identity import handle_of
from cstonews.archive.handles import parse_handle
from cstonews.archive.writer import writing as dump_writing
from cstonews.dumps import Source, decode
from cstonews.dumps import read as read_dump
from cstonews.errors import ArchiveError, CstonewsError, QueryError
from cstonews.model import DateSource, Entry

TEXT = "Warm congratulations on the day of the Treaty to all who serve collective security."
OTHER = "An exercise of the peacekeeping forces began in Kazakhstan with units of five states."


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = str(tmp_path / "a.db")
    dumps = (
        ("first.txt", f"15.05.2024\n\n{TEXT}\n\n\n01.05.2024\n\n{OTHER}\n"),
        ("second.txt", f"15.05.2023\n\n{TEXT}\n"),
        ("third.txt", f"{OTHER}\n\n\n{TEXT}\n"),
    )
    with dump_writing(path) as writer:
        for name, text in dumps:
            dump = decode(text.encode(), name)
            writer.add(dump, "2024-08-01T00:00:00+00:00")
    return path


def show(path: str, word: str) -> list[Entry]:
    return read(path, lambda db: entries_by_handle(db, word))


def test_a_handle_is_the_hash_of_the_words() -> None:
    assert handle_of(None, "A text.") == handle_of(None, "a  TEXT")
    assert handle_of("A", "text.") == handle_of("a", "Text")
    assert handle_of("A", "text.") != handle_of(None, "A text")
    assert handle_of(None, "A text") != handle_of(None, "A test")


def test_a_handle_is_the_same_in_every_archive() -> None:
    assert handle_of("Title", "Body") == "a28e697589da11e757400c609b5bd800"


@pytest.mark.parametrize("length", [4, 7, 12, 32])
def test_an_entry_is_found_by_the_start_of_its_handle(path: str, length: int) -> None:
    (entry,) = show(path, handle_of(None, OTHER)[:length])
    assert entry.body == OTHER
    assert [(seen.name, seen.line, seen.date_source) for seen in entry.seen] == [
        ("first.txt", 6, DateSource.STATED),
        ("third.txt", 1, DateSource.MATCHED),
    ]
    assert entry.sightings == 2


def test_a_sighting_tells_the_form_of_its_dump(path: str, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_text(f"<html><body><p>16.05.2024</p><p>{OTHER}</p></body></html>")
    with dump_writing(path) as writer:
        writer.add(read_dump(Source(str(page))), "2024-08-01T00:00:00+00:00")
    entries = show(path, handle_of(None, OTHER)[:7])
    forms = {Path(seen.name).name: seen.form for entry in entries for seen in entry.seen}
    assert (forms["first.txt"], forms["p.html"]) == ("text", "html")


def test_a_text_under_two_dates_is_told_apart_by_date(path: str) -> None:
    digits = handle_of(None, TEXT)[:7]
    assert {entry.handle for entry in show(path, digits)} == {
        f"{digits}@2023-05-15",
        f"{digits}@2024-05-15",
    }
    (entry,) = show(path, f"{digits}@2024-05-15".upper())
    assert str(entry.date) == "2024-05-15"


@pytest.mark.parametrize(
    "word",
    ["", "abc", "0000000", "xyz", "abcdefg", "a" * 33, "ab12@2024", "ab12@2024-02-30", "' OR 1"],
)
def test_what_names_no_entry_is_an_error_in_one_line(path: str, word: str) -> None:
    with pytest.raises(QueryError) as error:
        show(path, word)
    assert "\n" not in str(error.value)


def test_an_ambiguous_handle_names_the_longer_ones(path: str) -> None:
    with writing(path) as db:
        db.execute("UPDATE texts SET handle = 'aaaaaaaa' || substr(handle, 9)")
        db.execute("UPDATE entries SET handle = 'aaaaaaaa' || substr(handle, 9)")
    with pytest.raises(QueryError, match=r"aaaaaaaa[0-9a-f]"):
        show(path, "aaaaaaaa")


def test_the_date_of_a_handle_word() -> None:
    assert parse_handle(" A3F9C1E@2024-05-15 ") == ("a3f9c1e", "2024-05-15")


def test_a_dump_is_given_back_by_hash_and_by_name(path: str) -> None:
    infos = read(path, dumps)
    for info in infos:
        for word in (info.dump, info.sha256, info.name):
            data = read(path, lambda db, word=word: dump_content(db, word))
            assert hashlib.sha256(data).hexdigest() == info.sha256
    content = read(path, lambda db: dump_content(db, "second.txt"))
    assert content == f"15.05.2023\n\n{TEXT}\n".encode()


@pytest.mark.parametrize("word", ["", "none.txt", "zzzz", "%", "_______"])
def test_no_dump_is_guessed(path: str, word: str) -> None:
    with pytest.raises(QueryError):
        read(path, lambda db: dump_content(db, word))


def test_a_whole_archive_has_no_problems(path: str) -> None:
    report = check(path)
    assert (report.dumps, report.entries, report.problems) == (3, 3, ())


DAMAGE = {
    "a changed text": "UPDATE pieces SET data = zeroblob(length(data)) WHERE id = 1",
    "a text that is gone": "DELETE FROM pieces WHERE id = 1",
    "a segment that is gone": "DELETE FROM segments WHERE dump = 1 AND seq = 1",
    "a changed entry": "UPDATE entries SET body = 'other' WHERE id = (SELECT max(id) FROM entries)",
    "an entry that is gone": "DELETE FROM entries WHERE id = (SELECT max(id) FROM entries)",
    "copies that are gone": "DELETE FROM copies",
    "another hash": "UPDATE dumps SET sha256 = 'a' || substr(sha256, 2) WHERE id = 1",
}


@pytest.mark.parametrize("sql", DAMAGE.values(), ids=DAMAGE)
def test_check_finds_damage(path: str, sql: str) -> None:
    db = connect(path)
    db.execute(sql)
    db.close()
    assert check(path).problems


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_check_reports_a_file_that_was_cut(path: str, share: float) -> None:
    whole = Path(path).read_bytes()
    Path(path).write_bytes(whole[: int(len(whole) * share) // 4096 * 4096 + 100])
    assert check(path).problems


def test_a_damaged_dump_is_not_given_out(path: str) -> None:
    db = connect(path)
    db.execute(DAMAGE["a changed text"])
    db.close()
    with pytest.raises(ArchiveError, match="damaged"):
        read(path, lambda db: dump_content(db, "first.txt"))


def test_check_without_an_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cstonews ingest"):
        check(str(tmp_path / "none.db"))


def test_check_survives_flipped_bytes_anywhere(path: str) -> None:
    """Any byte of the file: a report, or one clear error, never another exception."""
    whole = Path(path).read_bytes()
    noticed = 0
    for at in range(0, len(whole), 997):
        Path(path).write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            noticed += bool(check(path).problems)
        except CstonewsError:
            noticed += 1
    assert noticed
