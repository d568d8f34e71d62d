"""What editors see of related articles: the list with its reasons, and possible duplicates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Count, QuerySet
from django.db.models.functions import Left

from articles import body
from articles.arabic.tokens import terms
from articles.models import Article
from articles.related.finding import SECONDS_A_DAY
from articles.related.models import IndexedTerm, RelatedLink
from articles.related.reasons import reason_text
from articles.related.scoring import ALIKE_OPENING, ENOUGH
from articles.related.signature import LEAD_WORDS, headline_key, term_id

DAYS: Final = 60
"""Published articles of so many days are looked through for duplicates, unpublished of as many."""
_LIKELY: Final = 20
_SHARED: Final = 4
_SHOWN: Final = 5
_READ: Final = 1200
"""Characters of a body that are read for its lead."""


class Choice(NamedTuple):
    """An article in the list of another, and why, in the active language."""

    pk: int
    headline: str
    language: str
    reason: str
    is_pinned: bool


class Alike(NamedTuple):
    """An article that may tell the same in the same words."""

    pk: int
    headline: str
    state: str


def choices(article_id: int, language: str, *, at: datetime) -> list[Choice]:
    """What stands in the article's list and readers see at the moment; one query."""
    links = RelatedLink.objects.of(article_id, language=language)
    visible = Article.objects.visible(language=language, at=at).values("pk")
    rows = links.filter(target__in=visible).values_list(
        "target", f"target__headline_{language}", "reason", "pinned"
    )
    return [
        Choice(pk, headline, language, reason_text(reason), pinned)
        for pk, headline, reason, pinned in rows
    ]


def duplicates(
    article_id: int, headline: str, standfirst: str, html: str, language: str, *, at: datetime
) -> list[Alike]:
    """Articles that begin with nearly the same words as this text, published or not; two queries.

    Looks through the published ones of sixty days by their indexed terms, and
    through all that was edited in that time and is not published. Needs a
    headline and about a dozen words of text, or the very same headline.
    """
    own = _Opening(headline, standfirst, html)
    if not own.key:
        return []
    since = at - timedelta(days=DAYS)
    likely = _likely(own.terms, language, int(since.timestamp() / SECONDS_A_DAY))
    texts = (f"headline_{language}", f"standfirst_{language}", Left(f"body_{language}", _READ))
    others = Article.objects.exclude(pk=article_id)
    unpublished = others.filter(
        edited_at__gte=since, state__in=("draft", "submitted", "approved")
    ).exclude(**{f"headline_{language}__isnull": True})
    published = others.filter(pk__in=likely, state="published")
    found: QuerySet[Any, Any] = published.values_list("pk", *texts, "state").union(
        unpublished.values_list("pk", *texts, "state")
    )
    alike = [
        Alike(pk, title, state)
        for pk, title, summary, text, state in found
        if own.is_like(_Opening(title or "", summary or "", text or ""))
    ]
    return sorted(alike, key=lambda each: -each.pk)[:_SHOWN]


class _Opening:
    """The headline and lead of a text, as duplicates are recognised by."""

    def __init__(self, headline: str, standfirst: str, html: str) -> None:
        self.key = headline_key(headline)
        lead = f"{standfirst} {body.text(html)}".split()[:LEAD_WORDS]
        self.terms = frozenset(terms(f"{headline} {' '.join(lead)}"))

    def is_like(self, other: _Opening) -> bool:
        if self.key == other.key:
            return True
        shorter = min(len(self.terms), len(other.terms))
        return shorter >= ENOUGH and len(self.terms & other.terms) >= ALIKE_OPENING * shorter


def _likely(found: Iterable[str], language: str, since: int) -> list[int]:
    """The published articles that share most of the terms, among the newest."""
    ids = [term_id(term, language) for term in found]
    rows = IndexedTerm.objects.filter(term__in=ids, day__gte=since)
    counted = rows.values("article").annotate(shared=Count("term")).order_by("-shared", "-article")
    few = counted.filter(shared__gte=min(_SHARED, len(ids)))
    return list(few.values_list("article", flat=True)[:_LIKELY])
