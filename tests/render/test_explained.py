"""How a query was understood, in lines."""

from __future__ import annotations

from cstonews.found import Answer, ExplainedPart, Omission
from cstonews.render.explained import explained_lines, helping_lines


def test_each_part_stands_with_its_count_and_its_forms() -> None:
    parts = (
        ExplainedPart(0, "all of", (), 1234),
        ExplainedPart(1, 'word "a\x1b"', ("a", "b\u202e"), 1),
        ExplainedPart(1, 'word "С.В.": what has it comes first', (), None),
    )
    whole, word, forms, wish = explained_lines(parts)
    assert whole.split() == ["all", "of", "1,234", "entries"]
    assert word.split() == ["word", '"a␛"', "1", "entry"] and word.startswith("  word")
    assert forms.strip() == "= a, b<U+202E>"
    assert wish == '  word "С.В.": what has it comes first'


def test_help_is_given_where_there_is_some() -> None:
    answer = Answer((), 0, meant="a\x1bb", without=(Omission("c", 1), Omission("d", 20)))
    assert list(helping_lines(answer)) == [
        "Without c: 1 entry.",
        "Without d: 20 entries.",
        "Did you mean: a␛b?",
    ]
    assert list(helping_lines(Answer((), 0))) == []
