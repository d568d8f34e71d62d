"""The pages of tags and authors: who and what has one, in which languages, and what it says.

They hold to the rule of `models.public_pages`. Each is one query, compiled once; the tags around
one are another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import CharField, DateTimeField, Exists, OuterRef, Q, QuerySet

from articles.arabic.slugs import slugify
from articles.conf import LANGUAGES
from articles.models.compiled import CompiledQuery, Parameter, Row, exact_columns
from articles.models.people import Author
from articles.models.public_pages import has_visible_article, with_public_page
from articles.models.taxonomy import Tag
from articles.models.urls import listing_url

_TAG_FIELDS: Final = ("name", "slug", "description")
_AUTHOR_FIELDS: Final = ("name", "role", "bio")
_PHOTO_FIELDS: Final = ("digest", "width", "height", "focal_x", "focal_y")
_MOST_NARROWER: Final = 100
_CARRIED: Final = tuple(f"is_carried_{code}" for code in LANGUAGES)


@dataclass(frozen=True, slots=True)
class TagPage:
    """A tag in one language; `slugs` are its addresses by language, where it has a page."""

    pk: int
    name: str
    slug: str
    description: str
    picture: Photo | None
    slugs: dict[str, str]
    broader_id: int | None
    has_narrower: bool


@dataclass(frozen=True, slots=True)
class TagLink:
    """A tag as another one's page leads to it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class TagFamily:
    """The tags around one that readers see in the language."""

    broader: list[TagLink]
    """One, or none."""
    narrower: list[TagLink]


@dataclass(frozen=True, slots=True)
class Photo:
    """The picture of an author or a tag, with its alternative text in one language."""

    digest: str
    width: int
    height: int
    focal_x: int | None
    focal_y: int | None
    alt: str


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """An author in one language; `languages` are those in which there is a page."""

    pk: int
    name: str
    slug: str
    role: str
    bio: str
    photo: Photo | None
    languages: tuple[str, ...]


def _by_language(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{field}_{code}" for code in LANGUAGES for field in fields)


def _photo_columns(relation: str) -> tuple[str, ...]:
    return tuple(f"{relation}__{name}" for name in (*_PHOTO_FIELDS, *_by_language(["alt"])))


_TAG_COLUMNS: Final = (
    *("pk", "broader_id", "has_narrower", *_by_language(_TAG_FIELDS), *_CARRIED),
    *_photo_columns("picture"),
)
_AUTHOR_COLUMNS: Final = (
    *("pk", "slug", *_by_language(_AUTHOR_FIELDS), *_CARRIED),
    *_photo_columns("photo"),
)


_AT: Final = Parameter("at", DateTimeField())
_SLUG: Final = Parameter("slug", CharField())


def _carried(model: type[Tag | Author]) -> dict[str, Any]:
    return {
        name: has_visible_article(model, language=code, at=_AT)
        for name, code in zip(_CARRIED, LANGUAGES, strict=True)
    }


def _tag(language: str) -> QuerySet[Any, Any]:
    rows = exact_columns(Tag.objects.with_name_in(language).filter(**{f"slug_{language}": _SLUG}))
    has_narrower = Exists(Tag.objects.filter(broader=OuterRef("pk")))
    carried = rows.annotate(has_narrower=has_narrower, **_carried(Tag))
    found: QuerySet[Any, Any] = carried.values(*_TAG_COLUMNS)
    return found


def _author(language: str) -> QuerySet[Any, Any]:
    rows = exact_columns(Author.objects.with_name_in(language).filter(slug=_SLUG))
    found: QuerySet[Any, Any] = rows.annotate(**_carried(Author)).values(*_AUTHOR_COLUMNS)
    return found


_TAG: Final = CompiledQuery(_tag)
_AUTHOR: Final = CompiledQuery(_author)


def _row(query: CompiledQuery, slug: str, language: str, at: datetime) -> Row | None:
    """The row by its columns; None unless readers of the language see what it names."""
    for row in query.rows(language, slug=slugify(slug), at=at):
        if row[f"is_carried_{language}"]:
            return row
    return None


def _public_in(row: Row) -> list[str]:
    return [code for code in LANGUAGES if row[f"name_{code}"] and row[f"is_carried_{code}"]]


def tag_page(slug: str, *, language: str, at: datetime) -> TagPage | None:
    """The tag at that address in the language, None for one that readers do not see; one query."""
    row = _row(_TAG, slug, language, at)
    if row is None:
        return None
    slugs = {code: row[f"slug_{code}"] for code in _public_in(row) if row[f"slug_{code}"]}
    shown = {field: row[f"{field}_{language}"] or "" for field in _TAG_FIELDS}
    return TagPage(
        pk=row["pk"],
        slugs=slugs,
        picture=_photo(row, "picture", language),
        broader_id=row["broader_id"],
        has_narrower=bool(row["has_narrower"]),
        **shown,
    )


def tag_family(tag: TagPage, *, language: str, at: datetime) -> TagFamily | None:
    """The broader and the narrower tags with a page in the language; one query, none without any.

    The narrower ones come in the alphabet, a hundred at most.
    """
    if tag.broader_id is None and not tag.has_narrower:
        return None
    around = Tag.objects.filter(Q(pk=tag.broader_id) | Q(broader=tag.pk))
    rows = with_public_page(around, language=language, at=at).order_by(f"name_{language}", "pk")
    named = rows.filter(**{f"slug_{language}__gt": ""})
    columns = named.values_list("pk", f"name_{language}", f"slug_{language}")
    family = TagFamily([], [])
    for pk, name, slug in columns[:_MOST_NARROWER]:
        rank = family.broader if pk == tag.broader_id else family.narrower
        rank.append(TagLink(name, listing_url("tag", slug, language)))
    return family


def author_page(slug: str, *, language: str, at: datetime) -> AuthorPage | None:
    """The author at that address, None for one whom readers do not see; one query."""
    row = _row(_AUTHOR, slug, language, at)
    if row is None:
        return None
    shown = {field: row[f"{field}_{language}"] or "" for field in _AUTHOR_FIELDS}
    return AuthorPage(
        pk=row["pk"],
        slug=row["slug"],
        photo=_photo(row, "photo", language),
        languages=tuple(_public_in(row)),
        **shown,
    )


def _photo(row: Row, relation: str, language: str) -> Photo | None:
    if row[f"{relation}__digest"] is None:
        return None
    shown = {name: row[f"{relation}__{name}"] for name in _PHOTO_FIELDS}
    return Photo(alt=row[f"{relation}__alt_{language}"] or "", **shown)
