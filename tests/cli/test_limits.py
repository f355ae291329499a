"""The options that raise what reading may cost."""

from __future__ import annotations

import gzip

import pytest

from cstonews.cli.limits import Size

SIZES = {
    "500": 500,
    "500B": 500,
    "1KB": 1 << 10,
    "64 MB": 64 << 20,
    "64m": 64 << 20,
    "1.5GiB": 3 << 29,
    "2T": 2 << 40,
}


@pytest.mark.parametrize(("written", "size"), SIZES.items())
def test_sizes_as_people_write_them(written, size):
    assert Size().convert(written, None, None) == size


@pytest.mark.parametrize("written", ["", "0", "0GB", "-1MB", "ten", "1 XB", "1e9", "1,5GB"])
@pytest.mark.parametrize("command", ["ingest", "split"])
def test_what_is_no_size_is_wrong_usage(run, command, written):
    told = run(command, f"--max-unpacked={written}", "x.txt")
    assert told.status == 2
    assert "is no size; write it as 500MB or 10GB" in told.err


@pytest.mark.parametrize("command", ["ingest", "split"])
@pytest.mark.parametrize(
    ("option", "low", "high", "name"),
    [
        ("--max-unpacked", "500", "1MB", "page.txt.gz"),
        ("--max-page", "1KB", "1MB", "page.html"),
        ("--max-nesting", "1", "2", "page.gz.gz"),
    ],
)
def test_an_option_raises_its_limit(run, tmp_path, command, option, low, high, name):
    data = b"<!doctype html>" + b"<p>The Council met in Minsk.\n" * 60
    if name.endswith(".gz"):
        data = gzip.compress(b"The Council met in Minsk.\n" * 60)
    if name.endswith(".gz.gz"):
        data = gzip.compress(data)
    file = tmp_path / name
    file.write_bytes(data)
    told = run(command, option, low, str(file))
    assert told.status == 1
    assert told.err.startswith(f"Error: {file}")
    assert f"; allow more with {option}, or leave it out" in told.err
    assert run(command, option, high, str(file)).status == 0
