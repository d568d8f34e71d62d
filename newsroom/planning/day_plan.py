"""A day of the calendar with its hours: moments beside each other, what lasts as blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from newsroom.planning.calendar_items import Item
from newsroom.planning.days import day_start

SLOT: Final = timedelta(minutes=30)
"""The time of one row."""
MOST_LANES: Final = 5
"""So many blocks stand beside each other; further ones stand with the moments they begin at."""
_OPENING_HOUR: Final = 6
"""Hours before it are shown where something stands in them."""
_SLOTS_OF_AN_HOUR: Final = 2


class Timed(NamedTuple):
    """An item with its time of the day, or from when until when it lasts there."""

    item: Item
    time: str


@dataclass(slots=True)
class Cell:
    """A cell of the table: what begins in it, over so many rows; `timed` is empty in a free one."""

    timed: list[Timed] = field(default_factory=list)
    rows: int = 1


@dataclass(slots=True)
class Row:
    """Half an hour: `label` is its hour, "" in the second half; `now` is the time if it is now."""

    label: str
    now: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        """Whether nothing begins in it."""
        return not any(cell.timed for cell in self.cells)


class DayPlan(NamedTuple):
    """What stands all day, and the rows with so many lanes of blocks."""

    all_day: list[Item]
    rows: list[Row]
    lanes: int

    @property
    def lane_numbers(self) -> range:
        """A number for each lane."""
        return range(self.lanes)


class _Block(NamedTuple):
    timed: Timed
    first: int
    end: int


def day_plan(
    items: Iterable[Item], day: date, *, now: datetime, clock: Callable[[datetime], str]
) -> DayPlan:
    """The day's items in its hours; a day of a clock change has an hour more or less; no query.

    `clock` writes the time of a moment.
    """
    start, end = day_start(day), day_start(day + timedelta(days=1))
    all_day = [item for item in items if _is_all_day(item, start, end)]
    blocks = [
        _block(item, start, end, clock) for item in items if not _is_all_day(item, start, end)
    ]
    count = -(-(end - start) // SLOT)
    now_slot = (now - start) // SLOT if start <= now < end else None
    rows = [
        Row(
            clock(start + n * SLOT) if n % _SLOTS_OF_AN_HOUR == 0 else "",
            clock(now) if n == now_slot else "",
        )
        for n in range(count)
    ]
    lanes = _fill(rows, blocks)
    begun = [block.first for block in blocks] + ([now_slot] if now_slot is not None else [])
    opening = min([_OPENING_HOUR * _SLOTS_OF_AN_HOUR, *begun])
    return DayPlan(all_day, rows[opening - opening % _SLOTS_OF_AN_HOUR :], lanes)


def _is_all_day(item: Item, start: datetime, end: datetime) -> bool:
    lasts = item.ends_at is not None and item.ends_at >= end
    return item.is_all_day or (lasts and item.starts_at <= start)


def _block(item: Item, start: datetime, end: datetime, clock: Callable[[datetime], str]) -> _Block:
    begins = max(item.starts_at, start)
    ends = min(max(item.ends_at or begins, begins), end)
    time = clock(item.starts_at)
    if item.ends_at is not None and item.ends_at > item.starts_at:
        time = f"{time} – {clock(item.ends_at)}"
    first = (begins - start) // SLOT
    return _Block(Timed(item, time), first, max(first + 1, -(-(ends - start) // SLOT)))


def _fill(rows: list[Row], blocks: list[_Block]) -> int:
    """Put the blocks into the rows' cells; returns how many lanes there are beside the moments."""
    moments: dict[int, list[Timed]] = {}
    lanes: list[list[_Block]] = []
    for block in sorted(blocks, key=lambda each: (each.first, -each.end)):
        lane = _free_lane(lanes, block) if block.end - block.first > 1 else None
        if lane is None:
            moments.setdefault(block.first, []).append(block.timed)
        else:
            lane.append(block)
    for number, row in enumerate(rows):
        row.cells.append(Cell(moments.get(number, [])))
    for lane in lanes:
        _fill_lane(rows, lane)
    return len(lanes)


def _free_lane(lanes: list[list[_Block]], block: _Block) -> list[_Block] | None:
    """The first lane that is free from where the block begins, a new one, or None."""
    for lane in lanes:
        if lane[-1].end <= block.first:
            return lane
    if len(lanes) == MOST_LANES:
        return None
    lanes.append([])
    return lanes[-1]


def _fill_lane(rows: list[Row], lane: list[_Block]) -> None:
    begins = {block.first: block for block in lane}
    number = 0
    while number < len(rows):
        block = begins.get(number)
        cell = Cell([block.timed], block.end - block.first) if block else Cell()
        rows[number].cells.append(cell)
        number += cell.rows
