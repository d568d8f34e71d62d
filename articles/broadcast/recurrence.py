"""Weekly repetition: a status on chosen days of the week, at the same local time of the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal, NamedTuple

from django.utils import timezone

WEEK: Final = timedelta(days=7)
"""The longest that an occurrence may last: until the same time of its next one."""
_DAY: Final = timedelta(days=1)
_LAST_DAY: Final = date(2200, 12, 31)

type ClockChange = Literal["", "missing", "doubled"]


class Occurrence(NamedTuple):
    """Once on the air: its local day, and its moments in UTC.

    `clock_change` says that its local time does not exist on that day, so that it begins an hour
    later, or that it comes twice, so that it begins the first time.
    """

    day: date
    starts_at: datetime
    ends_at: datetime | None
    clock_change: ClockChange = ""

    def is_over(self, *, at: datetime) -> bool:
        """Whether its time has ended."""
        return self.ends_at is not None and self.ends_at <= at

    def overlaps(self, other: Occurrence) -> bool:
        """Whether both stand at one moment; an end is no part of the time."""
        return not self.is_over(at=other.starts_at) and not other.is_over(at=self.starts_at)


def weekdays_in(mask: int) -> list[int]:
    """The days of the week (0 is Monday) of which the mask has the bit, Saturday first."""
    return [day for day in (5, 6, 0, 1, 2, 3, 4) if mask >> day & 1]


def mask_of(weekdays: Iterable[int]) -> int:
    """The mask with the bit of each of these days of the week."""
    return sum({1 << day for day in weekdays})


def shortest_gap(weekdays: list[int]) -> timedelta:
    """The time between two of these days of the week that follow each other soonest."""
    gaps = [(later - day - 1) % 7 + 1 for day in weekdays for later in weekdays]
    return min(gaps) * _DAY


def local_day(moment: datetime) -> date:
    """The day of the moment in the newsroom's zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def _on(day: date, clock: time, zone: tzinfo) -> tuple[datetime, ClockChange]:
    """The local time on the day in UTC, by the rule of RFC 5545, 3.3.5.

    A time that comes twice is the first one; one that does not exist has the offset before the
    gap, which is as much later as the clocks went forward.
    """
    naive = datetime.combine(day, clock)
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return moment, ""
    exists = moment.astimezone(zone).replace(tzinfo=None) == naive
    return moment, "doubled" if exists else "missing"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When a status is on the air: once, or on the days of `weekdays` up to `last_day`.

    `starts_at` and `ends_at` are the moments of the first occurrence. `ended_at` is when
    somebody ended a running one.
    """

    starts_at: datetime
    ends_at: datetime | None = None
    weekdays: int = 0
    last_day: date | None = None
    skipped: frozenset[date] = frozenset()
    ended_at: datetime | None = None

    def occurrences(self, *, since: datetime) -> Iterator[Occurrence]:
        """Those that are not over at the moment, by their start; endless without a last day."""
        if not self.weekdays or self.ends_at is None:
            only = Occurrence(local_day(self.starts_at), self.starts_at, self.ends_at)
            if not only.is_over(at=since):
                yield only
            return
        first = local_day(self.starts_at)
        day = max(first, local_day(since) - WEEK - _DAY)
        while day <= min(self.last_day or _LAST_DAY, _LAST_DAY):
            if self.weekdays >> day.weekday() & 1 and day not in self.skipped:
                found = self._on_day(day, first)
                if not found.is_over(at=since):
                    yield found
            day += _DAY

    def between(self, start: datetime, end: datetime) -> Iterator[Occurrence]:
        """Those that stand at least in part from `start` to before `end`."""
        for found in self.occurrences(since=start):
            if found.starts_at >= end:
                return
            yield found

    def occurrence(self, *, at: datetime) -> Occurrence | None:
        """The one that is on at the moment, else the next one; None when there is none to come."""
        return next(self.occurrences(since=at), None)

    def first_overlap(self, other: Recurrence, *, since: datetime) -> Occurrence | None:
        """The first of `other`'s occurrences that overlaps one of these, from the moment on.

        Of two without end a year is compared: then everything has come round.
        """
        begun = max(self.starts_at, other.starts_at, since)
        skips = (day for each in (self, other) for day in each.skipped)
        latest = max(skips, default=local_day(begun))
        horizon = max(begun, _on(latest, time.min, UTC)[0]) + 54 * WEEK
        mine = self.between(since, horizon)
        mark = next(mine, None)
        for theirs in other.between(since, horizon):
            while mark is not None and mark.is_over(at=theirs.starts_at):
                mark = next(mine, None)
            if mark is None:
                return None
            if mark.overlaps(theirs):
                return theirs
        return None

    def _on_day(self, day: date, first: date) -> Occurrence:
        assert self.ends_at is not None
        zone = timezone.get_default_timezone()
        begins, ends = (each.astimezone(zone) for each in (self.starts_at, self.ends_at))
        change: ClockChange = ""
        starts_at, ends_at = self.starts_at, self.ends_at
        if day != first:
            starts_at, change = _on(day, begins.time(), zone)
            ends_at, _change = _on(day + (ends.date() - first), ends.time(), zone)
            if ends_at <= starts_at:
                ends_at = starts_at + (self.ends_at - self.starts_at)
        if self.ended_at is not None and starts_at <= self.ended_at < ends_at:
            ends_at = self.ended_at
        return Occurrence(day, starts_at, ends_at, change)
