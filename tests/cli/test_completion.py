"""What shells complete: commands, options and their values, handles and dumps; in silence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from cstonews.archive.writer import writing
from cstonews.cli import commands
from cstonews.dumps import decode

PAGE = str(Path(__file__).parent.parent / "gold" / "pages" / "001.txt")
VARIABLE = "_CSTONEWS_COMPLETE"


def offers(line: str) -> dict[str, str | None]:
    """What is offered for the last word of a line, each with its help."""
    *words, typed = line.split(" ")
    shell = ShellComplete(commands, {}, "cstonews", VARIABLE)
    return {item.value: item.help for item in shell.get_completions(words, typed)}


OFFERED = {
    "se": ["search"],
    "l": ["list", "ls"],
    "f": ["facets", "forget", "find"],
    "list --ki": ["--kind"],
    "list --kind ": ["article", "teaser"],
    "ls --kind t": ["teaser"],
    "list --format js": ["json", "jsonl"],
    "list --format=js": ["json", "jsonl"],
    "list --columns ti": ["title", "title+text"],
    "list --columns date,ti": ["date,title", "date,title+text"],
    "list --columns title,ti": ["title,title+text"],
    "dumps c": ["cat"],
    "help q": ["query"],
    "help sh": ["show"],
    "help con": ["config"],
    "completion ": ["bash", "zsh", "fish"],
    "list --nothing=": [],
}


@pytest.mark.parametrize(("line", "offered"), OFFERED.items(), ids=OFFERED)
def test_commands_options_and_values_are_offered(archive, line: str, offered: list[str]) -> None:
    assert list(offers(line)) == offered


def test_all_commands_are_offered_with_their_help(archive) -> None:
    told = offers("")
    assert {*commands.modules, "ls", "find"} == told.keys()
    assert all(told.values())


@pytest.mark.parametrize("line", ["ingest da", "split "])
def test_paths_are_left_to_the_shell(archive, line: str) -> None:
    shell = ShellComplete(commands, {}, "cstonews", VARIABLE)
    *words, typed = line.split(" ")
    assert [item.type for item in shell.get_completions(words, typed)] == ["file"]


def test_handles_are_offered_with_date_and_title(run) -> None:
    run("ingest", PAGE)
    entries = json.loads(run("list", "--limit", "0", "--format", "json").out)
    told = offers("show ")
    assert told.keys() == {entry["handle"] for entry in entries}
    titled = next(entry for entry in entries if entry["title"])
    handle = titled["handle"]
    assert told[handle].startswith(f"{titled['date']} {titled['title'][:40]}")
    for line in (f"show {handle[:4]}", f"edit {handle[:4]}", f"show abcdef {handle[:4]}"):
        assert list(offers(line)) == [handle]
    for line in ("show zzz", "show %", f"show {handle[:4]}@", f"show {handle} @ 20"):
        assert offers(line) == {}


def test_twins_are_offered_with_their_dates(run, tmp_path: Path) -> None:
    text = "Warm congratulations on the day of the Treaty to all who serve collective security."
    for year in ("2023", "2024"):
        dump = tmp_path / year
        dump.write_text(f"15.05.{year}\n\n{text}\n")
        run("ingest", str(dump))
    (later, earlier) = offers("show ")
    assert (later[7:], earlier[7:]) == ("@2024-05-15", "@2023-05-15")
    assert list(offers(f"show {later[:9]}")) == [later, earlier]
    assert list(offers(f"show {later[:12]}")) == [later]
    # Bash takes handle@date for three words.
    assert offers(f"show {later[:7]} @ 2") == {}


def test_dumps_are_offered_by_name_and_by_word(run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(PAGE, "one.txt")
    Path("a strange, name.txt").write_text("A text of another dump about a meeting in Osh.\n")
    run("ingest", "one.txt", "a strange, name.txt")
    words = {info["name"]: info["dump"] for info in json.loads(run("dumps", "--format=json").out)}
    strange = words["a strange, name.txt"]
    for command in ("dumps cat", "dumps show", "forget"):
        assert offers(f"{command} o") == {"one.txt": words["one.txt"]}
        assert offers(f"{command} {strange[:5]}") == {strange: "a strange, name.txt"}
        assert offers(f"{command} ") == {
            "one.txt": words["one.txt"],
            strange: "a strange, name.txt",
        }
        assert offers(f"{command} a\\ strange") == {}


def test_too_many_are_none_but_the_newest_where_nothing_is_typed(archive: Path) -> None:
    with writing(str(archive)) as writer:
        for number in range(150):
            text = f"01.02.2024\n\nText {number} is about a meeting of number {number} in Minsk.\n"
            writer.add(decode(text.encode(), f"n{number}.txt"), "2024-08-01T00:00:00+00:00")
    assert len(offers("show ")) == len(offers("dumps cat ")) == 100
    assert offers("dumps cat n") == {}
    assert len(offers("dumps cat n1")) == 61


def test_hostile_text_is_inert(run, tmp_path: Path) -> None:
    dump = tmp_path / "\x1b[31m;rm.txt"
    dump.write_text("01.02.2024\n\nA \x1b[31m\u202etext\x07 of a dump\tabout a meeting in Osh.\n")
    run("ingest", str(dump))
    for line in ("show ", "dumps cat "):
        ((value, told),) = offers(line).items()
        assert value.isalnum()
        assert not {"\x1b", "\u202e", "\x07", "\n", "\t"} & {*told}


@pytest.mark.parametrize("line", ["show ", "show ab", "dumps cat ", "forget x"])
def test_without_an_archive_there_is_silence(archive: Path, line: str, capfd) -> None:
    assert offers(line) == {}
    archive.parent.mkdir()
    archive.write_text("no archive, but a text of some length\n" * 100)
    assert offers(line) == {}
    assert capfd.readouterr() == ("", "")
    assert [path.name for path in archive.parent.iterdir()] == ["archive.db"]


def test_the_archive_is_the_one_that_is_named(run, archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    run("ingest", PAGE, "--archive", str(other))
    assert offers("show ") == {}
    assert len(offers(f"show --archive {other} ")) == 6
    assert len(offers(f"--archive {other} show ")) == 6


def test_settings_count_and_their_errors_are_silent(run, archive, tmp_path, monkeypatch) -> None:
    run("ingest", PAGE)
    monkeypatch.delenv("CSTONEWS_ARCHIVE")
    file = tmp_path / "config" / "config.toml"
    file.parent.mkdir()
    file.write_text(f'archive = "{archive}"\n[aliases]\nkabul = "list --since 2024"\n')
    assert len(offers("show ")) == 6
    assert offers("ka") == {"kabul": "short for: list --since 2024"}
    assert list(offers("kabul --kind a")) == ["article"]
    for broken in ("nonsense", "[list]\nlimt = 5", '[aliases]\nkabul = "x"'):
        file.write_text(broken)
        assert list(offers("list --kind a")) == ["article"]
        assert list(offers("se")) == ["search"]
        assert offers("kabul --kind a").keys() <= {*commands.modules}


def test_saved_searches_complete(run) -> None:
    run("ingest", PAGE)
    for name in ("kabul", "kazan", "x"):
        run("save", name, "some", "words")
    for command in ("run", "new", "save"):
        assert list(offers(f"{command} ka")) == ["kabul", "kazan"]
    assert offers("run k")["kabul"] == "some words"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_its_shell_reads(run, tmp_path: Path, shell: str) -> None:
    script = tmp_path / "script"
    script.write_text(run("completion", shell).out)
    assert "cstonews" in script.read_text()
    if shutil.which(shell):
        check = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True)
        assert (check.returncode, check.stdout, check.stderr) == (0, "", "")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which shells find the command."""
    shim = tmp_path / "bin" / "cstonews"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cstonews "$@"\n')
    shim.chmod(0o755)
    return {**os.environ, "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes(run, environment) -> None:
    run("ingest", PAGE)
    handle = json.loads(run("list", "--format", "json").out)[0]["handle"]
    script = (
        'eval "$(cstonews completion bash)"\n'
        f"COMP_WORDS=(cstonews show {handle[:5]}); COMP_CWORD=2\n"
        "_cstonews_completion cstonews 2> /dev/null\n"  # compopt wants a prompt
        'echo "${COMPREPLY[*]}"'
    )
    told = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, env=environment
    )
    assert told.stdout == f"{handle}\n"


BROKEN_AT_SIGNS = {
    "list --format = j": ["json", "jsonl"],
    "search --sort = n": ["newest"],
    "list --kind =": ["article", "teaser"],
}


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(("line", "offered"), BROKEN_AT_SIGNS.items())
def test_bash_completes_behind_an_equals_sign(run, environment, line, offered) -> None:
    """Bash breaks words at "=" (COMP_WORDBREAKS) and hands the sign over as a word."""
    words = " ".join(f"'{word}'" for word in line.split(" "))
    script = (
        'eval "$(cstonews completion bash)"\n'
        f"COMP_WORDS=(cstonews {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1))\n"
        "_cstonews_completion cstonews 2> /dev/null\n"
        'echo "${COMPREPLY[*]}"'
    )
    told = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, env=environment
    )
    assert told.stdout.split() == offered


def test_help_completes_the_commands_below_a_command(archive) -> None:
    assert sorted(offers("help dumps ")) == ["cat", "show"]


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
def test_fish_completes_with_the_whole_help(run, environment, tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text("01.02.2024\n\nOn 31 January, in Osh, a meeting was held.\n")
    run("ingest", str(dump))
    script = 'cstonews completion fish | source; complete --do-complete "cstonews show "'
    told = subprocess.run(
        ["fish", "--no-config", "--command", script],
        capture_output=True, text=True, env={**environment, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert told.stdout.endswith("\t2024-02-01 On 31 January, in Osh, a meeting was held.\n")
