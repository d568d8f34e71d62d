"""How a diff stands on a page: what is folded away, and the anchors of its changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from articles.admin.text_diff import DiffRow

_CONTEXT: Final = 1
"""Unchanged paragraphs that stay open beside a change."""
_FEWEST: Final = 3
"""Fewer unchanged paragraphs than this are never folded away."""


class ShownRow(NamedTuple):
    """A row with the `id`s of its element: `anchor` of a change that begins here, `move` of a move.

    `other` is that of the place where a moved row stood, or stands now. "" for none.
    """

    row: DiffRow
    anchor: str
    move: str
    other: str


class Passage(NamedTuple):
    """Rows that stand together; unchanged ones far from a change are folded away."""

    rows: list[ShownRow]
    is_folded: bool


def passages(rows: Sequence[DiffRow], name: str) -> list[Passage]:
    """The rows in order; `name` begins every `id` and must be the diff's own on its page."""
    found: list[Passage] = []
    changes = 0
    runs = [(is_same, [*run]) for is_same, run in groupby(rows, key=lambda row: row.is_same)]
    for place, (is_same, run) in enumerate(runs):
        if is_same:
            found += _unchanged(run, is_first=place == 0, is_last=place == len(runs) - 1)
            continue
        changes += 1
        anchors = [f"{name}-{changes}", *([""] * (len(run) - 1))]
        shown = [_shown(row, anchor, name) for row, anchor in zip(run, anchors, strict=True)]
        found.append(Passage(shown, is_folded=False))
    return found


def anchors(rows: Sequence[DiffRow], name: str) -> list[str]:
    """The `id` of each change, in order, as `passages` gives them."""
    changes = sum(not is_same for is_same, _run in groupby(rows, key=lambda row: row.is_same))
    return [f"{name}-{number}" for number in range(1, changes + 1)]


def _shown(row: DiffRow, anchor: str, name: str) -> ShownRow:
    if not row.move:
        return ShownRow(row, anchor, "", "")
    ends = (f"{name}-from-{row.move}", f"{name}-to-{row.move}")
    own, other = ends if row.is_origin else ends[::-1]
    return ShownRow(row, anchor, own, other)


def _unchanged(run: Sequence[DiffRow], *, is_first: bool, is_last: bool) -> list[Passage]:
    """The run with its middle folded away; where nothing changed at all, it stays open."""
    rows = [ShownRow(row, "", "", "") for row in run]
    low = 0 if is_first else _CONTEXT
    high = len(rows) if is_last else len(rows) - _CONTEXT
    if high - low < _FEWEST or (is_first and is_last):
        return [Passage(rows, is_folded=False)]
    parts = [(rows[:low], False), (rows[low:high], True), (rows[high:], False)]
    return [Passage(part, is_folded) for part, is_folded in parts if part]
