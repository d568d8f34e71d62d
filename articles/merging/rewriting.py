"""Which new blocks stand for which old ones where a passage was written anew.

A person who edits a paragraph and adds another beside it has replaced one block
by two. The edited one is known by its words, so that the other is an addition
alone. Where words of a block wandered into a neighbour (a paragraph cut in two,
two joined) nothing is told apart: half of it would stand twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from articles.merging.alignment import Budget

_ALIKE: Final = 0.4
"""Blocks that share this much of their words (Dice) are one block, edited."""
_SAME: Final = 0.6
"""Blocks far from each other that share this much of their words (Dice) are one, moved."""
_DERIVED: Final = 0.5
"""A block of which this much came out of another one is no addition."""
_MOST_PAIRS: Final = 2_000

_TAG: Final = re.compile(r"<[^>]*>")
_WORD: Final = re.compile(r"\w+")
_POINTED_AT: Final = re.compile(r"data-(?:image|article|embed)=")
_TARGET: Final = re.compile(r'data-(?:image|article|embed)="[^"]*"')

type Words = set[str]


class Step(NamedTuple):
    """`old[low:high]` of the passage became `new[start:stop]`."""

    low: int
    high: int
    start: int
    stop: int


def steps(old: Sequence[str], new: Sequence[str], *, budget: Budget) -> list[Step]:
    """The passage as the smallest replacements that are certain, in order; at least one."""
    whole = Step(0, len(old), 0, len(new))
    pairs: list[tuple[int, int]] = []
    size = len(old) * len(new)
    if 1 < size <= _MOST_PAIRS and budget.allows(size):
        before, after = ([_words(block) for block in side] for side in (old, new))
        pairs = _pairs(before, after)
        if pairs and _has_wandered(before, after, pairs):
            return [whole]
    return [step for gap in _gaps(whole, pairs) for step in _one_by_one(gap)]


def confined_steps(old: Sequence[str], new: Sequence[str], *, budget: Budget) -> list[Step]:
    """As `steps`, but blocks between which words wandered are one step, and the others are not.

    For showing what differs: a merge needs the certainty of `steps`.
    """
    whole = Step(0, len(old), 0, len(new))
    size = len(old) * len(new)
    if not 1 < size <= _MOST_PAIRS or not budget.allows(size):
        return _one_by_one(whole)
    before, after = ([_words(block) for block in side] for side in (old, new))
    pairs = _pairs(before, after)
    parts = _gaps(whole, pairs)
    joints = _joints(before, after, parts, pairs)
    found: list[Step] = []
    for number, part in enumerate(parts):
        if number - 1 in joints:
            found[-1] = found[-1]._replace(high=part.high, stop=part.stop)
        elif number in joints:
            found.append(part)
        else:
            found += _one_by_one(part)
    return found


def _joints(
    before: Sequence[Words],
    after: Sequence[Words],
    parts: Sequence[Step],
    pairs: Sequence[tuple[int, int]],
) -> set[int]:
    """The numbers of the parts that are one with the next: words wandered from one to the other.

    A part is one pair, or what lies between pairs.
    """
    places = {part.low: number for number, part in enumerate(parts) if part[::2] in set(pairs)}
    joints: set[int] = set()
    for number, part in enumerate(parts):
        if places.get(part.low) == number:
            continue
        moved = [(after[j], [(i, before[i] - after[k]) for i, k in pairs]) for j in _news(part)]
        moved += [(before[i], [(k, after[j] - before[k]) for k, j in pairs]) for i in _olds(part)]
        for words, others in moved:
            for place in _sources(words, others):
                joints |= set(range(*sorted((number, places[place]))))
    return joints


def _olds(part: Step) -> range:
    return range(part.low, part.high)


def _news(part: Step) -> range:
    return range(part.start, part.stop)


def _sources(words: Words, others: Sequence[tuple[int, Words]]) -> list[int]:
    """The old blocks of pairs that lost, or gained, what stands in a block beside them."""
    if len(words & set().union(*(each for _i, each in others))) < _DERIVED * len(words):
        return []
    shared = sorted(((len(words & each), i) for i, each in others), reverse=True)
    most = shared[:1] if words else []
    return [i for count, i in shared if count and ((count, i) in most or count >= len(words) / 4)]


def are_alike(one: str, other: str) -> bool:
    """Whether one block, or plain paragraph, reads as the other one edited."""
    return _likeness(_words(one), _words(other)) > 0


def most_alike(old: Sequence[str], new: Sequence[str], *, budget: Budget) -> list[tuple[int, int]]:
    """The places of blocks that are one wherever they stand, those that share most words first.

    Each is in one pair at most.
    """
    size = len(old) * len(new)
    if not 0 < size <= _MOST_PAIRS or not budget.allows(size):
        return []
    before, after = ([_words(block) for block in side] for side in (old, new))
    shares = (
        (_share(one, two), i, j) for i, one in enumerate(before) for j, two in enumerate(after)
    )
    left, right, pairs = set(range(len(old))), set(range(len(new))), []
    for share, i, j in sorted(shares, key=lambda each: (-each[0], *each[1:])):
        if share >= _SAME and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return pairs


def lost(old: Sequence[str], new: Sequence[str]) -> list[bool]:
    """Whether each of the old blocks goes on in none of the new: edited, cut, or joined.

    Where there are too many to look at each pair, an edited one may count as lost.
    """
    before, after = ([_words(block) for block in side] for side in (old, new))
    anywhere = set().union(*after)
    near = after if len(before) * len(after) <= _MOST_PAIRS else []
    return [
        not any(_likeness(words, other) for other in near)
        and (not words or len(words & anywhere) < _DERIVED * len(words))
        for words in before
    ]


def _words(block: str) -> Words:
    words = _WORD.findall(_TAG.sub(" ", block))
    return {*words, *_POINTED_AT.findall(block), *_TARGET.findall(block)}


def _pairs(before: Sequence[Words], after: Sequence[Words]) -> list[tuple[int, int]]:
    """The pairs of blocks that share the most words in all, in order."""
    likeness = [[_likeness(one, other) for other in after] for one in before]
    rows = [[0.0] * (len(after) + 1) for _n in range(len(before) + 1)]
    for i in range(len(before) - 1, -1, -1):
        for j in range(len(after) - 1, -1, -1):
            rows[i][j] = max(likeness[i][j] + rows[i + 1][j + 1], rows[i + 1][j], rows[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(before) and j < len(after):
        if rows[i][j] == rows[i + 1][j]:
            i += 1
        elif rows[i][j] == rows[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _likeness(one: Words, other: Words) -> float:
    """The share of words that both have; 0 where it is too small to be the same block.

    A picture in place of a picture is the same block, whatever it shows.
    """
    share = _share(one, other)
    if any(_POINTED_AT.fullmatch(word) for word in one & other):
        return max(share, _ALIKE)
    return share if share >= _ALIKE else 0.0


def _share(one: Words, other: Words) -> float:
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def _has_wandered(
    before: Sequence[Words], after: Sequence[Words], pairs: Sequence[tuple[int, int]]
) -> bool:
    """Whether an unpaired block holds what an edited one lost, or lost what one gained."""
    lost = set().union(*(before[i] - after[j] for i, j in pairs))
    gained = set().union(*(after[j] - before[i] for i, j in pairs))
    kept, stayed = {i for i, _j in pairs}, {j for _i, j in pairs}
    alone = [(words, lost) for j, words in enumerate(after) if j not in stayed]
    alone += [(words, gained) for i, words in enumerate(before) if i not in kept]
    return any(words and len(words & moved) >= _DERIVED * len(words) for words, moved in alone)


def _gaps(whole: Step, pairs: Sequence[tuple[int, int]]) -> list[Step]:
    """The pairs and what lies between them."""
    found = []
    low = start = 0
    for i, j in pairs:
        found += [Step(low, i, start, j), Step(i, i + 1, j, j + 1)]
        low, start = i + 1, j + 1
    found.append(Step(low, whole.high, start, whole.stop))
    return [step for step in found if step.low < step.high or step.start < step.stop]


def _one_by_one(step: Step) -> list[Step]:
    """As many blocks for as many: one for one."""
    if step.high - step.low != step.stop - step.start:
        return [step]
    return [
        Step(step.low + n, step.low + n + 1, step.start + n, step.start + n + 1)
        for n in range(step.high - step.low)
    ]
