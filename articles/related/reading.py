"""What stands under an article as «قد يهمك»."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from articles.models import Article
from articles.models.prepared import Prepared
from articles.models.shown import Card
from articles.related.models import BEST_FIRST
from articles.related.signature import headline_key

SHOWN: Final = 4
# Twice as many as can be missing, and as many as are there, since some may repeat.
_FILLERS: Final = SHOWN * 3


def _related(language: str, at: datetime, key: int) -> QuerySet[Any, Any]:
    visible = Article.objects.visible(language=language, at=at)
    related = visible.filter(related_from__source=key, related_from__language=language)
    ordered = related.order_by(*(_through("related_from", name) for name in BEST_FIRST))
    rows: QuerySet[Any, Any] = ordered[:SHOWN].card_rows(language=language)
    return rows


def _of_its_section(language: str, at: datetime, key: int) -> QuerySet[Any, Any]:
    section = Article.objects.filter(pk=key).values("section")
    visible = Article.objects.visible(language=language, at=at).exclude(pk=key)
    newest = visible.filter(section__in=section).newest_first(language=language)
    rows: QuerySet[Any, Any] = newest[:_FILLERS].card_rows(language=language)
    return rows


_RELATED = Prepared(_related, at=datetime, key=int)
_SECTION = Prepared(_of_its_section, at=datetime, key=int)


def cards_for(article_id: int, *, language: str, at: datetime) -> list[Card]:
    """Up to four related articles that are visible at the moment, the editor's pins first.

    One query; a second one when the article's list has fewer than four to show:
    the newest of its section fill up. Never itself, never two of one headline.
    """
    cards = [Card._make((*row, language)) for row in _RELATED.rows(language, at=at, key=article_id)]
    if len(cards) == SHOWN:
        return cards
    fillers = _SECTION.rows(language, at=at, key=article_id)
    return _first_of_each([*cards, *(Card._make((*row, language)) for row in fillers)])


def _through(relation: str, name: str) -> str:
    return f"-{relation}__{name[1:]}" if name.startswith("-") else f"{relation}__{name}"


def _first_of_each(cards: list[Card]) -> list[Card]:
    seen: dict[str, Card] = {}
    for card in cards:
        seen.setdefault(headline_key(card.headline) or str(card.pk), card)
    return list(seen.values())[:SHOWN]
