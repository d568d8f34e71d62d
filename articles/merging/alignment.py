"""Which elements of two sequences stand for each other: a diff that is bounded on any input.

What begins and ends alike is set apart first. What occurs once in both holds the
rest in place ("patience"); between these places stands the longest common
subsequence, as long as the budget allows. Beyond it a passage counts as replaced
whole, which is coarse and never wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

MOST_PAIRS: Final = 2_000_000
"""How many pairs of elements are looked at in all; about a third of a second."""


class Opcode(NamedTuple):
    """`old[low:high]` stands as `new[start:stop]`, or was replaced by it; either may be empty."""

    kind: Literal["equal", "replace"]
    low: int
    high: int
    start: int
    stop: int


class Budget:
    """How many pairs may still be looked at; shared by all passages of one text."""

    def __init__(self, pairs: int = MOST_PAIRS) -> None:
        self.left = pairs

    def allows(self, pairs: int) -> bool:
        """Whether so many are left; they are spent then."""
        if pairs > self.left:
            return False
        self.left -= pairs
        return True


class _Passage(NamedTuple):
    low: int
    high: int
    start: int
    stop: int

    @property
    def is_open(self) -> bool:
        """Whether both sides have something that could be the same."""
        return self.low < self.high and self.start < self.stop


def opcodes[T: Hashable](
    old: Sequence[T], new: Sequence[T], *, budget: Budget | None = None
) -> list[Opcode]:
    """How `old` became `new`, in order and without gaps; empty only where both are."""
    budget = budget or Budget()
    numbers: dict[T, int] = {}
    before, after = (
        [numbers.setdefault(each, len(numbers)) for each in side] for side in (old, new)
    )
    pairs = [*sorted(_pairs(before, after, budget)), (len(old), len(new))]
    found: list[Opcode] = []
    low = start = 0
    for i, j in pairs:
        if (low, start) != (i, j):
            found.append(Opcode("replace", low, i, start, j))
        if i < len(old):
            _extend(found, i, j)
        low, start = i + 1, j + 1
    return found


def _extend(found: list[Opcode], i: int, j: int) -> None:
    last = found[-1] if found else None
    if last is not None and last.kind == "equal" and (last.high, last.stop) == (i, j):
        found[-1] = last._replace(high=i + 1, stop=j + 1)
    else:
        found.append(Opcode("equal", i, i + 1, j, j + 1))


def _pairs(old: list[int], new: list[int], budget: Budget) -> Iterator[tuple[int, int]]:
    """The places (old, new) of what is the same, crossing nowhere; in no order."""
    waiting = [_Passage(0, len(old), 0, len(new))]
    is_first = True
    while waiting:
        passage = waiting.pop()
        ends, inner = _trimmed(old, new, passage)
        yield from ends
        if not inner.is_open:
            continue
        size = inner.high - inner.low + inner.stop - inner.start
        anchors = _anchors(old, new, inner) if is_first or budget.allows(size) else []
        is_first = False
        if anchors:
            yield from anchors
            waiting += _between(inner, anchors)
        else:
            yield from _longest(old, new, inner, budget)


def _trimmed(
    old: list[int], new: list[int], passage: _Passage
) -> tuple[list[tuple[int, int]], _Passage]:
    """What the passage begins and ends with on both sides, and the passage without it."""
    low, high, start, stop = passage
    ends = []
    while low < high and start < stop and old[low] == new[start]:
        ends.append((low, start))
        low, start = low + 1, start + 1
    while low < high and start < stop and old[high - 1] == new[stop - 1]:
        high, stop = high - 1, stop - 1
        ends.append((high, stop))
    return ends, _Passage(low, high, start, stop)


def _anchors(old: list[int], new: list[int], passage: _Passage) -> list[tuple[int, int]]:
    """The most of what occurs once on both sides that stands in the same order; n log n."""
    low, high, start, stop = passage
    in_old, in_new = Counter(old[low:high]), Counter(new[start:stop])
    places = {new[j]: j for j in range(start, stop) if in_new[new[j]] == 1}
    both = [
        (i, places[old[i]]) for i in range(low, high) if in_old[old[i]] == 1 and old[i] in places
    ]
    # The longest rising row of places in the new: the last of each length, and what came before.
    ends: list[int] = []
    rows: list[int] = []
    before: list[int] = []
    for number, (_i, j) in enumerate(both):
        length = bisect_left(ends, j)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        rows[length : length + 1] = [number]
    found = []
    number = rows[-1] if rows else -1
    while number >= 0:
        found.append(both[number])
        number = before[number]
    return found[::-1]


def _between(passage: _Passage, anchors: list[tuple[int, int]]) -> list[_Passage]:
    """The open passages around the anchors."""
    low, high, start, stop = passage
    froms = [(low, start), *((i + 1, j + 1) for i, j in anchors)]
    upto = [*anchors, (high, stop)]
    around = (
        _Passage(one, other, first, last)
        for (one, first), (other, last) in zip(froms, upto, strict=True)
    )
    return [each for each in around if each.is_open]


def _longest(
    old: list[int], new: list[int], passage: _Passage, budget: Budget
) -> Iterator[tuple[int, int]]:
    """The longest common subsequence; nothing when the budget is too small for it."""
    low, high, start, stop = passage
    there, here = set(new[start:stop]), set(old[low:high])
    ours = [i for i in range(low, high) if old[i] in there]
    theirs = [j for j in range(start, stop) if new[j] in here]
    if not ours or not budget.allows(len(ours) * len(theirs)):
        return
    rows = [[0] * (len(theirs) + 1)]
    for i in reversed(ours):
        row, below = [0] * (len(theirs) + 1), rows[-1]
        for n in range(len(theirs) - 1, -1, -1):
            same = old[i] == new[theirs[n]]
            row[n] = below[n + 1] + 1 if same else max(below[n], row[n + 1])
        rows.append(row)
    rows.reverse()
    m = n = 0
    while m < len(ours) and n < len(theirs):
        if old[ours[m]] == new[theirs[n]]:
            yield ours[m], theirs[n]
            m, n = m + 1, n + 1
        elif rows[m + 1][n] >= rows[m][n + 1]:
            m += 1
        else:
            n += 1
