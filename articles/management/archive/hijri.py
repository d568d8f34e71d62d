"""Hijri dates, converted by the table of Umm al-Qura."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from hijridate import Hijri
from hijridate.ummalqura import HIJRI_RANGE

from articles.arabic.date_parsing import parse_date
from articles.arabic.hijri_parsing import HijriDate, find_hijri_date

FIRST_YEAR: Final = HIJRI_RANGE[0][0]
LAST_YEAR: Final = HIJRI_RANGE[1][0]
"""The Hijri years whose months are known, both included: 1343 to 1500, August 1924 to 2077."""

_WORDS_BEFORE: Final = re.compile(r"^\D+")


def hijri_date(text: str) -> tuple[date | datetime | None, bool]:
    """The day that a Hijri date in the text denotes, or the moment when a time stands beside it,
    and whether it was converted; (None, False) where there is none, or its year is not known.

    A date of our calendar beside it («الموافق 2 يناير 2020م») is taken as it is; what else
    stands there, a weekday or a number, is no part of the date. The thirtieth of a month that
    has 29 days in the table is the day after its end, since a month that begins by sight of
    the moon may be a day longer.
    """
    found = find_hijri_date(text)
    if found is None:
        return None, False
    numbers = _WORDS_BEFORE.sub("", found.beside)
    # A bare number would pass for seconds since 1970.
    if not numbers.isdigit() and (other := parse_date(found.beside) or parse_date(numbers)):
        return other, False
    day = _converted(found)
    if day is None:
        return None, False
    return parse_date(f"{day} {numbers}") or day, True


def is_beyond_the_table(text: str) -> bool:
    """Whether the text holds a Hijri date of a year whose months are not known."""
    found = find_hijri_date(text)
    return found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR


def _converted(found: HijriDate) -> date | None:
    try:
        first = Hijri(found.year, found.month, 1).to_gregorian()
    except OverflowError:
        return None
    return date(first.year, first.month, first.day) + timedelta(days=found.day - 1)
