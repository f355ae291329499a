"""The sample dumps are read as they were written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cstonews.split import split

PAGES = Path(__file__).parent.parent / "data" / "pages"
EXPECTED = json.loads((Path(__file__).parent / "data" / "expected.json").read_text())
REAL = Path(__file__).parent.parent.parent / "shared" / "dumps" / "000_8621a9bf8e5f34bc.txt"


def items(text: str) -> list[dict[str, str | None]]:
    return [
        {
            "kind": segment.kind.value,
            "date": segment.stated.isoformat() if segment.stated else None,
            "title": squashed(segment.title),
            "first": " ".join((segment.body or "").split()[:5]),
            "last": " ".join((segment.body or "").split()[-5:]),
        }
        for segment in split(text).segments
        if segment.is_item
    ]


def squashed(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def test_every_sample_has_its_labels() -> None:
    assert sorted(page.name for page in PAGES.iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_as_it_was_written(name: str) -> None:
    expected = [{**item, "title": squashed(item["title"])} for item in EXPECTED[name]]
    assert items((PAGES / name).read_bytes().decode()) == expected


@pytest.mark.skipif(not REAL.exists(), reason="the real dump is not on this machine")
def test_the_real_dump_is_four_teasers_and_an_article() -> None:
    found = items(REAL.read_bytes().decode())
    assert [(item["kind"], item["date"]) for item in found] == [
        ("teaser", "2024-07-26"),
        ("teaser", "2024-07-19"),
        ("teaser", "2024-07-19"),
        ("teaser", "2024-07-01"),
        ("article", "2023-12-07"),
    ]
    title = "The CSTO Secretariat hosted the 38th meeting of the CSTO Ministerial Council"
    assert found[-1]["title"] == f"{title} Working Group on Afghanistan"
    article = split(REAL.read_bytes().decode()).segments[-2]
    assert (article.body or "").count("\n\n") == 4
    assert "Go back" not in "".join(s.body or "" for s in split(REAL.read_text()).segments)
