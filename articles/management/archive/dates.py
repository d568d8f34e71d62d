"""Parsing of publication dates: from the line, from the id, or a date before all others."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.arabic.date_parsing import parse_date
from articles.management.archive.adaptations import Adaptations
from articles.management.archive.field_values import as_line
from articles.management.archive.hijri import (
    FIRST_YEAR,
    LAST_YEAR,
    hijri_date,
    is_beyond_the_table,
)

_FIRST_YEAR: Final = 1800
_SHOWN: Final = 60
_DATE_IN_ID: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{6}$")
# How databases write that they know no date.
_NO_DATE: Final = re.compile(r"[0\s:./TZ+-]*")

UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of an article without a known date; it sorts last."""


def parse_published(
    value: object, source_id: str, *, now: datetime, adapted: Adaptations
) -> tuple[datetime, str]:
    """The moment of publication in UTC, and where it was found: `published`, `id` or `nothing`.

    A date that cannot be read is remarked upon and counts as none. Without a zone
    it is the site's time, a day is its noon. An hour that does not exist is the
    one after the change, of one that comes twice it is the first. Hijri dates are
    those of Umm al-Qura.
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    text = str(value) if is_number else as_line(value, adapted)
    if not _NO_DATE.fullmatch(text):
        moment = _moment(text, adapted)
        if moment is not None:
            return moment, "published"
        adapted.kinds.add("unread")
        adapted.remarks.append(_why_unread(text))
    found = _DATE_IN_ID.search(source_id)
    dated = _moment(found[0], Adaptations()) if found else None
    return (UNDATED, "nothing") if dated is None or dated > now else (dated, "id")


def _why_unread(text: str) -> str:
    if not is_beyond_the_table(text):
        return _("“%(text)s” is no date.") % {"text": text[:_SHOWN]}
    sentence = _("“%(text)s” lies outside the Hijri years that can be read, %(first)s to %(last)s.")
    return sentence % {"text": text[:_SHOWN], "first": FIRST_YEAR, "last": LAST_YEAR}


def _read(text: str) -> tuple[date | datetime | None, set[str]]:
    """The date or datetime of the text, and the kinds of adaptations it needed."""
    if day := parse_date(text):
        return day, set() if _is_iso(text) else {"dates"}
    day, is_converted = hijri_date(text)
    return day, {"hijri" if is_converted else "dates"}


def _moment(text: str, adapted: Adaptations) -> datetime | None:
    day, kinds = _read(text)
    if day is None or day.year < _FIRST_YEAR:
        return None
    moment = day if isinstance(day, datetime) else datetime.combine(day, time(12))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.get_default_timezone())
        kinds |= {"zone"} if isinstance(day, datetime) else set()
        kinds |= {"hour"} if moment.utcoffset() != moment.replace(fold=1).utcoffset() else set()
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    adapted.kinds |= kinds
    return moment


def _is_iso(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
