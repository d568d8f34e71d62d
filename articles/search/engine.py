"""Asking the index: all words first, then any of them; relevance tempered by freshness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp
from typing import NamedTuple

from articles.arabic.tokens import terms, words
from articles.conf import values
from articles.models import Article, reading
from articles.models.shown import Card
from articles.search.backends import best

MOST_TERMS = 12
"""More words of a query than these are not looked up."""
MOST_MATCHES = 600
"""The best matches that can be paged through."""
LONGEST_QUERY = 300
"""Characters of a query that are read."""


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `terms` are the analysed words, for highlighting."""

    terms: tuple[str, ...]
    count: int
    """Visible articles found, at most MOST_MATCHES."""
    cards: list[Card]
    has_next: bool


class _Found(NamedTuple):
    pk: int
    holds_all: bool
    score: float


def query_terms(query: str) -> tuple[str, ...]:
    """The query's distinct terms, at most MOST_TERMS; its plain words when all are stopwords."""
    text = query[:LONGEST_QUERY]
    found = terms(text) or words(text)
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def search(
    query: str, *, language: str, at: datetime, page: int = 1, section: int | None = None
) -> Results:
    """Visible articles of the language that hold the query's words; at most four queries.

    Those that hold every word stand before those that hold some. Any text is a query.
    """
    wanted = query_terms(query)
    found = _found(wanted, language)
    if not found:
        return Results(wanted, 0, [], has_next=False)
    ranked = _ranked(found, language=language, at=at, section=section)
    size = values.PAGE_SIZE
    start = (page - 1) * size
    cards = reading.cards_by_ids(ranked[start : start + size], language=language, at=at)
    shown = [cards[pk] for pk in ranked[start : start + size] if pk in cards]
    return Results(wanted, len(ranked), shown, has_next=len(ranked) > start + size)


def _found(wanted: Sequence[str], language: str) -> list[_Found]:
    whole = best(wanted, language=language, every=True, limit=MOST_MATCHES)
    found = [_Found(match.article_id, True, match.score) for match in whole]
    if len(wanted) > 1 and len(found) < values.PAGE_SIZE:
        known = {match.pk for match in found}
        some = best(wanted, language=language, every=False, limit=MOST_MATCHES - len(found))
        found += [
            _Found(match.article_id, False, match.score)
            for match in some
            if match.article_id not in known
        ]
    return found


def _ranked(
    found: Sequence[_Found], *, language: str, at: datetime, section: int | None
) -> list[int]:
    """The visible ones, the best first: by score, up to a third less for age."""
    visible = Article.objects.visible(language=language, at=at).filter(
        pk__in=[match.pk for match in found]
    )
    if section is not None:
        visible = visible.in_section(section)
    moments = dict(visible.values_list("pk", f"published_at_{language}"))

    def weight(match: _Found) -> tuple[bool, float, int]:
        days = (at - moments[match.pk]).total_seconds() / 86_400
        return match.holds_all, match.score * (0.67 + 0.33 * exp(-days / 525)), match.pk

    kept = [match for match in found if match.pk in moments]
    return [match.pk for match in sorted(kept, key=weight, reverse=True)]
