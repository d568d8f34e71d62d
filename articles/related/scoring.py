"""How near two articles are, and which of many make a list.

The score of `other` in the list of `one` is

    similarity · (0.4 + 0.6 exp(-|days| / 7)) · 1.15 in the same section
               · 1.5 where one's text links the other · 0.8 when other is newer by over a day

where similarity is the sum over shared terms of both weights and the squared rarity, divided by
the square root of both vectors' lengths: half the usual division, since longer pieces are more
often what an editor links. Each number was chosen on real newsrooms' own links, with a margin
of indifference around it (`manage.py evaluate_related` measures).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from math import exp, sqrt, sumprod
from typing import Final, NamedTuple

from articles.related.signature import Vector

KEPT: Final = 12
"""Links kept for an article, so that four remain when some are not visible yet or any more."""
SAME_SECTION: Final = 1.15
LINKED: Final = 1.5
NEWER: Final = 0.8
WEEK: Final = 7.0
ALIKE: Final = 0.75
"""Share of the shorter text's weight in the other from which they are one text twice."""
HALF_ALIKE: Final = 0.5
ALIKE_OPENING: Final = 0.8
"""Half is enough when this share of the headline's and lead's terms is the same. The opening
alone says too little: series open alike, and editors do link one part under another."""
ENOUGH: Final = 12
"""Terms that must be shared: two flashes of a few words are not one text."""


class Subject(NamedTuple):
    """An article as it is compared; `day` is its moment in days, `headline` the key's number."""

    pk: int
    section_id: int | None
    day: float
    headline: int
    vector: Vector
    line: int | None


class Rated(NamedTuple):
    """Another article and how near it is."""

    subject: Subject
    score: float
    """As above, for its place in the list of the article it was compared with."""
    back: float
    """The same the other way round: its score in the other's list."""
    is_duplicate: bool


class Scorer:
    """Compares one article with others; `rarity` is of each of its term ids.

    `strong` are the ids of its tags and links, `links` of its links alone.
    """

    def __init__(
        self,
        one: Subject,
        rarity: Mapping[int, float],
        *,
        strong: frozenset[int],
        links: frozenset[int],
    ) -> None:
        self.one = one
        self.strong = strong
        self.links = links
        self.rarity = rarity
        weights = one.vector.weights
        self.factors = {pk: weight * rarity[pk] ** 2 for pk, weight in weights.items()}
        self.content = sum(weight * rarity[pk] for pk, weight in weights.items()) or 1.0

    def rate(self, other: Subject) -> Rated | None:
        """The other's place beside the article; None when only one word is shared by chance."""
        theirs = other.vector.weights
        shared = self.factors.keys() & theirs.keys()
        if len(shared) < 2 and not shared & self.strong:
            return None
        product = sumprod([self.factors[pk] for pk in shared], [theirs[pk] for pk in shared])
        similarity = product / sqrt(self.one.vector.length * other.vector.length)
        days = other.day - self.one.day
        score = similarity * (0.4 + 0.6 * exp(-abs(days) / WEEK))
        if other.section_id == self.one.section_id:
            score *= SAME_SECTION
        if shared & self.links:
            score *= LINKED
        return Rated(
            other,
            round(score * (NEWER if days > 1 else 1.0), 4),
            round(score * (NEWER if days < -1 else 1.0), 4),
            is_duplicate(self.one, other, shared),
        )

    def likeness(self, other: Subject) -> float:
        """The share of the article's weight by rarity that the other has as well: 0 to 1."""
        ours, theirs = self.one.vector.weights, other.vector.weights
        shared = ours.keys() & theirs.keys()
        covered = sum(min(ours[pk], theirs[pk]) * self.rarity[pk] for pk in shared)
        return covered / self.content


def is_duplicate(one: Subject, other: Subject, shared: Set[int] | None = None) -> bool:
    """Whether both tell the same in nearly the same words: one headline, or one text.

    `shared` are the ids that both have, where they are known already.
    """
    if one.headline and one.headline == other.headline:
        return True
    first, second = one.vector, other.vector
    if shared is None:
        shared = first.weights.keys() & second.weights.keys()
    least = HALF_ALIKE * min(len(first.weights), len(second.weights)) / 2
    if len(shared) < max(ENOUGH, least):
        return False
    common = sum(min(first.weights[pk], second.weights[pk]) for pk in shared)
    whole = common / (min(first.total, second.total) or 1)
    if whole < HALF_ALIKE:
        return False
    opening = len(first.opening & second.opening)
    return whole >= ALIKE or opening >= ALIKE_OPENING * min(len(first.opening), len(second.opening))


def best(rated: Iterable[Rated], limit: int, beside: Sequence[Subject] = ()) -> list[Rated]:
    """The best `limit`, best first, none a duplicate of another or of those in `beside`."""
    chosen: list[Rated] = []
    there = list(beside)
    for each in sorted(rated, key=lambda each: (-each.score, -each.subject.pk)):
        if len(chosen) == limit:
            break
        if not any(is_duplicate(each.subject, other) for other in there):
            chosen.append(each)
            there.append(each.subject)
    return chosen
