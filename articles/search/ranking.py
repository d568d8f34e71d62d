"""Ranking of search candidates: fit of the headline, field of the match, freshness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from types import MappingProxyType
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse
from articles.arabic.definiteness import has_article
from articles.arabic.nisba import counterpart_keys
from articles.search.documents import HEADLINE, MAIN_WORDS, TEXT
from articles.search.query import ADJACENT, ALL_WORDS, CORRECTED_WORDS, Match

EXACT, SAME_STEM, SINGULAR, SHARED_KEY, EXPANDED = 1.0, 0.97, 0.88, 0.85, 0.75
"""Fit of a query word to a headline word: folded form, stem, the singular or plural itself, a
common key, a variant or synonym."""
_MAIN_WORD_FIT: Final = 0.45
"""Fit of a word that is not in the headline and is one of the main words."""
_NEAR_FIT: Final = 0.6
"""Fit of a word that is in the text beside the other words of the query."""
_TEXT_FIT: Final = 0.25
"""Fit of a word that is only in the text."""
_OUTSIDE_FITS: Final = {
    HEADLINE: _MAIN_WORD_FIT,
    MAIN_WORDS: _MAIN_WORD_FIT,
    ADJACENT: _NEAR_FIT,
    TEXT: _TEXT_FIT,
}
"""Fit of a word that is not in the headline, by the field of the match."""
_ORDER_BONUS: Final = 0.03
_ADJACENCY_BONUS: Final = 0.01
_HEADLINE_BONUS: Final = 0.2
"""Bonus of a headline with every word of the query, stopwords included."""
_NISBA_FIT: Final = EXACT + _HEADLINE_BONUS + _ORDER_BONUS + _ADJACENCY_BONUS / 2
"""Fit of a headline that says noun and country as noun and nisba: «رئيس فرنسا» as «الرئيس الفرنسي».
It is between the words side by side and a headline of another president in France."""
_STOPWORD_FACTOR: Final = 0.15
_AGE_SCALE: Final = 365.0
"""Days after which freshness, 1 / (1 + age / scale), is one half."""
_FRESHNESS_SHARE: Final = 0.3
"""Share of the score that freshness decides."""


class Candidate(NamedTuple):
    """A document that a step found."""

    article_id: int
    match: Match
    day: int
    """Day of publication, counted from 1970."""
    headline: str


type ExpandedKeys = Mapping[Word, tuple[str, ...]]
"""The keys of the variants and synonyms of a word, by the word of the query."""


def rank_candidates(
    candidates: Iterable[Candidate],
    words: Sequence[Word],
    *,
    counts: Mapping[str, int],
    today: int,
    expansions: ExpandedKeys = MappingProxyType({}),
) -> list[Candidate]:
    """The candidates in descending order of tier and score, each article once.

    `words` are those of the query, `expansions` the keys of their variants and synonyms;
    `counts` has the document frequency of bare words: a rare word weighs more. `today` is
    a day counted from 1970. Linear in the words of the headlines; no query.
    """
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        previous = best.get(candidate.article_id)
        if previous is None or candidate.match.tier < previous.match.tier:
            best[candidate.article_id] = candidate
    weights = [_weight(word, counts) for word in words]
    keys = frozenset(key for word in words for key in (*word.keys, *expansions.get(word, ())))

    def order(candidate: Candidate) -> tuple[int, float, int]:
        fit = _fit(candidate, words, weights, expansions, keys)
        freshness = 1 / (1 + max(today - candidate.day, 0) / _AGE_SCALE)
        score = fit * (1 - _FRESHNESS_SHARE + _FRESHNESS_SHARE * freshness)
        return candidate.match.tier, -score, -candidate.article_id

    return sorted(best.values(), key=order)


def _weight(word: Word, counts: Mapping[str, int]) -> float:
    rarity = 1 / (1 + log(1 + counts.get(word.bare, 0)))
    return rarity * _STOPWORD_FACTOR if word.is_stop else rarity


def _fit(
    candidate: Candidate,
    words: Sequence[Word],
    weights: Sequence[float],
    expansions: ExpandedKeys,
    keys: frozenset[str],
) -> float:
    """The weighted mean of the fits of the words, and the bonuses of the headline."""
    headline = [
        (position, word)
        for position, word in enumerate(analyse(candidate.headline))
        if not keys.isdisjoint(word.keys)
    ]
    outside = _OUTSIDE_FITS[candidate.match.field]
    if candidate.match.tier > CORRECTED_WORDS:
        outside = 0.0
    total = 0.0
    positions: list[int] = []
    for word, weight in zip(words, weights, strict=True):
        fit, position = _best_fit(word, headline, expansions.get(word, ()))
        total += weight * max(fit, outside)
        positions.append(position)
    total /= sum(weights) or 1
    order_bonus = _order_bonus(positions)
    match = candidate.match
    if match.field != HEADLINE or match.tier != ALL_WORDS:
        return total + order_bonus
    if not match.is_expanded:
        return total + order_bonus + _HEADLINE_BONUS
    are_adjacent = order_bonus > _ORDER_BONUS
    found = dict(headline)
    if are_adjacent and _is_noun_with_nisba(words, [found[place] for place in positions]):
        return _NISBA_FIT
    return total + order_bonus


def _is_noun_with_nisba(typed: Sequence[Word], found: Sequence[Word]) -> bool:
    """Whether a noun and a country were typed, and the noun and the country's nisba were found.

    Both are definite, since a noun before a name is: «رئيس فرنسا», «الرئيس الفرنسي».
    """
    noun, country = typed[-2:]
    is_nisba = not set(counterpart_keys(country)).isdisjoint(found[-1].keys)
    return is_nisba and not has_article(noun) and all(map(has_article, found[-2:]))


def _order_bonus(positions: Sequence[int]) -> float:
    """The bonus of a headline with all words in the order of the query."""
    distances = [later - earlier for earlier, later in pairwise(positions)]
    if not distances or min(positions) < 0 or min(distances) < 0:
        return 0.0
    return _ORDER_BONUS + _ADJACENCY_BONUS * (max(distances) == 1)


def _best_fit(
    word: Word, headline: Iterable[tuple[int, Word]], expanded_keys: Sequence[str]
) -> tuple[float, int]:
    """The best fit of the word in the headline and its position; (0, -1) without any."""
    best, found_at = 0.0, -1
    for position, other in headline:
        fit = _word_fit(word, other, expanded_keys)
        if fit > best:
            best, found_at = fit, position
    return best, found_at


def _word_fit(word: Word, other: Word, expanded_keys: Sequence[str]) -> float:
    if word.folded == other.folded:
        return EXACT
    if word.bare == other.bare or word.keys[0] == other.keys[0]:
        return SAME_STEM
    if other.bare in word.keys or word.bare in other.keys:
        return SINGULAR
    if not set(word.keys).isdisjoint(other.keys):
        return SHARED_KEY
    return EXPANDED if any(key in expanded_keys for key in other.keys) else 0.0
