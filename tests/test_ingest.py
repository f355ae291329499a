"""Dumps of all forms into an archive, and what a failed one leaves of the others."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from cstonews.archive.writer import writing
from cstonews.dumps import sources
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
