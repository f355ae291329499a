"""Mending an archive: edit, resplit, versions, the story of a dump."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

TITLE = "The Working Group on Afghanistan held its 38th meeting in Moscow"
BODY = (
    "On 7 December 2023, the 38th meeting of the Working Group on Afghanistan was held in {place} "
    "with the participation of the Deputy Secretary General.\n\n"
    "Delegations of the member states and of two international organizations came to it.\n"
)
MINSK, MOSCOW = BODY.format(place="Minsk"), BODY.format(place="Moscow")


@pytest.fixture
def dumps(tmp_path: Path) -> dict[str, str]:
    texts = {
        "wrong": f"{TITLE}\n\n{TITLE} 08.12.2023\n\n{MINSK}",
        "right": f"{TITLE}\n\n{TITLE} 08.12.2023\n\n{MOSCOW}",
        "teaser": f"{MOSCOW.splitlines()[0]}\n\n\nOn 5 December, a seminar began in the city.\n",
        "undated": "The rescue services of five states have compared their radio frequencies and "
        "agreed on one list of call signs for the training in the mountains.\n\n\n"
        "The CSTO Secretary General spoke with journalists in Minsk about the plans of the "
        "Organization for the coming year.\n",
    }
    paths = {name: tmp_path / f"{name}.txt" for name in texts}
    for name, path in paths.items():
        path.write_text(texts[name])
    return {name: str(path) for name, path in paths.items()}


def listed(run, *arguments: str) -> list[dict]:
    return json.loads(run("list", *arguments, "--format", "json").out)


def test_a_date_and_a_title_are_corrected(run, dumps) -> None:
    run("ingest", dumps["right"])
    (entry,) = listed(run)
    told = run("edit", entry["handle"], "--date", "9 December 2023", "--title", "A  new title")
    assert told.status == 0
    assert told.out == f"{entry['handle']}  2023-12-09  corrected by hand\nA new title\n"
    (now,) = listed(run)
    assert now["handle"] == entry["handle"]
    assert (now["date"], now["date_source"], now["title"]) == (
        "2023-12-09",
        "corrected",
        "A new title",
    )
    assert now["corrected"] == "date title"
    assert listed(run, "--on", "2023-12-08") == []
    assert listed(run, "--dates", "stated") == []
    assert len(listed(run, "--dates", "known")) == 1
    assert run("search", "new title").out.count(entry["handle"]) == 1
    assert "2023-12-09*" in run("list").out
    assert "* corrected by hand" in run("list").err
    assert "08.12.2023" not in run("show", entry["handle"]).out
    assert "2023-12-08 stated" in run("show", entry["handle"]).out


def test_a_correction_is_taken_back(run, dumps) -> None:
    run("ingest", dumps["right"])
    before = listed(run)
    run("edit", before[0]["handle"], "--no-date", "--title", "Another")
    assert listed(run) == []
    assert run("edit", before[0]["handle"], "--undo").out.startswith(before[0]["handle"])
    assert listed(run) == before
    again = run("edit", before[0]["handle"], "--undo")
    assert (again.status, again.err.count("\n")) == (1, 1)
    assert "never corrected" in again.err


def test_a_correction_survives_whatever_comes(run, dumps) -> None:
    run("ingest", dumps["teaser"])
    found = json.loads(run("search", "38th", "--format", "json").out)
    run("edit", found[0]["handle"], "--date", "2023-12-10")
    run("ingest", dumps["right"])
    run("resplit")
    (entry,) = json.loads(run("search", "38th", "--format", "json").out)
    assert (entry["date"], entry["date_source"]) == ("2023-12-10", "corrected")
    assert entry["title"] == TITLE
    run("forget", dumps["right"])
    (entry,) = json.loads(run("search", "38th", "--format", "json").out)
    assert entry["date"] == "2023-12-10"
    assert run("check").status == 0


def test_a_correction_waits_for_a_dump_that_was_forgotten(run, dumps) -> None:
    run("ingest", dumps["undated"])
    entry, _ = listed(run, "--undated")
    run("edit", entry["handle"], "--date", "2024-03-01")
    run("forget", dumps["undated"])
    assert listed(run) == []
    run("ingest", dumps["undated"])
    assert [found["date"] for found in listed(run)] == ["2024-03-01"]


def test_one_of_two_entries_with_the_same_words_is_corrected(run, tmp_path: Path) -> None:
    text = "The Secretary General congratulates the peoples of the states on Victory Day."
    page = tmp_path / "page.txt"
    page.write_text(f"09.05.2024\n\n{text}\n\n\n09.05.2023\n\n{text}\n")
    run("ingest", str(page))
    handles = [entry["handle"] for entry in listed(run)]
    told = run("edit", handles[0].split("@")[0], "--date", "2024-05-08")
    assert (told.status, "name one as" in told.err) == (1, True)
    assert run("edit", handles[0], "--date", "2024-05-08").status == 0
    assert [entry["date"] for entry in listed(run)] == ["2024-05-08", "2023-05-09"]
    assert run("show", handles[0]).status == 0


WRONG_USAGE = {
    "nothing": [],
    "both": ["--date", "2024-01-01", "--undo"],
    "two dates": ["--date", "2024-01-01", "--no-date"],
    "a month": ["--date", "2024-01"],
    "no date": ["--date", "soon"],
    "an empty title": ["--title", " "],
    "long ago": ["--date", "0009-05-09"],
}


@pytest.mark.parametrize("arguments", WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_what_has_no_meaning_is_wrong_usage(run, dumps, arguments: list[str]) -> None:
    run("ingest", dumps["right"])
    before = listed(run)
    assert run("edit", before[0]["handle"], *arguments).status == 2
    assert listed(run) == before


@pytest.mark.parametrize("command", [["edit", "abcdef0", "--no-date"], ["resplit"]], ids=" ".join)
def test_without_an_archive_nothing_is_made(run, archive: Path, command: list[str]) -> None:
    told = run(*command)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("Error: there is no archive at")
    assert not archive.parent.exists()


def test_versions_tell_what_was_corrected(run, dumps) -> None:
    run("ingest", dumps["wrong"], dumps["right"], dumps["teaser"])
    (entry,) = listed(run, "--kind", "article")
    page = run("show", entry["handle"], "--versions").out
    assert "3 texts of it:" in page
    assert "seen once: its opening" in page
    assert ("[-Minsk-] {+Moscow+}" in page) != ("[-Moscow-] {+Minsk+}" in page)
    (shown,) = json.loads(run("show", entry["handle"], "--versions", "--format", "json").out)
    relations = [version["relation"] for version in shown["versions"]]
    assert relations == ["shown", "corrected", "opening"]
    assert shown["versions"][0]["body"] == shown["body"]
    assert sum(version["sightings"] for version in shown["versions"]) == len(shown["sightings"])
    assert "versions" not in json.loads(run("show", entry["handle"], "--format", "json").out)[0]
    for version in shown["versions"]:
        assert run("show", version["handle"]).out.startswith(entry["handle"])


def test_a_dump_tells_what_became_of_it(run, dumps) -> None:
    run("ingest", dumps["teaser"], dumps["right"])
    told = run("dumps", "show", dumps["teaser"])
    assert told.status == 0
    assert dumps["teaser"] in told.out
    assert "2023-12-08=" in told.out
    story = json.loads(run("dumps", "show", dumps["teaser"], "--format", "json").out)
    assert [segment["kind"] for segment in story["segments"]] == ["teaser", "teaser"]
    assert story["segments"][0]["end"] == story["segments"][1]["start"]
    assert story["segments"][0]["date_source"] == "matched"
    (entry,) = listed(run, "--kind", "article")
    assert story["segments"][0]["handle"] == entry["handle"]
    assert run("dumps", "show", "nothing").err.startswith("Error: no dump is named nothing")


def test_resplit_says_that_nothing_changed(run, dumps) -> None:
    run("ingest", *dumps.values())
    told = run("resplit")
    assert told.status == 0
    assert told.out == "Dumps:    4 read anew, 0 cut differently\nEntries:  none changed\n"
    report = json.loads(run("resplit", "--dry-run", "--format", "json").out)
    assert report["changes"] == []
    assert report["dumps"] == {"read": 4, "changed": 0}


def test_an_archive_of_an_earlier_cstonews_is_brought_up_to_date(run, dumps, archive: Path) -> None:
    specimen = Path(__file__).parent.parent / "archive" / "old" / "0001_initial.sqlite"
    archive.parent.mkdir()
    shutil.copy(specimen, archive)
    refused = run("list")
    assert (refused.status, "cstonews resplit" in refused.err) == (1, True)
    report = json.loads(run("resplit", "--dry-run", "--format", "json").out)
    assert report["dumps"]["read"] == 3
    assert archive.read_bytes() == specimen.read_bytes()
    told = run("ingest", dumps["right"])
    kept, read_anew = told.err.splitlines()
    assert kept.startswith("The archive was of an earlier cstonews; as it was it is kept as ")
    assert read_anew == "3 dumps were read anew by the rules of today."
    assert "read anew" not in run("ingest", dumps["right"]).err
    assert len(listed(run)) > 3


CONGRATULATION = (
    "The Secretary General congratulates the peoples of the member states on Victory Day and "
    "wishes them peace, health and prosperity in the years to come."
)


@pytest.fixture
def twins(tmp_path: Path, run) -> list[str]:
    paths = [str(tmp_path / f"{year}.txt") for year in (2024, 2023)]
    for path in paths:
        Path(path).write_text(f"09.05.{path[-8:-4]}\n\n{CONGRATULATION}\n")
    return paths


def test_a_correction_of_one_twin_never_becomes_that_of_the_other(run, twins) -> None:
    run("ingest", *twins)
    handle = listed(run)[0]["handle"]
    run("edit", handle, "--date", "2024-05-08")
    run("forget", twins[0])
    assert [(e["date"], e["corrected"]) for e in listed(run)] == [("2023-05-09", None)]
    run("ingest", twins[0])
    assert [entry["date"] for entry in listed(run)] == ["2024-05-08", "2023-05-09"]


def test_a_correction_can_be_taken_back_when_its_twin_is_gone(run, twins) -> None:
    run("ingest", *twins)
    handle = listed(run)[0]["handle"]
    run("edit", handle, "--date", "2024-05-08")
    run("forget", twins[1])
    assert run("edit", handle.split("@")[0], "--undo").status == 0
    assert [entry["date"] for entry in listed(run)] == ["2024-05-09"]


def test_a_correction_stays_with_its_entry_when_a_twin_comes(run, twins) -> None:
    run("ingest", twins[0])
    run("edit", listed(run)[0]["handle"], "--title", "A title of 2024")
    run("ingest", twins[1])
    assert [entry["title"] for entry in listed(run)] == ["A title of 2024", None]
    assert run("edit", listed(run)[1]["handle"], "--undo").status == 1


def test_bytes_that_are_no_text_in_a_title_are_no_accident(run, dumps) -> None:
    run("ingest", dumps["right"])
    told = run("edit", listed(run)[0]["handle"], "--title", "A \udcff title")
    assert (told.status, "\ufffd" in told.out) == (0, True)


def test_a_rehearsal_of_forget_says_what_would_be(run, dumps) -> None:
    run("ingest", dumps["undated"])
    told = run("forget", "--dry-run", dumps["undated"]).out
    assert told.startswith("Would forget ")
    assert "and 2 entries with it." in told
