"""How near two articles are, from the terms they share; the same number from either side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from heapq import nlargest
from math import exp, log
from typing import Any, Final, NamedTuple

from articles.related.signature import Signature, headline_key, is_tag

KEPT: Final = 12
"""Links kept for an article, so that four remain when some are not visible yet or any more."""
CONSIDERED: Final = 100
"""Candidates that are looked at closely, and whose lists an article may enter."""
ROWS_READ: Final = 3000
"""Mentions that are read to find them, the rarest terms first: the bound of the work."""
SAME_SECTION: Final = 1.15
WEEK: Final = 7.0
SECONDS_A_DAY: Final = 86_400
FRESH_DAYS: Final = 3
WORDS_SHOWN: Final = 5

type Reason = list[list[Any]]


class Piece(NamedTuple):
    """What is compared of an article besides its terms; `day` is its moment in days."""

    pk: int
    key: str
    section_id: int | None
    day: float


class Shared(NamedTuple):
    """What a candidate has in common: the sum of both weights by rarity, and which terms."""

    weight: float
    terms: list[str]


class Neighbour(NamedTuple):
    """A candidate that was rated."""

    piece: Piece
    score: float


def piece_of(pk: int, headline: str, section_id: int | None, at: datetime) -> Piece:
    """The article as it is compared."""
    return Piece(pk, headline_key(headline), section_id, at.timestamp() / SECONDS_A_DAY)


def worth_reading(signature: Signature, counts: Mapping[str, int]) -> list[str]:
    """The rarest terms, as long as their mentions together stay within ROWS_READ.

    `counts` says how many articles have each term.
    """
    chosen: list[str] = []
    rows = 0
    for term in sorted(signature, key=lambda term: (counts.get(term, 0), term)):
        rows += counts.get(term, 0)
        if rows > ROWS_READ:
            break
        chosen.append(term)
    return chosen


def share(
    signature: Signature,
    terms: Iterable[str],
    mentions: Callable[[str], Iterable[tuple[int, float]]],
    *,
    counts: Mapping[str, int],
    articles: int,
) -> dict[int, Shared]:
    """What every article shares with the signature, by id, the CONSIDERED best only.

    `mentions(term)` are (article id, weight). A term's rarity is
    ln(1 + articles / those that have it), counted once for each side. Two words
    or one tag must be shared: a single word in common is chance.
    """
    weights: dict[int, float] = defaultdict(float)
    shares: dict[int, int] = defaultdict(int)
    terms = list(terms)
    for term in terms:
        rarity = log(1 + articles / max(counts.get(term, 0), 1))
        factor = signature[term].weight * rarity * rarity
        step = 2 if is_tag(term) else 1
        for pk, weight in mentions(term):
            weights[pk] += factor * weight
            shares[pk] += step
    enough = ((weight, pk) for pk, weight in weights.items() if shares[pk] > 1)
    found = {pk: Shared(weight, []) for weight, pk in nlargest(CONSIDERED, enough)}
    for term in terms:
        for pk, _weight in mentions(term):
            if pk in found:
                found[pk].terms.append(term)
    return found


def rate(piece: Piece, others: Iterable[Piece], shared: Mapping[int, Shared]) -> list[Neighbour]:
    """The others by score, the best first: shared weight by section by nearness in time.

    Nearness is 0.4 + 0.6 exp(-|days| / 7). Those of the same headline are left out.
    """
    rated = [
        Neighbour(other, _score(piece, other, shared[other.pk].weight))
        for other in others
        if other.pk != piece.pk and not is_twin(piece, other)
    ]
    rated.sort(key=lambda neighbour: (-neighbour.score, -neighbour.piece.pk))
    return rated


def first_of_each(neighbours: Sequence[Neighbour], limit: int) -> list[Neighbour]:
    """The best `limit`, of every headline only the first."""
    seen: dict[str, Neighbour] = {}
    for neighbour in neighbours:
        seen.setdefault(neighbour.piece.key or str(neighbour.piece.pk), neighbour)
        if len(seen) == limit:
            break
    return list(seen.values())


def is_twin(one: Piece, other: Piece) -> bool:
    """Whether both have the same words in the headline."""
    return bool(one.key) and one.key == other.key


def why(one: Piece, other: Piece, terms: Iterable[str], signature: Signature) -> Reason:
    """The reason for the neighbours to stand together; the words are spelled as in `signature`."""
    terms = list(terms)
    tags = [signature[term].word for term in terms if is_tag(term)]
    words = [signature[term].word for term in terms if not is_tag(term) and signature[term].word]
    reason: Reason = []
    if tags:
        reason.append(["tags", {"names": tags[:WORDS_SHOWN]}])
    if words:
        reason.append(["terms", {"words": words[:WORDS_SHOWN]}])
    if one.section_id == other.section_id:
        reason.append(["section", {}])
    if abs(one.day - other.day) <= FRESH_DAYS:
        reason.append(["fresh", {}])
    return reason


def _score(one: Piece, other: Piece, weight: float) -> float:
    nearness = 0.4 + 0.6 * exp(-abs(one.day - other.day) / WEEK)
    section = SAME_SECTION if one.section_id == other.section_id else 1.0
    return round(weight * section * nearness, 4)
