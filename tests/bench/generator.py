"""Made-up articles, as many as wanted: Zipf's vocabulary, storylines, tags, ten years of days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from tests.bench.vocabulary import Vocabulary

YEARS: Final = 10
SECTIONS: Final = 12
TAGS: Final = 3_000
AUTHORS: Final = 60
_STORYLINE_ARTICLES: Final = 8
"""A storyline has so many articles on average."""
_STORYLINE_DAYS: Final = 5
_IN_STORYLINES: Final = 0.5
"""The share of articles that belong to a storyline."""
_STORYLINE_WORDS: Final = 6


class Made(NamedTuple):
    """One article; `section`, `author` and `tags` are numbers from zero."""

    headline: str
    standfirst: str
    body: str
    at: datetime
    section: int
    author: int
    tags: tuple[int, ...]


class _Storyline(NamedTuple):
    words: Sequence[str]
    section: int
    tags: Sequence[int]


class Generator:
    """The same articles for the same seed and number, in the order of their publication.

    Memory does not grow with the number. About 15,000 articles a second.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        articles: int,
        until: datetime,
        tags: int = TAGS,
        seed: int = 2,
    ) -> None:
        self.vocabulary = vocabulary
        self.articles, self.tags = articles, tags
        self.random = Random(seed)
        self.first = until - timedelta(days=365 * YEARS)
        self.step = timedelta(days=365 * YEARS) / articles
        self.common_tags = [tag for tag in range(tags) for _use in range(1 + tags // (tag + 1))]
        per_storyline_time = articles / YEARS / 365 * _STORYLINE_DAYS * _IN_STORYLINES
        self.storylines = [self._storyline() for _n in range(max(2, int(per_storyline_time / 8)))]

    def made(self) -> Iterator[Made]:
        """All articles, the oldest first."""
        for number in range(self.articles):
            yield self._article(self.first + number * self.step)

    def tag_names(self) -> list[str]:
        """The name of each tag: two words that are no tag's yet."""
        words = self.vocabulary.words[1_000:]
        return [f"{words[2 * tag]} {words[2 * tag + 1]}" for tag in range(self.tags)]

    def _article(self, at: datetime) -> Made:
        random, pool = self.random, self.vocabulary.pool
        storyline = self._next_storyline() if random.random() < _IN_STORYLINES else None
        headline = random.choices(pool, k=random.randint(6, 12))
        standfirst = random.choices(pool, k=random.randint(15, 25))
        body = random.choices(pool, k=random.randint(110, 190))
        tags = random.choices(self.common_tags, k=random.randint(2, 4))
        section = random.randrange(SECTIONS)
        if storyline:
            section, tags = storyline.section, [*storyline.tags, *tags[:1]]
            for text, mentions in ((headline, 3), (standfirst, 3), (body, 8)):
                for word in random.choices(storyline.words, k=mentions):
                    text[random.randrange(len(text))] = word
        return Made(
            " ".join(headline),
            " ".join(standfirst),
            _paragraphs(body),
            at,
            section,
            random.randrange(AUTHORS),
            tuple(dict.fromkeys(tags)),
        )

    def _next_storyline(self) -> _Storyline:
        """A storyline that goes on, or a new one in the place of one that ended."""
        place = self.random.randrange(len(self.storylines))
        storyline = self.storylines[place]
        if self.random.random() < 1 / _STORYLINE_ARTICLES:
            self.storylines[place] = self._storyline()
        return storyline

    def _storyline(self) -> _Storyline:
        words = self.random.choices(self.vocabulary.rare, k=_STORYLINE_WORDS)
        tags = self.random.choices(self.common_tags, k=2)
        return _Storyline(words, self.random.randrange(SECTIONS), tags)


def _paragraphs(words: Sequence[str]) -> str:
    parts = (words[start : start + 40] for start in range(0, len(words), 40))
    return "".join(f"<p>{' '.join(part)}.</p>" for part in parts)
