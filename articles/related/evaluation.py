"""Evaluation of related lists against links that editors made: metrics and baselines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import exp, log, log2, sqrt
from random import Random
from typing import Final, NamedTuple

CUTOFF: Final = 4
"""Articles of a ranking that are evaluated."""
RESAMPLES: Final = 10_000
"""Samples of the queries from which the interval of a margin is read."""
SEED: Final = 20261130

type Ranking = Sequence[int]
"""Primary keys of articles, the best first."""


class Metrics(NamedTuple):
    """nDCG@4, precision@4 and reciprocal rank of a query, or their means; each 0 to 1."""

    ndcg4: float
    p4: float
    mrr: float


class Margin(NamedTuple):
    """A difference of two means over the same queries, with its 95 % interval."""

    mean: float
    low: float
    high: float


def ndcg(ranking: Ranking, grades: Mapping[int, int], cutoff: int = CUTOFF) -> float:
    """Normalised discounted cumulative gain, grades as gains (Järvelin and Kekäläinen 2002).

    The ideal ranking has all graded articles, in the pool or not. 0 to 1.
    """
    gain = sum(grades.get(pk, 0) / log2(place + 2) for place, pk in enumerate(ranking[:cutoff]))
    best = sorted(grades.values(), reverse=True)[:cutoff]
    ideal = sum(grade / log2(place + 2) for place, grade in enumerate(best))
    return gain / ideal if ideal else 0.0


def query_metrics(ranking: Ranking, grades: Mapping[int, int]) -> Metrics:
    """The metrics of one query, its graded articles being the relevant ones."""
    hits = [place for place, pk in enumerate(ranking) if pk in grades]
    precision = sum(place < CUTOFF for place in hits) / CUTOFF
    return Metrics(ndcg(ranking, grades), precision, 1 / (hits[0] + 1) if hits else 0.0)


def mean_metrics(each: Sequence[Metrics]) -> Metrics:
    """The means over all queries; zeros without queries."""
    count = max(len(each), 1)
    columns = zip(*each, strict=True) if each else ((), (), ())
    return Metrics(*(sum(column) / count for column in columns))


def margin(ours: Sequence[float], theirs: Sequence[float], *, seed: int = SEED) -> Margin:
    """By how much `ours` exceeds `theirs` in the mean, and how sure that is.

    Both are values of the same queries in the same order. The interval is the percentile
    bootstrap over queries (Efron and Tibshirani 1993), paired: RESAMPLES samples of as many
    queries as there are, drawn with replacement, the same for the same seed.
    """
    differences = [one - other for one, other in zip(ours, theirs, strict=True)]
    count = len(differences)
    draw = Random(seed)  # noqa: S311 a sample, no secret
    means = sorted(sum(draw.choices(differences, k=count)) / count for _sample in range(RESAMPLES))
    edge = RESAMPLES // 40
    return Margin(sum(differences) / count, means[edge], means[-edge - 1])


class BaselineDocument(NamedTuple):
    """An article for the baselines: words as lists, `day` in days since 1970."""

    pk: int
    title: list[str]
    lead: list[str]
    text: list[str]
    day: float
    section: int | None


class TfIdf:
    """TF-IDF over lists of words: (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1), cosine similarity."""

    def __init__(self, documents: Mapping[int, Sequence[str]]) -> None:
        counts = {pk: Counter(words) for pk, words in documents.items()}
        having = Counter(word for count in counts.values() for word in count)
        size = len(documents)
        idf = {word: log((1 + size) / (1 + many)) + 1 for word, many in having.items()}
        self.weights: dict[int, dict[str, float]] = {}
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for pk, count in counts.items():
            weights = {word: (1 + log(many)) * idf[word] for word, many in count.items()}
            length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            self.weights[pk] = {word: weight / length for word, weight in weights.items()}
            for word, weight in self.weights[pk].items():
                self.postings[word].append((pk, weight))

    def cosines(self, pk: int, pool: Collection[int]) -> dict[int, float]:
        """Cosine similarity by article, for those of the pool that share a word."""
        found: dict[int, float] = defaultdict(float)
        for word, weight in self.weights[pk].items():
            for other, theirs in self.postings[word]:
                found[other] += weight * theirs
        return {other: value for other, value in found.items() if other in pool}


class Baselines:
    """Simpler rankings of one outlet's documents, all held in memory."""

    def __init__(
        self, documents: Mapping[int, BaselineDocument], raw: Mapping[int, Sequence[str]]
    ) -> None:
        self.documents = documents
        self.raw = TfIdf(raw)
        parts = documents.items()
        self.title = TfIdf({pk: each.title for pk, each in parts})
        self.lead = TfIdf({pk: each.lead for pk, each in parts})
        self.text = TfIdf({pk: each.title + each.text for pk, each in parts})

    def rankings(self, pk: int, pool: Collection[int]) -> dict[str, list[int]]:
        """The best twelve articles of the pool by the name of the method."""
        one, others = self.documents[pk], set(pool) - {pk}
        text = self.text.cosines(pk, others)
        title, lead = self.title.cosines(pk, others), self.lead.cosines(pk, others)
        days = {other: abs(self.documents[other].day - one.day) for other in others}
        mixed = {
            other: 0.2 * title.get(other, 0) + 0.3 * lead.get(other, 0) + 0.5 * text.get(other, 0)
            for other in {*text, *title, *lead}
        }
        scores: dict[str, dict[int, float]] = {
            "nearest date, same section": {
                other: -days[other]
                for other in others
                if self.documents[other].section == one.section
            },
            "TF-IDF, raw words": self.raw.cosines(pk, others),
            "TF-IDF, light stems": text,
            "TF-IDF, light stems x (0.5 + 0.5 exp(-days/14))": {
                other: value * (0.5 + 0.5 * exp(-days[other] / 14)) for other, value in text.items()
            },
            "title, lead, text .2/.3/.5 x (0.4 + 0.6 exp(-days/7))": {
                other: value * (0.4 + 0.6 * exp(-days[other] / 7)) for other, value in mixed.items()
            },
        }
        return {name: _best(found) for name, found in scores.items()}


def _best(found: Mapping[int, float], limit: int = 12) -> list[int]:
    return sorted(found, key=lambda pk: (-found[pk], -pk))[:limit]
