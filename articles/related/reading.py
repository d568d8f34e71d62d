"""What stands under an article as «قد يهمك»."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from articles.models import Article
from articles.models.querysets import Card
from articles.related.models import BEST_FIRST
from articles.related.signature import headline_key

SHOWN: Final = 4


def cards_for(article_id: int, *, language: str, at: datetime) -> list[Card]:
    """Up to four related articles that are visible at the moment, the editor's pins first.

    One query; a second one when the article's list has fewer than four to show:
    the newest of its section fill up. Never itself, never two of one headline.
    """
    visible = Article.objects.visible(language=language, at=at).exclude(pk=article_id)
    related = visible.filter(
        related_from__source=article_id, related_from__language=language
    ).order_by(*(_through("related_from", name) for name in BEST_FIRST))
    cards = related[:SHOWN].cards(language=language)
    if len(cards) == SHOWN:
        return cards
    section = Article.objects.filter(pk=article_id).values("section")
    newest = visible.filter(section__in=section).newest_first(language=language)
    fillers = newest.exclude(pk__in=[card.pk for card in cards])
    # Twice as many as can be missing, since some may repeat a headline.
    return _first_of_each([*cards, *fillers[: SHOWN * 2].cards(language=language)])


def _through(relation: str, name: str) -> str:
    return f"-{relation}__{name[1:]}" if name.startswith("-") else f"{relation}__{name}"


def _first_of_each(cards: list[Card]) -> list[Card]:
    seen: dict[str, Card] = {}
    for card in cards:
        seen.setdefault(headline_key(card.headline) or str(card.pk), card)
    return list(seen.values())[:SHOWN]
