"""A day with its hours: where things stand in it, and how long they last."""

from datetime import UTC, date, datetime, timedelta

from newsroom.planning.calendar_items import Item
from newsroom.planning.day_plan import day_plan
from newsroom.planning.days import day_start
from tests.planning.conftest import HOUR

DAY = date(2026, 11, 20)
START = day_start(DAY)


def item(hours, lasting=None, **more):
    starts_at = START + hours * HOUR
    ends_at = None if lasting is None else starts_at + lasting * HOUR
    return Item("event", "event-1", f"{hours}", starts_at, "/", ends_at=ends_at, **more)


def plan_of(*items, day=DAY, now=START - HOUR):
    return day_plan(items, day, now=now, clock=lambda moment: f"{moment:%H:%M}")


def cells(plan):
    """(index of the row from the first shown, lane, rows, titles) of what stands in the plan."""
    return [
        (number, lane, cell.rows, [timed.item.title for timed in cell.timed])
        for number, row in enumerate(plan.rows)
        for lane, cell in enumerate(row.cells)
        if cell.timed
    ]


def test_what_lasts_is_a_block_and_moments_of_one_half_hour_stand_together():
    assert cells(plan_of(item(8), item(8.25), item(9, 2))) == [
        (4, 0, 1, ["8", "8.25"]),
        (6, 1, 4, ["9"]),
    ]


def test_blocks_that_overlap_stand_beside_each_other_and_later_ones_take_the_free_lane():
    plan = plan_of(item(8, 2), item(9, 3), item(10, 1))
    assert plan.lanes == 2
    # A cell that goes on from a row above is none of the row's own.
    assert [len(plan.rows[number].cells) for number in (0, 4, 5, 6, 8)] == [3, 3, 2, 2, 2]


def test_more_blocks_than_fit_beside_each_other_stand_with_the_moments():
    assert cells(plan_of(*(item(8, 2) for _n in range(7))))[0][3] == ["8", "8"]


def test_what_covers_the_day_stands_above_its_hours():
    plan = plan_of(item(-2, 30), item(0, is_all_day=True))
    assert len(plan.all_day) == 2
    assert cells(plan) == []


def test_what_began_the_day_before_stands_from_midnight_until_its_end():
    plan = plan_of(item(-2, 3))
    assert cells(plan) == [(0, 1, 2, ["-2"])]
    assert plan.rows[0].label == f"{START:%H:%M}"


def test_row_of_this_moment_says_the_time():
    plan = plan_of(now=START + 14.6 * HOUR)
    assert [(n, row.now) for n, row in enumerate(plan.rows) if row.now] == [(17, "12:36")]


def test_day_on_which_clocks_go_forward_has_an_hour_less():
    early = datetime(2026, 4, 23, 22, tzinfo=UTC)
    night = Item("event", "event-1", "", early, "/")
    rows = plan_of(night, day=date(2026, 4, 24), now=early - timedelta(days=9)).rows
    assert len(rows) == 46
