"""Many processes on one archive at once: none fails, and nothing is lost or doubled."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from faults import kills
from faults.archives import OLD, content, dumps_of, problems
from faults.kills import Ended
from faults.made import News, pages

READERS, WRITERS = 8, 3
PAGES = 90


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Folders of pages: two that overlap, one that the others know nothing of, one for a start."""
    root = tmp_path_factory.mktemp("many")
    texts = list(islice(pages(News(400).items()), PAGES))
    parts = (range(60), range(30, 80), range(80, 85), range(85, PAGES))
    for name, part in zip(("one", "two", "three", "start"), parts, strict=True):
        (root / name).mkdir()
        for number in part:
            (root / name / f"{number:03}.txt").write_text(texts[number])
    return [root / name for name in ("one", "two", "three", "start")]


def asked(archive: Path, *arguments: str) -> Ended:
    """Run a command that must end well and say nothing but what it has to say."""
    told = kills.run(archive, arguments)
    assert told.status == 0, (arguments, told)
    assert not [line for line in told.err.splitlines() if line.startswith(("Error", "Traceback"))]
    return told


def listed(archive: Path) -> None:
    """Its rows are as many as it says that there are, each once, all dated, the newest first."""
    found = json.loads(asked(archive, "list", "--limit", "0", "--format", "json").out)
    handles = Counter(one["handle"] for one in found)
    assert max(handles.values()) == 1
    dates = [one["date"] for one in found]
    assert dates == sorted(dates, reverse=True)


def counted_up(archive: Path) -> None:
    """The periods of a timeline add up to what the facets of the same state count."""
    found = json.loads(asked(archive, "facets", "--facet", "kind", "--facet", "lang",
                             "--limit", "0", "--format", "json").out)  # fmt: skip
    sums = Counter[str]()
    for one in found:
        sums[one["facet"]] += one["count"]
    assert sums["kind"] == sums["lang"], sums


def shown(archive: Path) -> None:
    """What an export tells of each entry is whole: as many sightings as it has places."""
    found = asked(archive, "export", "--output", f"{archive}.{time.monotonic_ns()}.jsonl")
    assert found.out == ""
    (name,) = [word for word in found.err.split() if word.endswith(".jsonl")]
    lines = Path(name).read_text().splitlines()
    assert all(json.loads(line)["sightings"] for line in lines)
    assert found.err.startswith(f"{len(lines):,} entr")


def dumps_listed(archive: Path) -> None:
    found = json.loads(asked(archive, "dumps", "--format", "json").out)
    names = [one["sha256"] for one in found]
    assert len(names) == len(set(names))
    assert all(one["article"] + one["teaser"] for one in found)


def checked(archive: Path) -> None:
    assert asked(archive, "check").out.endswith("all whole\n")


def searched(archive: Path) -> None:
    asked(archive, "search", "Council", "--explain")
    asked(archive, "timeline", "--by", "year")


QUESTIONS = (listed, counted_up, searched, shown, dumps_listed, checked, searched, listed)


@pytest.mark.parametrize("seed", [20241125])
def test_writers_and_readers_at_once(
    folders: Sequence[Path], tmp_path: Path, thorough: bool, counted, seed: int
) -> None:
    archive = tmp_path / "archive.db"
    one, two, three, start = map(str, folders)
    asked(archive, "ingest", start)
    until = time.monotonic() + (60 if thorough else 4)
    gone = sha256(min(folders[2].iterdir()).read_bytes()).hexdigest()
    rounds = {
        "one": (["ingest", one],),
        "two": (["ingest", two],),
        "three": (["ingest", three], ["forget", gone]),
    }

    def write(name: str) -> tuple[int, float]:
        """Write until the time is over, and to the end of the round; forget what came again."""
        count, longest = 0, 0.0
        while not count or time.monotonic() < until:
            for arguments in rounds[name]:
                began = time.monotonic()
                asked(archive, *arguments)
                longest = max(longest, time.monotonic() - began)
                count += 1
            if name != "three" and time.monotonic() < until:
                some = random.Random(f"{seed} {name} {count}").choice(sorted(folders[0].iterdir()))
                done = kills.run(archive, ["forget", sha256(some.read_bytes()).hexdigest()])
                assert done.status == 0 or "no dump" in done.err, done
        asked(archive, *rounds[name][0])
        return count, longest

    def ask(question: Callable[[Path], None]) -> int:
        count = 0
        while not count or time.monotonic() < until:
            question(archive)
            count += 1
        return count

    began = time.monotonic()
    with ThreadPoolExecutor(READERS + WRITERS) as pool:
        writing = [pool.submit(write, name) for name in rounds]
        asking = [pool.submit(ask, question) for question in QUESTIONS]
        answers = sum(done.result() for done in asking)
        seconds = time.monotonic() - began
        writes = [done.result() for done in writing]
    for folder in (one, two, three):  # one may have forgotten what the other had brought
        asked(archive, "ingest", folder)
    assert problems(archive) == ()
    quiet = tmp_path / "quiet.db"
    asked(quiet, "ingest", start, one, two, three)
    assert set(dumps_of(archive)) == set(dumps_of(quiet))
    for table in ("entries", "texts", "links", "copies", "furniture"):
        assert content(archive)[table] == content(quiet)[table], table
    counted("many at once: answers of 8 readers beside 3 writers", answers)
    counted("many at once: writes beside 8 readers", sum(count for count, _ in writes))
    counted("many at once: answers in a second", round(answers / seconds))
    counted("many at once: longest write, ms", round(1000 * max(long for _, long in writes)))


def test_many_make_one_archive(
    folders: Sequence[Path], tmp_path: Path, thorough: bool, counted
) -> None:
    times = 15 if thorough else 1
    for turn in range(times):
        archive = tmp_path / f"{turn}" / "archive.db"
        parts = [str(path) for path in sorted(folders[1].iterdir())[:8]]
        _all_at_once(archive, [["ingest", part, parts[0]] for part in parts])
        assert len(dumps_of(archive)) == len(parts)
        assert problems(archive) == ()
    counted("many at once: 8 processes that made one archive", times)


@pytest.mark.parametrize("specimen", sorted(OLD.glob("*.sqlite")), ids=lambda path: path.stem)
def test_many_upgrade_one_archive(specimen: Path, tmp_path: Path, thorough: bool, counted) -> None:
    quiet = tmp_path / "quiet.db"
    shutil.copy(specimen, quiet)
    names = [f"name{number}" for number in range(4 if thorough else 2)]
    for name in names:
        asked(quiet, "save", name, "words")
    times = 8 if thorough else 1
    for turn in range(times):
        archive = tmp_path / f"{turn}.db"
        shutil.copy(specimen, archive)
        _all_at_once(archive, [["save", name, "words"] for name in names])
        assert content(archive) == content(quiet)
        assert problems(archive) == ()
    counted("many at once: several processes that upgraded one archive", times)


def _all_at_once(archive: Path, commands: Sequence[Sequence[str]]) -> None:
    started = [kills.start(archive, arguments) for arguments in commands]
    ends = [kills.ended(process) for process in started]
    assert [told for told in ends if told.status or "Error" in told.err] == []
