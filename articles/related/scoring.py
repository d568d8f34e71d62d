"""How near two articles are, from the terms they share; the same number from either side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from math import exp, log
from typing import Any, Final, NamedTuple

from articles.related.signature import Signature, is_tag

KEPT: Final = 12
"""Links kept for an article, so that four remain when some are not visible yet or any more."""
CONSIDERED: Final = 200
"""Candidates that are looked at closely."""
ROWS_READ: Final = 4000
"""Mentions that are read to find them, the rarest terms first: the bound of the work."""
SAME_SECTION: Final = 1.15
WEEK: Final = 7.0
SECONDS_A_DAY: Final = 86_400
FRESH_DAYS: Final = 3
WORDS_SHOWN: Final = 5

type Reason = list[list[Any]]


class Piece(NamedTuple):
    """What is compared of an article besides its terms."""

    pk: int
    key: str
    section_id: int | None
    at: datetime


@dataclass(slots=True)
class Shared:
    """What a candidate has in common: the sum of both weights by rarity, and which terms."""

    weight: float = 0.0
    terms: list[str] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        """Two words or one tag: a single word in common is chance."""
        return len(self.terms) > 1 or any(map(is_tag, self.terms))


class Neighbour(NamedTuple):
    """A candidate that was rated."""

    piece: Piece
    score: float
    reason: Reason


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
    ln(1 + articles / those that have it), counted once for each side.
    """
    found: dict[int, Shared] = defaultdict(Shared)
    for term in terms:
        rarity = log(1 + articles / max(counts.get(term, 0), 1))
        factor = signature[term].weight * rarity * rarity
        for pk, weight in mentions(term):
            shared = found[pk]
            shared.weight += factor * weight
            shared.terms.append(term)
    enough = ((shared.weight, pk) for pk, shared in found.items() if shared.is_enough)
    return {pk: found[pk] for _weight, pk in nlargest(CONSIDERED, enough)}


def rate(
    piece: Piece, others: Iterable[Piece], shared: Mapping[int, Shared], signature: Signature
) -> list[Neighbour]:
    """The others by score, the best first: shared weight by section by nearness in time.

    Nearness is 0.4 + 0.6 exp(-|days| / 7). Those of the same headline are left out.
    """
    rated = [
        Neighbour(other, _score(piece, other, shared[other.pk].weight), [])
        for other in others
        if other.pk != piece.pk and not _is_twin(piece, other)
    ]
    rated.sort(key=lambda neighbour: (-neighbour.score, -neighbour.piece.pk))
    return [
        neighbour._replace(
            reason=_reason(piece, neighbour.piece, shared[neighbour.piece.pk].terms, signature)
        )
        for neighbour in rated
    ]


def first_of_each(neighbours: Sequence[Neighbour], limit: int) -> list[Neighbour]:
    """The best `limit`, of every headline only the first."""
    seen: dict[str, Neighbour] = {}
    for neighbour in neighbours:
        seen.setdefault(neighbour.piece.key or str(neighbour.piece.pk), neighbour)
        if len(seen) == limit:
            break
    return list(seen.values())


def _is_twin(one: Piece, other: Piece) -> bool:
    return bool(one.key) and one.key == other.key


def _days(one: Piece, other: Piece) -> float:
    return abs((one.at - other.at).total_seconds()) / SECONDS_A_DAY


def _score(one: Piece, other: Piece, weight: float) -> float:
    nearness = 0.4 + 0.6 * exp(-_days(one, other) / WEEK)
    section = SAME_SECTION if one.section_id == other.section_id else 1.0
    return round(weight * section * nearness, 4)


def _reason(one: Piece, other: Piece, terms: Iterable[str], signature: Signature) -> Reason:
    tags = [signature[term].word for term in terms if is_tag(term)]
    words = [signature[term].word for term in terms if not is_tag(term) and signature[term].word]
    reason: Reason = []
    if tags:
        reason.append(["tags", {"names": tags[:WORDS_SHOWN]}])
    if words:
        reason.append(["terms", {"words": words[:WORDS_SHOWN]}])
    if one.section_id == other.section_id:
        reason.append(["section", {}])
    if _days(one, other) <= FRESH_DAYS:
        reason.append(["fresh", {}])
    return reason
