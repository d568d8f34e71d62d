"""How good a ranking is, by what editors linked themselves; and what simpler methods reach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp, log, log2, sqrt
from typing import Final, NamedTuple

SHOWN: Final = 4

type Ranking = Sequence[int]
"""Article numbers, the nearest first."""


class Figures(NamedTuple):
    """Means over all queries, each from 0 to 1."""

    ndcg4: float
    p4: float
    mrr: float


def ndcg(ranking: Ranking, grades: Mapping[int, int], shown: int = SHOWN) -> float:
    """Normalised discounted cumulative gain with the grades as gains (Järvelin, Kekäläinen 2002).

    The ideal is the best order of all graded articles, whether they could be found or not.
    """
    gain = sum(grades.get(pk, 0) / log2(place + 2) for place, pk in enumerate(ranking[:shown]))
    best = sorted(grades.values(), reverse=True)[:shown]
    ideal = sum(grade / log2(place + 2) for place, grade in enumerate(best))
    return gain / ideal if ideal else 0.0


def figures(results: Iterable[tuple[Ranking, Mapping[int, int]]]) -> Figures:
    """The means of nDCG@4, precision@4 and the reciprocal rank of the first graded article."""
    each: list[tuple[float, float, float]] = []
    for ranking, grades in results:
        hits = [place for place, pk in enumerate(ranking) if pk in grades]
        shown = sum(place < SHOWN for place in hits) / SHOWN
        each.append((ndcg(ranking, grades), shown, 1 / (hits[0] + 1) if hits else 0.0))
    count = max(len(each), 1)
    return Figures(*(sum(column) / count for column in zip(*each, strict=True)))


class Document(NamedTuple):
    """An article as the baselines read it: words as lists, `day` in days, `section` any name."""

    pk: int
    title: list[str]
    lead: list[str]
    text: list[str]
    day: float
    section: int | None


class TfIdf:
    """Cosine of 1 + ln(tf) by ln((1 + n) / (1 + df)) + 1 over lists of words."""

    def __init__(self, documents: Mapping[int, Sequence[str]]) -> None:
        counts = {pk: Counter(words) for pk, words in documents.items()}
        having = Counter(word for count in counts.values() for word in count)
        size = len(documents)
        rarity = {word: log((1 + size) / (1 + many)) + 1 for word, many in having.items()}
        self.weights: dict[int, dict[str, float]] = {}
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for pk, count in counts.items():
            weights = {word: (1 + log(many)) * rarity[word] for word, many in count.items()}
            length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            self.weights[pk] = {word: weight / length for word, weight in weights.items()}
            for word, weight in self.weights[pk].items():
                self.postings[word].append((pk, weight))

    def cosines(self, pk: int, pool: Collection[int]) -> dict[int, float]:
        """The cosine with every article of the pool that shares a word."""
        found: dict[int, float] = defaultdict(float)
        for word, weight in self.weights[pk].items():
            for other, theirs in self.postings[word]:
                found[other] += weight * theirs
        return {other: value for other, value in found.items() if other in pool}


class Baselines:
    """The simpler methods over one outlet's documents; memory for all their words."""

    def __init__(self, documents: Mapping[int, Document], raw: Mapping[int, Sequence[str]]) -> None:
        self.documents = documents
        self.raw = TfIdf(raw)
        parts = documents.items()
        self.title = TfIdf({pk: each.title for pk, each in parts})
        self.lead = TfIdf({pk: each.lead for pk, each in parts})
        self.text = TfIdf({pk: each.title + each.text for pk, each in parts})

    def rankings(self, pk: int, pool: Collection[int]) -> dict[str, list[int]]:
        """Each method's best twelve of the pool, by the method's name."""
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
