"""Statistics of terms over all profiles, kept in a table and updated with every profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import Final, NamedTuple

from articles.models.bulk_insert import bulk_insert
from articles.related.models import TermCount
from articles.related.term_vectors import UNITS, term_id

_ON_CONFLICT: Final = (
    "ON CONFLICT (term) DO UPDATE SET "
    "articles = articles_related_termcount.articles + excluded.articles, "
    "weight = articles_related_termcount.weight + excluded.weight"
)
_COLUMNS: Final = ("term", "articles", "weight")
_PRIOR_ARTICLES: Final = 3
_PRIOR_WEIGHT: Final = 1.2
"""A term's mean weight is shrunk towards this one as if that many articles more had it."""
_MIN_EXCESS: Final = 0.05
REFERENCE_ARTICLES: Final = 16_356
"""Size of the archive on which scores were fitted."""


class TermStatistics(NamedTuple):
    """What the archive says about terms, by term id.

    `idf` is ln(1 + profiles / document frequency), a term without profiles counting as one with
    one. `salience` is √(mean weight - 1) over the articles that have the term, so that a word of
    a phrase («يحطم الأرقام القياسية»), which articles say once and in passing, counts less than
    a name, which they repeat and put into headlines: the repetition by which Harter (1975) and
    Church and Gale (1995) tell subjects from words of the language.
    """

    idf: dict[int, float]
    salience: dict[int, float]
    scale: float = 1.0
    """Makes idf of an archive of any size comparable with that of REFERENCE_ARTICLES."""


def total_key(language: str) -> int:
    """The term id of the row that counts all profiles of a language."""
    return term_id("", language)


def term_statistics(ids: Iterable[int], language: str) -> TermStatistics:
    """The statistics of the terms; one query."""
    total = total_key(language)
    wanted = list(ids)
    rows = TermCount.objects.filter(term__in=[*wanted, total]).values_list(*_COLUMNS)
    counts = {term: (articles, weight) for term, articles, weight in rows}
    profiles = max(counts.pop(total, (0, 0))[0], 1)
    idf: dict[int, float] = {}
    salience: dict[int, float] = {}
    for term in wanted:
        articles, weight = counts.get(term, (0, 0))
        idf[term] = log(1 + profiles / max(articles, 1))
        mean = (weight / UNITS + _PRIOR_ARTICLES * _PRIOR_WEIGHT) / (articles + _PRIOR_ARTICLES)
        salience[term] = sqrt(max(mean - 1, _MIN_EXCESS))
    return TermStatistics(idf, salience, log(1 + REFERENCE_ARTICLES) / log(1 + profiles))


def lock_language(language: str) -> None:
    """Lock lists, profiles and counts of the language against other writers until the commit.

    A publication writes into dozens of other lists, so that no order of row locks
    prevents deadlocks between two publications, or a list that both fill. Writers of
    one language are serialised instead, by a lock on the row of `total_key`, to which 0
    is added. One statement. Taken after the lock of the article, and for several
    languages in the order of LANGUAGES.
    """
    bulk_insert(TermCount, _COLUMNS, [(total_key(language), 0, 0)], _ON_CONFLICT)


class CountChanges:
    """Differences of the counts: a vector is added when it is stored, subtracted when it goes."""

    def __init__(self) -> None:
        self.articles: Counter[int] = Counter()
        self.weights: Counter[int] = Counter()

    def add(self, weights: Mapping[int, int]) -> None:
        """Count the terms of a vector (weights by term id)."""
        self.articles.update(weights.keys())
        self.weights.update(weights)

    def subtract(self, weights: Mapping[int, int]) -> None:
        """Count the terms of a vector no longer."""
        self.articles.subtract(weights.keys())
        self.weights.subtract(weights)

    def save(self) -> None:
        """Add the differences to the table; one statement for 500 terms.

        Rows are written in key order, so that concurrent writers do not deadlock.
        """
        rows = [
            (term, self.articles[term], self.weights[term])
            for term in sorted(self.articles)
            if self.articles[term] or self.weights[term]
        ]
        bulk_insert(TermCount, _COLUMNS, rows, _ON_CONFLICT)
