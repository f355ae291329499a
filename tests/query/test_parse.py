from __future__ import annotations

import datetime as dt
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from queries import parse

from cstonews.model import DateRange, Kind
from cstonews.query.describe import describe
from cstonews.query.parse import MAX_DEPTH
from cstonews.query.tree import (
    And,
    Dated,
    Everything,
    FromDump,
    InLanguage,
    Near,
    Not,
    OfKind,
    Or,
    Phrase,
    Query,
    Undated,
    Word,
    all_of,
    any_of,
    negate,
    replace,
)

Cases: TypeAlias = dict[str, tuple[str, Query]]


def words(text: str) -> Query:
    return And(tuple(map(Word, text.split())))


A, B, C = Word("a"), Word("b"), Word("c")
AB = And((A, B))

WORDS: Cases = {
    "one": ("Afghanistan", Word("Afghanistan")),
    "side by side": ("a b", AB),
    "case stays": ("CSTO csto", words("CSTO csto")),
    "twice": ("a a", A),
    "Cyrillic": ("Тасмагамбетов ОДКБ", words("Тасмагамбетов ОДКБ")),
    "no-break space": ("a\u00a0b\u3000c", words("a b c")),
    "lines": ("a\r\nb\tc", words("a b c")),
    "NUL": ("a\0b", AB),
    "soft hyphen": ("Афга\u00adнистан", Word("Афганистан")),
    "colours of a terminal": ("\x1b[31ma\x1b[0m b", AB),
    "tags": ("<b>a</b> b", AB),
    "escape": ("\x1ba\x9bb", AB),
    "lone surrogate": ("a\ud800 \udc80b", AB),
    "possessive": ("Lukashenko's", Word("Lukashenko's")),
    "single quotes": ("'a b'", words("'a b'")),
    "abbreviation": ("U.S.", Word("U.S.")),
    "plus": ("C++ +a", words("C++ +a")),
    "number": ("38th 1993/94 5%", words("38th 1993/94 5%")),
    "hyphens inside": ("e-mail state-of-the-art", words("e-mail state-of-the-art")),
    "hyphen behind": ("a- b", words("a- b")),
    "quote inside": ('5" d"Or x"a b"', words('5" d"Or x"a b"')),
    "backslash": (r"a\ \"b", words(r"a\ \"b")),
    "other signs": ("a:b ^c d~2 {e} [f] g^ h?", words("a:b ^c d~2 {e} [f] g^ h?")),
    "emoji": ("🚀 a", words("🚀 a")),
    "typographic dash": ("CSTO – UN", words("CSTO – UN")),
    "lower case operators": ("a or b and not c", words("a or b and not c")),
    "operator inside": ("ORANGE NOTE ANDREY XOR NOT-a", words("ORANGE NOTE ANDREY XOR NOT-a")),
}
PREFIXES: Cases = {
    "word": ("secur*", Word("secur", prefix=True)),
    "many stars": ("a***", Word("a", prefix=True)),
    "star inside": ("a*b *c", words("a*b *c")),
    "signs": ("U.S.* C++*", And((Word("U.S.", prefix=True), Word("C++", prefix=True)))),
    "operator": ("OR*", Word("OR", prefix=True)),
    "negated": ("-a*", Not(Word("a", prefix=True))),
    "phrase": ('"a b"*', Phrase("a b", prefix=True)),
    "in the phrase": ('"a b*"', Phrase("a b", prefix=True)),
    "in and behind": ('"a b*"*', Phrase("a b", prefix=True)),
    "apart in the phrase": ('"a b *"', Phrase("a b", prefix=True)),
    "open phrase": ('"a b*', Phrase("a b", prefix=True)),
    "inside the phrase": ('"a* b"', Phrase("a* b")),
    "apart": ("a * b", AB),
    "behind a group": ("(a b)*", AB),
}
PHRASES: Cases = {
    "straight": ('"a b"', Phrase("a b")),
    "one word": ('"a"', Phrase("a")),
    "curly": ("“a b”", Phrase("a b")),
    "low": ("„a b“ „a b”", Phrase("a b")),
    "guillemets": ("«a b»", Phrase("a b")),
    "curly, closed straight": ('“a b" c', And((Phrase("a b"), C))),
    "curly in straight": ('"the “a” b"', Phrase("the “a” b")),
    "guillemets in straight": ('"the «a» b"', Phrase("the «a» b")),
    "operators inside": ('"a OR -b (c)"', Phrase("a OR -b (c)")),
    "blanks": ('" a \n b "', Phrase("a   b")),
    "open": ('c "a OR b', And((C, Phrase("a OR b")))),
    "last quote alone": ('a "', A),
    "stray closing": ("a b» ”c", words("a b» ”c")),
    "glued": ('"a""b"c', And((Phrase("a"), Phrase("b"), C))),
    "dash behind": ("«Рубеж»-2024", And((Phrase("Рубеж"), Word("2024")))),
    "empty": ('a "" “ ” « *» b', AB),
}
OPERATORS: Cases = {
    "or": ("a OR b", Or((A, B))),
    "or is looser": ("a b OR c", Or((AB, C))),
    "or of three": ("a OR b OR c", Or((A, B, C))),
    "and": ("a AND b", AB),
    "and or": ("a AND b OR c", Or((AB, C))),
    "not": ("a NOT b", And((A, Not(B)))),
    "not binds one": ("NOT a b", And((Not(A), B))),
    "and not": ("a AND NOT b", And((A, Not(B)))),
    "or not": ("a OR NOT b", Or((A, Not(B)))),
    "minus": ("-a", Not(A)),
    "minus between": ("a -b c", And((A, Not(B), C))),
    "minus phrase": ('-"a b"', Not(Phrase("a b"))),
    "minus curly phrase": ("-«a b»", Not(Phrase("a b"))),
    "minus group": ("-(a b)", Not(AB)),
    "minus in group": ("(-a b)", And((Not(A), B))),
    "not not": ("NOT NOT a", A),
    "not minus": ("NOT -a", A),
    "not minus group": ("NOT (-a)", A),
    "minus operator": ("-OR -NOT", And((Not(Word("OR")), Not(Word("NOT"))))),
    "not glued to a group": ("NOT(a b)", Not(AB)),
    "or glued to groups": ("(a)OR(b)", Or((A, B))),
    "not glued to a phrase": ('NOT"a b"', Not(Phrase("a b"))),
    "or between phrases": ('"a"OR"b"', Or((Phrase("a"), Phrase("b")))),
}
DASHES: Cases = {
    "between blanks": ("a - b", AB),
    "run": ("a -- b --- c", words("a b c")),
    "glued run": ("--a ---b", AB),
    "before an operator": ("a - OR b", Or((A, B))),
    "run before an operator word": ("--OR", Word("OR")),
    "behind not": ("NOT - a", Not(A)),
    "behind a group": ("(a)-b", AB),
    "at the end": ("(a -) b -", AB),
    "before a stray bracket": ("a -) b", AB),
}
GROUPS: Cases = {
    "or in and": ("(a OR b) c", And((Or((A, B)), C))),
    "and in and": ("(a b) c", words("a b c")),
    "or in or": ("a OR (b OR c)", Or((A, B, C))),
    "redundant": ("(((a)))", A),
    "around a word": ("Organization (CSTO)", words("Organization CSTO")),
    "around a phrase": ("(«a b»)", Phrase("a b")),
    "side by side": ("(a)(b)c", words("a b c")),
    "open": ("c (a OR b", And((C, Or((A, B))))),
    "stray closing": ("a) OR b)", Or((A, B))),
    "inside a word": ("f(x) member(s) g() 5(1)(a)", words("f(x) member(s) g() 5(1)(a)")),
    "glued, longer than a word": ("c(a OR b)", And((C, Or((A, B))))),
    "word in a group": ("(f(x) a)", words("f(x) a")),
    "empty": ("a () (()) -() b", AB),
    "smileys": ("a :) ;( b", words("a : ; b")),
}
DANGLING: Cases = {
    "or first": ("OR a", A),
    "or last": ("a OR", A),
    "or twice": ("a OR OR b", Or((A, B))),
    "and first and last": ("AND a AND", A),
    "not last": ("a NOT", A),
    "not before or": ("a NOT OR b", Or((A, B))),
    "not before a bracket": ("(a NOT) b", AB),
    "not before nothing": ('NOT () a NOT * b NOT "" c', words("a b c")),
    "or in a group": ("(OR) a (b OR)", AB),
}
NOTHING = [
    "",
    " ",
    "\n\u00a0",
    "*",
    "***",
    "-",
    "--",
    "-*",
    "*-*",
    '"',
    '""',
    '"*"',
    "«»",
    "()",
    "((",
]
NOTHING += [
    "))",
    ")(",
    "-()",
    "OR",
    "AND",
    "NOT",
    "NOT NOT",
    "OR AND NOT",
    "- * ()",
    "\0",
    "\ud800",
]

NEARS: Cases = {
    "two words": ("near(a b, 5)", Near((A, B), 5)),
    "without a distance": ("near(a b)", Near((A, B), 10)),
    "capitals": ("NEAR(a, b, 3)", Near((A, B), 3)),
    "phrases and beginnings": ('near("a b" c*)', Near((Phrase("a b"), Word("c", True)), 10)),
    "a number that is a word": ("near(Channel 2024)", Near((Word("Channel"), Word("2024")), 10)),
    "not closed": ("c near(a b", And((C, Near((A, B), 10)))),
    "negated": ("-near(a b)", Not(Near((A, B), 10))),
    "in the title": ("title:near(a b)", Near((A, B), 10, title=True)),
    "one word in the title": ("title:near(a)", Word("a", title=True)),
    "behind a group": ("(c)near(a b)", And((C, Near((A, B), 10)))),
    "one word": ("near(a, 5)", A),
    "nothing": ("near() near(, 5) a", A),
    "too far": ("near(a b, 123456789)", Near((A, B), 9999)),
    "inside a word": ("a-near(b)", Word("a-near(b)")),
    "a word": ("near a", And((Word("near"), A))),
}
YEARS = Dated(DateRange(dt.date(2023, 1, 1), dt.date(2024, 6, 30)))
ARTICLES, TEASERS, TITLE_A = OfKind(Kind.ARTICLE), OfKind(Kind.TEASER), Word("a", title=True)
FIELDS: Cases = {
    "title": ("title:a b", And((Word("a", title=True), B))),
    "title of a phrase": ('title:"a b"*', Phrase("a b", True, True)),
    "title of a group": (
        "title:(a OR -b)",
        Or((Word("a", title=True), Not(Word("b", title=True)))),
    ),
    "groups in a group": ("title:(a (b c))", And(tuple(Word(x, title=True) for x in "abc"))),
    "kind": ("kind:article KIND:teasers", And((ARTICLES, TEASERS))),
    "kind of a group": (
        "kind:(article OR teaser)",
        Or((OfKind(Kind.ARTICLE), OfKind(Kind.TEASER))),
    ),
    "not a kind": ("-kind:article", Not(OfKind(Kind.ARTICLE))),
    "language": ("lang:ru lang:English", And((InLanguage("ru"), InLanguage("en")))),
    "dump": ('dump:8621a9b dump:"my page"', And((FromDump("8621a9b"), FromDump("my page")))),
    "dates": ("date:2023..2024-06", YEARS),
    "a day": ("date:01.07.2024", Dated(DateRange(dt.date(2024, 7, 1), dt.date(2024, 7, 1)))),
    "open end": ("date:2024-07..", Dated(DateRange(dt.date(2024, 7, 1), None))),
    "open start": ("date:..2024", Dated(DateRange(None, dt.date(2024, 12, 31)))),
    "words": ('date:"last month"', Dated(DateRange(dt.date(2024, 7, 1), dt.date(2024, 7, 31)))),
    "no date": ("date:none", Undated()),
    "a field in a field": (
        "title:(a kind:article)",
        And((TITLE_A, ARTICLES)),
    ),
    "no such kind": ("kind:x", Word("kind:x")),
    "no such date": ("date:2024-13", Word("date:2024-13")),
    "no such language": ('lang:"x y"', Phrase("lang:x y")),
    "no such field": ("body:a", Word("body:a")),
    "without a value": ("title: a", And((Word("title:"), A))),
    "before a star": ("title:* a", A),
    "behind a group": ("(a)title:b", And((A, Word("b", title=True)))),
    "inside a word": ("subtitle:a", Word("subtitle:a")),
}

TABLES = {
    "nears": NEARS,
    "fields": FIELDS,
    "words": WORDS,
    "prefixes": PREFIXES,
    "phrases": PHRASES,
    "operators": OPERATORS,
    "dashes": DASHES,
    "groups": GROUPS,
    "dangling": DANGLING,
}
CASES = {f"{name}: {case}": pair for name, table in TABLES.items() for case, pair in table.items()}


@pytest.mark.parametrize(("text", "tree"), CASES.values(), ids=CASES)
def test_a_query_is_read(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_a_query_that_says_nothing_asks_for_everything(text: str) -> None:
    assert parse(text) == Everything()


MANY = 100_000
NUMBERS = tuple(map(str, range(MANY)))
HUGE: Cases = {
    "open groups": ("(" * MANY + "a", A),
    "groups": ("(" * MANY + "a OR b" + ")" * MANY + " c", And((Or((A, B)), C))),
    "closed groups": (")" * MANY + "a", A),
    "empty groups": ("()" * MANY, Everything()),
    "nots, odd": ("NOT " * (MANY + 1) + "a", Not(A)),
    "nots, even": ("NOT " * MANY + "a", A),
    "negated groups": ("-(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH, A),
    "quotes": ('"' * 10 * MANY, Everything()),
    "phrases": (" ".join(f'"{n}"' for n in range(MANY)), And(tuple(map(Phrase, NUMBERS)))),
    "words": (" ".join(NUMBERS), And(tuple(map(Word, NUMBERS)))),
    "the same word": ("word " * 2 * MANY, Word("word")),
    "alternatives": (" OR ".join(NUMBERS), Or(tuple(map(Word, NUMBERS)))),
    "one word": ("a" * 10 * MANY, Word("a" * 10 * MANY)),
    "glued brackets": ("a(" * MANY, A),
    "brackets in a word": ("a()" * MANY, Word("a()" * MANY)),
    "stars": ("*" * 10 * MANY, Everything()),
    "stars in a phrase": ('"' + "* " * MANY, Everything()),
    "dashes": ("- " * MANY + "-" * MANY, Everything()),
    "blanks": (" " * 10 * MANY, Everything()),
}


@pytest.mark.parametrize(("text", "tree"), HUGE.values(), ids=HUGE)
def test_a_huge_query_is_read(text: str, tree: Query) -> None:
    equal = parse(text) == tree
    assert equal  # the trees apart, since pytest would print megabytes of them


@pytest.mark.parametrize("level", ["(a OR (b ", "-(a -(b OR ", "NOT (a OR -(b c) NOT (", "a("])
def test_any_nesting_gives_a_tree_that_recursion_survives(level: str) -> None:
    tree = parse(level * 20_000 + "c")
    assert _depth(tree) <= 3 * (MAX_DEPTH + 1)
    assert hash(tree) == hash(parse(level * 20_000 + "c"))
    assert describe(tree).count('"c"') >= 1


def test_groups_deeper_than_the_limit_are_read_without_their_parentheses() -> None:
    group = "c (a OR b) d"
    assert parse("(" * (MAX_DEPTH - 1) + group) == And((C, Or((A, B)), Word("d")))
    assert parse("(" * MAX_DEPTH + group) == parse("c a OR b d")


QUOTES = {'""': '"', "“”": '”"', "„“": '“”"', "«»": "»"}
SIGNS = [
    "near(",
    ", 5)",
    "title:",
    "kind:",
    "article",
    "date:",
    "2024",
    "dump:",
    "OR",
    "AND",
    "NOT",
    "-",
    "--",
    "*",
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "(",
    ")",
    " ",
    "\0",
]
TYPED = st.lists(st.sampled_from([*SIGNS, " ", "a", "b", "Я", ".", "\ud800"])).map("".join)
PIECES = [
    "title:a",
    "near(a b, 3)",
    "kind:teaser",
    "date:2024..",
    "dump:x",
    "a",
    "OR",
    "-b",
    '"c d"*',
    "(a OR b)",
    "NOT",
    "(c -a)",
    "-(b",
]
ASKED = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join).map(parse)
SHALLOW = ASKED.filter(lambda tree: tree != Everything())
TEXTS = st.text() | st.text(st.characters(codec=None)) | TYPED


@given(TEXTS)
def test_any_text_gives_a_normal_tree(text: str) -> None:
    tree = parse(text)
    assert _is_normal(tree)
    assert tree == Everything() or not _holds_everything(tree)


@given(TEXTS)
def test_leaves_are_text(text: str) -> None:
    for leaf in _leaves(parse(text)):
        assert leaf.text == leaf.text.strip() != ""
        assert leaf.text.encode().decode() == leaf.text
        assert not any(char < " " or "\x7f" <= char < "\xa0" for char in leaf.text)


@given(TEXTS)
def test_a_tree_that_is_typed_again_is_the_same_tree(text: str) -> None:
    tree = parse(text)
    assert parse(_typed(tree)) == tree


@given(SHALLOW, SHALLOW)
def test_what_is_typed_is_what_is_built(one: Query, other: Query) -> None:
    left, right = _typed(one), _typed(other)
    assert parse(f"({left}) ({right})") == all_of(one, other)
    assert parse(f"({left}) AND ({right})") == all_of(one, other)
    assert parse(f"({left}) OR ({right})") == any_of(one, other)
    assert parse(f"NOT ({left})") == parse(f"-({left})") == negate(one)


def _is_normal(tree: Query) -> bool:
    match tree:
        case And(parts) | Or(parts):
            return len(parts) > 1 and all(
                not isinstance(part, type(tree) | Everything) and _is_normal(part) for part in parts
            )
        case Not(part):
            return not isinstance(part, Not) and _is_normal(part)
        case Word(text) | Phrase(text):
            return text != ""
        case Near(parts):
            return len(parts) > 1
        case _:
            return True


def _parts(tree: Query) -> tuple[Query, ...]:
    match tree:
        case And(parts) | Or(parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


def _depth(tree: Query) -> int:
    return 1 + max(map(_depth, _parts(tree)), default=0)


def _leaves(tree: Query) -> list[Word | Phrase]:
    if isinstance(tree, Word | Phrase):
        return [tree]
    return [leaf for part in _parts(tree) for leaf in _leaves(part)]


def _holds_everything(tree: Query) -> bool:
    return isinstance(tree, Everything) or any(map(_holds_everything, _parts(tree)))


def _typed(tree: Query) -> str:
    """Write a tree that ``parse`` made so that a person could have typed it."""
    match tree:
        case Everything():
            return "*"
        case Not(And() | Or() as part):
            return f"NOT ({_typed(part)})"
        case Not(part):
            return f"NOT {_typed(part)}"
        case And(parts):
            return " ".join(
                f"({_typed(part)})" if isinstance(part, Or) else _typed(part) for part in parts
            )
        case Or(parts):
            return " OR ".join(map(_typed, parts))
        case Word() | Phrase() | Near():
            return _typed_leaf(tree)
    return _typed_field(tree)


def _typed_leaf(leaf: Word | Phrase | Near) -> str:
    match leaf:
        case Phrase(title=True) | Near(title=True):
            return f"title:{_typed_leaf(replace(leaf, title=False))}"
        case Word(text, prefix, title=True):
            return f"title:{text}{'*' * prefix}"
        case Near(parts, distance):
            typed = (_typed_leaf(replace(part, title=True)) for part in parts)
            inner = " ".join(text.removeprefix("title:") for text in typed)
            return f"near({inner}, {distance})"
        case Word(text, prefix):
            # Two negations make a word of what would be an operator.
            escape = "NOT -" if text.startswith(("AND", "OR", "NOT")) else ""
            typed = escape + text + "*" * prefix
            return typed if parse(typed) == leaf else f"near({text}{'*' * prefix})"
        case Phrase(text, prefix):
            pair = next(pair for pair, closing in QUOTES.items() if not set(closing) & set(text))
            return pair[0] + text + pair[1] + "*" * prefix


def _typed_field(field: Query) -> str:
    match field:
        case OfKind(kind):
            return f"kind:{kind}"
        case InLanguage(lang):
            return f"lang:{lang}"
        case FromDump(word):
            return f"dump:{_typed_leaf(Phrase(word))}"
        case Dated(days):
            return f"date:{days.first or ''}..{days.last or ''}"
        case Undated():
            return "date:none"
    raise AssertionError(field)


def test_a_minus_behind_a_field_denies() -> None:
    assert parse("title:-a") == parse("-title:a")


@pytest.mark.parametrize("distance", ["9999", "10000", "20005"])
def test_a_distance_that_is_too_far_is_the_farthest(distance: str) -> None:
    assert parse(f"near(a b, {distance})") == Near((A, B), 9999)
