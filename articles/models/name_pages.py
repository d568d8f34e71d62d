"""The pages of tags and authors: who and what has one, in which languages, and what it says.

They hold to the rule of `models.public`. Each is one query, compiled once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from articles.arabic.slugs import slugify
from articles.conf import LANGUAGES
from articles.models.people import Author
from articles.models.prepared import Prepared, as_named
from articles.models.public import is_carried
from articles.models.taxonomy import Tag

_TAG_FIELDS: Final = ("name", "slug", "description")
_AUTHOR_FIELDS: Final = ("name", "role", "bio")
_PHOTO_FIELDS: Final = ("digest", "width", "height", "focal_x", "focal_y")
_CARRIED: Final = tuple(f"is_carried_{code}" for code in LANGUAGES)


@dataclass(frozen=True, slots=True)
class TagPage:
    """A tag in one language; `slugs` are its addresses by language, where it has a page."""

    pk: int
    name: str
    slug: str
    description: str
    slugs: dict[str, str]


@dataclass(frozen=True, slots=True)
class Photo:
    """An author's picture, with its alternative text in one language."""

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


_TAG_COLUMNS: Final = ("pk", *_by_language(_TAG_FIELDS), *_CARRIED)
_AUTHOR_COLUMNS: Final = (
    *("pk", "slug", *_by_language(_AUTHOR_FIELDS), *_CARRIED),
    *(f"photo__{name}" for name in (*_PHOTO_FIELDS, *_by_language(["alt"]))),
)


def _carried(model: type[Tag | Author], at: datetime) -> dict[str, Any]:
    return {
        name: is_carried(model, language=code, at=at)
        for name, code in zip(_CARRIED, LANGUAGES, strict=True)
    }


def _tag(language: str, slug: str, at: datetime) -> QuerySet[Any, Any]:
    rows = as_named(Tag.objects.shown_in(language).filter(**{f"slug_{language}": slug}))
    return rows.annotate(**_carried(Tag, at)).values_list(*_TAG_COLUMNS)


def _author(language: str, slug: str, at: datetime) -> QuerySet[Any, Any]:
    rows = as_named(Author.objects.shown_in(language).filter(slug=slug))
    return rows.annotate(**_carried(Author, at)).values_list(*_AUTHOR_COLUMNS)


_TAG: Final = Prepared(_tag, slug=str, at=datetime)
_AUTHOR: Final = Prepared(_author, slug=str, at=datetime)


def _row(
    query: Prepared, columns: Sequence[str], slug: str, language: str, at: datetime
) -> dict[str, Any] | None:
    """The row by its columns; None unless readers of the language see what it names."""
    for values in query.rows(language, slug=slugify(slug), at=at):
        row = dict(zip(columns, values, strict=True))
        if row[f"is_carried_{language}"]:
            return row
    return None


def _public_in(row: dict[str, Any]) -> list[str]:
    return [code for code in LANGUAGES if row[f"name_{code}"] and row[f"is_carried_{code}"]]


def tag_page(slug: str, *, language: str, at: datetime) -> TagPage | None:
    """The tag at that address in the language, None for one that readers do not see; one query."""
    row = _row(_TAG, _TAG_COLUMNS, slug, language, at)
    if row is None:
        return None
    slugs = {code: row[f"slug_{code}"] for code in _public_in(row) if row[f"slug_{code}"]}
    shown = {field: row[f"{field}_{language}"] or "" for field in _TAG_FIELDS}
    return TagPage(pk=row["pk"], slugs=slugs, **shown)


def author_page(slug: str, *, language: str, at: datetime) -> AuthorPage | None:
    """The author at that address, None for one whom readers do not see; one query."""
    row = _row(_AUTHOR, _AUTHOR_COLUMNS, slug, language, at)
    if row is None:
        return None
    shown = {field: row[f"{field}_{language}"] or "" for field in _AUTHOR_FIELDS}
    return AuthorPage(
        pk=row["pk"],
        slug=row["slug"],
        photo=_photo(row, language),
        languages=tuple(_public_in(row)),
        **shown,
    )


def _photo(row: dict[str, Any], language: str) -> Photo | None:
    if row["photo__digest"] is None:
        return None
    shown = {name: row[f"photo__{name}"] for name in _PHOTO_FIELDS}
    return Photo(alt=row[f"photo__alt_{language}"] or "", **shown)
