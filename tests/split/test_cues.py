"""Cues: what one line shows beside its neighbours and the lines before it."""

from __future__ import annotations

import pytest

from cstonews.split.cues import cues
from cstonews.split.lines import lines
from cstonews.split.repeats import Repeat
from cstonews.split.wording import Wordings

TITLE = "The Working Group on Afghanistan met in Moscow for the 38th time"
LONG = "The Council met and " * 20 + "went"  # longer than any title

# a line and the line below it: how the second repeats the first
REPEATS = {
    "whole": (TITLE, TITLE, Repeat.WHOLE),
    "with a date": (TITLE, f"{TITLE} 07.12.2023", Repeat.WHOLE),
    "with an impossible date": (TITLE, f"{TITLE} 32.13.2024", Repeat.WHOLE),
    "with a date before it": (TITLE, f"07.12.2023{TITLE}", Repeat.WHOLE),
    "the first with a date": (f"{TITLE} 07.12.2023", TITLE, Repeat.WHOLE),
    "a double space": (TITLE, TITLE.replace(" on ", "  on "), Repeat.WHOLE),
    "NBSP for a space": (TITLE, TITLE.replace(" ", "\u00a0") + " 07.12.2023", Repeat.WHOLE),
    "a Cyrillic letter": (TITLE, TITLE.replace("a", "\u0430", 1), Repeat.WHOLE),
    "other quotes": ("The “Rock” is over", 'The "Rock" is over 01.02.2024', Repeat.WHOLE),
    "another dash": ("Rubezh – 2024 is over", "Rubezh - 2024 is over", Repeat.WHOLE),
    "capitals": ("Statement by the Council", "STATEMENT by the Council", Repeat.WHOLE),
    "a short title": ("A title", "A title 07.12.2023", Repeat.WHOLE),
    "Russian": ("Совет собрался", "Совет собрался 07.12.2023", Repeat.WHOLE),
    "cut by the site, with a date": (TITLE, f"{TITLE[:40]} 07.12.2023", Repeat.CUT),
    "the first cut by the site": (TITLE[:40], f"{TITLE} 07.12.2023", Repeat.CUT),
    "cut by the end of the dump": (TITLE, TITLE[:40], Repeat.CUT),
    "cut in its date": (TITLE, f"{TITLE} 01.03.", Repeat.CUT),
    "a short title cut in its date": ("A title", "A title 01.03.", Repeat.CUT),
    "cut by the end of the dump within its first words": (TITLE, TITLE[:12], Repeat.CUT),
    "goes on without a date": (TITLE, f"{TITLE} and agreed a plan", None),
    "another text": (TITLE, "The Council met in Minsk 07.12.2023", None),
    "one word differs": (TITLE, TITLE.replace("38th", "39th"), None),
    "another text behind the same opening": (TITLE, TITLE[:30] + " sat 07.12.2023", None),
    "too long for a title": (LONG, LONG, None),
    "signs alone": ("***", "-----", None),
}

# lines of one dump: for each whether its text stood before
ECHOES = {
    "the same text": ([TITLE, "Between", TITLE], [False, False, True]),
    "a cut copy": ([TITLE, "Between", TITLE[:40]], [False, False, True]),
    "a longer copy": ([TITLE[:40], "Between", TITLE], [False, False, True]),
    "with a date glued to it": ([TITLE, "Between", f"07.12.2023{TITLE}"], [False, False, True]),
    "with a date behind it": ([TITLE, "Between", f"{TITLE} 07.12.2023"], [False, False, True]),
    "other spaces, quotes and letters": (
        [f"“{TITLE}”", "Between", f'"{TITLE}"'.replace(" ", "  ").replace("a", "\u0430", 1)],
        [False, False, True],
    ),
    "a title that is printed twice": ([TITLE, TITLE], [False, False]),
    "another text behind the same opening": ([TITLE, TITLE[:30] + " sat"], [False, False]),
    "too short to tell": (["Dear colleagues!", "Dear colleagues!"], [False, False]),
    "other texts": ([TITLE, "The Council met in Minsk"], [False, False]),
}

# a line and the line below it: the share of the first one's long words in the second
KINSHIP = {
    "all": ("Council session Minsk", "Minsk: a session of the Council was held", 1.0),
    "half": ("Council session Minsk Moscow", "Minsk saw the Council", 0.5),
    "none": ("Council session Minsk", "Rescuers trained in Astana", 0.0),
    "inflected forms meet": ("Заседание Совета", "Заседания Советов", 0.5),
    "short words do not count": ("On the way to it", "On the way to it", 0.0),
    "case and spaces do not count": ("COUNCIL  Session", "session; council", 1.0),
    "no words": ("***", "The Council", 0.0),
}

# text: whether it seems to break off
CUT = {
    "For the sake of collective security, and so that the member states and other coun": True,
    "For the sake of collective security, and so that the member states and others act.": False,
    "Heads of state met in Minsk": False,
}


def cue_list(*texts):
    return list(cues(lines("\n".join(texts))))


@pytest.mark.parametrize(("first", "second", "expected"), REPEATS.values(), ids=REPEATS)
def test_how_a_line_repeats_the_one_before_it(first, second, expected):
    assert [cue.repeat for cue in cue_list(first, second)] == [None, expected]


def test_the_wording_of_a_text_is_kept_while_it_is_young():
    wordings = Wordings()
    first = wordings.of(TITLE)
    for number in range(700):
        wordings.of(f"{TITLE} {number}")
    assert wordings.of(TITLE) is first
    for number in range(2000):
        wordings.of(f"{TITLE} {number}")
    assert wordings.of(TITLE) is not first


def test_wordings_of_other_dumps_change_no_cue():
    texts = [TITLE, f"{TITLE} 07.12.2023", LONG, "The Council met in Minsk."]
    wordings = Wordings()
    for _ in range(2):
        again = list(cues(lines("\n".join(texts)), (), wordings))
        assert [cue.own.text for cue in again] == [text.strip() for text in texts]
        assert [cue.repeat for cue in again] == [None, Repeat.WHOLE, None, None]


def test_only_the_line_right_before_is_repeated():
    assert cue_list(TITLE, "Between", TITLE)[2].repeat is None


@pytest.mark.parametrize(("texts", "expected"), ECHOES.values(), ids=ECHOES)
def test_a_text_that_stood_in_the_dump_before(texts, expected):
    assert [cue.echo is not None for cue in cue_list(*texts)] == expected


@pytest.mark.parametrize(("first", "second", "expected"), KINSHIP.values(), ids=KINSHIP)
def test_kinship_with_the_line_below(first, second, expected):
    assert cue_list(first, second)[0].kinship == pytest.approx(expected)


def test_the_last_line_is_kin_to_nothing():
    assert cue_list(TITLE)[0].kinship == 0


@pytest.mark.parametrize(("text", "expected"), CUT.items())
def test_a_text_that_breaks_off(text, expected):
    assert cue_list(text)[0].own.is_cut == expected


def test_each_line_knows_the_one_below():
    found = cue_list("One", "Two", "Three")
    assert [cue.after and cue.after.own.text for cue in found] == ["Two", "Three", None]
    assert [cue.is_last for cue in found] == [False, False, True]


def test_dates_of_a_line_are_told_apart():
    """A date line has no leading date, and only a date line has no trailing one to look for."""
    dated = cue_list("07.12.2023", "07.12.2023The Council met", "A title 07.12.2023")
    whole, head, tail = [cue.own for cue in dated]
    assert (bool(whole.date), bool(whole.head), bool(whole.tail)) == (
        True,
        False,
        False,
    )
    assert (bool(head.date), bool(head.head), bool(head.tail)) == (False, True, False)
    assert (bool(tail.date), bool(tail.head), bool(tail.tail)) == (False, False, True)


def test_cues_are_yielded_while_lines_are_read():
    """No more than three lines ahead, so that memory does not grow with the dump."""
    taken = []

    def feed():
        for line in lines("a\nb\nc\nd\ne\n"):
            taken.append(line.text)
            yield line

    found = cues(feed())
    assert next(found).own.text == "a"
    assert taken == ["a", "b", "c", "d"]
