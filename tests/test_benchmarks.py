"""The benchmarks: their dumps, how they measure and report, and a tiny run of all tasks."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.append(str(BENCHMARKS))

import dumps as generator  # noqa: E402
import measure  # noqa: E402
import peers  # noqa: E402
import place  # noqa: E402
import recording  # noqa: E402
import report  # noqa: E402
import speed  # noqa: E402

from cstonews.cli import main  # noqa: E402
from cstonews.split import split  # noqa: E402

COUNT = 700


@pytest.fixture(scope="module")
def news():
    return generator.News(COUNT)


@pytest.fixture(scope="module")
def items(news):
    return list(news.items())


class TestDumps:
    def test_are_the_same_each_time(self, news, items):
        again = generator.News(COUNT)
        assert list(again.items()) == items
        assert list(generator.pages(items)) == list(generator.pages(again.items()))

    def test_make_an_item_of_its_number_alone(self, news, items):
        assert news.item(123) == items[123]

    def test_are_others_for_another_seed(self, items):
        assert generator.News(COUNT, seed=1).item(5) != items[5]

    @pytest.mark.parametrize("site", [generator.DUMP, generator.FOLDER])
    def test_show_every_item(self, site):
        items = [*generator.News(COUNT, site).items()]
        text = "".join(generator.pages(items, site))
        assert all(item.teaser[0] in text for item in items)
        assert all(item.title in text for item in items if item.article)

    def test_are_dated_in_order(self, items):
        dates = [item.date for item in items]
        assert dates == sorted(dates)
        assert dates[0] == generator.FIRST_DAY

    def test_have_both_languages(self, items):
        assert {item.lang for item in items} == {"en", "ru"}

    def test_have_a_word_that_one_item_alone_holds(self, news, items):
        word = news.rare_word()
        assert sum(word in item.text for item in items) == 1

    def test_weigh_about_a_kilobyte_an_item(self, items):
        size = len("".join(generator.pages(items)).encode())
        assert 900 < size / COUNT < 1500

    def test_of_pages_share_most_teasers(self, tmp_path):
        known = generator.write_pages(150, tmp_path / "pages")
        assert len(list((tmp_path / "pages").iterdir())) == 150
        segments = [
            segment
            for path in sorted((tmp_path / "pages").iterdir())
            for segment in split(path.read_text(encoding="utf-8")).segments
            if segment.kind == "teaser"
        ]
        bodies = [segment.body for segment in segments]
        assert len(bodies) > 3 * len({*bodies})
        assert known["items"] < 250

    def test_of_a_day_come_after_the_others(self, news, items, tmp_path):
        generator.write_day(COUNT, 2, tmp_path / "day")
        later = [news.item(COUNT + number) for number in range(generator.DAY, 2 * generator.DAY)]
        assert all(item.date > items[-1].date for item in later)
        text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "day").iterdir())
        assert all(item.title in text for item in later)
        assert all(item.teaser[0] in text for item in items[-generator.SIDEBAR :])

    def test_can_be_split(self, items):
        # Most of what was put in comes out: the layouts are those of real pages.
        text = "".join(generator.pages(items))
        found = [segment for segment in split(text).segments if segment.kind == "article"]
        titles = {item.title for item in items if item.article}
        right = sum(segment.title in titles for segment in found)
        assert right > 0.85 * len(titles)


def runs(*walls):
    return [measure.Run(wall, wall / 2, 1000) for wall in walls]


def python(code):
    return measure.Contender([[sys.executable, "-c", code]])


class TestMeasure:
    def test_takes_the_median(self):
        assert measure.median(runs(3, 1, 2)) == 2
        assert measure.median(runs(3, 1, 2), "cpu") == 1

    def test_compares_round_by_round(self):
        # The second round was slow for both; the ratio of the medians would be 2.5.
        assert measure.ratio(runs(1, 10, 5), runs(2, 20, 2)) == 0.5

    def test_runs_a_whole_process(self):
        one = measure.run([[sys.executable, "-c", "print('said')"]], 30)
        assert one.output == b"said\n"
        assert one.wall > 0
        assert one.memory > 1e6

    def test_sums_up_commands(self):
        command = [sys.executable, "-c", "print(1)"]
        assert measure.run([command, command], 30).output == b"1\n1\n"

    def test_tells_why_one_failed(self):
        code = "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"
        assert measure.run([[sys.executable, "-c", code]], 30).reason == "status 3: no such thing"

    def test_ends_what_takes_too_long(self):
        one = measure.run([[sys.executable, "-c", "import time; time.sleep(60)"]], 0.2)
        assert one.reason.startswith("took more than")

    def test_alternates(self, tmp_path):
        log = tmp_path / "log"
        write = f"open({str(log)!r}, 'a').write"
        contenders = {"a": python(f"{write}('a')"), "b": python(f"{write}('b')")}
        found = measure.alternate(contenders, 2, 60)
        assert log.read_text() == "abab"
        assert [len(found[name]) for name in "ab"] == [2, 2]

    def test_goes_on_without_one_that_fails(self):
        found = measure.alternate({"a": python(""), "b": python("1 / 0")}, 2, 60)
        assert len(found["a"]) == 2
        assert "ZeroDivisionError" in found["b"].reason

    def test_stops_when_the_time_is_over(self):
        found = measure.alternate({"a": python(""), "b": python("")}, 50, 0)
        assert found["a"].reason == "no time left"

    def test_lets_the_slow_ones_have_few_rounds(self):
        slow = python("import time; time.sleep(0.5)")
        found = measure.alternate({"a": python(""), "b": slow}, 4, 60)
        assert (len(found["a"]), len(found["b"])) == (4, 2)


class TestRecording:
    @pytest.fixture
    def archive(self, items, tmp_path):
        path, dump = tmp_path / "archive.db", tmp_path / "dump.txt"
        dump.write_text("".join(generator.pages(items[300:420])), encoding="utf-8")
        with pytest.raises(SystemExit):
            main(["--archive", str(path), "ingest", str(dump)])
        return path

    @pytest.mark.parametrize("imported", [(), ("click",)])
    @pytest.mark.parametrize("words", [("search", "Afghanistan"), ("list", "--limit", "3")])
    def test_gives_a_floor_that_prints_the_same(self, archive, tmp_path, imported, words):
        noted = tmp_path / "recording"
        arguments = ["--archive", str(archive), *words]
        recording.record(arguments, noted)
        floor = measure.run([place.script("floor_replay", noted, *imported)], 60)
        ours = measure.run([[sys.executable, "-m", "cstonews", *arguments]], 60)
        assert ours.output
        assert floor.output == ours.output

    def test_notes_how_much_is_taken(self):
        with recording.recorded() as noted, closing(sqlite3.connect(":memory:")) as db:
            db.execute("CREATE TABLE t (a)")
            db.executemany("INSERT INTO t VALUES (?)", [[1], [2], [3]])
            next(db.execute("SELECT a FROM t WHERE a > ?", [1]))
            db.cursor().execute("SELECT a FROM t").fetchall()
        [(database, uri, statements)] = noted
        assert (database, uri) == (":memory:", False)
        assert statements == [
            ["CREATE TABLE t (a)", (), 0],
            ["INSERT INTO t VALUES (?)", (1,), 0],
            ["INSERT INTO t VALUES (?)", (2,), 0],
            ["INSERT INTO t VALUES (?)", (3,), 0],
            ["SELECT a FROM t WHERE a > ?", (1,), 1],
            ["SELECT a FROM t", (), 3],
        ]


class TestReport:
    def test_writes_a_table(self):
        table = report.Table("Ingest", "Of two.", ("", "time"), [["a|b", "1 s"]])
        assert table.markdown() == (
            "## Ingest\n\nOf two.\n\n|  | time |\n| --- | ---: |\n| a\\|b | 1 s |\n"
        )

    @pytest.mark.parametrize(
        ("value", "said"),
        [(0.0123, "12.3 ms"), (0.1234, "123 ms"), (1.234, "1.23 s"), (123.4, "123 s")],
    )
    def test_says_times(self, value, said):
        assert report.seconds(value) == said

    def test_tells_a_contest(self):
        found = {"ours": runs(1, 1), "other": runs(2, 2), "third": measure.Failure("status 1")}
        rows = report.contest(found, "ours")
        assert rows[0] == ["ours", "1 s", "—", "500 ms", "—", "0.0 MB", "2"]
        assert rows[1][:5] == ["other", "2 s", "0.50", "1 s", "0.50"]
        assert rows[2] == ["third", "status 1", "—", "—", "—", "—", "—"]

    def test_leaves_what_there_is_after_each_table(self, tmp_path):
        path = tmp_path / "RESULTS.md"
        written = report.Report(["# Speed"], path)
        written.add(report.Table("One", "", ("", "x"), [["a", "1"]]))
        assert "## One" in path.read_text(encoding="utf-8")
        written.add(report.Table("Two", "", ("", "x"), [["a", "1"]]))
        assert path.read_text(encoding="utf-8") == written.text()

    def test_names_no_path_of_the_machine(self):
        assert str(Path.home()) not in "\n".join([*report.machine(), *peers.versions().values()])


def test_a_tiny_run_measures_all_tasks(tmp_path):
    output = tmp_path / "RESULTS.md"
    options = ["--sizes", "20", "--pages", "5", "--minutes", "1", "--rounds", "1", "--alone"]
    done = subprocess.run(
        [sys.executable, BENCHMARKS / "speed.py", *options, "--output", output],
        capture_output=True,
        text=True,
        check=True,
    )
    text = output.read_text(encoding="utf-8")
    assert "given up" not in done.stderr
    for heading in (
        "Ingest of a dump of 20 items",
        "Questions to an archive of 20 items, CPU time",
        "Size of the archive of 20 items",
        "Ingest of 5 page files",
        "The same dumps again",
        "How cost grows",
    ):
        assert f"## {heading}" in text
    assert "prints another text" not in text
    assert str(tmp_path) not in text


def test_a_small_run_writes_no_results():
    assert speed._parsed([]).output is None
    assert speed._parsed(["--scale", "full"]).output == BENCHMARKS / "RESULTS.md"
