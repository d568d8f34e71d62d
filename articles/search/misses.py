"""What readers looked for and did not find, counted by day and without a trace of who asked."""

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
from articles.search.models import Miss

LONGEST: Final = 80
"""Characters; who pastes more than that may be pasting a letter."""
MOST_A_DAY: Final = 2000
"""Different queries of a day; nobody can fill the table by asking nonsense."""
KEPT_DAYS: Final = 90
PERIODS: Final = (7, 30, 90)
"""Days, today included, over which the desk reads totals."""
MOST_WANTED: Final = 200

logger = logging.getLogger(__name__)

# Seven digits in one run, whatever stands between them, are a telephone or an account; two years
# with a dash or a stroke are a season.
_SEASON: Final = re.compile(r"\b(?:19|20)\d\d ?[-\u2013/] ?(?:19|20)\d\d\b")
_NUMBER: Final = re.compile(r"\d(?:[\s\-\u2010-\u2015().+/_]*\d){6}")
_ADDRESS: Final = re.compile(r"\S\s*[@\uff20]\s*\S|://|\bwww\.")


class Wanted(NamedTuple):
    """A query that found nothing, and how often in the last 7, 30 and 90 days."""

    language: str
    query: str
    totals: tuple[int, ...]


def is_kept(query: str) -> bool:
    """Whether the query may be remembered: words, not too long, nobody's address or number."""
    text = fold(query)
    if len(query) > LONGEST or _ADDRESS.search(text):
        return False
    return not _NUMBER.search(_SEASON.sub(" ", text))


def note(query: str, *, language: str, at: datetime) -> None:
    """Count a search that found nothing; one query, four when it is new today.

    A query that is not kept, or comes when the day is full, is passed over. A
    database that cannot write is logged, since no reader's page fails for it.
    """
    query = clean_line(query)
    key = " ".join(words(query))
    if not key or len(key) > LONGEST or not is_kept(query):
        return
    day = timezone.localdate(at)
    try:
        _count(query, key, language=language, day=day)
    except DatabaseError:
        logger.warning("a search without a result was not counted", exc_info=True)


def _count(query: str, key: str, *, language: str, day: date) -> None:
    known = Miss.objects.filter(day=day, language=language, key=key)
    if known.update(count=F("count") + 1):
        return
    if Miss.objects.filter(day=day).count() < MOST_A_DAY:
        # Two who ask for the same thing at the same time make one row, and both count.
        new = Miss(day=day, language=language, key=key, query=query, count=0)
        Miss.objects.bulk_create([new], ignore_conflicts=True)
        known.update(count=F("count") + 1)


def most_wanted(
    *, at: datetime, languages: Iterable[str], period: int = PERIODS[0]
) -> list[Wanted]:
    """What was asked for in the last `period` days, the most often first; one query.

    At most MOST_WANTED, each in one of its spellings.
    """
    totals = {
        f"in_{days}": Sum("count", filter=Q(day__gt=_before(at, days)), default=0)
        for days in PERIODS
    }
    rows = (
        Miss.objects.filter(language__in=languages, day__gt=_before(at, KEPT_DAYS))
        .values("language", "key")
        .annotate(spelling=Max("query"), **totals)
        .filter(**{f"in_{period}__gt": 0})
        .order_by(f"-in_{period}", "key", "language")
        .values_list("language", "spelling", *totals)[:MOST_WANTED]
    )
    return [Wanted(language, query, tuple(counts)) for language, query, *counts in rows]


def forget_old(*, at: datetime) -> int:
    """Delete what is older than KEPT_DAYS; one query, returns how many rows."""
    deleted, _by_model = Miss.objects.filter(day__lte=_before(at, KEPT_DAYS)).delete()
    return deleted


def _before(at: datetime, days: int) -> date:
    """The last day that does not count when `days` are counted, today included."""
    return timezone.localdate(at) - timedelta(days=days)
