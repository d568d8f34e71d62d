"""Statuses that come again every week: when, over changes of the clocks, and beside what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone, translation

from articles.broadcast import statuses, wording
from articles.broadcast.models import BroadcastStatus
from articles.broadcast.recurrence import Recurrence, mask_of, weekdays_in
from newsroom.accounts.models import User
from tests.broadcast.conftest import HOUR, view
from tests.broadcast.test_admin import form as plain_form
from tests.conftest import NOW

Make = Callable[..., BroadcastStatus]
SignIn = Callable[[User], Client]
LIST = "/admin/articles_broadcast/broadcaststatus/"
MONDAY, THURSDAY, FRIDAY = 1, 1 << 3, 1 << 4
DAILY = 127
WEEK = timedelta(days=7)
# Friday 20 November 2026, 20:00 to 22:00 in Cairo.
EIGHT = datetime(2026, 11, 20, 18, tzinfo=UTC)
WEEKLY = {"starts_at": EIGHT, "ends_at": EIGHT + 2 * HOUR, "weekdays": FRIDAY}


def cairo(*parts: int) -> datetime:
    """A local time of Cairo, the first where it comes twice."""
    return datetime(*parts, tzinfo=timezone.get_default_timezone())  # type: ignore[misc, arg-type] # as many as a date has


def starts(recurrence: Recurrence, since: datetime, count: int) -> list[datetime]:
    found = recurrence.occurrences(since=since)
    return [next(found).starts_at for _n in range(count)]


@pytest.fixture
def weekly(status: Make) -> Make:
    """Statuses of Friday evenings, not saved."""
    return lambda kind="live", **fields: status(kind, **WEEKLY | fields)


def test_local_time_stays_over_a_change_of_the_clocks() -> None:
    # In Cairo clocks go forward on Friday 24 April 2026.
    evening = cairo(2026, 4, 17, 20)
    weekly = Recurrence(evening, evening + 2 * HOUR, FRIDAY)
    found = starts(weekly, evening, 2)
    assert found == [cairo(2026, 4, 17, 20), cairo(2026, 4, 24, 20)]
    assert found[1] - found[0] == WEEK - HOUR


def test_hour_that_does_not_exist_begins_later_and_says_so() -> None:
    night = cairo(2026, 4, 17, 0, 30)
    weekly = Recurrence(night, night + 2 * HOUR, FRIDAY)
    found = list(weekly.between(cairo(2026, 4, 24), cairo(2026, 4, 25)))
    assert [(each.starts_at, each.clock_change) for each in found] == [
        (cairo(2026, 4, 24, 1, 30), "missing")
    ]
    with translation.override("en"):
        assert "the clocks go forward" in wording.said(found[0], at=night)


def test_time_that_the_missing_hour_swallows_keeps_its_length() -> None:
    night = cairo(2026, 4, 17, 0, 30)
    found = Recurrence(night, night + HOUR / 2, FRIDAY).occurrence(at=cairo(2026, 4, 23))
    assert found is not None
    assert (found.starts_at, found.ends_at) == (cairo(2026, 4, 24, 1, 30), cairo(2026, 4, 24, 2))


def test_hour_that_comes_twice_begins_in_the_first_and_says_so() -> None:
    # On Thursday 29 October 2026 the hour after eleven in the evening comes twice.
    night = cairo(2026, 10, 22, 23, 30)
    found = Recurrence(night, night + HOUR, THURSDAY).occurrence(at=cairo(2026, 10, 29))
    assert found is not None
    assert (found.starts_at, found.clock_change) == (
        datetime(2026, 10, 29, 20, 30, tzinfo=UTC),
        "doubled",
    )


def test_last_day_is_the_last_and_a_day_left_out_is_left_out() -> None:
    weekly = Recurrence(
        EIGHT, EIGHT + HOUR, FRIDAY, date(2026, 12, 11), frozenset({date(2026, 11, 27)})
    )
    days = [each.day for each in weekly.occurrences(since=NOW)]
    assert days == [date(2026, 11, 20), date(2026, 12, 4), date(2026, 12, 11)]


def test_weekdays_are_kept_in_a_mask_and_read_saturday_first() -> None:
    assert weekdays_in(mask_of([0, 4, 5, 4])) == [5, 0, 4]


def test_readers_see_each_time_by_the_clock_alone_and_not_between() -> None:
    recurrence = Recurrence(EIGHT, EIGHT + 2 * HOUR, FRIDAY)
    known = [view("off_air", recurrence=recurrence)]
    moments = [EIGHT - HOUR, EIGHT, EIGHT + 2 * HOUR, EIGHT + WEEK, EIGHT + WEEK + 2 * HOUR]
    shown = [statuses.page_notices(known, at=at, language="ar").label for at in moments]
    assert [each is not None for each in shown] == [False, True, False, True, False]


def test_open_page_hears_when_the_next_time_begins() -> None:
    known = [view("off_air", recurrence=Recurrence(EIGHT, EIGHT + 2 * HOUR, FRIDAY))]
    page = statuses.page_notices(known, at=EIGHT + 3 * HOUR, language="ar")
    assert page.next_change_at == EIGHT + WEEK


def test_next_live_time_is_announced_to_readers() -> None:
    known = [view("live", recurrence=Recurrence(EIGHT, EIGHT + 2 * HOUR, FRIDAY))]
    live = statuses.page_notices(known, at=EIGHT + WEEK - 4 * HOUR, language="ar").live
    assert live is not None
    assert live.is_later
    assert "20:00" in live.label


def test_weekly_statuses_are_read_with_the_others_in_one_query(
    weekly: Make, django_assert_num_queries: Callable[..., object]
) -> None:
    weekly().save()
    weekly("trial", last_day=date(2026, 11, 27)).save()
    with django_assert_num_queries(1):
        known = statuses.load_statuses(at=EIGHT + 5 * WEEK)
    assert [each.kind for each in known] == ["live"]


def test_list_tells_what_is_on_from_what_comes_again_and_what_is_over(weekly: Make) -> None:
    weekly().save()
    weekly("trial", last_day=date(2026, 11, 20)).save()
    rows, later = BroadcastStatus.objects, EIGHT + 3 * HOUR
    assert rows.current(at=EIGHT + HOUR).count() == 2
    assert [each.kind for each in rows.upcoming(at=later)] == ["live"]
    assert [each.kind for each in rows.over(at=later)] == ["trial"]


def test_ending_it_now_ends_this_time_alone(weekly: Make) -> None:
    live = statuses.save_status(weekly())
    closed = statuses.close(live, at=EIGHT + HOUR)
    assert not closed.is_current(at=EIGHT + HOUR)
    assert closed.is_current(at=EIGHT + WEEK + HOUR)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_at": None}, "ends_at"),
        ({"weekdays": MONDAY}, "starts_at"),
        ({"weekdays": DAILY, "ends_at": EIGHT + 25 * HOUR}, "ends_at"),
        ({"last_day": date(2026, 11, 19)}, "last_day"),
    ],
)
def test_repetition_that_cannot_be_is_refused_at_its_field(
    weekly: Make, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        weekly(**fields).full_clean()
    assert field in refused.value.message_dict


def test_database_refuses_a_repetition_without_an_end(weekly: Make) -> None:
    with pytest.raises(IntegrityError):
        weekly(ends_at=None).save()


@pytest.mark.parametrize(
    ("other", "clashes"),
    [
        ({"starts_at": EIGHT + 3 * WEEK, "ends_at": EIGHT + 3 * WEEK + HOUR}, True),
        ({"starts_at": EIGHT + 2 * HOUR, "ends_at": EIGHT + 3 * HOUR}, False),
        ({"starts_at": EIGHT + 2 * HOUR}, True),
        ({"starts_at": EIGHT + HOUR, "ends_at": EIGHT + 3 * HOUR, "weekdays": FRIDAY}, True),
        (WEEKLY | {"starts_at": EIGHT + 3 * 24 * HOUR, "weekdays": MONDAY,
                   "ends_at": EIGHT + 3 * 24 * HOUR + HOUR}, False),
    ],
)  # fmt: skip
def test_clash_with_any_of_its_times_is_refused(
    weekly: Make, status: Make, other: dict[str, Any], clashes: bool
) -> None:
    with time_machine.travel(NOW, tick=False):
        statuses.save_status(weekly(text_ar="نشرة الجمعة"))
        second = status("live", **other)
        if not clashes:
            second.full_clean()
            return
        with pytest.raises(ValidationError, match="نشرة الجمعة"):
            second.full_clean()


def test_day_that_is_left_out_is_free_for_another(weekly: Make, status: Make) -> None:
    with time_machine.travel(NOW, tick=False):
        statuses.save_status(weekly(skipped_days=["2026-11-27"]))
        status("live", starts_at=EIGHT + WEEK, ends_at=EIGHT + WEEK + HOUR).full_clean()


def typed(**changes: Any) -> dict[str, Any]:
    fields = {"starts_at": "20/11/2026 20:00", "ends_at": "20/11/2026 22:00"}
    return plain_form(**fields, weekdays=["4"], last_day="", **changes)


def test_editor_makes_a_weekly_status_and_reads_its_next_times(
    chief: User, signed_in: SignIn
) -> None:
    with time_machine.travel(NOW, tick=False):
        desk = signed_in(chief)
        said = desk.post(f"/en{LIST}add/", typed(), follow=True).content.decode()
        row = BroadcastStatus.objects.get()
        page = desk.get(f"/en{LIST}{row.pk}/change/").content.decode()
    assert (row.weekdays, row.starts_at) == (FRIDAY, EIGHT)
    assert "On the air next: Friday, 20 November 2026, 20:00" in said
    for day in ("20 November", "27 November", "4 December"):
        assert f"Friday, {day} 2026, 20:00" in page
    assert "in 7 days and 6 hours" in page


def test_one_time_is_left_out_and_comes_back(chief: User, signed_in: SignIn, weekly: Make) -> None:
    with time_machine.travel(NOW, tick=False):
        row = statuses.save_status(weekly(skipped_days=["2026-11-13"]))
        desk, page = signed_in(chief), f"{LIST}{row.pk}/change/"
        offered = {"offered_days": "2026-11-20,2026-11-27"}
        desk.post(page, typed(skipped_days=["2026-11-27"], **offered))
        row.refresh_from_db()
        assert row.skipped_days == ["2026-11-13", "2026-11-27"]
        assert row.occurrence(at=EIGHT + 3 * HOUR).starts_at == EIGHT + 2 * WEEK  # type: ignore[union-attr] # it comes again
        desk.post(page, typed(**offered))
        row.refresh_from_db()
        assert row.skipped_days == ["2026-11-13"]


def test_form_that_offered_no_days_leaves_none_out_and_brings_none_back(
    chief: User, signed_in: SignIn, weekly: Make
) -> None:
    with time_machine.travel(NOW, tick=False):
        row = statuses.save_status(weekly(skipped_days=["2026-11-27"]))
        signed_in(chief).post(f"{LIST}{row.pk}/change/", typed())
    row.refresh_from_db()
    assert row.skipped_days == ["2026-11-27"]


def test_next_times_are_said_while_the_fields_are_typed(chief: User, signed_in: SignIn) -> None:
    desk = signed_in(chief)
    with time_machine.travel(NOW, tick=False):
        said = desk.get(f"/en{LIST}occurrences/", typed()).content.decode()
        other_day = desk.get(f"/en{LIST}occurrences/", typed() | {"weekdays": ["0"]})
        nothing = desk.get(f"/en{LIST}occurrences/", typed() | {"starts_at": "x"})
    assert "Every week on Friday, 20:00 to 22:00" in said
    assert said.count("<li>") == 3
    assert "begin on Monday, 23 November 2026" in other_day.content.decode()
    assert "<li>" not in nothing.content.decode()
