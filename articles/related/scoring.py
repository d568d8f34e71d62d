"""Scoring of related articles, recognition of duplicates, selection of a list.

The score of `other` in the list of `source` is

    similarity · (0.4 + 0.6 exp(-|days| / 7)) · 1.15 in the same section
               · 1.5 if one text links to the other · 0.8 if other is newer by over a day

where similarity is the sum over shared terms of weight · weight · idf², divided by the square root
of the product of both vector lengths: less than cosine normalisation, since editors link longer
articles more often. The constants were tuned on links that editors of real newsrooms made, and
small changes to them make no difference (`manage.py evaluate_related`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from math import exp, sqrt, sumprod
from typing import Final, NamedTuple

from articles.related.term_vectors import TermVector

MAX_LINKS: Final = 12
"""Links stored for an article, so that four are left when some targets are not visible."""
SAME_SECTION_FACTOR: Final = 1.15
LINK_FACTOR: Final = 1.5
NEWER_FACTOR: Final = 0.8
DECAY_DAYS: Final = 7.0
DUPLICATE_OVERLAP: Final = 0.75
"""Share of the shorter text's weight found in the other from which both are duplicates."""
PARTIAL_OVERLAP: Final = 0.5
OPENING_OVERLAP: Final = 0.8
"""PARTIAL_OVERLAP is enough when this share of the terms of headline and lead is shared. The
opening alone is not: parts of a series open alike, and editors link them to each other."""
MIN_SHARED_TERMS: Final = 12
"""Fewest shared terms of duplicates: two flashes of a few words are not."""


class ArticleFeatures(NamedTuple):
    """What is compared of an article, as stored in `Profile`.

    `day` is the moment of publication in days since 1970, `headline` a hash of the
    headline's key (0 without words), `line` the number of its storyline.
    """

    pk: int
    section_id: int | None
    day: float
    headline: int
    vector: TermVector
    line: int | None


class ScoredArticle(NamedTuple):
    """A candidate with its scores."""

    features: ArticleFeatures
    score: float
    """Its score in the list of the source article."""
    reverse_score: float
    """The score of the source article in the candidate's list."""
    is_duplicate: bool


class Scorer:
    """Scores candidates for the list of a source article; `idf` has all its term ids.

    `tags_and_links` are the term ids of its tags and links, `links` those of its links.
    """

    def __init__(
        self,
        source: ArticleFeatures,
        idf: Mapping[int, float],
        *,
        tags_and_links: frozenset[int],
        links: frozenset[int],
    ) -> None:
        self.source = source
        self.tags_and_links = tags_and_links
        self.links = links
        self.idf = idf
        weights = source.vector.weights
        self.factors = {pk: weight * idf[pk] ** 2 for pk, weight in weights.items()}
        self.total_weight = sum(weight * idf[pk] for pk, weight in weights.items()) or 1.0

    def score_article(self, other: ArticleFeatures) -> ScoredArticle | None:
        """The scored candidate; None if it shares nothing but a single word."""
        theirs = other.vector.weights
        shared = self.factors.keys() & theirs.keys()
        if len(shared) < 2 and not shared & self.tags_and_links:
            return None
        product = sumprod([self.factors[pk] for pk in shared], [theirs[pk] for pk in shared])
        similarity = product / sqrt(self.source.vector.length * other.vector.length)
        days = other.day - self.source.day
        score = similarity * (0.4 + 0.6 * exp(-abs(days) / DECAY_DAYS))
        if other.section_id == self.source.section_id:
            score *= SAME_SECTION_FACTOR
        if shared & self.links:
            score *= LINK_FACTOR
        return ScoredArticle(
            other,
            round(score * (NEWER_FACTOR if days > 1 else 1.0), 4),
            round(score * (NEWER_FACTOR if days < -1 else 1.0), 4),
            is_duplicate(self.source, other, shared),
        )

    def overlap(self, other: ArticleFeatures) -> float:
        """The share of the source's idf-weighted terms that the other holds too: 0 to 1."""
        ours, theirs = self.source.vector.weights, other.vector.weights
        shared = ours.keys() & theirs.keys()
        covered = sum(min(ours[pk], theirs[pk]) * self.idf[pk] for pk in shared)
        return covered / self.total_weight


def is_duplicate(
    one: ArticleFeatures, other: ArticleFeatures, shared: Set[int] | None = None
) -> bool:
    """Whether the articles have the same headline or nearly the same text.

    `shared` are the common term ids, if the caller knows them already.
    """
    if one.headline and one.headline == other.headline:
        return True
    first, second = one.vector, other.vector
    if shared is None:
        shared = first.weights.keys() & second.weights.keys()
    least = PARTIAL_OVERLAP * min(len(first.weights), len(second.weights)) / 2
    if len(shared) < max(MIN_SHARED_TERMS, least):
        return False
    common = sum(min(first.weights[pk], second.weights[pk]) for pk in shared)
    overlap = common / (min(first.total, second.total) or 1)
    if overlap < PARTIAL_OVERLAP:
        return False
    opening = len(first.opening & second.opening)
    return overlap >= DUPLICATE_OVERLAP or opening >= OPENING_OVERLAP * min(
        len(first.opening), len(second.opening)
    )


def select_best(
    scored: Iterable[ScoredArticle], limit: int, excluded: Sequence[ArticleFeatures] = ()
) -> list[ScoredArticle]:
    """At most `limit` articles of the greatest score, the greatest first.

    None is a duplicate of another one, or of those in `excluded`.
    """
    chosen: list[ScoredArticle] = []
    compared = list(excluded)
    for each in sorted(scored, key=lambda each: (-each.score, -each.features.pk)):
        if len(chosen) == limit:
            break
        if not any(is_duplicate(each.features, other) for other in compared):
            chosen.append(each)
            compared.append(each.features)
    return chosen
