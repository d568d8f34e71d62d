"""Blocks that one side moved stand in the same place in all three texts before these are merged.

A diff knows no moves: it sees a block taken out here and one put in there. Merged
so, a block that one side moved and the other edited would stand twice. Therefore
the base and the other side follow each move first, and what is left to merge is
edits in place.

A move is followed where it is known what the other side did to the block: left it
or edited it in place, took it out, or moved it to the same place. Any other moved
block is left to `passages`, which asks about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Final, NamedTuple

from articles.merging import rewriting
from articles.merging.alignment import Budget, Opcode, opcodes

MARK: Final = "\0"
"""Before a block of a base that counts as changed by both sides; no stored text holds it."""
_START: Final = -1
"""The place before every block of a text."""

type Behind = dict[int, list[int]]
"""By the place of a block, or _START: what stands behind it, in order."""


class Aligned(NamedTuple):
    """The three texts with every move followed.

    A block of the base that one side moved and the other took out is marked, so that
    both changed it. `origins` names, for each block that a side edited or moved, the
    block of the base that it was.
    """

    old: list[str]
    new: list[str]
    own: list[str]
    origins: dict[str, str]


@dataclass(slots=True)
class _BlockChanges:
    """What a side did to each block of the base, by its place there.

    `stays` gives the places in the side of what it became in place (several where it
    was cut), `moved` the place of one that was put elsewhere. A block that was
    written anew together with its neighbours is in none of the three.
    """

    stays: dict[int, list[int]] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    @property
    def row(self) -> list[int]:
        """The blocks that the side holds, in its order."""
        places = {number: row[0] for number, row in self.stays.items()} | self.moved
        return sorted(places, key=places.__getitem__)

    def origins(self, old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
        """The block of the base that each block of the side was."""
        rows = self.stays | {number: [place] for number, place in self.moved.items()}
        return {new[place]: old[number] for number, row in rows.items() for place in row}


def aligned(old: Sequence[str], new: Sequence[str], own: Sequence[str]) -> Aligned:
    """The three texts with every move followed that can be; n log n, and bounded."""
    budget = Budget()
    texts = {"new": [*new], "own": [*own]}
    changes = {side: _block_changes(old, text, budget) for side, text in texts.items()}
    origins = changes["own"].origins(old, own) | changes["new"].origins(old, new)

    def rank(side: str) -> tuple[int, list[str]]:
        return min(changes[side].moved, default=len(old)), texts[side]

    base = [*old]
    if any(each.moved for each in changes.values()):
        # Who is called the newest does not matter; what moved to one place stands as in the base.
        first, last = sorted(texts, key=rank)
        base, texts[last] = _followed(base, texts[first], texts[last], budget)
        base, texts[first] = _followed(base, texts[last], texts[first], budget)
    return Aligned(base, texts["new"], texts["own"], origins)


def _followed(
    old: Sequence[str], moving: Sequence[str], other: Sequence[str], budget: Budget
) -> tuple[list[str], list[str]]:
    """The base and the other side, with what the moving side moved where that put it."""
    there, here = _block_changes(old, moving, budget), _block_changes(old, other, budget)
    agreed = _moved_by_both(there, here)
    alone = {n for n in there.moved if n in here.stays or n in here.gone}
    behind = _behind(there.row, agreed | alone, there.stays)
    order = _rearranged(len(old), agreed | alone, behind)
    left = here.stays | {n: [here.moved[n]] for n in agreed}
    found = _behind_places(order, left, alone)
    leaving = {place for places in found.values() for place in places}
    disputed = alone & here.gone
    return (
        [MARK * (n in disputed) + old[n] for n in order],
        [other[place] for place in _rearranged(len(other), leaving, found)],
    )


def _moved_by_both(there: _BlockChanges, here: _BlockChanges) -> set[int]:
    """The blocks that both sides put behind the same block, in the same order."""
    both, fixed = there.moved.keys() & here.moved.keys(), there.stays.keys() & here.stays.keys()
    one, other = (_behind(changes.row, both, fixed) for changes in (there, here))
    return {n for place, row in one.items() if other.get(place) == row for n in row}


def _behind(row: Iterable[int], chosen: Container[int], others: Container[int]) -> Behind:
    """Behind which of the `others` each chosen block stands in the row."""
    behind: Behind = {}
    last = _START
    for number in row:
        if number in chosen:
            behind.setdefault(last, []).append(number)
        elif number in others:
            last = number
    return behind


def _behind_places(
    order: Iterable[int], left: dict[int, list[int]], moved: Container[int]
) -> Behind:
    """The places in a text of the moved blocks, by the place behind which they stand in order."""
    behind: Behind = {}
    last = _START
    for number in order:
        places = left.get(number, [])
        if number in moved:
            behind.setdefault(last, []).extend(places)
        elif places:
            last = places[-1]
    return behind


def _rearranged(size: int, leaving: Container[int], behind: Behind) -> list[int]:
    """The places of a text of that size, with those that leave behind others."""
    return [
        each
        for place in range(_START, size)
        for each in (place, *behind.get(place, ()))
        if each != _START and (each != place or place not in leaving)
    ]


# What a side did ----------------------------------------------------------------------------


def _block_changes(old: Sequence[str], new: Sequence[str], budget: Budget) -> _BlockChanges:
    codes = opcodes(old, new, budget=budget)
    changes = _BlockChanges(moved=_moved_as_they_were(old, new, codes))
    targets = set(changes.moved.values())
    added: list[int] = []
    for kind, low, high, start, stop in codes:
        if kind == "equal":
            changes.stays |= {number: [start + number - low] for number in range(low, high)}
        else:
            before = [number for number in range(low, high) if number not in changes.moved]
            after = [place for place in range(start, stop) if place not in targets]
            added += _note_rewritten(changes, (old, before), (new, after), budget)
    gone = sorted(number for number in changes.gone if not old[number].startswith(MARK))
    pairs = rewriting.most_alike(
        [old[number] for number in gone], [new[place] for place in added], budget=budget
    )
    changes.moved |= {gone[i]: added[j] for i, j in pairs}
    changes.gone -= {gone[i] for i, _j in pairs}
    return changes


def _moved_as_they_were(
    old: Sequence[str], new: Sequence[str], codes: Sequence[Opcode]
) -> dict[int, int]:
    """The blocks that stand once in both texts, word for word, in another order."""
    before, after = Counter(old), Counter(new)
    replaced = [code for code in codes if code.kind == "replace"]
    places = {new[place]: place for code in replaced for place in range(code.start, code.stop)}
    return {
        number: places[old[number]]
        for code in replaced
        for number in range(code.low, code.high)
        if before[old[number]] == after[old[number]] == 1
    }


def _note_rewritten(
    changes: _BlockChanges,
    before: tuple[Sequence[str], list[int]],
    after: tuple[Sequence[str], list[int]],
    budget: Budget,
) -> list[int]:
    """Note what became of a passage; returns the places of blocks that none of it became.

    Both sides of it are a text and places there.
    """
    (old, numbers), (new, places) = before, after
    added: list[int] = []
    if not (numbers or places):
        return added
    texts, replacing = [old[number] for number in numbers], [new[place] for place in places]
    for low, high, start, stop in rewriting.steps(texts, replacing, budget=budget):
        losses = rewriting.lost(texts[low:high], replacing[start:stop])
        changes.gone.update(compress(numbers[low:high], losses))
        if all(losses):
            added += places[start:stop]
        elif high - low == 1:
            changes.stays[numbers[low]] = places[start:stop]
    return added
