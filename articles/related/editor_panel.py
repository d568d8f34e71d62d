"""Related articles on the edit page: the list with its reasons, and possible duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Count, QuerySet, Value, Window
from django.db.models.functions import Left, RowNumber

from articles import body
from articles.arabic.tokens import terms
from articles.models import Article
from articles.models.compiled import exact_columns
from articles.related.candidates import SECONDS_A_DAY
from articles.related.models import BEST_FIRST, IndexedTerm, RelatedLink
from articles.related.reasons import reason_text
from articles.related.scoring import MIN_SHARED_TERMS, OPENING_OVERLAP
from articles.related.term_vectors import LEAD_WORDS, headline_key, term_id

RECENT_DAYS: Final = 60
"""Age up to which articles are compared, by publication or else by the last edit."""
_MAX_CANDIDATES: Final = 20
_MIN_CANDIDATE_TERMS: Final = 4
_MAX_DUPLICATES: Final = 5
_BODY_LENGTH: Final = 1200
"""Characters of a body that are read."""


class ListEntry(NamedTuple):
    """An article of a related list; `reason` is text in the active language."""

    pk: int
    headline: str
    language: str
    reason: str
    is_pinned: bool


type Texts = tuple[str, str, str]
"""Headline, standfirst and body."""


class PossibleDuplicate(NamedTuple):
    """An article whose opening is nearly the same."""

    pk: int
    headline: str
    state: str


def list_entries(
    article_id: int, languages: Iterable[str], *, at: datetime
) -> list[tuple[str, list[ListEntry]]]:
    """The lists of an article by language, of what is visible at the moment; one query."""
    found: dict[str, list[ListEntry]] = {language: [] for language in languages}
    if not found:
        return []
    first, *others = (_listed(article_id, language, at) for language in found)
    # A union loses the order of its parts.
    rows = sorted(first.union(*others, all=True), key=lambda row: row[-1])
    for language, pk, headline, reason, pinned, _place in rows:
        entry = ListEntry(pk, headline, language, reason_text(reason), pinned)
        found[language].append(entry)
    return list(found.items())


def _listed(article_id: int, language: str, at: datetime) -> QuerySet[Any, Any]:
    """The list in one language: (language, pk, headline, reason, is pinned, place)."""
    links = RelatedLink.objects.of(article_id, language=language)
    visible = Article.objects.visible(language=language, at=at).values("pk")
    place = Window(RowNumber(), order_by=BEST_FIRST)
    headline = f"target__headline_{language}"
    rows = links.filter(target__in=visible).order_by()
    return rows.values_list(Value(language), "target", headline, "reason", "pinned", place)


def possible_duplicates(
    article_id: int, written: Mapping[str, Texts], *, at: datetime
) -> list[tuple[str, PossibleDuplicate]]:
    """At most five articles a language with nearly the same opening, the newest first; one query.

    `written` are the article's own texts by language.

    Compared are published articles of the last sixty days that share indexed terms, and
    unpublished ones edited in that time. A duplicate has the same headline, or shares
    most terms of headline and lead, of which there must be twelve; without a headline
    there is none.
    """
    own = {language: _Opening(*texts) for language, texts in written.items()}
    compared = {language: opening for language, opening in own.items() if opening.key}
    if not compared:
        return []
    since = at - timedelta(days=RECENT_DAYS)
    first, *others = (
        rows
        for language, opening in compared.items()
        for rows in _compared_rows(article_id, opening, language, since)
    )
    alike: dict[str, list[PossibleDuplicate]] = {language: [] for language in compared}
    for language, pk, title, summary, text, state in first.union(*others):
        if own[language].is_similar_to(_Opening(title or "", summary or "", text or "")):
            alike[language].append(PossibleDuplicate(pk, title, state))
    return [
        (language, each)
        for language, found in alike.items()
        for each in sorted(found, key=lambda each: -each.pk)[:_MAX_DUPLICATES]
    ]


def _compared_rows(
    article_id: int, own: _Opening, language: str, since: datetime
) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """The published and the unpublished articles to compare with; parts of a query.

    Rows of (language, pk, headline, standfirst, beginning of the body, state).
    """
    candidate_ids = _candidate_ids(own.terms, language, int(since.timestamp() / SECONDS_A_DAY))
    columns = (
        Value(language),
        "pk",
        f"headline_{language}",
        f"standfirst_{language}",
        Left(f"body_{language}", _BODY_LENGTH),
        "state",
    )
    others = Article.objects.exclude(pk=article_id)
    unpublished = others.filter(
        edited_at__gte=since, state__in=("draft", "submitted", "approved")
    ).exclude(**{f"headline_{language}__isnull": True})
    published = others.filter(pk__in=candidate_ids, state="published")
    # A union takes columns by their places, which a translating query does not keep.
    rows = exact_columns(published), exact_columns(unpublished)
    return rows[0].values_list(*columns), rows[1].values_list(*columns)


class _Opening:
    """The headline and lead of a text, by which duplicates are recognised."""

    def __init__(self, headline: str, standfirst: str, html: str) -> None:
        self.key = headline_key(headline)
        lead = f"{standfirst} {body.text(html)}".split()[:LEAD_WORDS]
        self.terms = frozenset(terms(f"{headline} {' '.join(lead)}"))

    def is_similar_to(self, other: _Opening) -> bool:
        """Whether the headlines are equal or most terms of the shorter opening are shared."""
        if self.key == other.key:
            return True
        shorter = min(len(self.terms), len(other.terms))
        return (
            shorter >= MIN_SHARED_TERMS
            and len(self.terms & other.terms) >= OPENING_OVERLAP * shorter
        )


def _candidate_ids(found: Iterable[str], language: str, since: int) -> QuerySet[Any, Any]:
    """Articles published since the day that share the most indexed terms; part of a query."""
    ids = [term_id(term, language) for term in found]
    rows = IndexedTerm.objects.filter(term__in=ids, day__gte=since)
    counted = rows.values("article").annotate(shared=Count("term")).order_by("-shared", "-article")
    few = counted.filter(shared__gte=min(_MIN_CANDIDATE_TERMS, len(ids)))
    return few.values_list("article", flat=True)[:_MAX_CANDIDATES]
