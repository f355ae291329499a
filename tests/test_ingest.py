"""Dumps of all forms into an archive, and what a failed one leaves of the others."""

from __future__ import annotations

import gzip
import io
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from cstonews import adding
from cstonews.archive.changes.reading import CutDump
from cstonews.archive.damage.check import check
from cstonews.archive.writer import writing
from cstonews.dumps import Source, sources
from cstonews.errors import DumpError
from cstonews.ingest import ingest

ITEM = "26.07.2024\n\nOn 25 July 2024, the Council met in Moscow and agreed on item {}.\n\n\n"
PAGE = (
    "<html><head><link rel=canonical href='https://en.odkb-csto.org/news/1/'></head><body>"
    "<div>26.07.2024</div><p>On 25 July 2024, the Council met in Moscow and agreed on item {}.</p>"
)


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("pages.zip").write_bytes(
        zipped(
            {
                "one.txt": ITEM.format(1),
                "broken.gz": gzip.compress(ITEM.format(2).encode())[:-9],
                "photo.jpg": b"\xff\xd8\xff\xe0",
                "two.html": PAGE.format(3),
            }
        )
    )
    Path("three.txt.gz").write_bytes(gzip.compress(ITEM.format(4).encode() * 9000))
    return tmp_path


def test_members_are_dumps_and_a_failed_one_stops_nothing(folder, archive):
    told = []
    found = list(sources(["pages.zip", "three.txt.gz"]))
    with writing(str(archive)) as writer:
        report = ingest(found, writer, told.append)
    assert dict(report.dumps) == {"new": 3, "failed": 2}
    damaged, photo = report.failures
    assert damaged.startswith("pages.zip/broken.gz is damaged or cut off (")
    assert photo.startswith("pages.zip/photo.jpg is a JPEG image")
    assert 0.7 * sum(source.bytes for source in found) < sum(told)
    assert sum(told) <= sum(source.bytes for source in found)


def test_the_same_dump_in_a_container_is_known(folder, archive, run):
    run("ingest", "three.txt.gz")
    Path("plain.txt").write_bytes(ITEM.format(4).encode() * 9000)
    again = run("ingest", "plain.txt", "--format", "json")
    assert (again.status, '"known": 1' in again.out) == (0, True)


def test_a_page_gives_its_bytes_back(folder, run):
    Path("page.html").write_text(PAGE.format(5))
    assert run("ingest", "page.html").status == 0
    assert run("dumps", "cat", "page.html").raw == PAGE.format(5).encode()
    assert run("check").status == 0


def test_split_names_a_failed_member_and_shows_the_others(folder, run):
    result = run("split", "pages.zip", "--format", "jsonl")
    assert result.status == 1
    assert '"dump": "pages.zip/one.txt"' in result.out
    assert '"dump": "pages.zip/two.html"' in result.out
    assert "Error: pages.zip/broken.gz is damaged" in result.err
    assert "Error: pages.zip/photo.jpg is a JPEG image" in result.err


TABLES = {
    "dumps": "sha256, name, bytes, encoding, form",
    "entries": "handle, date, date_source, kind, lang, title, body",
    "segments": 'dump, seq, kind, start, "end", line, date, inferred, day, blanks, parts',
    "short_lines": "line, dump, beside",
    "furniture": "line",
    "warnings": "dump, line, message",
}
FOOT = "Portal of the member states"
PLACES = ("Minsk", "Astana", "Bishkek", "Dushanbe", "Yerevan", "Moscow", "Osh", "Almaty")


def content(archive):
    with closing(sqlite3.connect(archive)) as db:
        rows = (db.execute(f"SELECT {columns} FROM {table}") for table, columns in TABLES.items())
        return [sorted(found.fetchall(), key=repr) for found in rows]


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """Pages with a sidebar in common, of which a line at the foot is learnt as furniture."""
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    for number, place in enumerate(PLACES * 3):
        title = f"The seminar number {number} of the rescue services was opened in {place}"
        text = (
            f"{ITEM.format(number // 3)}{title}\n\n{title} 05.02.2024\n\nOn 5 February 2024, the "
            f"seminar number {number} of five states began in {place}.\n\n32.13.2024\n\n{FOOT}\n"
        )
        Path(f"pages/{number:02}.txt").write_text(text)
    Path("pages/07-again.txt").write_bytes(Path("pages/07.txt").read_bytes())
    Path("pages/08.html").write_text(PAGE.format(3))
    Path("pages/09-photo.txt").write_bytes(b"\xff\xd8\xff\xe0")
    other = ITEM.replace("{}", "{0}").replace(
        "the Council met", "{0} guests of the {0} met {0} times"
    )
    Path("pages/large.txt").write_text("".join(other.format(number) for number in range(99)))
    return Path("pages")


def ingested(archive, pages):
    with writing(str(archive)) as writer:
        report = ingest(list(sources([str(pages)])), writer)
    assert check_archive(archive) == ()
    return report


def check_archive(archive):
    return check(str(archive)).problems


@pytest.mark.parametrize(("together", "worthwhile"), [(1, 0), (4, 4000), (100, 0), (4, 10**9)])
def test_neither_groups_nor_workers_change_the_archive(
    pages, tmp_path, monkeypatch, together, worthwhile
):
    expected = ingested(tmp_path / "one.db", pages)
    assert expected.reread > 0
    assert dict(expected.dumps) == {"new": 26, "known": 1, "failed": 1}
    monkeypatch.setattr(adding, "_TOGETHER", together)
    monkeypatch.setattr(adding, "_WORTHWHILE", worthwhile)
    monkeypatch.setattr(adding, "_LARGE", 5000)
    report = ingested(tmp_path / "other.db", pages)
    assert content(tmp_path / "other.db") == content(tmp_path / "one.db")
    assert report.dumps == expected.dumps
    assert report.segments == expected.segments
    assert sorted(report.warnings) == sorted(expected.warnings)
    assert report.entries["new"] == expected.entries["new"] == len(content(tmp_path / "one.db")[1])


def test_a_dump_that_changes_leaves_its_group_alone(pages, tmp_path, monkeypatch):
    wholly = adding._Waiting.wholly

    def faulty(waiting):
        if waiting.coming.dump.name.endswith("03.txt"):
            waiting.coming.dump.sha256 = "0" * 64
        return wholly(waiting)

    monkeypatch.setattr(adding._Waiting, "wholly", faulty)
    report = ingested(tmp_path / "one.db", pages)
    assert report.dumps["new"] == 25
    assert any("03.txt changed while it was read" in failure for failure in report.failures)


LONG = "word of a text that is long " * 3000  # a file that is not held in memory


def taken_and_gone(folder, gone):
    """Files of which some go away when the ingest has taken them."""
    for number in range(12):
        path = folder / f"{number}.txt"
        path.write_text(f"12.03.2023\n\nItem {number} tells of a meeting held today\n\n\n{LONG}")
        yield Source(str(path), path.stat().st_size)
        if number in gone:
            path.unlink()


def test_a_file_that_goes_away_is_one_failure(tmp_path):
    with writing(str(tmp_path / "one.db")) as writer:
        report = ingest(taken_and_gone(tmp_path, {0, 7}), writer)
    assert report.dumps["new"] >= 10
    assert report.dumps["new"] + report.dumps["failed"] == 12
    assert all("cannot be read: No such file" in failure for failure in report.failures)


def test_a_dump_that_must_be_cut_again_and_is_gone_takes_no_other_with_it(
    pages, tmp_path, monkeypatch
):
    monkeypatch.setattr(adding, "_TOGETHER", 6)
    monkeypatch.setattr(adding, "_WORTHWHILE", 0)
    cut_by = CutDump.cut_by

    def gone(one, learnt):
        again = cut_by(one, learnt)
        if again is not one and one.dump.name.endswith("06.txt"):
            raise DumpError(f"{one.dump.name} changed while it was read; ingest it again")
        return again

    monkeypatch.setattr(CutDump, "cut_by", gone)
    report = ingested(tmp_path / "one.db", pages)
    assert dict(report.dumps) == {"new": 25, "known": 1, "failed": 2}


def test_handles_that_nobody_saw_are_not_kept(pages, tmp_path):
    assert ingested(tmp_path / "one.db", pages).reread
    with closing(sqlite3.connect(tmp_path / "one.db")) as db:
        assert db.execute("SELECT count(*) FROM former").fetchone() == (0,)


def test_where_no_process_can_be_started_this_one_does_it_all(pages, tmp_path, monkeypatch):
    monkeypatch.setattr(adding, "_WORTHWHILE", 0)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert ingested(tmp_path / "one.db", pages).dumps["new"] == 26
