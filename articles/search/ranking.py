"""The order of what was found: how well the words fit, where they stand, how fresh it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse
from articles.search.query import CORRECTED, Kind, Meanings

SAME, STEM, KIN, MEANT = 1.0, 0.97, 0.85, 0.6
"""How well a word of a headline fits: as typed, by its stem, kindred, corrected."""
_MAIN: Final = 0.45
_TEXT: Final = 0.25
_IN_ORDER: Final = 0.03
_SIDE_BY_SIDE: Final = 0.01
_WHOLE: Final = 0.2
"""For a headline that holds every word, stopwords included."""
_STOPWORD: Final = 0.15
_YEAR: Final = 365.0
_FRESHNESS: Final = 0.3


class Candidate(NamedTuple):
    """A document that was found."""

    article_id: int
    kind: Kind
    day: int
    """Of publication, counted from 1970."""
    headline: str


def ranked(
    candidates: Iterable[Candidate],
    words: Sequence[Word],
    *,
    counts: Mapping[str, int],
    meanings: Meanings,
    today: int,
) -> list[Candidate]:
    """The candidates, each article once, the best first.

    Those that hold every word come before those with corrected words, these
    before those that hold some. `counts` says in how many documents a bare word
    matters: the rarer, the weightier.
    """
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        before = best.get(candidate.article_id)
        if before is None or candidate.kind.rank < before.kind.rank:
            best[candidate.article_id] = candidate
    weights = [_weight(word, counts) for word in words]
    wanted = frozenset(key for word in words for key in (*word.keys, *meanings.get(word, ())))

    def place(candidate: Candidate) -> tuple[int, float, int]:
        fit = _fit(candidate, words, weights, meanings, wanted)
        freshness = 1 / (1 + max(today - candidate.day, 0) / _YEAR)
        score = fit * (1 - _FRESHNESS + _FRESHNESS * freshness)
        return candidate.kind.rank, -score, -candidate.article_id

    return sorted(best.values(), key=place)


def _weight(word: Word, counts: Mapping[str, int]) -> float:
    rarity = 1 / (1 + log(1 + counts.get(word.bare, 0)))
    return rarity * _STOPWORD if word.is_stop else rarity


def _fit(
    candidate: Candidate,
    words: Sequence[Word],
    weights: Sequence[float],
    meanings: Meanings,
    wanted: frozenset[str],
) -> float:
    headline = [
        (place, word)
        for place, word in enumerate(analyse(candidate.headline))
        if not wanted.isdisjoint(word.keys)
    ]
    elsewhere = _MAIN if candidate.kind.field in "hm" else _TEXT
    if candidate.kind.rank > CORRECTED:
        elsewhere = 0.0
    total = 0.0
    places: list[int] = []
    for word, weight in zip(words, weights, strict=True):
        fit, place = _best_place(word, headline, meanings.get(word, ()))
        total += weight * max(fit, elsewhere)
        places.append(place)
    total /= sum(weights) or 1
    whole = candidate.kind.field == "h" and candidate.kind.rank == 0
    return total + _order(places) + _WHOLE * whole


def _order(places: Sequence[int]) -> float:
    """What it is worth that the headline has all the words in the order in which they are asked."""
    steps = [other - one for one, other in pairwise(places)]
    if not steps or min(places) < 0 or min(steps) < 0:
        return 0.0
    return _IN_ORDER + _SIDE_BY_SIDE * (max(steps) == 1)


def _best_place(
    word: Word, headline: Iterable[tuple[int, Word]], meant: Sequence[str]
) -> tuple[float, int]:
    """How well the word fits the headline, and where; (0, -1) when it is not there."""
    best, where = 0.0, -1
    for place, other in headline:
        fit = _alike(word, other, meant)
        if fit > best:
            best, where = fit, place
    return best, where


def _alike(word: Word, other: Word, meant: Sequence[str]) -> float:
    if word.folded == other.folded:
        return SAME
    if word.bare == other.bare or word.keys[0] == other.keys[0]:
        return STEM
    if not set(word.keys).isdisjoint(other.keys):
        return KIN
    return MEANT if any(key in meant for key in other.keys) else 0.0
