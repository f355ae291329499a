"""A query's words → all forms in which an archive holds them. Pure but for what it is told.

Russian words are looked for in every form that has their stem, in phrases as well; names in
every form that the glossary knows, in both languages; and each word as others write it
(``cstonews.query.spellings``). English forms need nothing here: the index itself holds stems.
Only what the archive holds is taken in, so that what a word became can be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from cstonews.fold import one_alphabet
from cstonews.query.forms import (
    Lexicon,
    case_forms,
    forms_in_a_phrase,
    forms_of,
    held_rows,
    names_of,
)
from cstonews.query.function_words import FUNCTION_WORDS
from cstonews.query.glossary import Entity
from cstonews.query.spellings import (
    bare_word,
    completions,
    is_initials,
    named_year,
    spellings,
    without_dots,
    yo_variants,
)
from cstonews.query.tree import (
    And,
    Forms,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Wish,
    Word,
    all_of,
    leaves,
    replace,
)
from cstonews.query.words import stems, tokens

# More words than anyone means are looked for as they stand: each costs look-ups.
_MOST_LEAVES = 64
_SHORTEST_WISHED = 3
_LATIN = "[A-Za-z]"


def widen(query: Query, lexicon: Lexicon) -> Query:
    """Return ``query`` with Forms in place of the leaves that have several.

    Initials beside a name become a Wish.
    """
    if sum(1 for _ in leaves(query)) > _MOST_LEAVES:
        return query
    return _widened(query, lexicon)


def _widened(query: Query, lexicon: Lexicon) -> Query:
    match query:
        case And(parts):
            return all_of(*_in_a_row(parts, lexicon))
        case Or(parts):
            return Or(tuple(_widened(part, lexicon) for part in parts))
        case Not(part):
            return Not(_widened(part, lexicon))
        case Word(_, prefix=True):
            return forms_of(query, [query, *_completed(query)], lexicon)
        case Word():
            return next(_run([query], False, lexicon))
        case Phrase():
            return forms_of(query, _phrase_forms(query, lexicon), lexicon)
        case Near():
            return _near_forms(query, lexicon)
    return query


def _in_a_row(parts: Sequence[Query], lexicon: Lexicon) -> Iterator[Query]:
    telling = any(map(_tells, parts))
    for key, run in groupby(parts, _run_key):
        if key is None:
            yield from (_widened(part, lexicon) for part in run)
        else:
            words = [part for part in run if isinstance(part, Word)]
            yield from _run(words, telling, lexicon)


def _tells(part: Query) -> bool:
    """Whether a part says what is looked for, so that function words need not."""
    if isinstance(part, Word):
        return not _says_nothing(part)
    return isinstance(part, Phrase | Near | Or)


def _run_key(part: Query) -> bool | None:
    """Equal for words side by side that may be one name; None for what is no such word."""
    return part.title if isinstance(part, Word) and not part.prefix else None


def _run(run: list[Word], telling: bool, lexicon: Lexicon) -> Iterator[Query]:
    """Words side by side: names of several words, initials, and each word by itself.

    ``telling`` is whether something is asked for beside function words.
    """
    texts = [_spelt_in_one_alphabet(word.text) for word in run]
    at = 0
    while at < len(run):
        word = run[at]
        entity, length = lexicon.glossary.longest(texts, at) or _by_letters(word, lexicon)
        if length > 1:
            yield _name(run[at : at + length], entity, lexicon)
        elif not entity and is_initials(bare_word(word.text)) and _beside_a_name(run, at):
            yield Wish(word)
        elif telling and not entity and _says_nothing(word):
            yield Wish(word, ranks=False)
        else:
            yield _word(word, entity, lexicon)
        at += length


def _name(run: Sequence[Word], entity: Entity | None, lexicon: Lexicon) -> Query:
    """Words side by side that are a name: all of them, or another name of the same thing."""
    asked = all_of(*run)
    telling = [word for word in run if not _says_nothing(word)]
    alone = all_of(*(_word(word, None, lexicon) for word in telling or run))
    names = names_of(entity, run[0].title, lexicon)
    return Forms(asked, (alone, *names)) if names or len(telling) < len(run) else alone


def _by_letters(word: Word, lexicon: Lexicon) -> tuple[Entity | None, int]:
    """What an abbreviation with dots stands for, if the glossary has it without."""
    letters = without_dots(bare_word(word.text))
    return (lexicon.glossary.find(letters) if letters else None), 1


def _spelt_in_one_alphabet(text: str) -> str:
    """``text``, or where it borrows letters of the other alphabet, in small ones of its own."""
    return text if text.isascii() or not re.search(_LATIN, text) else one_alphabet(text)


def _says_nothing(word: Word) -> bool:
    """Whether a word is none of what is asked beside others: "the", a lone sign.

    US and WHO say something, as capitals do.
    """
    text = bare_word(word.text)
    if len(text) > 1 and text.isupper():
        return False
    return text.casefold() in FUNCTION_WORDS or not tokens(text)


def _beside_a_name(run: Sequence[Word], at: int) -> bool:
    """Whether a word in capital letters at its start, no abbreviation, stands beside."""
    beside = [run[n].text for n in (at - 1, at + 1) if 0 <= n < len(run)]
    return any(text.istitle() and len(text) >= _SHORTEST_WISHED for text in beside)


def _word(word: Word, entity: Entity | None, lexicon: Lexicon) -> Query:
    return forms_of(word, _word_forms(word, entity, lexicon), lexicon)


def _word_forms(word: Word, entity: Entity | None, lexicon: Lexicon) -> Iterator[Query]:
    text = unicodedata.normalize("NFC", word.text)
    yield word
    for spelling in (text, *spellings(text)):
        yield from case_forms(spelling, word.title, lexicon)
    if entity:
        yield from names_of(entity, word.title, lexicon)
    elif named := named_year(bare_word(text)):
        yield from _names_with_year(*named, word.title, lexicon)


def _names_with_year(name: str, year: str, title: bool, lexicon: Lexicon) -> Iterator[Query]:
    """The names of an exercise or an operation with the year behind each."""
    entity = lexicon.glossary.find(name)
    for other in entity.names if entity else ():
        yield from case_forms(f"{other} {year}", title, lexicon)


def _phrase_forms(phrase: Phrase, lexicon: Lexicon) -> Iterator[Query]:
    yield phrase
    typed = tokens(phrase.text)
    if len(typed) == 1 and not phrase.prefix:
        yield from case_forms(phrase.text, phrase.title, lexicon)
    elif len(typed) > 1:
        yield from _inflected(phrase, typed, lexicon)
    if not phrase.prefix:
        yield from names_of(lexicon.glossary.find(phrase.text), phrase.title, lexicon)


def _inflected(phrase: Phrase, typed: Sequence[str], lexicon: Lexicon) -> Iterator[Query]:
    """A phrase of several words with each of them in every form; a beginning stays as it is."""
    columns = [forms_in_a_phrase(token, lexicon) for token in typed]
    if phrase.prefix:
        columns[-1] = [typed[-1]]

    def together(row: tuple[str, ...]) -> Phrase:
        return replace(phrase, text=" ".join(row), prefix=phrase.prefix and len(row) == len(typed))

    for row in held_rows(columns, together, lexicon):
        yield together(row)


def _near_forms(near: Near, lexicon: Lexicon) -> Query:
    columns = [_leaf_forms(_widened(part, lexicon)) for part in near.parts]

    def together(row: tuple[Word | Phrase, ...]) -> Query:
        return replace(near, parts=row) if len(row) > 1 else row[0]

    rows = held_rows(columns, together, lexicon)
    return forms_of(near, [near, *map(together, rows)], lexicon)


def _leaf_forms(part: Query) -> list[Word | Phrase]:
    forms = part.forms if isinstance(part, Forms) else (part,)
    return [form for form in forms if isinstance(form, Word | Phrase)]


def _completed(word: Word) -> Iterator[Query]:
    """What a beginning of a word finds only by its whole words, as their stems are shorter."""
    for start in yo_variants(word.text.casefold()):
        yield replace(word, text=start)
    known = set(stems(word.text.casefold()))
    for text in completions(word.text.casefold()):
        (stem,) = stems(text)
        if not stem.startswith(tuple(known)):
            known.add(stem)
            yield replace(word, text=text, prefix=False)
