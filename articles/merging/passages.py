"""Passages of three texts, and what stands for each; no block comes to stand in two of them.

A diff cannot follow every move: both sides may have put a block in different places,
or one moved it out of a passage that the other wrote anew. Such a block stands once
if the passages that could hold it are one conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from articles.merging import rewriting
from articles.merging.conflicts import MINE, NEWEST, Blocks
from articles.merging.moves import MARK

type Named = Callable[[Blocks], set[str]]
"""The blocks, each as what it was in the base; without those that stand twice in a text."""


class Passage(NamedTuple):
    """A passage as all three texts have it, and what is merged; `settled` is None in a conflict."""

    base: Blocks
    newest: Blocks
    mine: Blocks
    settled: Blocks | None

    def taken_out(self) -> Iterator[tuple[str, str]]:
        """The side, and the block: what one side alone took out of a settled passage."""
        left = Counter(self.settled or ())
        replacing = [*(left - Counter(self.base))]
        absent = [block for block in self.base if not _spent(left, block)]
        newest, mine = {*self.newest}, {*self.mine}
        for block, is_lost in zip(absent, rewriting.lost(absent, replacing), strict=True):
            if is_lost and (block in newest) != (block in mine):
                yield MINE if block in newest else NEWEST, block

    def possible(self) -> Blocks:
        """The blocks that may come to stand for it, or are in dispute there."""
        if self.settled is None:
            return (*self.base, *self.newest, *self.mine)
        return (*self.settled, *(block for _side, block in self.taken_out()))


def _spent(left: Counter[str], block: str) -> bool:
    """Whether there was one of the block left; it is spent then."""
    left[block] -= 1
    return left[block] >= 0


def same(blocks: Sequence[str]) -> Passage:
    """A passage that no side changed."""
    stands = tuple(blocks)
    return Passage(stands, stands, stands, stands)


def held_once(
    passages: Sequence[Passage], texts: Sequence[Sequence[str]], origins: Mapping[str, str]
) -> list[Passage]:
    """The passages of `texts`; those that could hold the same block are one, with all between.

    `origins` says which block of the base a block was. Blocks that stand twice in one of
    the texts may do so in the merged one.
    """
    counts = [Counter(text) for text in texts]
    repeated = {block for count in counts for block, number in count.items() if number > 1}

    def named(blocks: Blocks) -> set[str]:
        names = {origins.get(block, block).removeprefix(MARK) for block in {*blocks} - repeated}
        return names - repeated

    found = [_conflict_if_doubled(passage, named) for passage in passages]
    while spans := _spans(found, named):
        done, joined = 0, []
        for low, high in spans:
            joined += [*found[done:low], _joined(found[low:high])]
            done = high
        found = [*joined, *found[done:]]
    return found


def _conflict_if_doubled(passage: Passage, named: Named) -> Passage:
    """The passage, or a question where both sides' versions of one block would stand for it."""
    if passage.settled is None or passage.settled in (passage.newest, passage.mine):
        return passage
    names = [name for block in passage.settled for name in named((block,))]
    return passage if len(names) == len({*names}) else passage._replace(settled=None)


def _spans(passages: Sequence[Passage], named: Named) -> list[tuple[int, int]]:
    """The ranges of passages to be joined; they overlap nowhere."""
    places: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        for block in named(passage.possible()):
            places.setdefault(block, []).append(number)
    spans: list[tuple[int, int]] = []
    for low, high in sorted((row[0], row[-1] + 1) for row in places.values() if len(row) > 1):
        if spans and low < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
        else:
            spans.append((low, high))
    return spans


def _joined(passages: Sequence[Passage]) -> Passage:
    base, newest, mine = (_flat(passage[side] or () for passage in passages) for side in range(3))
    if newest in (base, mine):
        return Passage(base, newest, mine, mine)
    return Passage(base, newest, mine, newest if mine == base else None)


def _flat(rows: Iterator[Blocks]) -> Blocks:
    return tuple(block for row in rows for block in row)
