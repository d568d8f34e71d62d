"""Hunks of a suggestion put upon the text as it stands now, which others may have edited since.

Three-way: what nobody touched is found again by what stands around it; what stands there
already is applied; where somebody changed the same words or blocks otherwise, the hunk is a
conflict, with what stands there now and what would. Nothing is dropped. Pure: no query.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from articles.merging.alignment import Budget
from articles.merging.hunks import Edit, Hunk, Span, Step, applied, edits, html_at, replaced, steps
from articles.merging.leaves import Block, Blocks, inline_html

OPEN: Final = "open"
CONFLICT: Final = "conflict"
APPLIED: Final = "applied"


class Placed(NamedTuple):
    """A hunk in the current text: `span` is where `deleted` stands and `inserted` would.

    Both are HTML. `state` is `open`, `conflict` (others changed what it is about: `deleted` is
    then what they made of it), or `applied` (what it suggests stands there).
    """

    hunk: Hunk
    state: Literal["open", "conflict", "applied"]
    span: Span
    deleted: str
    inserted: str


class _Current(NamedTuple):
    """The current text beside the base: what others changed, and which blocks stand for which."""

    changes: list[Edit]
    steps: list[Step]


def placed(found: Sequence[Hunk], base: Blocks, suggested: Blocks, current: Blocks) -> list[Placed]:
    """The hunks, which `suggested` makes of `base`, each upon the current text."""
    beside = _Current(edits(base, current), steps(base, current, budget=Budget()))
    return [_placed(hunk, base, suggested, current, beside) for hunk in found]


def _placed(
    hunk: Hunk, base: Blocks, suggested: Blocks, current: Blocks, beside: _Current
) -> Placed:
    cover, is_touched = _cover(hunk.old, beside.changes)
    span = _in_current(cover, beside)
    content = replaced(base, cover, hunk.old, suggested, hunk.new)
    if isinstance(content, tuple):
        inserted = inline_html(content)
    else:
        inserted = "".join(each.html for each in content)
    stands = html_at(current, span)
    if stands == inserted:
        return Placed(hunk, APPLIED, span, stands, inserted)
    return Placed(hunk, CONFLICT if is_touched else OPEN, span, stands, inserted)


def onto(open_hunks: Sequence[Placed], suggested: Blocks, current: Blocks) -> list[Block]:
    """The current text with the open hunks in it; conflicts are left out."""
    changes = [Edit(each.span, each.hunk.new) for each in open_hunks if each.state == OPEN]
    return applied(current, changes, suggested)


def with_hunks(found: Sequence[Hunk], base: Blocks, suggested: Blocks) -> list[Block]:
    """The base with those hunks of the suggestion alone."""
    return applied(base, [Edit(hunk.old, hunk.new) for hunk in found], suggested)


def _meet(one: Span, other: Span) -> bool:
    """Whether two spans of one text share something, or are the same place between two."""
    if one.is_blocks or other.is_blocks:
        ranges = (one.block, one.end), (other.block, other.end)
    elif (one.block, one.leaf) == (other.block, other.leaf):
        ranges = (one.low, one.high), (other.low, other.high)
    else:
        return False
    (low, high), (start, stop) = ranges
    return (low < stop and start < high) or (low, high) == (start, stop)


def _cover(span: Span, changes: Iterable[Edit]) -> tuple[Span, bool]:
    """The span with all changes that it meets, and whether there are some."""
    is_touched = False
    while True:
        met = [each.old for each in changes if _meet(each.old, span)]
        wider = _union([span, *met])
        is_touched = is_touched or bool(met)
        if wider == span:
            return span, is_touched
        span = wider


def _union(spans: Sequence[Span]) -> Span:
    block, end = min(each.block for each in spans), max(each.end for each in spans)
    if any(each.is_blocks for each in spans):
        return Span(block, end)
    low, high = min(each.low for each in spans), max(each.high for each in spans)
    return spans[0]._replace(low=low, high=high)


def _in_current(span: Span, beside: _Current) -> Span:
    """Where the span of the base, which holds each change whole or not at all, stands now."""
    if span.is_blocks:
        start, stop = _start(span, beside.steps), _stop(span, beside.steps)
        return Span(start, max(start, stop))
    step = next(each for each in beside.steps if each.low <= span.block < each.high)
    low, high = span.low, span.high
    for old, new in beside.changes:
        if (old.block, old.leaf) != (span.block, span.leaf):
            continue
        grown = (new.high - new.low) - (old.high - old.low)
        is_before = old.high <= span.low and not _meet(old, span)
        if is_before:
            low += grown
        if is_before or _meet(old, span):
            high += grown
    return Span(step.start, step.stop, span.leaf, low, high)


def _start(span: Span, all_steps: Sequence[Step]) -> int:
    """The block of the current text with which the span of blocks begins."""
    if span.block == span.end:
        added = [each.start for each in all_steps if (each.low, each.high) == span[:2]]
        return added[0] if added else _after(span.block, all_steps)
    return next(each.start for each in all_steps if each.low == span.block < each.high)


def _stop(span: Span, all_steps: Sequence[Step]) -> int:
    """The block of the current text before which the span of blocks ends."""
    if span.block == span.end:
        added = [each.stop for each in all_steps if (each.low, each.high) == span[:2]]
        return added[-1] if added else _after(span.block, all_steps)
    return next(each.stop for each in all_steps if each.low < span.end == each.high)


def _after(block: int, all_steps: Sequence[Step]) -> int:
    """The place in the current text behind what the block before this one became."""
    return max((each.stop for each in all_steps if each.high <= block), default=0)
