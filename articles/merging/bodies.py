"""Two bodies merged upon a third, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles import body
from articles.content import Data
from articles.merging.alignment import opcodes
from articles.merging.conflicts import MINE, NEWEST, Blocks, Conflict


class _Edit(NamedTuple):
    """Blocks `low` to `high` of the base are replaced by `blocks` on a side."""

    low: int
    high: int
    side: str
    blocks: Blocks


def merged(name: str, base: Data | None, newest: Data, mine: Data) -> list[Blocks | Conflict]:
    """The body `name` of both sides as its runs of blocks, conflicts in their places."""
    new, own = (body.blocks(side.get(name) or "") for side in (newest, mine))
    if base is None:
        # Nothing says who changed what: what both hold stands, every difference is asked about.
        return _differences(name, new, own)
    old = body.blocks(base.get(name) or "")
    edits = sorted([*_edits(old, new, NEWEST), *_edits(old, own, MINE)], key=lambda each: each[:3])
    runs: list[Blocks | Conflict] = []
    done = number = 0
    for cluster in _clusters(edits):
        low, high = cluster[0].low, max(each.high for each in cluster)
        runs.append(tuple(old[done:low]))
        sides = {side: _side(old, low, high, cluster, side) for side in (NEWEST, MINE)}
        touched = {each.side for each in cluster}
        if len(touched) == 1:
            runs.append(sides[touched.pop()])
        elif sides[NEWEST] == sides[MINE]:
            runs.append(sides[NEWEST])
        else:
            number += 1
            values = (list(old[low:high]), list(sides[NEWEST]), list(sides[MINE]))
            runs.append(Conflict(name, number, *values))
        done = high
    return [*runs, tuple(old[done:])]


def _edits(old: Sequence[str], new: Sequence[str], side: str) -> Iterable[_Edit]:
    """What a side did to the base; blocks that were replaced one by one are edits of their own."""
    for tag, low, high, start, stop in opcodes(old, new):
        if tag == "equal":
            continue
        if high - low == stop - start:
            for n in range(high - low):
                yield _Edit(low + n, low + n + 1, side, (new[start + n],))
        else:
            yield _Edit(low, high, side, tuple(new[start:stop]))


def _clusters(edits: Iterable[_Edit]) -> list[list[_Edit]]:
    """Edits that touch the same blocks, or put something in at the same place, together.

    The edits come ordered; linear.
    """
    clusters: list[list[_Edit]] = []
    low = high = -1
    for edit in edits:
        is_same_place = edit.low == edit.high == low == high
        if edit.low < high or is_same_place:
            clusters[-1].append(edit)
            high = max(high, edit.high)
        else:
            clusters.append([edit])
            low, high = edit.low, edit.high
    return clusters


def _side(old: Sequence[str], low: int, high: int, cluster: Iterable[_Edit], side: str) -> Blocks:
    """Blocks `low` to `high` of the base as the side left them."""
    blocks: list[str] = []
    done = low
    for edit in cluster:
        if edit.side == side:
            blocks += [*old[done : edit.low], *edit.blocks]
            done = edit.high
    return (*blocks, *old[done:high])


def _differences(name: str, new: Sequence[str], own: Sequence[str]) -> list[Blocks | Conflict]:
    runs: list[Blocks | Conflict] = []
    number = 0
    for tag, low, high, start, stop in opcodes(new, own):
        if tag == "equal":
            runs.append(tuple(new[low:high]))
        else:
            number += 1
            runs.append(Conflict(name, number, [], list(new[low:high]), list(own[start:stop])))
    return runs


def joined(runs: Iterable[Blocks | Conflict]) -> str:
    """The body, with the newest side's blocks wherever there is a conflict."""
    parts = (run.newest if isinstance(run, Conflict) else run for run in runs)
    return "".join(block for part in parts for block in part)
