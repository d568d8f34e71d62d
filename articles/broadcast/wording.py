"""When a status is on the air, in words: its weekdays, its next times, what stands beside it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.broadcast.recurrence import Occurrence, Recurrence, weekdays_in
from articles.languages import DEFAULT_LANGUAGE, Formats, formats_of, joined
from articles.local_times import spoken

SHOWN: Final = 3
"""So many of the next occurrences are said."""
_SATURDAY: Final = date(2026, 1, 3)
_DAY: Final = timedelta(days=1)


def _formats() -> Formats:
    return formats_of(get_language() or DEFAULT_LANGUAGE)


def weekday_choices() -> list[tuple[str, str]]:
    """The days of the week (0 is Monday) by their names in the active language, Saturday first."""
    week = (_SATURDAY + n * _DAY for n in range(7))
    return [(str(day.weekday()), _formats().weekday(day)) for day in week]


def weekday_names(mask: int) -> str:
    """The days of the week of the mask as a list: «السبت، الجمعة»."""
    names = dict(weekday_choices())
    return joined(names[str(day)] for day in weekdays_in(mask))


def day_name(day: date) -> str:
    """The day with its weekday: «الجمعة 4 ديسمبر 2026»."""
    return _formats().long_date(day)


def clock(moment: datetime) -> str:
    """The local time of the moment."""
    return _formats().clock_time(timezone.localtime(moment, timezone.get_default_timezone()))


def rhythm(recurrence: Recurrence) -> str:
    """The repetition as a sentence: on which days, from when to when; "" for what is on once."""
    if not recurrence.weekdays or recurrence.ends_at is None:
        return ""
    names = {
        "days": weekday_names(recurrence.weekdays),
        "start": clock(recurrence.starts_at),
        "end": clock(recurrence.ends_at),
        "last": day_name(recurrence.last_day) if recurrence.last_day else "",
    }
    if recurrence.last_day:
        return _("Every week on %(days)s, %(start)s to %(end)s, until %(last)s") % names
    return _("Every week on %(days)s, %(start)s to %(end)s") % names


def said(found: Occurrence, *, at: datetime) -> str:
    """One occurrence: from when until when, how far away, and what the clocks do to it."""
    words = spoken(found.starts_at, at)
    if found.starts_at <= at:
        words = _("On now, since %(moment)s") % {"moment": words}
    if found.ends_at is not None:
        end = clock(found.ends_at)
        words = _("%(moment)s; it ends at %(end)s") % {"moment": words, "end": end}
    if found.clock_change == "missing":
        note = _("the clocks go forward in its hour, so it begins later")
    elif found.clock_change == "doubled":
        note = _("its hour comes twice, so it begins in the first of the two")
    else:
        return words
    return _("%(moment)s (%(note)s)") % {"moment": words, "note": note}


def next_times(recurrence: Recurrence, *, at: datetime) -> list[str]:
    """The next three times on the air, the running one included."""
    return [said(each, at=at) for each in islice(recurrence.occurrences(since=at), SHOWN)]


def wrong_first_day(first: date, weekdays: list[int]) -> str:
    """Why the first day is none of the repetition's, and which days are."""
    nearest = min(first + n * _DAY for n in range(7) if (first + n * _DAY).weekday() in weekdays)
    names = {"first": day_name(first), "nearest": day_name(nearest)}
    return (
        _(
            "The first time is on %(first)s, which is not one of the chosen days of the week. "
            "Choose that day as well, or begin on %(nearest)s."
        )
        % names
    )


def overlapping(other: object, found: Occurrence) -> str:
    """That the other status stands there at the occurrence's time."""
    moment = joined((day_name(found.day), clock(found.starts_at)))
    names = {"status": other, "moment": moment}
    return _("“%(status)s” stands there on %(moment)s.") % names
