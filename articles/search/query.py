"""Query parsing (words, «phrases», -exclusions) and the steps in which a query is searched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse
from articles.search.backends.protocol import And, AndNot, Expression, Or, Phrase, Step
from articles.search.documents import shelf_prefix

MAX_QUERY_LENGTH: Final = 300
"""Characters of a query that are read."""
MAX_WORDS: Final = 12
"""Words of a query that are searched; further ones are ignored."""
MAX_RESULTS: Final = 240
"""Limit of a step of full matches, and of the results of a search over all its pages."""
MIN_RESULTS: Final = 10
"""Steps of partial and corrected matches run while fewer documents than these were found."""
_PARTIAL_LIMIT: Final = 40
"""Limit of a step of partial or corrected matches."""
_ALL_BUT_ONE_SIZES: Final = range(3, 7)
"""Numbers of words for which documents with all words but one are searched before any word."""

_PART = re.compile(
    r'(?P<minus>(?<!\S)[-\u2212])?(?:[«“"](?P<phrase>[^«»“”"]*)[»”"]|(?P<plain>[^\s«»“”"]+))'
)


class Query(NamedTuple):
    """A parsed query; the words of phrases are among `words` too."""

    text: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[Word, ...], ...]
    excluded: tuple[tuple[Word, ...], ...]

    @property
    def content_words(self) -> tuple[Word, ...]:
        """The words without stopwords; all words when there are only stopwords."""
        return tuple(word for word in self.words if not word.is_stop) or self.words


type Corrections = dict[Word, tuple[str, ...]]
"""Index keys of the suggested spellings of a word, by the word as typed."""


def parse_query(text: str) -> Query:
    """Parse a query. Total and linear: any text is a query, of 300 characters and twelve words."""
    text = text[:MAX_QUERY_LENGTH]
    words: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    excluded: list[tuple[Word, ...]] = []
    for match in _PART.finditer(text):
        found = tuple(analyse(match["phrase"] or match["plain"] or ""))[:MAX_WORDS]
        if not found:
            continue
        if match["minus"]:
            excluded.append(found)
            continue
        words += found
        if match["phrase"] and len(found) > 1:
            phrases.append(found)
    distinct = tuple(dict.fromkeys(words))[:MAX_WORDS]
    return Query(text, distinct, tuple(phrases[:3]), tuple(excluded[:MAX_WORDS]))


class Match(NamedTuple):
    """How the documents of a step match the query."""

    tier: int
    """ALL_WORDS, CORRECTED_WORDS, ALL_BUT_ONE or ANY_WORD; the lower, the better."""
    field: str
    """The field of the index that was searched: "h", "m" or "w" (see `documents`)."""
    is_corrected: bool = False
    """Whether a document may hold a suggested spelling instead of the typed word."""


class Plan(NamedTuple):
    """The steps of a search, and for each how its documents match."""

    steps: tuple[Step, ...]
    matches: tuple[Match, ...]


ALL_WORDS, CORRECTED_WORDS, ALL_BUT_ONE, ANY_WORD = range(4)
"""Tiers of a match: every word; every word or its suggested spelling; all but one word; any."""


def plan_steps(
    query: Query, shelf: str, facets: Sequence[Sequence[str]], corrections: Corrections
) -> Plan:
    """The steps of a search on a shelf: every word, then corrected words, then some of the words.

    `facets` are groups of lexemes without shelf prefix: a document must hold one of
    each group. No query.
    """
    if not query.words:
        return Plan((), ())
    planner = _Planner(query, shelf_prefix(shelf), facets)
    words, text = query.content_words, "w"
    in_headline = [planner.word("h", word) for word in query.words]
    planner.add(Match(ALL_WORDS, "h"), in_headline, MAX_RESULTS)
    if not words[0].is_stop:
        as_main_words = [planner.word("m", word) for word in words]
        planner.add(Match(ALL_WORDS, "m"), as_main_words, MAX_RESULTS)
    # A word that the vocabulary does not hold is probably misspelled: headlines with a suggested
    # spelling come before texts with the word as typed.
    tier = CORRECTED_WORDS if corrections else ALL_WORDS
    corrected = {
        field: [planner.word(field, word, corrections.get(word, ())) for word in words]
        for field in ("h", text)
    }
    if corrections:
        planner.add(Match(CORRECTED_WORDS, "h", is_corrected=True), corrected["h"], MIN_RESULTS)
    planner.add(Match(tier, text), [planner.word(text, word) for word in words], MAX_RESULTS)
    if corrections:
        planner.add(Match(CORRECTED_WORDS, text, is_corrected=True), corrected[text], MIN_RESULTS)
    if len(words) in _ALL_BUT_ONE_SIZES:
        planner.add(Match(ALL_BUT_ONE, text), [planner.all_but_one(text, words)], MIN_RESULTS)
    if len(words) > 1:
        for field in ("h", text):
            any_word = Or(tuple(planner.word(field, word) for word in words))
            planner.add(Match(ANY_WORD, field), [any_word], MIN_RESULTS)
    return Plan(tuple(planner.steps), tuple(planner.matches))


class _Planner:
    def __init__(self, query: Query, prefix: str, facets: Sequence[Sequence[str]]) -> None:
        self.prefix = prefix
        self.steps: list[Step] = []
        self.matches: list[Match] = []
        self.required: list[Expression] = [self._phrase(words) for words in query.phrases]
        self.required += [self._any(f"{prefix}{facet}" for facet in group) for group in facets]
        self.excluded = [
            self._phrase(words) if len(words) > 1 else self.word("w", words[0])
            for words in query.excluded
        ]

    def add(self, match: Match, parts: Sequence[Expression], threshold: int) -> None:
        """Add a step for the documents that match all parts, phrases and facets."""
        every = (*parts, *self.required)
        expression = And(every) if len(every) > 1 else every[0]
        if self.excluded:
            expression = AndNot(expression, Or(tuple(self.excluded)))
        limit = MAX_RESULTS if threshold == MAX_RESULTS else _PARTIAL_LIMIT
        self.steps.append(Step(expression, threshold, limit))
        self.matches.append(match)

    def word(self, field: str, word: Word, more_keys: Iterable[str] = ()) -> Expression:
        """Any of the word's keys, or of the further ones, in the field."""
        return self._any(f"{self.prefix}{field}{key}" for key in (*word.keys, *more_keys))

    def all_but_one(self, field: str, words: Sequence[Word]) -> Expression:
        """All of the words but any one of them."""
        choices = [self.word(field, word) for word in words]
        return Or(
            tuple(
                And((*choices[:left_out], *choices[left_out + 1 :]))
                for left_out in range(len(choices))
            )
        )

    def _phrase(self, words: Sequence[Word]) -> Phrase:
        return Phrase(tuple(f"{self.prefix}w{word.keys[0]}" for word in words))

    def _any(self, lexemes: Iterable[str]) -> Expression:
        distinct = tuple(dict.fromkeys(lexemes))
        return Or(distinct) if len(distinct) > 1 else distinct[0]
