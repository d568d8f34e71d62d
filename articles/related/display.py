"""The sections under an article: its storyline («تغطية متصلة») and related cards («قد يهمك»)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import (
    BooleanField,
    Exists,
    F,
    FloatField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)

from articles.models import Article
from articles.models.prepared import Prepared
from articles.models.querysets import ArticleQuerySet
from articles.models.shown import Card
from articles.related.models import Profile, RelatedLink
from articles.related.term_vectors import headline_key

MAX_CARDS: Final = 4
MAX_STORY_SIDE: Final = 3
"""Articles of the storyline from before the article, and as many from after it."""
# Four at most are missing, and as many may repeat those that are found.
_MAX_FILLERS: Final = MAX_CARDS * 2
_STORY, _LINK, _SECTION, _SITE = range(4)


class RelatedContent(NamedTuple):
    """Cards of the storyline in the order of publication, and at most four related cards."""

    story: list[Card]
    cards: list[Card]


def related_content(
    article_id: int, headline: str, *, language: str, at: datetime
) -> RelatedContent:
    """The storyline and up to four related articles, all visible at the moment; one query.

    Pinned articles come first, then the others of the list by score, then the newest
    of the section and of the site. Left out are the article itself, articles with its
    `headline`, a second one of the same headline, banned ones, and those of the
    storyline.
    """
    rows = sorted(_RELATED_ROWS.rows(language, at=at, key=article_id), key=_sort_key)
    seen = {headline_key(headline), ""}
    story: list[Card] = []
    cards: list[Card] = []
    for row in rows:
        cards_of_part = story if row[-_EXTRA_COLUMNS] == _STORY else cards
        if cards_of_part is cards and len(cards) == MAX_CARDS:
            continue
        card = Card._make((*row[:-_EXTRA_COLUMNS], language))
        key = headline_key(card.headline)
        if key not in seen:
            seen.add(key)
            cards_of_part.append(card)
    story.sort(key=lambda card: (card.published_at, card.pk))
    return RelatedContent(story, cards)


_EXTRA_COLUMNS: Final = 4
"""Columns after those of the card: part, pinned, position, score."""


def _sort_key(row: tuple[Any, ...]) -> tuple[Any, ...]:
    part, pinned, position, score = row[-_EXTRA_COLUMNS:]
    newest = 0.0 if part == _LINK else -row[6].timestamp()
    return (not pinned, part, position, -score, newest, -row[0])


def _related_rows(language: str, at: datetime, key: int) -> QuerySet[Any, Any]:
    visible = Article.objects.visible(language=language, at=at).exclude(pk=key)
    links = RelatedLink.objects.filter(source=key, language=language)
    chosen = visible.filter(
        related_from__source=key, related_from__language=language, related_from__banned=False
    )
    banned = Exists(links.filter(target=OuterRef("pk"), banned=True))
    linked = chosen.card_rows(language=language).annotate(
        part=Value(_LINK),
        pinned=F("related_from__pinned"),
        position=F("related_from__position"),
        score=F("related_from__score"),
    )
    free = visible.filter(~banned)
    others = [
        *_story(free, language, key),
        *_fillers(free, language, key),
    ]
    parts: QuerySet[Any, Any] = linked.union(*others, all=True)
    return parts


def _story(free: ArticleQuerySet, language: str, key: int) -> list[QuerySet[Any, Any]]:
    """The nearest articles of the storyline before the article, and after it."""
    own = Profile.objects.filter(article=key, language=language, line__isnull=False)
    pieces = free.filter(
        related_profiles__line=Subquery(own.values("line")[:1]), related_profiles__language=language
    )
    moment = Subquery(Article.objects.filter(pk=key).values(f"published_at_{language}")[:1])
    column = f"published_at_{language}"
    before = pieces.filter(**{f"{column}__lte": moment}).order_by(f"-{column}", "-pk")
    after = pieces.filter(**{f"{column}__gt": moment}).order_by(column, "pk")
    return [
        _as_rows(side.values("pk")[:MAX_STORY_SIDE], _STORY, language) for side in (before, after)
    ]


def _fillers(free: ArticleQuerySet, language: str, key: int) -> list[QuerySet[Any, Any]]:
    """The newest articles of the section and of the site.

    They are read even if they are not needed: a condition on the length of the list
    makes SQLite scan the whole index where it does not hold.
    """
    newest = free.newest_first(language=language).values("pk")
    section = Subquery(Article.objects.filter(pk=key).values("section")[:1])
    parts = ((newest.filter(section=section), _SECTION), (newest, _SITE))
    return [_as_rows(rows[:_MAX_FILLERS], part, language) for rows, part in parts]


def _as_rows(chosen: QuerySet[Any, Any], part: int, language: str) -> QuerySet[Any, Any]:
    """The articles as rows of the part. `chosen` is sliced: a part of a union cannot be."""
    rows = Article.objects.filter(pk__in=chosen).card_rows(language=language)
    cards: QuerySet[Any, Any] = rows.annotate(
        part=Value(part),
        pinned=Value(value=False, output_field=BooleanField()),
        position=Value(0),
        score=Value(0.0, output_field=FloatField()),
    )
    return cards


_RELATED_ROWS = Prepared(_related_rows, at=datetime, key=int)
