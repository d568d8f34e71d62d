"""Story lines: pieces that tell one story as it goes on, each found through an earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from articles.related.scoring import Scorer, Subject

LIKENESS: Final = 0.2
"""Share of a piece's weight by rarity that an earlier piece of its story has as well."""
DISTANT: Final = 0.1
"""The same for the line's other pieces of these days, of which half must reach it."""
WINDOW: Final = 14.0
"""Days after which a story that nobody wrote about is over."""
SHARED_OPENING: Final = 5
"""Terms that both have in headline or lead: what both begin with is what both are about."""


class Line(NamedTuple):
    """The story line of a piece: its number, and the piece that began it just now, if any."""

    number: int
    begun_by: int | None


def line_of(scorer: Scorer, others: Iterable[Subject]) -> Line | None:
    """The line that the piece continues, or None; no query.

    It continues the earlier piece that is most like it, when the two begin alike,
    and when half of the other recent pieces of that line are about the same: so
    a line does not drift from story to story.
    """
    one = scorer.one
    earlier = [other for other in others if _is_earlier(other, one)]
    near = [
        (likeness, other.pk, other)
        for other in earlier
        if _begin_alike(one, other) and (likeness := scorer.likeness(other)) >= LIKENESS
    ]
    if not near:
        return None
    previous = max(near, key=lambda each: each[:2])[-1]
    if previous.line is None:
        return Line(previous.pk, previous.pk)
    pieces = [other for other in earlier if other.line == previous.line]
    alike = sum(scorer.likeness(other) >= DISTANT for other in pieces)
    return Line(previous.line, None) if 2 * alike >= len(pieces) else None


def _is_earlier(other: Subject, one: Subject) -> bool:
    days = one.day - other.day
    return 0 < days <= WINDOW or (days == 0 and other.pk < one.pk)


def _begin_alike(one: Subject, other: Subject) -> bool:
    return len(one.vector.opening & other.vector.opening) >= SHARED_OPENING
