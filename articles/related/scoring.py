"""Scoring of related articles, recognition of duplicates, selection of a list.

The similarity of two articles is the sum over shared terms of

    weight · weight · idf² · salience

divided by the square root of the product of both vector lengths: less than cosine normalisation,
since editors link longer articles more often. Salience (see `document_frequencies`) keeps phrases
of the language from being shared matter. The score is a logistic function of five features, whose
coefficients are those of a conditional logistic regression (a choice among candidates, McFadden
1974): for each of 414 articles of three outlets and both pools of `manage.py evaluate_related`,
the candidates that their editors linked against the other candidates of the outlet, ridge 3.

What counts in time is not the distance but how many other candidates, about as similar, lie
between: an article is superseded by what came after it, which takes a day in a busy story and
a year in a quiet one. With it the age of an article adds nothing more. Long headlines share words
with many articles, so that each of their words counts against them.

Fitted on one outlet alone or on a fifth of the time alone all coefficients keep their sign
(similarity 1.6 to 2.1, between -1.0 to -1.8, newer -2.0 to -2.5, section 0.5 to 1.1, headline -0.04
to -0.30). On outlets that were left out nDCG@4 is 0.456 (all) and 0.457 (past), where a decay of
exp(-days / 7) instead has 0.421 and 0.423 and the best formula without salience or fitting 0.339
and 0.375. About sixty further features added nothing on outlets left out: among them cosines of
headline, lead and text, latent semantic vectors, saturated term weights, shared collocations,
numbers and tags, author, the form of the headline and other kernels of time.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence, Set
from heapq import nlargest
from itertools import groupby
from math import exp, log, sqrt, sumprod
from typing import Final, NamedTuple

from articles.related.document_frequencies import TermStatistics
from articles.related.term_vectors import TermVector

MAX_LINKS: Final = 12
"""Links stored for an article, so that four are left when some targets are not visible."""
SIMILARITY_WEIGHT: Final = 1.86
"""Coefficient of the logarithm of the similarity."""
BETWEEN_WEIGHT: Final = -1.23
"""Coefficient of the logarithm of 3 + the number of candidates that supersede it."""
BETWEEN_MARGIN: Final = 0.6
"""By how much less similar, in logarithms, another candidate may be and still supersede it."""
HEADLINE_WEIGHT: Final = -0.19
"""Coefficient of the number of terms in its headline."""
SECTION_WEIGHT: Final = 0.87
"""Added in the same section."""
NEWER_WEIGHT: Final = -2.34
"""Added if the other is newer: editors link what was there, and the storyline shows what came."""
LINK_WEIGHT: Final = 2.5
"""Added if one text links to the other. Set by hand, since the fitted archive has no such links."""
INTERCEPT: Final = -10.0
"""Centres the score; no order depends on it."""

OPENING_CONFIDENCE: Final = 10.86
"""Coefficient of the share of the source's opening that the other's opening or tags hold too."""
WEIGHTIEST_CONFIDENCE: Final = 2.63
"""Coefficient of the share of the source's weightiest terms that the other has."""
HEADLINES_CONFIDENCE: Final = 0.09
"""Coefficient of the matter of either headline in the other text."""
RECENCY_CONFIDENCE: Final = 1.89
"""Coefficient of the logarithm of 0.4 + 0.6 exp(-|days| / DECAY_DAYS)."""
DECAY_DAYS: Final = 7.0
SECTION_CONFIDENCE: Final = 1.55
CONFIDENCE_INTERCEPT: Final = -5.46
"""Logistic regression of whether a strict reader finds a card right (329 cards of 83 articles
drawn by seed from the whole archive, read by one person; area under the curve 0.89 on articles
left out)."""
WEIGHTIEST_TERMS: Final = 5
MIN_CONFIDENCE: Final = 0.85
"""Least confidence of a card: of those above it 98 in 100 were right on articles left out, above
0.8 94 and above 0.7 86. Of 83 articles 55 had a right one among the best four; 39 have a card, and
with 0.8 no more than 40. Of 45 cards of 25 articles drawn afterwards 42 were right. A link between
both texts is the desk's own word and needs none."""
MIN_OPENING_SHARE: Final = 0.1
"""Least share of the opening: a text that only ends with it, such as a teaser, is no card."""
MIN_SCORE: Final = 0.2
"""Least score in the list of the other: a candidate below is hardly ever right."""
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


class _Comparison(NamedTuple):
    """A candidate beside the source article.

    `shared` are the common term ids, `similarity` its logarithm, `days` how much newer it is.
    """

    features: ArticleFeatures
    shared: Set[int]
    similarity: float
    days: float


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
        self.opening_matter = self.matter_of(source.vector.opening) or 1.0
        by_weight = ((weight * self.matter[pk], pk) for pk, weight in weights.items())
        heaviest = nlargest(WEIGHTIEST_TERMS, by_weight)
        total = sum(weight for weight, _pk in heaviest) or 1.0
        self.weightiest = [(pk, weight / total) for weight, pk in heaviest]

    def score_articles(self, others: Iterable[ArticleFeatures]) -> list[ScoredArticle]:
        """The scored candidates, without those that share nothing but a single word."""
        compared = [each for other in others if (each := self._compare(other)) is not None]
        between = _count_between(compared)
        return [self._score(each, between[each.features.pk]) for each in compared]

    def _compare(self, other: ArticleFeatures) -> _Comparison | None:
        theirs = other.vector.weights
        shared = self.factors.keys() & theirs.keys()
        if len(shared) < 2 and not shared & self.tags_and_links:
            return None
        product = sumprod([self.factors[pk] for pk in shared], [theirs[pk] for pk in shared])
        similarity = product / sqrt(self.source.vector.length * other.vector.length)
        return _Comparison(other, shared, log(similarity), other.day - self.source.day)

    def _score(self, each: _Comparison, between: int) -> ScoredArticle:
        """The score from what is compared; `between` holds for either's list alike."""
        other, linked = each.features, bool(each.shared & self.links)
        nearness = (
            INTERCEPT
            + SIMILARITY_WEIGHT * each.similarity
            + BETWEEN_WEIGHT * log(3 + between)
            + SECTION_WEIGHT * (other.section_id == self.source.section_id)
            + LINK_WEIGHT * linked
        )
        score = _list_score(nearness, other.vector, is_newer=each.days > 0)
        reverse = _list_score(nearness, self.source.vector, is_newer=each.days < 0)
        # Most candidates are far on either side, and cost no second look.
        is_near = max(score, reverse) >= MIN_SCORE
        close = linked or (is_near and self._is_close(each))
        duplicate = is_duplicate(self.source, other, each.shared)
        return ScoredArticle(
            other,
            score,
            reverse,
            duplicate,
            duplicate or is_same_news(self.source, other),
            close and (linked or score >= MIN_SCORE),
            close and (linked or reverse >= MIN_SCORE),
        )

    def _is_close(self, each: _Comparison) -> bool:
        """Whether a reader would find the other right as a card, with MIN_CONFIDENCE.

        Counted is what both say first and most: matter (idf · salience) of the opening and of
        the weightiest terms, and that of either's headline in the other.
        """
        ours, theirs = self.source.vector, each.features.vector
        opening = (ours.opening & theirs.opening) | (each.shared & self.tags_and_links)
        opening_share = self.matter_of(opening) / self.opening_matter
        if opening_share < MIN_OPENING_SHARE:
            return False
        headlines = (ours.headline & theirs.weights.keys(), theirs.headline & ours.weights.keys())
        weightiest = sum(share for pk, share in self.weightiest if pk in theirs.weights)
        confidence = (
            CONFIDENCE_INTERCEPT
            + OPENING_CONFIDENCE * opening_share
            + WEIGHTIEST_CONFIDENCE * weightiest
            + HEADLINES_CONFIDENCE * sum(self.matter_of(shared) for shared in headlines)
            + RECENCY_CONFIDENCE * log(0.4 + 0.6 * exp(-abs(each.days) / DECAY_DAYS))
            + SECTION_CONFIDENCE * (each.features.section_id == self.source.section_id)
        )
        return _logistic(confidence) >= MIN_CONFIDENCE

    def matter_of(self, ids: Iterable[int]) -> float:
        """The matter of terms of the source article: the sum of idf · salience."""
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
        return self.matter_of(shared) / self.opening_matter


def _count_between(compared: Iterable[_Comparison]) -> dict[int, int]:
    """By primary key, how many candidates supersede each one.

    Those are published between it and the source article, and at most BETWEEN_MARGIN less similar.
    """
    counts: dict[int, int] = {}
    older: list[_Comparison] = []
    newer: list[_Comparison] = []
    for each in compared:
        (newer if each.days > 0 else older).append(each)
    for side in (older, newer):
        nearer: list[float] = []
        for _days, same_moment in groupby(sorted(side, key=_distance), key=_distance):
            found = list(same_moment)
            for each in found:
                least = each.similarity - BETWEEN_MARGIN
                counts[each.features.pk] = len(nearer) - bisect_right(nearer, least)
            for each in found:
                insort(nearer, each.similarity)
    return counts


def _distance(each: _Comparison) -> float:
    return abs(each.days)


def _list_score(nearness: float, target: TermVector, *, is_newer: bool) -> float:
    """The score of a target in the list of an article that it is newer than, or not."""
    return _logistic(nearness + HEADLINE_WEIGHT * len(target.headline) + NEWER_WEIGHT * is_newer)


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
