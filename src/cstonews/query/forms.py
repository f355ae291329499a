"""The forms of words and names that an archive holds. Pure but for what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar

from cstonews.query.glossary import SPELLINGS, Entity, Glossary
from cstonews.query.spellings import yo_variants
from cstonews.query.tree import Forms, Phrase, Query, Word
from cstonews.query.words import is_russian, opening, same_word, tokens

Piece = TypeVar("Piece")

_MOST_FORMS = 300
_LONGEST = 40  # letters of a word that may have forms


class Vocabulary(Protocol):
    """What is known of the texts that are searched."""

    def starting(self, start: str) -> Iterable[str]:
        """Yield the words that start so, in lower case; English ones are stems."""

    def holds(self, query: Query) -> bool:
        """Whether ``query`` finds anything."""


class Lexicon(NamedTuple):
    """What words are looked up in."""

    vocabulary: Vocabulary
    glossary: Glossary


def names_of(entity: Entity | None, title: bool, lexicon: Lexicon) -> list[Query]:
    """Return the names of an entity in all forms that the archive holds; in titles alone for
    ``title``.
    """
    if not entity:
        return []
    forms = [form for name in entity.names for form in case_forms(name, title, lexicon)]
    held = {_key(form): form for form in forms if lexicon.vocabulary.holds(form)}
    return list(held.values())


def case_forms(text: str, title: bool, lexicon: Lexicon) -> list[Query]:
    """Return ``text`` with each of its words in every form that is held, side by side."""
    forms = [_token_forms(token, lexicon) for token in tokens(text)]
    if not forms:
        return []
    if len(forms) == 1:
        return [Word(form, title=title) for form in forms[0]]

    def together(row: tuple[str, ...]) -> Phrase:
        return Phrase(" ".join(row), title=title)

    return [together(row) for row in held_rows(forms, together, lexicon)]


def _token_forms(token: str, lexicon: Lexicon) -> list[str]:
    """The forms of one word that the archive has: itself first."""
    if not is_russian(token) or len(token) > _LONGEST:
        return [token]
    starts = yo_variants(opening(token))
    terms = [term for start in starts for term in lexicon.vocabulary.starting(start)]
    return [token, *(term for term in terms if term != token and same_word(token, term))]


def held_rows(
    columns: Sequence[Sequence[Piece]],
    together: Callable[[tuple[Piece, ...]], Query],
    lexicon: Lexicon,
) -> list[tuple[Piece, ...]]:
    """Return the ways to take one of each column that the archive holds together; none if they
    are too many.

    A row is only made longer where its beginning is held, so that few are looked up.
    """
    rows: list[tuple[Piece, ...]] = [(piece,) for piece in columns[0]]
    for column in columns[1:]:
        longer = ((*row, piece) for row in rows for piece in column)
        held = (row for row in longer if lexicon.vocabulary.holds(together(row)))
        rows = list(islice(held, _MOST_FORMS))
        if len(rows) == _MOST_FORMS:
            return []
    return rows


def forms_in_a_phrase(token: str, lexicon: Lexicon) -> list[str]:
    """Return the forms of a word in a phrase, and the other spellings that the glossary knows."""
    entity = lexicon.glossary.find(token)
    others = entity.names if entity and entity.kind == SPELLINGS else ()
    forms = (form for text in (token, *others) for form in _token_forms(text, lexicon))
    return list(dict.fromkeys(forms))


def forms_of(asked: Query, forms: Iterable[Query], lexicon: Lexicon) -> Query:
    """Return those of ``forms`` that are held, each once; ``asked`` if there are no others."""
    held: dict[object, Query] = {}
    for form in forms:
        key = _key(form)
        if key not in held and lexicon.vocabulary.holds(form):
            held[key] = form
        if len(held) > _MOST_FORMS:
            return asked
    found = tuple(_needed(list(held.values())))
    return asked if not found or found == (asked,) else Forms(asked, found)


def _needed(forms: Sequence[Query]) -> Iterator[Query]:
    """Those of ``forms`` that find more than a single word among them does."""
    words = [tokens(form.text) for form in forms if isinstance(form, Word) and not form.prefix]
    single = {texts[0] for texts in words if len(texts) == 1}
    for form in forms:
        if not isinstance(form, Phrase) or single.isdisjoint(tokens(form.text)):
            yield form


def _key(form: Query) -> object:
    """What two forms share that find the same."""
    if isinstance(form, Word | Phrase):
        return tokens(form.text), form.prefix
    return form
