"""The log of queries without results: counts by day, without any data about the reader."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.db import DatabaseError
from django.db.models import F, Max, Q, Sum
from django.utils import timezone

from articles.arabic.normalize import clean_line, fold
from articles.arabic.tokens import words
from articles.search.models import ZeroResultQuery

MAX_QUERY_LENGTH: Final = 80
"""Characters; a longer query may be pasted text with personal data."""
MAX_QUERIES_PER_DAY: Final = 2000
"""Distinct queries stored for a day, so that generated queries cannot fill the table."""
RETENTION_DAYS: Final = 90
PERIODS: Final = (7, 30, 90)
"""Numbers of days, today included, for which totals are reported."""
MAX_ROWS: Final = 200

logger = logging.getLogger(__name__)

# Seven digits in one run, whatever separates them, are a telephone or an account; two years
# with a dash or a stroke are a season.
_SEASON: Final = re.compile(r"\b(?:19|20)\d\d ?[-\u2013/] ?(?:19|20)\d\d\b")
_NUMBER: Final = re.compile(r"\d(?:[\s\-\u2010-\u2015().+/_]*\d){6}")
_ADDRESS: Final = re.compile(r"\S\s*[@\uff20]\s*\S|://|\bwww\.")


class QueryTotals(NamedTuple):
    """A query without results; `totals` counts its searches in the last 7, 30 and 90 days."""

    language: str
    query: str
    totals: tuple[int, ...]


def is_recordable(query: str) -> bool:
    """Whether the query may be stored: not too long, no address, no number of seven digits."""
    text = fold(query)
    if len(query) > MAX_QUERY_LENGTH or _ADDRESS.search(text):
        return False
    return not _NUMBER.search(_SEASON.sub(" ", text))


def record(query: str, *, language: str, at: datetime) -> None:
    """Count a search without results; one query, four for the first of a day.

    A query that may not be stored, or is new when the day is full, is ignored. A
    database error is logged and not raised, so that the page is shown all the same.
    """
    query = clean_line(query)
    key = " ".join(words(query))
    if not key or len(key) > MAX_QUERY_LENGTH or not is_recordable(query):
        return
    day = timezone.localdate(at)
    try:
        _count(query, key, language=language, day=day)
    except DatabaseError:
        logger.warning("a search without a result was not counted", exc_info=True)


def _count(query: str, key: str, *, language: str, day: date) -> None:
    known = ZeroResultQuery.objects.filter(day=day, language=language, key=key)
    if known.update(count=F("count") + 1):
        return
    if ZeroResultQuery.objects.filter(day=day).count() < MAX_QUERIES_PER_DAY:
        # Concurrent first searches create one row, and each is counted.
        new = ZeroResultQuery(day=day, language=language, key=key, query=query, count=0)
        ZeroResultQuery.objects.bulk_create([new], ignore_conflicts=True)
        known.update(count=F("count") + 1)


def most_frequent(
    *, at: datetime, languages: Iterable[str], period: int = PERIODS[0]
) -> list[QueryTotals]:
    """The queries without results of the last `period` days, the most frequent first; one query.

    At most MAX_ROWS, each in one of its spellings. `period` is one of PERIODS.
    """
    totals = {
        f"in_{days}": Sum("count", filter=Q(day__gt=_day_before(at, days)), default=0)
        for days in PERIODS
    }
    rows = (
        ZeroResultQuery.objects.filter(
            language__in=languages, day__gt=_day_before(at, RETENTION_DAYS)
        )
        .values("language", "key")
        .annotate(spelling=Max("query"), **totals)
        .filter(**{f"in_{period}__gt": 0})
        .order_by(f"-in_{period}", "key", "language")
        .values_list("language", "spelling", *totals)[:MAX_ROWS]
    )
    return [QueryTotals(language, query, tuple(counts)) for language, query, *counts in rows]


def of_this_week(*, at: datetime, languages: Iterable[str], limit: int) -> list[QueryTotals]:
    """The most frequent of the last seven days, `totals` of those days alone; one query."""
    days = PERIODS[0]
    week = ZeroResultQuery.objects.filter(
        day__gt=_day_before(at, days), day__lte=timezone.localdate(at), language__in=languages
    )
    rows = week.values("language", "key").annotate(spelling=Max("query"), times=Sum("count"))
    found = rows.order_by("-times", "key", "language")[:limit]
    return [QueryTotals(row["language"], row["spelling"], (row["times"],)) for row in found]


def delete_old(*, at: datetime) -> int:
    """Delete rows older than RETENTION_DAYS; returns their number; one query."""
    deleted, _by_model = ZeroResultQuery.objects.filter(
        day__lte=_day_before(at, RETENTION_DAYS)
    ).delete()
    return deleted


def _day_before(at: datetime, days: int) -> date:
    """The day before the last `days` days, today included."""
    return timezone.localdate(at) - timedelta(days=days)
