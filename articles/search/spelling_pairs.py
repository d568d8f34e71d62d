"""Pairs of spellings for evaluation: queries from headlines, written together and apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from random import Random
from statistics import fmean
from typing import Final, NamedTuple

from articles.arabic.analysis import analyse_token
from articles.arabic.normalize import fold
from articles.arabic.segmentation import segments
from articles.arabic.tokens import tokens
from articles.conf import LANGUAGES
from articles.models import Article

LANGUAGE: Final = LANGUAGES[0]
CUTOFF: Final = 10
"""Results that are compared."""
_MIN_LENGTH: Final = 3


class SpellingPair(NamedTuple):
    """Two spellings of one query, the one that newspapers prefer first."""

    kind: str
    usual: str
    other: str


class Agreement(NamedTuple):
    """The number of pairs, and the mean share of results that both spellings find, 0 to 1."""

    pairs: int
    shared: float


def draw_pairs(at: datetime, *, seed: int, count: int) -> list[SpellingPair]:
    """Up to `count` pairs a kind from the headlines that readers see, drawn by the seed; one query.

    Kinds: two words run together, a name of two words, a number behind a word, and a
    conjunction that stands apart from its word.
    """
    visible = Article.objects.visible(language=LANGUAGE, at=at).order_by("pk")
    headlines = visible.values_list(f"headline_{LANGUAGE}", flat=True)
    by_kind: dict[str, dict[SpellingPair, None]] = defaultdict(dict)
    for headline in headlines:
        for pair in _pairs([token.text for token in tokens(headline)]):
            by_kind[pair.kind][pair] = None
    random = Random(seed)  # noqa: S311 a sample, no secret
    return [
        pair
        for pairs in by_kind.values()
        for pair in random.sample(list(pairs), min(count, len(pairs)))
    ]


def evaluate(
    at: datetime, search_for: Callable[[str], Sequence[int]], *, seed: int, count: int
) -> dict[str, Agreement]:
    """The agreement on up to `count` pairs a kind, drawn by the seed; two searches a pair."""
    return agreement(draw_pairs(at, seed=seed, count=count) if count else (), search_for)


def agreement(
    pairs: Iterable[SpellingPair], search_for: Callable[[str], Sequence[int]]
) -> dict[str, Agreement]:
    """By kind, how far the first ten results of both spellings are the same."""
    shares: dict[str, list[float]] = defaultdict(list)
    for kind, usual, other in pairs:
        expected, found = (set(search_for(query)[:CUTOFF]) for query in (usual, other))
        most = max(len(expected), len(found))
        shares[kind].append(len(expected & found) / most if most else 1.0)
    return {kind: Agreement(len(each), fmean(each)) for kind, each in shares.items()}


def _pairs(words: Sequence[str]) -> Iterator[SpellingPair]:
    for one, other in pairwise(words):
        apart, together = f"{one} {other}", f"{one}{other}"
        is_number = other.isdigit()
        if segments(together) == (one, other) and (is_number or _is_plain(other)):
            yield SpellingPair("number" if is_number else "name", apart, together)
        elif _is_plain(one) and _is_plain(other):
            yield SpellingPair("run together", apart, together)
        if _is_plain(one) and _has_conjunction(other):
            yield SpellingPair("conjunction", apart, f"{one} و {other[1:]}")
    for word in words:
        if len(parts := segments(word)) > 1:
            kind = "number" if any(part.isdigit() for part in parts) else "name"
            yield SpellingPair(kind, word, " ".join(parts))


def _is_plain(word: str) -> bool:
    """Whether a token is one word of letters that is looked for."""
    found = analyse_token(word)
    return word.isalpha() and len(word) >= _MIN_LENGTH and len(found) == 1 and not found[0].is_stop


def _has_conjunction(word: str) -> bool:
    """Whether the word is «و» and a word that is looked for, with or without article."""
    return word[0] == "و" and _is_plain(word) and analyse_token(word)[0].bare[:2] != fold(word)[:2]
