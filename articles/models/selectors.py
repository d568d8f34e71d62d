"""The queries of readers' pages, each written as a queryset and compiled once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    Value,
)

from articles.conf import LANGUAGES
from articles.models.article import Article
from articles.models.attribution import Byline, TaggedArticle
from articles.models.cards import (
    PORTRAIT,
    ArticleDetail,
    Card,
    NamedLink,
    card_of,
    detail_columns,
    detail_of,
    translation_columns,
)
from articles.models.compiled import CompiledQuery, Parameter, exact_columns
from articles.models.querysets import ArticleQuerySet

SECTION_HEADS: Final = 4
"""How many of a section's newest articles the front page shows."""
MOST_IDS: Final = 64
"""How many cards one query by ids can bring."""

AT: Final = Parameter("at", DateTimeField())
"""The moment of the page."""
KEY: Final = Parameter("key", BigIntegerField())
"""The primary key of what the page is of."""


def id_parameters(number: int) -> list[Parameter]:
    """So many parameters for primary keys; `id_values` gives them their values."""
    return [Parameter(f"id_{n}", BigIntegerField()) for n in range(number)]


def id_values(ids: Sequence[int]) -> dict[str, int]:
    """The values of `id_parameters(len(ids))`."""
    return {f"id_{n}": pk for n, pk in enumerate(ids)}


def _visible(language: str) -> ArticleQuerySet:
    visible: ArticleQuerySet = Article.objects.visible(language=language, at=AT)
    return visible


def _detail(language: str) -> QuerySet[Any, Any]:
    columns = [
        *detail_columns(language).values(),
        *(column for code in LANGUAGES for column in translation_columns(code).values()),
    ]
    return exact_columns(Article.objects.filter(pk=KEY)).values(*dict.fromkeys(columns))


_DETAIL: Final = CompiledQuery(_detail)


def article_detail(pk: int, *, language: str) -> ArticleDetail | None:
    """The article's page in the language, visible or not; None without one. One query."""
    rows = _DETAIL.rows(language, key=pk)
    return detail_of(rows[0], language) if rows else None


_NO_PORTRAIT: Final = {
    field: Value(None, CharField() if field == "image_digest" else IntegerField())
    for field in PORTRAIT
}


def _names(language: str) -> QuerySet[Any, Any]:
    people = Byline.objects.filter(article=KEY, **{f"author__name_{language}__gt": ""}).values(
        what=Value("author"),
        place=F("position"),
        slug=F("author__slug"),
        name=F(f"author__name_{language}"),
        credit=F("role"),
        gender=F("author__gender"),
        **{field: F(f"author__photo__{column}") for field, column in PORTRAIT.items()},
    )
    tags = TaggedArticle.objects.filter(
        content_object=KEY,
        tag__is_retired=False,
        **{f"tag__name_{language}__gt": "", f"tag__slug_{language}__gt": ""},
    ).values(
        what=Value("tag"),
        place=F("pk"),
        slug=F(f"tag__slug_{language}"),
        name=F(f"tag__name_{language}"),
        credit=Value(""),
        gender=Value(""),
        **_NO_PORTRAIT,
    )
    return people.union(tags, all=True)


_NAMES: Final = CompiledQuery(_names)


def names(pk: int, *, language: str) -> list[NamedLink]:
    """Byline and tags of an article, as far as they have a name in the language; one query.

    People come with their portraits.
    The byline first, both in the order they were given.
    """
    links = [
        NamedLink(
            what=row["what"],
            position=row["place"],
            slug=row["slug"],
            name=row["name"],
            role=row["credit"],
            gender=row["gender"],
            language=language,
            **{field: row[field] for field in PORTRAIT},
        )
        for row in _NAMES.rows(language, key=pk)
    ]
    return sorted(links, key=lambda link: (link.what, link.position, link.slug))


def _page(articles: ArticleQuerySet, language: str, limit: int, offset: int) -> QuerySet[Any, Any]:
    """Cards of one page. The page is cut on the index first: only its rows are joined."""
    page = articles.newest_first(language=language).values("pk")[offset : offset + limit]
    chosen: ArticleQuerySet = Article.objects.filter(pk__in=page)
    return chosen.newest_first(language=language).card_values(language=language)


def _newest(language: str, limit: int, offset: int) -> QuerySet[Any, Any]:
    return _page(_visible(language), language, limit, offset)


def _of_section(language: str, limit: int, offset: int) -> QuerySet[Any, Any]:
    return _page(_visible(language).filter(section=KEY), language, limit, offset)


def _tagged(language: str, limit: int, offset: int) -> QuerySet[Any, Any]:
    return _page(_visible(language).filter(tagged_items__tag=KEY), language, limit, offset)


def _by_author(language: str, limit: int, offset: int) -> QuerySet[Any, Any]:
    own = Byline.objects.filter(author=KEY).values("article")
    return _page(_visible(language).filter(pk__in=own), language, limit, offset)


_NEWEST: Final = CompiledQuery(_newest)
_LISTINGS: Final = {
    "section": CompiledQuery(_of_section),
    "tag": CompiledQuery(_tagged),
    "author": CompiledQuery(_by_author),
}


def newest(*, language: str, at: datetime, limit: int, offset: int = 0) -> list[Card]:
    """The newest visible articles of the whole site; one query, no body."""
    rows = _NEWEST.rows(language, limit, offset, at=at)
    return [card_of(row, language) for row in rows]


def listing(
    what: str, key: int, *, language: str, at: datetime, limit: int, offset: int = 0
) -> list[Card]:
    """The newest visible articles of one section, tag or author (`what`, `key`); one query."""
    rows = _LISTINGS[what].rows(language, limit, offset, at=at, key=key)
    return [card_of(row, language) for row in rows]


def _by_ids(language: str, number: int) -> QuerySet[Any, Any]:
    chosen = _visible(language).filter(pk__in=id_parameters(number))
    return chosen.newest_first(language=language).card_values(language=language)


_BY_IDS: Final = CompiledQuery(_by_ids)


def cards_by_ids(ids: Sequence[int], *, language: str, at: datetime) -> dict[int, Card]:
    """The visible ones among at most MOST_IDS articles, by id, the newest first.

    One query, for no ids too: a page costs the same however little it shows.
    """
    wanted = ids or [0]
    rows = _BY_IDS.rows(language, len(wanted), at=at, **id_values(wanted))
    return {row["pk"]: card_of(row, language) for row in rows}
