"""Days of the site's zone: where they begin, and the same time of the clock on another one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from articles.local_times import from_local

FIRST_DAY: Final = date(1970, 1, 1)
LAST_DAY: Final = date(2200, 12, 31)
SATURDAY: Final = 5
"""As `date.weekday` counts: the first day of the week."""


def day_of(moment: datetime) -> date:
    """The day of the moment in the site's zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def day_start(day: date) -> datetime:
    """The first moment of the day, in UTC; at one o'clock where the clocks skip midnight."""
    midnight = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
    return midnight.astimezone(UTC)


def week_start(day: date) -> date:
    """The Saturday on or before the day."""
    return day - timedelta(days=(day.weekday() - SATURDAY) % 7)


def on_day(moment: datetime, day: date, *, fold: int | None = None) -> datetime:
    """The moment's local time on another day, in UTC.

    On its own day it is the moment itself. Raises BadMoment for a time that the day lacks, and
    AmbiguousTime for one that comes twice unless `fold` says which.
    """
    local = timezone.localtime(moment, timezone.get_default_timezone())
    if local.date() == day:
        return moment
    naive = datetime.combine(day, local.time().replace(fold=0))
    return from_local(naive, fold=fold)


def clamped(day: date) -> date:
    """The day, within what a newsroom's calendar holds."""
    return min(max(day, FIRST_DAY), LAST_DAY)
