"""What a suggested text changes in the text it was made from, piece by piece.

A hunk is a run of words within one leaf (see `leaves`), or a run of whole blocks where blocks
were added, taken out, or written anew. Pure: no query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from articles.merging import rewriting
from articles.merging.alignment import Budget, opcodes
from articles.merging.leaves import Block, Blocks, Leaf, inline_html, plain, with_leaf

_CONTEXT: Final = 30
"""Characters of the words beside a hunk."""


class Span(NamedTuple):
    """Blocks `block` to `end` of a text; or, where `leaf` is not -1, words of one of its leaves.

    The words are the tokens `low` to `high` of the leaf `leaf` of the block `block`. Either
    range may be empty: a place between two.
    """

    block: int
    end: int
    leaf: int = -1
    low: int = 0
    high: int = 0

    @property
    def is_blocks(self) -> bool:
        """Whether it is of whole blocks."""
        return self.leaf < 0


class Edit(NamedTuple):
    """`old` of the one text became `new` of the other; both are of blocks, or both of words."""

    old: Span
    new: Span


class Step(NamedTuple):
    """Blocks `low` to `high` stand as blocks `start` to `stop` in the other text.

    `is_edited`: one for one with the same frame, so that words tell what differs, if anything.
    """

    low: int
    high: int
    start: int
    stop: int
    is_edited: bool


class Hunk(NamedTuple):
    """One change of a suggestion: what stands at `old` in the base, and at `new` in the suggestion.

    `deleted` and `inserted` are HTML, of words or of blocks; `before` and `after` are plain words
    beside it in the base. `key` names it as long as base and suggestion stay as they are.
    """

    field: str
    old: Span
    new: Span
    deleted: str
    inserted: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """The name of the hunk: 16 hexadecimal digits."""
        named = repr((self.field, self.old, self.deleted, self.inserted))
        return sha256(named.encode("utf-8", "replace")).hexdigest()[:16]


def steps(old: Blocks, new: Blocks, *, budget: Budget) -> list[Step]:
    """How the blocks became the new ones: in order, without gaps, kept blocks one by one."""
    before, after = ([each.html for each in side] for side in (old, new))
    found: list[Step] = []
    for kind, low, high, start, stop in opcodes(before, after, budget=budget):
        if kind == "equal":
            found += [
                Step(low + n, low + n + 1, start + n, start + n + 1, True)
                for n in range(high - low)
            ]
            continue
        for step in rewriting.confined_steps(before[low:high], after[start:stop], budget=budget):
            a, b, c, d = low + step.low, low + step.high, start + step.start, start + step.stop
            found.append(Step(a, b, c, d, _is_edited(old[a:b], new[c:d])))
    return found


def edits(old: Blocks, new: Blocks) -> list[Edit]:
    """What differs between the two texts, in order; the time is bounded."""
    budget = Budget()
    found: list[Edit] = []
    for step in steps(old, new, budget=budget):
        if step.is_edited:
            found += _word_edits(step, old[step.low], new[step.start], budget)
        else:
            found.append(Edit(Span(step.low, step.high), Span(step.start, step.stop)))
    return found


def hunks(field: str, old: Blocks, new: Blocks) -> list[Hunk]:
    """What `new` suggests to change in the field `old`, in the order of the text."""
    return [
        Hunk(
            field,
            each.old,
            each.new,
            html_at(old, each.old),
            html_at(new, each.new),
            *_beside(old, each.old),
        )
        for each in edits(old, new)
    ]


def html_at(text: Blocks, span: Span) -> str:
    """The HTML of the words or blocks at the span."""
    if span.is_blocks:
        return "".join(each.html for each in text[span.block : span.end])
    return inline_html(text[span.block].leaves[span.leaf][span.low : span.high])


def replaced(
    text: Blocks, within: Span, old: Span, source: Blocks, new: Span
) -> list[Block] | Leaf:
    """What stands `within` the text once `old`, a part of it, is what the source has at `new`.

    Blocks, or the words of the leaf where `within` is of words.
    """
    if not within.is_blocks:
        leaf = text[within.block].leaves[within.leaf]
        added = source[new.block].leaves[new.leaf][new.low : new.high]
        return (*leaf[within.low : old.low], *added, *leaf[old.high : within.high])
    if old.is_blocks:
        added_blocks = source[new.block : new.end]
        return [*text[within.block : old.block], *added_blocks, *text[old.end : within.end]]
    leaf = text[old.block].leaves[old.leaf]
    whole = old._replace(low=0, high=len(leaf))
    words = replaced(text, whole, old, source, new)
    changed = with_leaf(text[old.block], old.leaf, tuple(_as_leaf(words)))
    return [*text[within.block : old.block], changed, *text[old.end : within.end]]


def applied(text: Blocks, changes: Iterable[Edit], source: Blocks) -> list[Block]:
    """The text with what the source has at each `new` in place of each `old`; none overlap."""
    result = list(text)
    order = sorted(changes, key=lambda each: (each.old.block, each.old.leaf, each.old[1:]))
    for old, new in reversed(order):
        within = Span(old.block, old.end)
        result[old.block : old.end] = _as_blocks(replaced(result, within, old, source, new))
    return result


def _as_leaf(content: list[Block] | Leaf) -> Leaf:
    assert isinstance(content, tuple)
    return content


def _as_blocks(content: list[Block] | Leaf) -> list[Block]:
    assert isinstance(content, list)
    return content


def _is_edited(old: Blocks, new: Blocks) -> bool:
    """Whether one block stands for one, with the same frame and enough of the same words."""
    if len(old) != 1 or len(new) != 1 or old[0].frame != new[0].frame or not old[0].leaves:
        return False
    is_line = old[0].frame == new[0].frame == "\0"
    return is_line or rewriting.are_alike(old[0].html, new[0].html)


def _word_edits(step: Step, old: Block, new: Block, budget: Budget) -> Iterator[Edit]:
    if old.html == new.html:
        return
    for number, (before, after) in enumerate(zip(old.leaves, new.leaves, strict=True)):
        for low, high, start, stop in _runs(before, after, budget):
            yield Edit(
                Span(step.low, step.high, number, low, high),
                Span(step.start, step.stop, number, start, stop),
            )


def _runs(old: Leaf, new: Leaf, budget: Budget) -> list[tuple[int, int, int, int]]:
    """The runs of words that were replaced; those with a blank alone between them are one."""
    if not rewriting.are_alike(inline_html(old), inline_html(new)):
        return [(0, len(old), 0, len(new))] if old != new else []
    found: list[tuple[int, int, int, int]] = []
    for kind, low, high, start, stop in opcodes(old, new, budget=budget):
        if kind == "equal":
            continue
        if found and not plain(old[found[-1][1] : low]).strip():
            first = found.pop()
            found.append((first[0], high, first[2], stop))
        else:
            found.append((low, high, start, stop))
    return found


def _beside(text: Blocks, span: Span) -> tuple[str, str]:
    """The words before and after the span, plain: of its leaf, or of the blocks beside it."""
    if span.is_blocks:
        before, after = _words(text[: span.block][-1:]), _words(text[span.end :][:1])
    else:
        leaf = text[span.block].leaves[span.leaf]
        before, after = plain(leaf[: span.low]), plain(leaf[span.high :])
    return _last_words(before), _first_words(after)


def _words(text: Sequence[Block]) -> str:
    return " ".join(plain(leaf) for each in text for leaf in each.leaves)


def _last_words(text: str) -> str:
    return text if len(text) <= _CONTEXT else f"…{text[-_CONTEXT:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    return text if len(text) <= _CONTEXT else f"{text[:_CONTEXT].rpartition(' ')[0]}…"
