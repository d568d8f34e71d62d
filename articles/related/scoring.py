"""Scoring of related articles, recognition of duplicates, selection of a list.

The similarity of two articles is the sum over shared terms of

    weight · weight · idf² · salience

divided by the square root of the product of both vector lengths: less than cosine normalisation,
since editors link longer articles more often. Salience (see `document_frequencies`) keeps phrases
of the language from being shared matter. The score is a logistic function of four features, whose
coefficients are those of a conditional logistic regression (a choice among candidates, McFadden
1974): for each of 414 articles of three outlets, the candidates that their editors linked against
the other candidates of the outlet, ridge 3. Fitted on one outlet alone or on a fifth of the
time alone they keep sign and size (similarity 2.5 to 3.1, recency 2.0 to 5.3, newer -1.8 to -2.7,
section 0.4 to 1.1), and on outlets that were left out nDCG@4 is 0.415 (all) and 0.423 (past) where
the best formula without salience or fitting has 0.339 and 0.375. Some thirty further features
(cosines of headline, lead and text, coverage of each other's headline, shared collocations and
tags, author, length, likeness to the other candidates) added nothing on outlets left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from math import exp, log, log1p, sqrt, sumprod
from typing import Final, NamedTuple

from articles.related.document_frequencies import TermStatistics
from articles.related.term_vectors import TermVector

MAX_LINKS: Final = 12
"""Links stored for an article, so that four are left when some targets are not visible."""
SIMILARITY_WEIGHT: Final = 2.76
"""Coefficient of the logarithm of the similarity."""
RECENCY_WEIGHT: Final = 2.83
"""Coefficient of the logarithm of 0.4 + 0.6 exp(-|days| / DECAY_DAYS)."""
SECTION_WEIGHT: Final = 0.81
"""Added in the same section."""
NEWER_WEIGHT: Final = -2.41
"""Added if the other is newer: editors link what was there, and the storyline shows what came."""
LINK_WEIGHT: Final = 2.5
"""Added if one text links to the other. Set by hand, since the fitted archive has no such links."""
DECAY_DAYS: Final = 7.0
INTERCEPT: Final = -18.0
"""Centres the score; no order depends on it."""

CLOSENESS_CONFIDENCE: Final = 0.45
OPENING_CONFIDENCE: Final = 0.92
HEADLINE_CONFIDENCE: Final = 0.054
CONFIDENCE_INTERCEPT: Final = -12.39
"""Logistic regression of whether a strict reader finds a card right (152 cards of 38 articles
drawn by seed from the whole archive, read by one person; area under the curve 0.84)."""
MIN_CONFIDENCE: Final = 0.7
"""Least confidence of a card: nine in ten that were read above it were right. A link between both
texts is the desk's own word and needs none."""
MIN_SCORE: Final = 0.4
"""Least score in the list of the other: what is near in matter but far in time is no card."""
DUPLICATE_OVERLAP: Final = 0.75
"""Share of the shorter text's weight found in the other from which both are duplicates."""
PARTIAL_OVERLAP: Final = 0.5
OPENING_OVERLAP: Final = 0.8
"""PARTIAL_OVERLAP is enough when this share of the terms of headline and lead is shared. The
opening alone is not: parts of a series open alike, and editors link them to each other."""
SAME_NEWS_DAYS: Final = 1.5
SAME_NEWS_OVERLAP: Final = 0.35
SAME_NEWS_OPENING: Final = 0.35
"""Two cards are one news item when they are published so near to each other and share these
parts of the shorter text and of the shorter opening."""
MIN_NEWS_TERMS: Final = 6
"""Fewest terms that the openings of one news item share."""
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
    """A candidate with its scores, each 0 to 1."""

    features: ArticleFeatures
    score: float
    """Its score in the list of the source article."""
    reverse_score: float
    """The score of the source article in the candidate's list."""
    is_duplicate: bool
    is_repeated: bool
    """Whether it is a duplicate or reports the same news: both are not cards of one list."""
    is_card: bool
    """Whether it is good enough to be a card of the source article."""
    is_reverse_card: bool
    """Whether the source article is good enough to be a card of it."""


class Scorer:
    """Scores candidates for the list of a source article; `statistics` have all its term ids.

    `tags_and_links` are the term ids of its tags and links, `links` those of its links.
    """

    def __init__(
        self,
        source: ArticleFeatures,
        statistics: TermStatistics,
        *,
        tags_and_links: frozenset[int],
        links: frozenset[int],
    ) -> None:
        self.source = source
        self.tags_and_links = tags_and_links
        self.links = links
        self.idf = statistics.idf
        weights = source.vector.weights
        salience = statistics.salience | dict.fromkeys(tags_and_links, 1.0)
        self.matter = {pk: self.idf[pk] * statistics.scale * salience[pk] for pk in weights}
        self.factors = {
            pk: weight * self.matter[pk] * self.idf[pk] * statistics.scale
            for pk, weight in weights.items()
        }
        self.total_weight = sum(weight * self.matter[pk] for pk, weight in weights.items()) or 1.0
        self.opening_matter = self._matter_of(source.vector.opening) or 1.0

    def score_article(self, other: ArticleFeatures) -> ScoredArticle | None:
        """The scored candidate; None if it shares nothing but a single word."""
        theirs = other.vector.weights
        shared = self.factors.keys() & theirs.keys()
        if len(shared) < 2 and not shared & self.tags_and_links:
            return None
        product = sumprod([self.factors[pk] for pk in shared], [theirs[pk] for pk in shared])
        similarity = product / sqrt(self.source.vector.length * other.vector.length)
        days = other.day - self.source.day
        closeness = (
            SIMILARITY_WEIGHT * log(similarity)
            + RECENCY_WEIGHT * log(0.4 + 0.6 * exp(-abs(days) / DECAY_DAYS))
            + SECTION_WEIGHT * (other.section_id == self.source.section_id)
            + LINK_WEIGHT * bool(shared & self.links)
        )
        score = _logistic(INTERCEPT + closeness + NEWER_WEIGHT * (days > 0))
        reverse = _logistic(INTERCEPT + closeness + NEWER_WEIGHT * (days < 0))
        duplicate = is_duplicate(self.source, other, shared)
        linked = bool(shared & self.links)
        # Most candidates are far on either side, and cost no second look.
        is_near = max(score, reverse) >= MIN_SCORE
        close = linked or (is_near and self._is_close(other, closeness, shared))
        return ScoredArticle(
            other,
            score,
            reverse,
            duplicate,
            duplicate or is_same_news(self.source, other),
            close and (linked or score >= MIN_SCORE),
            close and (linked or reverse >= MIN_SCORE),
        )

    def _is_close(self, other: ArticleFeatures, closeness: float, shared: Set[int]) -> bool:
        """Whether a reader would find the other right as a card, with MIN_CONFIDENCE.

        Counted is what both say first: shared matter (idf · salience) of their openings and
        tags, and that of either's headline in the other.
        """
        ours, theirs = self.source.vector, other.vector
        opening = (ours.opening & theirs.opening) | (shared & self.tags_and_links)
        headlines = (ours.headline & theirs.weights.keys(), theirs.headline & ours.weights.keys())
        confidence = (
            CONFIDENCE_INTERCEPT
            + CLOSENESS_CONFIDENCE * closeness
            + OPENING_CONFIDENCE * log1p(self._matter_of(opening))
            + HEADLINE_CONFIDENCE * sum(self._matter_of(each) for each in headlines)
        )
        return _logistic(confidence) >= MIN_CONFIDENCE

    def _matter_of(self, ids: Iterable[int]) -> float:
        return sum(self.matter[pk] for pk in ids)

    def overlap(self, other: ArticleFeatures) -> float:
        """The share of the source's matter, by weight, that the other holds too: 0 to 1."""
        ours, theirs = self.source.vector.weights, other.vector.weights
        shared = ours.keys() & theirs.keys()
        covered = sum(min(ours[pk], theirs[pk]) * self.matter[pk] for pk in shared)
        return covered / self.total_weight

    def opening_overlap(self, other: ArticleFeatures) -> float:
        """The share of the matter of the source's opening that the other's has too: 0 to 1."""
        shared = self.source.vector.opening & other.vector.opening
        return self._matter_of(shared) / self.opening_matter

    def headline_matter(self, other: ArticleFeatures) -> float:
        """The matter that both headlines have: the sum of idf · salience."""
        return self._matter_of(self.source.vector.headline & other.vector.headline)


def _logistic(value: float) -> float:
    return round(1 / (1 + exp(-value)), 6)


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


def is_same_news(one: ArticleFeatures, other: ArticleFeatures) -> bool:
    """Whether both report one news item, in whatever words: of such cards one is enough."""
    if abs(one.day - other.day) > SAME_NEWS_DAYS:
        return False
    first, second = one.vector, other.vector
    shorter = min(len(first.opening), len(second.opening))
    opening = len(first.opening & second.opening)
    if opening < max(MIN_NEWS_TERMS, SAME_NEWS_OPENING * shorter):
        return False
    shared = first.weights.keys() & second.weights.keys()
    common = sum(min(first.weights[pk], second.weights[pk]) for pk in shared)
    return common >= SAME_NEWS_OVERLAP * min(first.total, second.total)


def select_best(
    scored: Iterable[ScoredArticle], limit: int, excluded: Sequence[ArticleFeatures] = ()
) -> list[ScoredArticle]:
    """At most `limit` articles of the greatest score, the greatest first.

    None is a duplicate of another one or reports the same news, or of those in `excluded`.
    """
    chosen: list[ScoredArticle] = []
    compared = list(excluded)
    for each in sorted(scored, key=lambda each: (-each.score, -each.features.pk)):
        if len(chosen) == limit:
            break
        if not any(_is_repeated(each.features, other) for other in compared):
            chosen.append(each)
            compared.append(each.features)
    return chosen


def _is_repeated(one: ArticleFeatures, other: ArticleFeatures) -> bool:
    return is_same_news(one, other) or is_duplicate(one, other)
