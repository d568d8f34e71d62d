"""The blocks under an article: its storyline («تغطية متصلة»), related cards («قد يهمك»), newest."""

from __future__ import annotations

from datetime import datetime
from functools import partial
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
from articles.models.cards import Card, card_of
from articles.models.compiled import CompiledQuery, Row
from articles.models.querysets import ArticleQuerySet
from articles.models.selectors import AT, KEY
from articles.related.models import Profile, RelatedLink
from articles.related.term_vectors import headline_key

MAX_CARDS: Final = 4
MAX_STORYLINE_SIDE: Final = 3
"""Articles of the storyline from before the article, and as many from after it."""
# Four are shown, and as many may repeat those that are found.
_MAX_NEWEST: Final = MAX_CARDS * 2
_STORYLINE, _LINK, _SECTION, _SITE = range(4)


class RelatedContent(NamedTuple):
    """Cards of the storyline in the order of publication, related cards, and the newest.

    There are four related cards at most and no others in their place: where some are missing,
    `newest` are those of the section, or of the site if the section has none, as many as are
    missing to four cards: both stand in one row.
    """

    storyline: list[Card]
    cards: list[Card]
    newest: list[Card]
    is_of_section: bool
    """Whether `newest` are those of the article's section."""


def related_content(
    article_id: int, headline: str, *, language: str, at: datetime
) -> RelatedContent:
    """The storyline, related articles and the newest, all visible at the moment; one query.

    Pinned articles come first, then the others of the list by score. Left out everywhere are the
    article itself, articles with its `headline`, a second one of the same headline, and
    banned ones; from the cards and the newest those of the storyline too.
    """
    rows = _RELATED_ROWS.rows(language, at=at, key=article_id)
    rows.sort(key=partial(_sort_key, language))
    seen = {headline_key(headline), ""}
    blocks: dict[int, list[Card]] = {part: [] for part in (_STORYLINE, _LINK, _SECTION, _SITE)}
    for row in rows:
        block = blocks[row["part"]]
        if block is not blocks[_STORYLINE] and len(block) == MAX_CARDS:
            continue
        card = card_of(row, language)
        key = headline_key(card.headline)
        if key not in seen:
            seen.add(key)
            block.append(card)
    storyline, cards = blocks[_STORYLINE], blocks[_LINK]
    storyline.sort(key=lambda card: (card.published_at, card.pk))
    newest = (blocks[_SECTION] or blocks[_SITE])[: MAX_CARDS - len(cards)]
    return RelatedContent(storyline, cards, newest, bool(blocks[_SECTION]))


def _sort_key(language: str, row: Row) -> tuple[Any, ...]:
    """Pinned rows first, then the parts, each in its own order."""
    newest = 0.0 if row["part"] == _LINK else -row[f"published_at_{language}"].timestamp()
    return (
        not row["pinned"],
        row["part"],
        row["position"],
        -row["score"],
        newest,
        -row["pk"],
    )


def _related_rows(language: str) -> QuerySet[Any, Any]:
    visible = Article.objects.visible(language=language, at=AT).exclude(pk=KEY)
    links = RelatedLink.objects.filter(source=KEY, language=language)
    chosen = visible.filter(
        related_from__source=KEY, related_from__language=language, related_from__banned=False
    )
    banned = Exists(links.filter(target=OuterRef("pk"), banned=True))
    linked = chosen.card_values(language=language).annotate(
        part=Value(_LINK),
        pinned=F("related_from__pinned"),
        position=F("related_from__position"),
        score=F("related_from__score"),
    )
    free = visible.filter(~banned)
    others = [
        *_storyline(free, language),
        *_newest(free, language),
    ]
    parts: QuerySet[Any, Any] = linked.union(*others, all=True)
    return parts


def _storyline(free: ArticleQuerySet, language: str) -> list[QuerySet[Any, Any]]:
    """The nearest articles of the storyline before the article, and after it."""
    own = Profile.objects.filter(article=KEY, language=language, line__isnull=False)
    pieces = free.filter(
        related_profiles__line=Subquery(own.values("line")[:1]), related_profiles__language=language
    )
    moment = Subquery(Article.objects.filter(pk=KEY).values(f"published_at_{language}")[:1])
    column = f"published_at_{language}"
    before = pieces.filter(**{f"{column}__lte": moment}).order_by(f"-{column}", "-pk")
    after = pieces.filter(**{f"{column}__gt": moment}).order_by(column, "pk")
    return [
        _as_rows(side.values("pk")[:MAX_STORYLINE_SIDE], _STORYLINE, language)
        for side in (before, after)
    ]


def _newest(free: ArticleQuerySet, language: str) -> list[QuerySet[Any, Any]]:
    """The newest articles of the section and of the site.

    They are read even if they are not needed: a condition on the length of the list
    makes SQLite scan the whole index where it does not hold.
    """
    newest = free.newest_first(language=language).values("pk")
    section = Subquery(Article.objects.filter(pk=KEY).values("section")[:1])
    parts = ((newest.filter(section=section), _SECTION), (newest, _SITE))
    return [_as_rows(rows[:_MAX_NEWEST], part, language) for rows, part in parts]


def _as_rows(chosen: QuerySet[Any, Any], part: int, language: str) -> QuerySet[Any, Any]:
    """The articles as rows of the part. `chosen` is sliced: a part of a union cannot be."""
    rows = Article.objects.filter(pk__in=chosen).card_values(language=language)
    cards: QuerySet[Any, Any] = rows.annotate(
        part=Value(part),
        pinned=Value(value=False, output_field=BooleanField()),
        position=Value(0),
        score=Value(0.0, output_field=FloatField()),
    )
    return cards


_RELATED_ROWS = CompiledQuery(_related_rows)
