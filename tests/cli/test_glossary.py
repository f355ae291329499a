"""``cstonews glossary``, and a person's own glossary beside the one that comes with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cstonews.cli.glossaries import glossary, own_glossary_file


@pytest.fixture
def own(archive: Path) -> Path:
    """Where the test's own glossary stands, or would stand."""
    file = Path(own_glossary_file())
    assert file == Path(os.environ["CSTONEWS_CONFIG"]) / "glossary.txt"
    return file


def write(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")


def test_it_lists_everything(run, own: Path) -> None:
    told = run("glossary")
    assert told.status == 0
    lines = told.out.splitlines()
    assert lines[0] == "Kind           Names"
    assert lines[1].startswith("organizations  CSTO  = Collective Security Treaty Organization = ")
    assert told.err == f"{len(lines) - 1} in the glossary; add your own to {own}\n"
    assert not own.parent.exists()


def test_words_narrow_it_down(run) -> None:
    told = run("glossary", "быстрого", "развертывания")
    assert told.out.count("\n") == 2
    assert "КСБР" in told.out
    assert told.err.startswith("1 of ")


def test_nothing_found_says_what_to_do(run, own: Path) -> None:
    told = run("glossary", "nowhere")
    assert told.out == ""
    assert told.err == f"Nothing in the glossary has such a name; add your own to {own}\n"
    assert (told.status, run("glossary", "nowhere", "--format", "json").out) == (0, "[]\n")


def test_machine_formats(run) -> None:
    names = ["Joint Staff", "Объединенный штаб"]
    record = {"kind": "bodies", "name": "Joint Staff", "names": names}
    assert json.loads(run("glossary", "joint", "staff", "--format", "json").out)[0] == record
    lines = run("glossary", "joint staff", "--format", "jsonl").out.splitlines()
    assert json.loads(lines[0]) == record
    csv = run("glossary", "joint staff", "--format", "csv").out.splitlines()
    assert csv[0] == "kind,name,names"
    assert run("glossary", "nowhere", "--format", "tsv").out == "kind\tname\tnames\n"


def test_ones_own_glossary_adds_things_and_names(run, own: Path) -> None:
    write(own, "# mine\n[sites]\nMulino = Mulinskiy\nKapustin Yar = Капустин Яр\n")
    assert glossary().find("mulinskiy") == glossary().find("Мулино")
    (site,) = json.loads(run("glossary", "капустина яра", "--format", "json").out)
    assert site == {
        "kind": "sites",
        "name": "Kapustin Yar",
        "names": ["Kapustin Yar", "Капустин Яр"],
    }
    (place,) = json.loads(run("glossary", "mulinskiy", "--format", "json").out)
    assert place == {"kind": "places", "name": "Mulino", "names": ["Mulino", "Мулино", "Mulinskiy"]}


def test_a_wrong_line_is_an_error_that_names_it(run, own: Path) -> None:
    write(own, "[people]\n\nIvanov\n")
    told = run("glossary")
    assert (told.status, told.out) == (1, "")
    assert told.err == f"Error: {own}:3: 'Ivanov' is one name alone; write NATO = НАТО\n"


def test_another_encoding_is_an_error(run, own: Path) -> None:
    own.parent.mkdir()
    own.write_bytes("Капустин Яр = Kapustin Yar\n".encode("cp1251"))
    told = run("glossary")
    assert (told.status, told.out) == (1, "")
    assert told.err == f"Error: {own} is not in UTF-8; save it in UTF-8\n"


def test_what_cannot_be_read_is_an_error(run, own: Path) -> None:
    own.mkdir(parents=True)
    told = run("glossary")
    assert told.status == 1
    assert told.err == f"Error: {own} cannot be read: Is a directory\n"


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_hostile_names_are_inert(run, own: Path, form: str) -> None:
    write(own, "[\x1b[31m]\nred\x1b[31m \u202e = x =HYPERLINK(1)\n")
    told = run("glossary", "red", "--format", form)
    assert told.status == 0
    assert not {"\x1b", "\u202e"} & set(told.out)


def test_a_look_up_loads_nothing_slow(own: Path) -> None:
    code = (
        "import sys\n"
        "from cstonews.cli.glossaries import glossary\n"
        "assert glossary().find('Афганистаном')\n"
        "slow = {'rich', 'json', 'pathlib', 'Stemmer', 'sqlite3'}\n"
        "print(sorted(slow & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
