"""Query parsing (words, «phrases», -exclusions) and the steps in which a query is searched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse
from articles.search.backends.protocol import And, AndNot, Expression, Or, Phrase, Step
from articles.search.documents import HEADLINE, MAIN_WORDS, TEXT, shelf_prefix
from articles.search.expansions import NO_EXPANSIONS, Expansions, expanded_words

MAX_QUERY_LENGTH: Final = 300
"""Characters of a query that are read."""
MAX_WORDS: Final = 12
"""Words of a query that are searched; further ones are ignored."""
MAX_RESULTS: Final = 240
"""Limit of a step of full matches, and of the results of a search over all its pages."""
MIN_RESULTS: Final = 10
"""Steps of partial and corrected matches run while fewer documents than these were found."""
SYNONYMS_SHARE: Final = 40
"""Results of headlines with a synonym of a word that more articles hold than are shown."""
ALWAYS: Final = 1_000_000
"""Threshold of a step that runs whatever was found before."""
_PARTIAL_LIMIT: Final = 40
"""Limit of a step of partial or corrected matches, and of variants in headlines."""
_ADJACENT_SIZES: Final = range(2, 7)
"""Numbers of words, stopwords included, for which texts with them side by side are searched.

Only where one is a number, or where they were typed as one word: PostgreSQL reads the positions of
every text that holds all of them, which takes too long for frequent words."""
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
    sequence: tuple[Word, ...] = ()
    """The words outside phrases in the order of the query, with repetitions."""
    is_divided: bool = False
    """Whether the words were typed without a space, so that a text must have them side by side."""
    apart: Mapping[str, tuple[Word, Word]] = MappingProxyType({})
    """The two words that a folded word of the query may also be written as."""

    @property
    def has_number(self) -> bool:
        """Whether a number is among the words: it says little but for the word beside it."""
        return any(word.folded.isdigit() for word in self.sequence)

    @property
    def content_words(self) -> tuple[Word, ...]:
        """The words without stopwords; all words when there are only stopwords."""
        return tuple(word for word in self.words if not word.is_stop) or self.words


def parse_query(text: str) -> Query:
    """Parse a query. Total and linear: any text is a query, of 300 characters and twelve words."""
    text = text[:MAX_QUERY_LENGTH]
    words: list[Word] = []
    sequence: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    excluded: list[tuple[Word, ...]] = []
    for kind, part in _parts(text):
        found = tuple(analyse(part))
        if kind == "minus":
            excluded += [found] if found else []
            continue
        words += found
        if kind == "plain":
            sequence += found
        elif len(found) > 1:
            phrases.append(found)
    distinct = tuple(dict.fromkeys(words))[:MAX_WORDS]
    return Query(
        text, distinct, tuple(phrases[:3]), tuple(excluded[:MAX_WORDS]), tuple(sequence[:MAX_WORDS])
    )


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """(kind, text) of each phrase and exclusion, and of the plain words between them together.

    Words are analysed beside their neighbours, since some belong to them.
    """
    plain: list[str] = []
    for match in _PART.finditer(text):
        if match["plain"] and not match["minus"]:
            plain.append(match["plain"])
            continue
        yield "plain", " ".join(plain)
        plain = []
        yield "minus" if match["minus"] else "phrase", match["phrase"] or match["plain"] or ""
    yield "plain", " ".join(plain)


AS_TYPED: Final = -1
ADJACENT: Final = "adjacent"
"""The field of a match where the words stand side by side and in their order in TEXT."""


class Match(NamedTuple):
    """How the documents of a step match the query."""

    tier: int
    """One of ALL_WORDS to ANY_WORD; the lower, the better."""
    field: str
    """The field that was searched: HEADLINE, MAIN_WORDS, TEXT or ADJACENT."""
    reading: int = AS_TYPED
    """The number of the reading whose words were searched, or AS_TYPED."""
    is_expanded: bool = False
    """Whether a document may hold a variant or a synonym instead of the typed word."""


class Plan(NamedTuple):
    """The steps of a search, and for each how its documents match."""

    steps: tuple[Step, ...]
    matches: tuple[Match, ...]
    needs_adjacent: bool = False
    """Whether nothing is found unless a document has the words side by side."""


ALL_WORDS, EXPANDED_WORDS, CORRECTED_WORDS, ALL_BUT_ONE, ANY_WORD = range(5)
"""Tiers of a match: every word, in headlines also as a variant; every word or a variant or synonym;
every word of a reading; all but one word; any."""


def plan_steps(
    query: Query,
    shelf: str,
    facets: Sequence[Sequence[str]],
    readings: Sequence[Query] = (),
    expansions: Expansions = NO_EXPANSIONS,
    meant: Expansions = NO_EXPANSIONS,
) -> Plan:
    """The steps of a search on a shelf: every word, every word of a reading, some of the words.

    `facets` are groups of lexemes without shelf prefix: a document must hold one of
    each group. `readings` are what may be meant, the likeliest first; texts, and some of
    the words, are searched for the first alone. `expansions` are those of the words as
    typed, `meant` those of the first reading. No query.
    """
    if not query.words:
        return Plan((), ())
    planner = _Planner(query, shelf_prefix(shelf), facets, expansions, meant)
    planner.add_every_word(query, (HEADLINE,), ALL_WORDS, AS_TYPED)
    if len(query.sequence) in _ADJACENT_SIZES and (query.is_divided or query.has_number):
        adjacent = [planner.phrase(query.sequence)]
        planner.add(Match(ALL_WORDS, ADJACENT), adjacent, MAX_RESULTS, MAX_RESULTS)
    planner.add_every_word(query, (MAIN_WORDS, TEXT), ALL_WORDS, AS_TYPED)
    for number, reading in enumerate(readings):
        fields = (HEADLINE, MAIN_WORDS) if number else (HEADLINE, MAIN_WORDS, TEXT)
        planner.add_every_word(reading, fields, CORRECTED_WORDS, number)
    planner.add_some_words(query, AS_TYPED, MIN_RESULTS)
    for number, reading in enumerate(readings[:1]):
        planner.add_some_words(reading, number, MAX_RESULTS)
    return Plan(tuple(planner.steps), tuple(planner.matches), query.is_divided)


class _Planner:
    def __init__(
        self,
        query: Query,
        prefix: str,
        facets: Sequence[Sequence[str]],
        expansions: Expansions,
        meant: Expansions,
    ) -> None:
        self.prefix = prefix
        self.expansions = expansions
        self.meant = meant
        self.apart = query.apart
        self.steps: list[Step] = []
        self.matches: list[Match] = []
        self.required: list[Expression] = [self.phrase(words) for words in query.phrases]
        self.required += [self._any(f"{prefix}{facet}" for facet in group) for group in facets]
        self.excluded = [
            self.phrase(words) if len(words) > 1 else self.word(TEXT, words[0])
            for words in query.excluded
        ]

    def add(self, match: Match, parts: Sequence[Expression], threshold: int, limit: int) -> None:
        """Add a step for the documents that match all parts, phrases and facets."""
        every = (*parts, *self.required)
        expression = And(every) if len(every) > 1 else every[0]
        if self.excluded:
            expression = AndNot(expression, Or(tuple(self.excluded)))
        self.steps.append(Step(expression, threshold, limit))
        self.matches.append(match)

    def add_every_word(self, query: Query, fields: Sequence[str], tier: int, reading: int) -> None:
        """Add steps for the documents with every word: of headlines, as main words, of texts.

        What a lone word may be meant for is looked for however many documents have it as typed,
        since its stem may be that of a frequent word.
        """
        words = query.content_words
        is_lone_reading = reading != AS_TYPED and len(query.words) == 1
        threshold = ALWAYS if is_lone_reading else MAX_RESULTS
        for field in fields:
            if field == MAIN_WORDS and words[0].is_stop:
                continue
            typed = query.words if field == HEADLINE else words
            parts = [self.word(field, word) for word in typed]
            self.add(Match(tier, field, reading), parts, threshold, MAX_RESULTS)
            if reading == AS_TYPED:
                self.add_expansions(field, words)
            elif not reading:
                self.add_expansions_of_reading(field, words, threshold)

    def add_expansions(self, field: str, words: Sequence[Word]) -> None:
        """Add the steps for other words that stand below the step for a field, if there are any."""
        if field == TEXT and self.expansions:
            self.add_expanded(words)
        elif self.expansions.variants:
            match = Match(ALL_WORDS, field, is_expanded=True)
            parts = expanded_words(self.prefix, field, words, self.expansions, synonyms="without")
            self.add(match, parts, MAX_RESULTS, _PARTIAL_LIMIT)

    def add_expansions_of_reading(self, field: str, words: Sequence[Word], threshold: int) -> None:
        """Add the steps for other words of the first reading below the step for a field."""
        if field == TEXT and self.meant.synonyms:
            for place in (HEADLINE, TEXT):
                match = Match(EXPANDED_WORDS, place, 0, is_expanded=True)
                parts = expanded_words(self.prefix, place, words, self.meant, synonyms="with")
                self.add(match, parts, threshold, _PARTIAL_LIMIT)
        elif field != TEXT and self.meant.variants:
            match = Match(CORRECTED_WORDS, field, 0, is_expanded=True)
            parts = expanded_words(self.prefix, field, words, self.meant, synonyms="without")
            self.add(match, parts, threshold, _PARTIAL_LIMIT)

    def add_expanded(self, words: Sequence[Word]) -> None:
        """Add steps for variants and synonyms; variants in texts only where little was found.

        Headlines with the synonym of a word have a share of the results however many hold
        the word itself.
        """
        expanded = partial(expanded_words, self.prefix, words=words, expansions=self.expansions)
        match = Match(EXPANDED_WORDS, TEXT, is_expanded=True)
        if not self.expansions.synonyms:
            self.add(match, expanded(TEXT, synonyms="without"), MIN_RESULTS, _PARTIAL_LIMIT)
            return
        in_headline = match._replace(field=HEADLINE)
        if len(self.expansions.synonyms) == 1:
            self.add(in_headline, expanded(HEADLINE, synonyms="only"), ALWAYS, SYNONYMS_SHARE)
        self.add(in_headline, expanded(HEADLINE, synonyms="with"), MAX_RESULTS, MAX_RESULTS)
        self.add(match, expanded(TEXT, synonyms="with"), MAX_RESULTS, MAX_RESULTS)

    def add_some_words(self, query: Query, reading: int, threshold: int) -> None:
        """Add steps for the documents with all words but one, then for those with any."""
        words = query.content_words
        if len(words) in _ALL_BUT_ONE_SIZES:
            parts = [self.all_but_one(TEXT, words)]
            self.add(Match(ALL_BUT_ONE, TEXT, reading), parts, threshold, _PARTIAL_LIMIT)
        if len(words) > 1:
            for field in (HEADLINE, TEXT):
                any_word = Or(tuple(self.word(field, word) for word in words))
                self.add(Match(ANY_WORD, field, reading), [any_word], threshold, _PARTIAL_LIMIT)

    def word(self, field: str, word: Word) -> Expression:
        """Any of the word's keys in the field, or its two halves."""
        joined = self._any(f"{self.prefix}{field}{key}" for key in word.keys)
        halves = self.apart.get(word.folded)
        if not halves:
            return joined
        parts = () if field == TEXT else tuple(self.word(field, half) for half in halves)
        return Or((joined, And((*parts, self.phrase(halves)))))

    def all_but_one(self, field: str, words: Sequence[Word]) -> Expression:
        """All of the words but any one of them."""
        choices = [self.word(field, word) for word in words]
        return Or(
            tuple(
                And((*choices[:left_out], *choices[left_out + 1 :]))
                for left_out in range(len(choices))
            )
        )

    def phrase(self, words: Sequence[Word]) -> Phrase:
        """The words side by side and in their order, in any part of the text."""
        return Phrase(tuple(f"{self.prefix}{TEXT}{word.keys[0]}" for word in words))

    def _any(self, lexemes: Iterable[str]) -> Expression:
        distinct = tuple(dict.fromkeys(lexemes))
        return Or(distinct) if len(distinct) > 1 else distinct[0]
