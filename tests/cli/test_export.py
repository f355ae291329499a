"""Whole exports, in every format, and citations: complete, parsed back, harmless."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hostile import TEXTS

from cstonews.archive.answers import export as exporting
from cstonews.render.inert import inert

GOLD = Path(__file__).parent.parent / "gold" / "pages"
PAGE = str(GOLD / "001.txt")
ATOM = "{http://www.w3.org/2005/Atom}"
FORMATS = ["jsonl", "json", "csv", "tsv", "markdown", "atom", "bibtex", "csl"]
STYLES = ["text", "bibtex", "csl", "markdown"]
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def handles(form: str, written: str) -> list[str]:
    """The handles in an export, read as its format is read."""
    if form == "json":
        return [entry["handle"] for entry in json.loads(written)]
    if form == "jsonl":
        return [json.loads(line)["handle"] for line in written.splitlines()]
    if form in ("csv", "tsv"):
        rows = csv.DictReader(
            io.StringIO(written), dialect="excel" if form == "csv" else "excel-tab"
        )
        return [row["handle"] for row in rows]
    if form == "atom":
        names = ET.fromstring(written).findall(f"{ATOM}entry/{ATOM}id")
        return [name.text.removeprefix("nih:sha-256-128;")[:7] for name in names]
    if form == "csl":
        return [item["id"].removeprefix("cstonews-") for item in json.loads(written)]
    if form == "bibtex":
        return re.findall(r"^@misc\{cstonews-(\w+),$", written, re.MULTILINE)
    return re.findall(r", (?:article|teaser), \w+, (\w{7})$", written, re.MULTILINE)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "asked",
    [[], ["--sort", "oldest"], ["Minsk", "--sort", "relevance"], ["--kind", "article"],
     ["--undated"], ["--limit", "5"], ["--since", "2023", "-Armenia"], ["nowhere"]],
    ids=" ".join,
)  # fmt: skip
def test_an_export_is_what_a_search_finds(run, monkeypatch, form: str, asked: list[str]) -> None:
    monkeypatch.setattr(exporting, "CHUNK", 7)
    run("ingest", str(GOLD))
    limited = asked if "--limit" in asked else [*asked, "--limit", "0"]
    sorted_ = limited if "--sort" in asked else [*limited, "--sort", "newest"]
    found = json.loads(run("search", *sorted_, "--format", "json").out)
    told = run("export", *asked, "--format", form)
    assert told.status == 0
    assert handles(form, told.out) == [entry["handle"] for entry in found]
    if "--limit" in asked:
        assert re.fullmatch(r"5 of \d+ entries; all with --limit 0\n", told.err)
    else:
        nothing = "Nothing found; 'cstonews list' shows what there is.\n"
        assert told.err == ("" if found else nothing)


def test_json_is_what_show_tells(run) -> None:
    run("ingest", str(GOLD))
    exported = json.loads(run("export", "--format", "json").out)
    lines = [json.loads(line) for line in run("export").out.splitlines()]
    shown = json.loads(run("show", *(e["handle"] for e in exported), "--format", "json").out)
    assert exported == lines == shown


def test_a_row_has_the_whole_text_and_one_place(run) -> None:
    run("ingest", PAGE)
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").out)))
    exported = json.loads(run("export", "--format", "json").out)
    assert list(rows[0]) == [*exported[0], "dump", "name", "line", "url"]
    for row, entry in zip(rows, exported, strict=True):
        assert row["body"] == entry["body"]
        assert row["sightings"] == str(len(entry["sightings"]))
        assert (row["name"], int(row["line"])) in [
            (s["name"], s["line"]) for s in entry["sightings"]
        ]


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_is_else_printed(run, tmp_path: Path, form: str) -> None:
    run("ingest", PAGE)
    target = tmp_path / "export"
    told = run("export", "--format", form, "--output", str(target))
    assert (told.status, told.out, told.err) == (0, "", f"6 entries in {target}\n")
    assert target.read_bytes() == run("export", "--format", form).raw
    assert run("export", "--format", form, "--output", "-").raw == target.read_bytes()


def test_texts_are_a_folder_by_years(run, tmp_path: Path) -> None:
    run("ingest", str(GOLD))
    folder = tmp_path / "texts"
    told = run("export", "--format", "text", "--output", str(folder))
    exported = json.loads(run("export", "--format", "json").out)
    assert told.err == f"{len(exported)} entries in {folder}\n"
    files = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.txt")}
    assert len(files) == len(exported)
    for entry in exported:
        day = entry["date"]
        name = f"{day[:4]}/{day}_{entry['handle']}.txt" if day else f"undated/{entry['handle']}.txt"
        assert files[name].endswith(f"\n\n{entry['body']}\n" if entry["body"] else "\n")


@pytest.fixture
def hostile(run, tmp_path: Path) -> list[dict]:
    """Entries of hostile texts, each on a page of its own."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        line = " ".join(text.split())
        title = f"The council of page {number} met in Minsk about {line[:40]}"
        body = f"The council spoke for an hour of many things.\n\nOf this, too: {text}, and so on."
        page = f"{title}\n\n{title} 0{number % 9 + 1}.02.2024\n\n{body}\n"
        name = f"{number}\x1b[31m]]>=x.txt" if number else "<b>[x](y).txt"
        (folder / name).write_bytes(page.encode("utf-8", "surrogatepass"))
    run("ingest", str(folder))
    return json.loads(run("export", "--format", "json").out)


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_is_inert_in_every_format(run, hostile: list[dict], form: str) -> None:
    assert len(hostile) == len(TEXTS)
    told = run("export", "--format", form)
    assert not CONTROLS.search(told.out)
    assert len(handles(form, told.out)) == len(hostile)
    if form == "atom":
        bodies = [e.text or "" for e in ET.fromstring(told.out).iter(f"{ATOM}content")]
        stand_ins = {"\ufffe": "<U+FFFE>", "\uffff": "<U+FFFF>"}
        assert bodies == [inert(e["body"]).translate(str.maketrans(stand_ins)) for e in hostile]
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(told.out)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_hostile_text_is_inert_in_files_and_citations(run, hostile: list[dict], tmp_path) -> None:
    run("export", "--format", "text", "--output", str(tmp_path / "texts"))
    files = list((tmp_path / "texts").rglob("*.txt"))
    assert len(files) == len(hostile)
    shown = [file.read_text() for file in files]
    names = [entry["handle"] for entry in hostile]
    shown += [
        run("show", *names, "--cite", style).out for style in ("text", "bibtex", "csl", "markdown")
    ]
    assert not [text for text in shown if CONTROLS.search(text)]
    assert not [path for path in files if not re.fullmatch(r"[\w.-]+", path.name)]


def test_a_file_that_is_there_is_left_alone(run, tmp_path: Path) -> None:
    run("ingest", PAGE)
    target = tmp_path / "news.jsonl"
    target.write_text("mine")
    told = run("export", "--output", str(target))
    assert (told.status, told.out) == (1, "")
    assert (
        told.err
        == f"Error: {target} is there already; name another, or add --force to replace it\n"
    )
    assert target.read_text() == "mine"
    assert run("export", "--output", str(target), "--force").status == 0
    assert len(target.read_text().splitlines()) == 6


@pytest.mark.parametrize("form", ["jsonl", "text"])
def test_an_interrupted_export_leaves_nothing(run, monkeypatch, tmp_path: Path, form: str) -> None:
    run("ingest", PAGE)
    found = exporting.whole_entries
    calls = []

    def interrupted(*asked):
        calls.append(asked)
        if len(calls) > 2:
            raise KeyboardInterrupt
        return found(*asked)

    monkeypatch.setattr(exporting, "CHUNK", 2)
    monkeypatch.setattr(exporting, "whole_entries", interrupted)
    folder = tmp_path / "out"
    folder.mkdir()
    told = run("export", "--format", form, "--output", str(folder / "news"))
    assert told.status == 130
    assert list(folder.iterdir()) == []


def test_an_empty_export_is_a_whole_document(run, tmp_path: Path) -> None:
    run("ingest", PAGE)
    target = tmp_path / "none.json"
    told = run("export", "nowhere", "--format", "json", "--output", str(target))
    assert told.err.startswith("Nothing found")
    assert target.read_text() == "[]\n"
    assert run("export", "nowhere", "--format", "csv").out.startswith("handle,date,")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["export", "--format", "text"], "--output"),
        (["export", "--format", "text", "--output", "-"], "--output"),
        (["export", "--force"], "--output"),
        (["export", "--output", ""], "--output names no file"),
        (["export", "--output=", "--format", "text"], "--output names no file"),
        (["export", "--sort", "best"], "newest"),
        (["export", "--foo"], "--foo"),
        (["export", "--undated", "--since", "2024"], "--undated"),
        (["show", "--cite"], "HANDLE"),
        (["show", "--cite", "csl"], "HANDLE"),
        (["show", "a3f9c1e", "--cite", "apa"], "text, bibtex, csl, markdown"),
        (["show", "a3f9c1e", "--cite="], "text, bibtex, csl, markdown"),
        (["show", "a3f9c1e", "--cite", "--format", "json"], "--format"),
        (["show", "a3f9c1e", "--versions", "--cite"], "--versions"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_status_2(run, arguments: list[str], says: str) -> None:
    told = run(*arguments)
    assert told.status == 2
    assert says in told.err
    assert told.out == ""


def test_without_an_archive_nothing_is_written(run, archive: Path, tmp_path: Path) -> None:
    told = run("export", "--output", str(tmp_path / "news.jsonl"))
    assert told.status == 1
    assert re.fullmatch(r"Error: there is no archive at .*cstonews ingest.*\n", told.err)
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_ends_quietly(run, archive: Path) -> None:
    run("ingest", str(GOLD))
    reader = subprocess.Popen(
        [sys.executable, "-m", "cstonews", "export", "--format", "atom"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    reader.stdout.close()
    assert reader.communicate()[1] == b""
    assert reader.returncode == 0


def test_a_feed_is_named_after_what_was_asked(run) -> None:
    run("ingest", PAGE)

    def head(*asked: str) -> tuple[str | None, str | None]:
        feed = ET.fromstring(run("export", *asked, "--format", "atom").out)
        return feed.findtext(f"{ATOM}title"), feed.findtext(f"{ATOM}id")

    assert head()[0] == "CSTO news"
    asked = ("Minsk", "--kind", "article", "--dates", "stated")
    assert head(*asked)[0] == "CSTO news: Minsk (articles, stated dates)"
    assert head("Minsk", "--since", "2022") == head("Minsk", "--since", "2021")
    assert len({head(*asked)[1] for asked in ([], ["Minsk"], ["--undated"])}) == 3


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_names_the_handle_and_the_bytes(run, style: str) -> None:
    run("ingest", PAGE)
    entries = json.loads(run("list", "--format", "json").out)
    (dump,) = json.loads(run("dumps", "--format", "json").out)
    told = run("show", *(entry["handle"] for entry in entries), "--cite", style)
    assert told.status == 0
    for entry in entries:
        assert entry["handle"] in told.out
    assert told.out.count(dump["sha256"][:12]) == len(entries)
    again = [run("show", entry["handle"], "--cite", style).out for entry in entries]
    assert len(set(again)) == len(entries)


def test_text_is_the_style_when_none_is_named(run) -> None:
    run("ingest", PAGE)
    one, two = (e["handle"] for e in json.loads(run("list", "--limit=2", "--format=json").out))
    shown = run("show", one, two, "--cite", "text").out
    assert shown.count("\n") == 2
    assert run("show", one, two, "--cite").out == shown
    assert run("show", "--cite", one, two).out == shown


def test_the_archive_itself_is_never_replaced(run, archive: Path) -> None:
    run("ingest", PAGE)
    before = archive.read_bytes()
    link = archive.parent / "link"
    link.symlink_to(archive)
    hard_link = archive.parent / "hard_link"
    hard_link.hardlink_to(archive)
    beside = [Path(f"{archive}{end}") for end in ("-wal", "-shm")]
    there = sorted(archive.parent.iterdir())
    for target in (archive, link, hard_link, *beside):
        told = run("export", "--force", "--output", str(target))
        assert archive.read_bytes() == before
        assert told.status == 1
        assert told.err == f"Error: {target} is the archive itself; name another with --output\n"
    assert sorted(archive.parent.iterdir()) == there


@pytest.mark.parametrize(
    ("limit", "told"),
    [("0", "6 entries in "), ("6", "6 entries in "), ("1", "1 of 6 entries in ")],
)
@pytest.mark.parametrize("form", ["csv", "text"])
def test_a_limit_that_cuts_an_export_is_told(run, tmp_path, limit, told, form: str) -> None:
    run("ingest", PAGE)
    target = str(tmp_path / "news")
    written = run("export", "--format", form, "--limit", limit, "--output", target)
    assert written.err == f"{told}{target}\n"
    if form == "csv":
        printed = run("export", "--format", form, "--limit", limit).err
        assert printed == ("1 of 6 entries; all with --limit 0\n" if limit == "1" else "")


@pytest.mark.parametrize("form", ["jsonl", "csv", "atom"])
def test_a_limit_set_for_all_commands_does_not_cut_an_export(run, tmp_path, form: str) -> None:
    run("ingest", PAGE)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("limit = 2\n")
    told = run("export", "--format", form)
    assert len(handles(form, told.out)) == 6 or "2 of 6" in told.err


_SLOW_EXPORT = """
import sys, time
from cstonews.archive.answers import export as exporting
from cstonews.cli import main
found = exporting.whole_entries
exporting.CHUNK = 2
calls = []
def slow(*asked):
    calls.append(asked)
    if len(calls) > 2:
        print("under way", flush=True)
        time.sleep(30)
    return found(*asked)
exporting.whole_entries = slow
main(sys.argv[1:])
"""


@pytest.mark.parametrize("form", ["jsonl", "text"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_an_export_that_is_ended_leaves_nothing(run, tmp_path: Path, form: str, number) -> None:
    run("ingest", PAGE)
    folder = tmp_path / "out"
    folder.mkdir()
    child = subprocess.Popen(
        [sys.executable, "-c", _SLOW_EXPORT, "export", "--format", form, "--output", folder / "x"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout.readline() == b"under way\n"
    child.send_signal(number)
    child.communicate()
    assert child.returncode == 128 + number
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("form", ["jsonl", "text"])
def test_an_ingest_that_ends_meanwhile_does_not_end_an_export_to_a_file(
    run, monkeypatch, tmp_path: Path, form: str
) -> None:
    run("ingest", PAGE)
    found = exporting.whole_entries
    other = sorted(GOLD.glob("*.txt"))[5]
    calls = []

    def beside(*asked):
        calls.append(asked)
        if len(calls) == 2:
            command = [sys.executable, "-m", "cstonews", "ingest", str(other)]
            subprocess.run(command, check=True, capture_output=True)
        return found(*asked)

    monkeypatch.setattr(exporting, "CHUNK", 2)
    monkeypatch.setattr(exporting, "whole_entries", beside)
    told = run("export", "--format", form, "--output", str(tmp_path / "news"))
    assert (told.status, "entries in" in told.err) == (0, True)
    assert run("export", "--format", form, "--output", str(tmp_path / "again")).status == 0
    assert contents(tmp_path / "news") == contents(tmp_path / "again")


def contents(path: Path) -> dict[Path, bytes]:
    """What a file holds, or each of those below a folder."""
    files = [path, *path.rglob("*")]
    return {file.relative_to(path): file.read_bytes() for file in files if file.is_file()}


@pytest.mark.parametrize("days", ["--date=2024-09-05", "--no-date"])
def test_twins_of_one_corrected_date_have_names_of_their_own(run, days: str) -> None:
    text = "The ministers of the member states met in Minsk to speak about the border posts."
    for day in ("05.07.2024", "05.09.2024"):
        run("ingest", "-", stdin=f"{day}\n\n{text}\n".encode())
    assert run("edit", handle_of(run, "2024-07-05"), days).status == 0
    if days == "--no-date":
        assert run("edit", handle_of(run, "2024-09-05"), days).status == 0
    bibliography = run("export", "--format", "bibtex").out
    keys = re.findall(r"^@misc\{(.*),$", bibliography, re.MULTILINE)
    feed = ET.fromstring(run("export", "--format", "atom").out)
    names = [name.text for name in feed.findall(f"{ATOM}entry/{ATOM}id")]
    assert len(keys) == len(set(keys)) == 2
    assert len(set(names)) == 2


def handle_of(run, day: str) -> str:
    (one,) = json.loads(run("list", "--on", day, "--format", "json").out)
    return one["handle"]


@pytest.mark.parametrize("form", ["markdown", "atom", "bibtex", "csl"])
def test_a_title_that_was_put_in_by_hand_is_marked(run, form: str) -> None:
    run("ingest", PAGE)
    (entry, *_) = json.loads(run("list", "--kind=article", "--limit=1", "--format=json").out)
    run("edit", entry["handle"], "--title", "Words that stand in no dump")
    assert "by hand" in run("export", "--format", form, "no dump").out


def test_a_bibliography_has_an_entry_once(run) -> None:
    run("ingest", PAGE)
    one, two = (e["handle"] for e in json.loads(run("list", "--limit=2", "--format=json").out))
    for style in STYLES:
        once = run("show", one, two, "--cite", style).out
        assert run("show", one, two, one, two[:6], "--cite", style).out == once


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_marks_a_title_that_was_put_in_by_hand(run, style: str) -> None:
    run("ingest", PAGE)
    (entry, *_) = json.loads(run("list", "--kind=article", "--limit=1", "--format=json").out)
    run("edit", entry["handle"], "--title", "Words that stand in no dump")
    assert "by hand" in run("show", entry["handle"], "--cite", style).out


def test_the_line_that_is_cited_is_one_of_the_dump_or_is_said_to_be_of_its_text(run) -> None:
    title = "The Secretary General of the CSTO met the ministers in Osh"
    page = f"""<html><head><title>CSTO</title></head>
<body>
<div>

<h1>{title}</h1><p>05.08.2024</p>
<p>On 4 August 2024 the ministers of the member states spoke of the sea and of the border.</p>
</div></body></html>
"""
    assert run("ingest", "-", stdin=page.encode()).status == 0
    (entry,) = json.loads(run("export", "--format", "json").out)
    assert entry["title"] == title
    cited = run("show", entry["handle"], "--cite").out
    of_the_bytes = re.search(r"line (\d+) of the dump with SHA-256 (\w+)\.$", cited)
    if of_the_bytes:
        line, sha256 = of_the_bytes.groups()
        assert title in run("dumps", "cat", sha256).out.splitlines()[int(line) - 1]
    else:
        assert "of the text of" in cited
