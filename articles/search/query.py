"""What a reader typed, taken apart: words, «phrases» and -exclusions; any text is a query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse
from articles.search.backends import Step
from articles.search.backends import expressions as asked
from articles.search.entries import mark

LONGEST: Final = 300
"""Characters of a query that are read."""
MOST_WORDS: Final = 12
"""More words of a query than these are not looked up."""
MOST_FOUND: Final = 240
"""The best documents of a step; together they are what can be paged through."""
ENOUGH: Final = 10
"""With fewer documents that hold every word, corrected words and some of the words fill up."""
_FILLING: Final = 40
_DROPPED_FROM: Final = range(3, 7)
"""Of so many words one may be missing before any of them will do."""

_PART = re.compile(
    r'(?P<minus>(?<!\S)[-\u2212])?(?:[«“"](?P<phrase>[^«»“”"]*)[»”"]|(?P<plain>[^\s«»“”"]+))'
)


class Query(NamedTuple):
    """A query in parts; words of phrases are among the words too."""

    text: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[Word, ...], ...]
    unwanted: tuple[tuple[Word, ...], ...]

    @property
    def subjects(self) -> tuple[Word, ...]:
        """The words without stopwords; all of them when there are only stopwords."""
        return tuple(word for word in self.words if not word.is_stop) or self.words


type Meanings = dict[Word, tuple[str, ...]]
"""Further keys that a word may have been meant as."""


def parse(text: str) -> Query:
    """Take a query apart; linear, reads 300 characters and twelve words, never raises."""
    text = text[:LONGEST]
    words: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    unwanted: list[tuple[Word, ...]] = []
    for match in _PART.finditer(text):
        found = tuple(analyse(match["phrase"] or match["plain"] or ""))[:MOST_WORDS]
        if not found:
            continue
        if match["minus"]:
            unwanted.append(found)
            continue
        words += found
        if match["phrase"] and len(found) > 1:
            phrases.append(found)
    known = tuple(dict.fromkeys(words))[:MOST_WORDS]
    return Query(text, known, tuple(phrases[:3]), tuple(unwanted[:MOST_WORDS]))


class Kind(NamedTuple):
    """What a step's documents have of the query, the fullest first."""

    rank: int
    field: str
    is_meant: bool = False
    """Whether they may hold what was meant instead of what was typed."""


class Plan(NamedTuple):
    """The steps of a search, each with what its documents have."""

    steps: tuple[Step, ...]
    kinds: tuple[Kind, ...]


ALL, CORRECTED, MOST, SOME = range(4)
"""Ranks: every word; every word or what may have been meant; all but one; any."""


def plan(query: Query, shelf: str, facets: Sequence[Sequence[str]], meanings: Meanings) -> Plan:
    """How to look for the query on a shelf: every word, then corrected words, then some of them.

    Each of `facets` is a choice of lexemes, of which a document must hold one.
    """
    if not query.words:
        return Plan((), ())
    planner = _Planner(query, mark(shelf), facets)
    subjects, texts = query.subjects, "w"
    planner.add(Kind(ALL, "h"), [planner.word("h", word) for word in query.words], MOST_FOUND)
    if not subjects[0].is_stop:
        planner.add(Kind(ALL, "m"), [planner.word("m", word) for word in subjects], MOST_FOUND)
    # A word that the vocabulary does not know is hardly what was meant: what headlines hold of
    # the likelier words comes before what texts hold of it.
    rank = CORRECTED if meanings else ALL
    meant = {
        field: [planner.word(field, word, meanings.get(word, ())) for word in subjects]
        for field in ("h", texts)
    }
    if meanings:
        planner.add(Kind(CORRECTED, "h", is_meant=True), meant["h"], ENOUGH)
    planner.add(Kind(rank, texts), [planner.word(texts, word) for word in subjects], MOST_FOUND)
    if meanings:
        planner.add(Kind(CORRECTED, texts, is_meant=True), meant[texts], ENOUGH)
    if len(subjects) in _DROPPED_FROM:
        planner.add(Kind(MOST, texts), [planner.all_but_one(texts, subjects)], ENOUGH)
    if len(subjects) > 1:
        for field in ("h", texts):
            some = asked.Any(tuple(planner.word(field, word) for word in subjects))
            planner.add(Kind(SOME, field), [some], ENOUGH)
    return Plan(tuple(planner.steps), tuple(planner.kinds))


class _Planner:
    def __init__(self, query: Query, shelf: str, facets: Sequence[Sequence[str]]) -> None:
        self.shelf = shelf
        self.steps: list[Step] = []
        self.kinds: list[Kind] = []
        self.always: list[asked.Expression] = [self._phrase(words) for words in query.phrases]
        self.always += [self._any(f"{shelf}{facet}" for facet in choice) for choice in facets]
        self.unwanted = [
            self._phrase(words) if len(words) > 1 else self.word("w", words[0])
            for words in query.unwanted
        ]

    def add(self, kind: Kind, wanted: Sequence[asked.Expression], needed: int) -> None:
        """One more step; documents that hold all of `wanted`."""
        parts = (*wanted, *self.always)
        every = asked.Every(parts) if len(parts) > 1 else parts[0]
        if self.unwanted:
            every = asked.Without(every, asked.Any(tuple(self.unwanted)))
        limit = MOST_FOUND if needed == MOST_FOUND else _FILLING
        self.steps.append(Step(every, needed, limit))
        self.kinds.append(kind)

    def word(self, field: str, word: Word, more: Iterable[str] = ()) -> asked.Expression:
        """Any of the word's keys in the field."""
        return self._any(f"{self.shelf}{field}{key}" for key in (*word.keys, *more))

    def all_but_one(self, field: str, words: Sequence[Word]) -> asked.Expression:
        """All words but one, whichever."""
        choices = [self.word(field, word) for word in words]
        return asked.Any(
            tuple(
                asked.Every((*choices[:left_out], *choices[left_out + 1 :]))
                for left_out in range(len(choices))
            )
        )

    def _phrase(self, words: Sequence[Word]) -> asked.Phrase:
        return asked.Phrase(tuple(f"{self.shelf}w{word.keys[0]}" for word in words))

    def _any(self, lexemes: Iterable[str]) -> asked.Expression:
        found = tuple(dict.fromkeys(lexemes))
        return asked.Any(found) if len(found) > 1 else found[0]
