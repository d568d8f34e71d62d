"""Two bodies merged upon a third, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from articles import body
from articles.content import Data
from articles.merging import moves, rewriting
from articles.merging.alignment import Budget, opcodes
from articles.merging.conflicts import MINE, NEWEST, Blocks, Conflict, Removal, Run
from articles.merging.passages import Passage, held_once, same

_NEIGHBOURS: Final = 2
"""Between so many blocks one can put something in: it is next to each of them."""


class _Edit(NamedTuple):
    """Blocks `low` to `high` of the base are replaced by `blocks` on a side."""

    low: int
    high: int
    side: str
    blocks: Blocks


def merged(name: str, base: Data, newest: Data, mine: Data) -> list[Run]:
    """The body `name` of both sides as its runs of blocks, conflicts in their places."""
    new, own = (body.blocks(side.get(name) or "") for side in (newest, mine))
    if name not in base:
        # Nothing says who changed what: what both hold stands, every difference is a conflict.
        return _runs(name, held_once(_differences(new, own), (new, own), {}))
    old = body.blocks(base[name] or "")
    texts = moves.aligned(old, new, own)
    found = _passages(texts.old, texts.new, texts.own)
    return _runs(name, held_once(found, (old, new, own), texts.origins))


def _passages(old: Sequence[str], new: Sequence[str], own: Sequence[str]) -> list[Passage]:
    edits = sorted([*_edits(old, new, NEWEST), *_edits(old, own, MINE)], key=lambda each: each[:3])
    found: list[Passage] = []
    done = 0
    for cluster in _clusters(edits):
        low, high = cluster[0].low, max(each.high for each in cluster)
        found.append(same(old[done:low]))
        sides = {side: _side(old, low, high, cluster, side) for side in (NEWEST, MINE)}
        settled = _settled(cluster, sides, high - low)
        found.append(Passage(tuple(old[low:high]), sides[NEWEST], sides[MINE], settled))
        done = high
    return [*found, same(old[done:])]


def _runs(name: str, passages: Sequence[Passage]) -> list[Run]:
    lacking = _lacking(passages)
    runs: list[Run] = []
    conflicts = removed = 0
    for passage in passages:
        if passage.settled is None:
            conflicts += 1
            was = [block.removeprefix(moves.MARK) for block in passage.base]
            runs.append(Conflict(name, conflicts, was, [*passage.newest], [*passage.mine]))
            continue
        for side, block in passage.taken_out():
            if block in lacking:
                removed += 1
                runs.append(Removal(name, removed, side, [block]))
        runs.append(passage.settled)
    return runs


def _lacking(passages: Sequence[Passage]) -> Counter[str]:
    """The blocks that stand less often than on a side, whatever is answered, and how many."""
    stands, newest, mine = Counter[str](), Counter[str](), Counter[str]()
    for passage in passages:
        newest.update(passage.newest)
        mine.update(passage.mine)
        if passage.settled is None:
            stands += Counter(passage.newest) & Counter(passage.mine)
        else:
            stands.update(passage.settled)
    return (newest | mine) - stands


def both(newest: Sequence[str], mine: Sequence[str]) -> list[str]:
    """The blocks of both, the newest side's first wherever they differ, shared ones once."""
    left = Counter(mine) - Counter(newest)
    found: list[str] = []
    for kind, low, high, start, stop in opcodes(newest, mine):
        found += newest[low:high]
        for block in mine[start:stop] if kind == "replace" else ():
            if left[block] > 0:
                left[block] -= 1
                found.append(block)
    return found


def _edits(old: Sequence[str], new: Sequence[str], side: str) -> Iterable[_Edit]:
    """What a side did to the base; each block that it edited is an edit of its own."""
    budget = Budget()
    for kind, low, high, start, stop in opcodes(old, new, budget=budget):
        if kind == "replace":
            for step in rewriting.steps(old[low:high], new[start:stop], budget=budget):
                blocks = tuple(new[start + step.start : start + step.stop])
                yield _Edit(low + step.low, low + step.high, side, blocks)


def _settled(cluster: Sequence[_Edit], sides: dict[str, Blocks], size: int) -> Blocks | None:
    """What stands in place of `size` blocks of the base; None where it is a conflict."""
    touched = {each.side for each in cluster}
    if len(touched) == 1:
        return sides[touched.pop()]
    if sides[NEWEST] == sides[MINE]:
        return sides[NEWEST]
    for side, other in ((NEWEST, MINE), (MINE, NEWEST)):
        # Put in between two blocks which the other side wrote anew: it was next to both.
        added = [each for each in cluster if each.side == side]
        if size == _NEIGHBOURS and sides[other] and all(each.low == each.high for each in added):
            return (*sides[other], *(block for each in added for block in each.blocks))
    return None


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


def _differences(new: Sequence[str], own: Sequence[str]) -> list[Passage]:
    return [
        same(new[low:high])
        if kind == "equal"
        else Passage((), tuple(new[low:high]), tuple(own[start:stop]), None)
        for kind, low, high, start, stop in opcodes(new, own)
    ]


def joined(runs: Iterable[Run]) -> str:
    """The body, with the newest side's blocks wherever there is a conflict."""
    return "".join(block for run in runs for block in _chosen(run))


def _chosen(run: Run) -> Iterable[str]:
    if isinstance(run, Removal):
        return ()
    return run.newest if isinstance(run, Conflict) else run


def marked(runs: Iterable[Run]) -> str:
    """The body with what answers decide in it, each as one block that equals no other."""
    return "".join(_marked(run) for run in runs)


def _marked(run: Run) -> str:
    if isinstance(run, Conflict):
        return f"{moves.MARK}<div>{''.join(both(run.newest, run.mine))}</div>"
    if isinstance(run, Removal):
        return f"{moves.MARK}<div>{''.join(run.value)}</div>"
    return "".join(run)
