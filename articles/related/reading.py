"""What stands under an article: «تغطية متصلة», the story it belongs to, and «قد يهمك»."""

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
from articles.related.signature import headline_key

SHOWN: Final = 4
STORY_SIDE: Final = 3
"""Pieces of the story that are shown from before the article, and from after it."""
# As many as are missing, and as many as may repeat those that are there; the site has more.
_FILLERS: Final = SHOWN * 2
_STORY, _LINK, _SECTION, _SITE = range(4)


class Around(NamedTuple):
    """The pieces of the article's story in the order of time, and the four cards."""

    story: list[Card]
    cards: list[Card]


def around(article_id: int, headline: str, *, language: str, at: datetime) -> Around:
    """The story's pieces and up to four related articles, all visible at the moment; one query.

    The editor's pins come first, then the engine's by score; where they are
    fewer than four the newest of the section fill up, then those of the site.
    Never the article itself, never one of its `headline` or two of one headline,
    nothing that an editor banned, and no card that the story has already.
    """
    rows = sorted(_AROUND.rows(language, at=at, key=article_id), key=_place)
    seen = {headline_key(headline), ""}
    story: list[Card] = []
    cards: list[Card] = []
    for row in rows:
        shown = story if row[-_MORE] == _STORY else cards
        if shown is cards and len(cards) == SHOWN:
            continue
        card = Card._make((*row[:-_MORE], language))
        key = headline_key(card.headline)
        if key not in seen:
            seen.add(key)
            shown.append(card)
    story.sort(key=lambda card: (card.published_at, card.pk))
    return Around(story, cards)


_MORE: Final = 4
"""Columns after those of the card: which part, whether pinned, position, score."""


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    part, pinned, position, score = row[-_MORE:]
    newest = 0.0 if part == _LINK else -row[6].timestamp()
    return (not pinned, part, position, -score, newest, -row[0])


def _around(language: str, at: datetime, key: int) -> QuerySet[Any, Any]:
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
    """The nearest pieces of the line before the article, and after it."""
    own = Profile.objects.filter(article=key, language=language, line__isnull=False)
    pieces = free.filter(
        related_profiles__line=Subquery(own.values("line")[:1]), related_profiles__language=language
    )
    moment = Subquery(Article.objects.filter(pk=key).values(f"published_at_{language}")[:1])
    column = f"published_at_{language}"
    before = pieces.filter(**{f"{column}__lte": moment}).order_by(f"-{column}", "-pk")
    after = pieces.filter(**{f"{column}__gt": moment}).order_by(column, "pk")
    return [_plain(side.values("pk")[:STORY_SIDE], _STORY, language) for side in (before, after)]


def _fillers(free: ArticleQuerySet, language: str, key: int) -> list[QuerySet[Any, Any]]:
    """The newest of the section and of the site.

    They are read whether they are needed or not: a condition on the list would make
    SQLite walk the whole index where it does not hold.
    """
    newest = free.newest_first(language=language).values("pk")
    section = Subquery(Article.objects.filter(pk=key).values("section")[:1])
    parts = ((newest.filter(section=section), _SECTION), (newest, _SITE))
    return [_plain(rows[:_FILLERS], part, language) for rows, part in parts]


def _plain(chosen: QuerySet[Any, Any], part: int, language: str) -> QuerySet[Any, Any]:
    """These articles as rows of the part. They are cut before: a part of a union cannot be."""
    rows = Article.objects.filter(pk__in=chosen).card_rows(language=language)
    cards: QuerySet[Any, Any] = rows.annotate(
        part=Value(part),
        pinned=Value(value=False, output_field=BooleanField()),
        position=Value(0),
        score=Value(0.0, output_field=FloatField()),
    )
    return cards


_AROUND = Prepared(_around, at=datetime, key=int)
