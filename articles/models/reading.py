"""The queries of readers' pages, each prepared once from the words of the queryset."""

from collections.abc import Collection
from datetime import datetime
from itertools import batched
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value

from articles.conf import LANGUAGES
from articles.models.article import Article, Byline, TaggedArticle
from articles.models.prepared import Prepared, as_named
from articles.models.shown import Card, Edition, Name, Story
from articles.models.taxonomy import Section

SECTION_HEADS = 4
"""How many of a section's newest articles the front page shows."""
MOST_SHOWN = 12
"""How many stories can stand above the sections of the front page."""


_EDITION = ("slug", "publication", "published_at", "expires_at")
"""What decides whether an article can be read in a language, and where."""


def _story(language: str, pk: int) -> QuerySet[Any, Any]:
    own = ("slug", "headline", "kicker", "standfirst", "body", "seo_title", "seo_description")
    more = ("dateline", "lead_image_caption", "withdrawal_note")
    publication = ("publication", "published_at", "first_published_at", "expires_at")
    changes = ("updated_at", "corrected_at")
    chosen = as_named(Article.objects.filter(pk=pk))
    return chosen.values_list(
        "pk",
        *(f"{field}_{language}" for field in own + more + publication + changes),
        "state",
        "kind",
        "source",
        "section",
        "section__slug",
        f"section__name_{language}",
        "section__colour",
        "lead_image__digest",
        "lead_image__width",
        "lead_image__height",
        f"lead_image__alt_{language}",
        f"lead_image__caption_{language}",
        "lead_image__credit",
        "lead_image__focal_x",
        "lead_image__focal_y",
        *(f"{name}_{code}" for code in LANGUAGES for name in _EDITION),
    )


_STORY = Prepared(_story, pk=int)
_STORY_COLUMNS = len(Story._fields) - 2


def story(pk: int, *, language: str) -> Story | None:
    """The article's page in the language, visible or not; one query."""
    rows = _STORY.rows(language, pk=pk)
    if not rows:
        return None
    row = rows[0]
    editions = batched(row[_STORY_COLUMNS:], len(_EDITION), strict=True)
    translations = tuple(
        Edition(code, *edition) for code, edition in zip(LANGUAGES, editions, strict=True)
    )
    return Story._make((*row[:_STORY_COLUMNS], translations, language))


def _names(language: str, pk: int) -> QuerySet[Any, Any]:
    people = Byline.objects.filter(article=pk, **{f"author__name_{language}__gt": ""}).values_list(
        Value("author"),
        "position",
        "author__slug",
        f"author__name_{language}",
        "role",
        "author__gender",
    )
    tags = TaggedArticle.objects.filter(
        content_object=pk,
        tag__is_retired=False,
        **{f"tag__name_{language}__gt": "", f"tag__slug_{language}__gt": ""},
    ).values_list(
        Value("tag"), "pk", f"tag__slug_{language}", f"tag__name_{language}", Value(""), Value("")
    )
    return people.union(tags, all=True)


_NAMES = Prepared(_names, pk=int)


def names(pk: int, *, language: str) -> list[Name]:
    """Byline and tags of an article, as far as they have a name in the language; one query."""
    return sorted(Name._make((*row, language)) for row in _NAMES.rows(language, pk=pk))


def _page(articles: Any, language: str, limit: int, offset: int) -> QuerySet[Any, Any]:
    """Cards of one page. The page is cut on the index first: only its rows are joined."""
    page = articles.newest_first(language=language).values("pk")[offset : offset + limit]
    chosen = Article.objects.filter(pk__in=page).newest_first(language=language)
    rows: QuerySet[Any, Any] = chosen.card_rows(language=language)
    return rows


def _newest(language: str, at: datetime, limit: int, offset: int) -> QuerySet[Any, Any]:
    return _page(Article.objects.visible(language=language, at=at), language, limit, offset)


def _of_section(
    language: str, at: datetime, limit: int, offset: int, key: int
) -> QuerySet[Any, Any]:
    visible = Article.objects.visible(language=language, at=at)
    return _page(visible.filter(section=key), language, limit, offset)


def _tagged(language: str, at: datetime, limit: int, offset: int, key: int) -> QuerySet[Any, Any]:
    visible = Article.objects.visible(language=language, at=at)
    return _page(visible.tagged(key), language, limit, offset)


def _by_author(
    language: str, at: datetime, limit: int, offset: int, key: int
) -> QuerySet[Any, Any]:
    mine = Byline.objects.filter(author=key).values("article")
    visible = Article.objects.visible(language=language, at=at)
    return _page(visible.filter(pk__in=mine), language, limit, offset)


_PLACES: dict[str, type] = {"at": datetime, "limit": int, "offset": int}
_NEWEST = Prepared(_newest, **_PLACES)
_LISTS = {
    "section": Prepared(_of_section, **_PLACES, key=int),
    "tag": Prepared(_tagged, **_PLACES, key=int),
    "author": Prepared(_by_author, **_PLACES, key=int),
}


def newest(*, language: str, at: datetime, limit: int, offset: int = 0) -> list[Card]:
    """The newest visible articles of the whole site; one query, no body."""
    rows = _NEWEST.rows(language, at=at, limit=limit, offset=offset)
    return [Card._make((*row, language)) for row in rows]


def listed(
    what: str, key: int, *, language: str, at: datetime, limit: int, offset: int = 0
) -> list[Card]:
    """The newest visible articles of one section, tag or author (`what`, `key`); one query."""
    rows = _LISTS[what].rows(language, at=at, limit=limit, offset=offset, key=key)
    return [Card._make((*row, language)) for row in rows]


def _heads(language: str, at: datetime, **shown: int) -> QuerySet[Any, Any]:
    newest = (
        Article.objects.visible(language=language, at=at)
        .filter(section=OuterRef("pk"))
        .exclude(pk__in=list(shown.values()))
        .newest_first(language=language)
        .values("pk")
    )
    ranks = {f"head_{n}": Subquery(newest[n : n + 1]) for n in range(SECTION_HEADS)}
    sections = as_named(Section.objects.all()).shown_in(language).annotate(**ranks)
    return sections.order_by("order", "pk").values_list("pk", *ranks)


_HEADS = Prepared(_heads, at=datetime, **{f"shown_{n}": int for n in range(MOST_SHOWN)})


def section_heads(*, language: str, at: datetime, without: Collection[int]) -> dict[int, list[int]]:
    """The newest articles (ids) of every section, in the sections' order; one query.

    Those in `without`, at most MOST_SHOWN, are left out: the page shows them already.
    """
    ids = sorted(without)[:MOST_SHOWN]
    shown = {f"shown_{n}": ids[n] if n < len(ids) else 0 for n in range(MOST_SHOWN)}
    rows = _HEADS.rows(language, at=at, **shown)
    return {row[0]: [pk for pk in row[1:] if pk is not None] for row in rows}


MOST_IDS = 64
"""How many cards one query by ids can bring."""

_BY_IDS = Prepared(
    lambda language, at, **ids: (
        Article.objects.visible(language=language, at=at)
        .filter(pk__in=list(ids.values()))
        .newest_first(language=language)
        .card_rows(language=language)
    ),
    at=datetime,
    **{f"id_{n}": int for n in range(MOST_IDS)},
)


def cards_by_ids(ids: list[int], *, language: str, at: datetime) -> dict[int, Card]:
    """The visible ones among at most 64 articles, by id; one query."""
    padded = {f"id_{n}": ids[n] if n < len(ids) else 0 for n in range(MOST_IDS)}
    rows = _BY_IDS.rows(language, at=at, **padded)
    return {row[0]: Card._make((*row, language)) for row in rows}
