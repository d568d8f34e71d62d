"""Expansions of a query: other words for its words, whose articles rank below those of the words.

Variants are grammatical: the nisba of a country, the forms of a verb. They are searched in
headlines beside the words as typed. Synonyms are kept by editors (`synonyms`): what only they find
stands behind everything that holds the words themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal

from articles.arabic.analysis import Word
from articles.arabic.nisba import counterpart_keys
from articles.arabic.verb_forms import verb_form_keys
from articles.search.backends.protocol import And, Expression, Or, Phrase
from articles.search.documents import TEXT
from articles.search.synonyms import SynonymMatch


class Expansions:
    """The variants and synonyms of the words of a query; `NO_EXPANSIONS` has none. No query."""

    def __init__(self, words: Sequence[Word] = (), synonyms: tuple[SynonymMatch, ...] = ()) -> None:
        self.synonyms = synonyms
        found = {word: variant_keys(word) for word in words if not word.is_stop}
        self.variants: Mapping[Word, tuple[str, ...]] = {
            word: keys for word, keys in found.items() if keys
        }

    def __bool__(self) -> bool:
        return bool(self.variants or self.synonyms)

    @cached_property
    def keys(self) -> Mapping[Word, tuple[str, ...]]:
        """For each word of the query the keys of its variants, and of synonyms of one word."""
        found = {word: dict.fromkeys(keys) for word, keys in self.variants.items()}
        for match in self.synonyms:
            singles = [other[0] for other in match.alternatives if len(other) == 1]
            keys = [key for single in singles for key in (*single.keys, *variant_keys(single))]
            for word in match.words:
                found.setdefault(word, {}).update(dict.fromkeys(keys))
        return {word: tuple(keys) for word, keys in found.items()}

    @cached_property
    def phrases(self) -> Mapping[tuple[str, ...], Word]:
        """Synonyms of several words by their light stems, with the word of the query they say."""
        return {
            tuple(each.keys[0] for each in other): match.words[0]
            for match in self.synonyms
            for other in match.alternatives
            if len(other) > 1
        }


NO_EXPANSIONS: Final = Expansions()


def variant_keys(word: Word) -> tuple[str, ...]:
    """The keys of the word's nisba or country, and of the other forms of the verb."""
    return (*counterpart_keys(word), *verb_form_keys(word))


def expanded_words(
    prefix: str,
    field: str,
    words: Sequence[Word],
    expansions: Expansions,
    *,
    synonyms: Literal["without", "with", "only"],
) -> list[Expression]:
    """Expressions for the words in a field or their variants, with synonyms, or these only.

    `prefix` is that of the shelf, `field` one of `documents`.
    """

    def any_key(word: Word) -> Expression:
        return one_of(prefix, field, (*word.keys, *expansions.variants.get(word, ())))

    def whole(member: Sequence[Word]) -> Expression:
        if len(member) == 1:
            return one_of(prefix, field, (*member[0].keys, *variant_keys(member[0])))
        phrase = Phrase(tuple(f"{prefix}{TEXT}{word.keys[0]}" for word in member))
        if field == TEXT:
            return phrase
        return And((*(one_of(prefix, field, word.keys) for word in member), phrase))

    parts: list[Expression] = []
    named: set[Word] = set()
    for match in expansions.synonyms if synonyms != "without" else ():
        named.update(match.words)
        typed = tuple(map(any_key, match.words))
        own = And(typed) if len(typed) > 1 else typed[0]
        others = tuple(map(whole, match.alternatives))
        parts.append(Or(others if synonyms == "only" else (own, *others)))
    return parts + [any_key(word) for word in words if word not in named]


def one_of(prefix: str, field: str, keys: Iterable[str]) -> Expression:
    """Any of the keys in the field of the shelf."""
    distinct = tuple(dict.fromkeys(f"{prefix}{field}{key}" for key in keys))
    return Or(distinct) if len(distinct) > 1 else distinct[0]
