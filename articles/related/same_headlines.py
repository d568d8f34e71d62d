"""Articles in work that begin with the headline of another one, for the desk's first page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from articles.conf import LANGUAGES
from articles.models import Article
from articles.related.editor_panel import RECENT_DAYS
from articles.related.term_vectors import headline_key

_COMPARED: Final = 400
"""The last edited articles whose headlines are compared."""


def pairs(articles: Collection[int], *, at: datetime) -> list[tuple[Any, Any]]:
    """Each of the articles (ids) that has the words of another's headline, and that other one.

    Compared are the 400 last edited of the last sixty days, the newest first, each named once and
    with the other that was edited last. One query, none without articles.
    """
    if not articles:
        return []
    since = at - timedelta(days=RECENT_DAYS)
    columns = [f"headline_{code}" for code in LANGUAGES]
    rows = Article.objects.filter(edited_at__gte=since).order_by("-edited_at", "-pk")
    by_key: dict[tuple[str, str], list[Any]] = {}
    for row in rows.only("pk", "state", "edited_at", *columns)[:_COMPARED]:
        for code in LANGUAGES:
            key = headline_key(row.text("headline", code))
            if key:
                by_key.setdefault((code, key), []).append(row)
    found: dict[int, tuple[Any, Any]] = {}
    for alike in by_key.values():
        if len(alike) > 1:
            _add_pairs(found, alike, articles)
    return sorted(found.values(), key=lambda pair: (pair[0].edited_at, pair[0].pk), reverse=True)


def _add_pairs(
    found: dict[int, tuple[Any, Any]], alike: list[Any], articles: Collection[int]
) -> None:
    """Add each of the articles that is among `alike` with another one, no pair twice."""
    named: set[int] = set()
    for row in alike:
        other = next(each for each in alike if each is not row)
        if row.pk in articles and row.pk not in found and row.pk not in named:
            found[row.pk] = (row, other)
            named.add(other.pk)
