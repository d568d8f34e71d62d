"""What readers' pages show of an article, as light objects of one language built by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from django.db.models import Model

from articles.conf import LANGUAGES
from articles.models.urls import article_url, listing_url
from articles.models.visibility import COLUMNS, is_visible

type Columns = Mapping[str, str]
"""The column of each field, by the field's name."""

_IMAGE: Final = {
    "image_digest": "lead_image__digest",
    "image_width": "lead_image__width",
    "image_height": "lead_image__height",
    "image_alt": "lead_image__alt_{}",
    "focal_x": "lead_image__focal_x",
    "focal_y": "lead_image__focal_y",
}
_SECTION: Final = {
    "section_slug": "section__slug",
    "section_name": "section__name_{}",
    "section_colour": "section__colour",
}
_CARD: Final = {
    "pk": "pk",
    "slug": "slug_{}",
    "headline": "headline_{}",
    "kicker": "kicker_{}",
    "standfirst": "standfirst_{}",
    "kind": "kind",
    "published_at": "published_at_{}",
    **_SECTION,
    **_IMAGE,
}
_DETAIL: Final = {
    **_CARD,
    "body": "body_{}",
    "seo_title": "seo_title_{}",
    "seo_description": "seo_description_{}",
    "dateline": "dateline_{}",
    "caption": "lead_image_caption_{}",
    "withdrawal_note": "withdrawal_note_{}",
    "publication": "publication_{}",
    "first_published_at": "first_published_at_{}",
    "expires_at": "expires_at_{}",
    "updated_at": "updated_at_{}",
    "corrected_at": "corrected_at_{}",
    "state": "state",
    "source": "source",
    "section_id": "section",
    "image_caption": "lead_image__caption_{}",
    "image_credit": "lead_image__credit",
}
_TRANSLATION: Final = {name: f"{name}_{{}}" for name in ("slug", *COLUMNS)}


def _in(columns: Columns, language: str) -> dict[str, str]:
    return {name: column.format(language) for name, column in columns.items()}


@lru_cache
def card_columns(language: str) -> Columns:
    """The column of an article for each field of `Card` but its language."""
    return _in(_CARD, language)


@lru_cache
def translation_columns(language: str) -> Columns:
    """The column of an article for each field of `Translation` but its language."""
    return _in(_TRANSLATION, language)


@lru_cache
def detail_columns(language: str) -> Columns:
    """The column of an article for each field of `ArticleDetail` but language and translations."""
    return _in(_DETAIL, language)


def _getter(columns: Columns, fields: tuple[str, ...]) -> Callable[[Mapping[str, Any]], Any]:
    """Gets of a row, by their names, the values of those of the fields that have a column.

    They come in the order of the fields, which must begin with those that have one.
    Building a tuple from them takes an eighth of the time of keyword arguments.
    """
    return itemgetter(*(columns[name] for name in fields[: len(columns)]))


class CardAuthor(NamedTuple):
    """The first person of a byline, as the card of a piece that speaks for somebody shows them."""

    name: str
    image_digest: str | None
    image_width: int | None
    image_height: int | None
    image_alt: str | None
    focal_x: int | None
    focal_y: int | None


AUTHOR_COLUMN: Final = "card_author"
"""What `ArticleQuerySet.card_values` adds: a JSON object of `CardAuthor`, or None."""
PORTRAIT: Final = {
    "image_digest": "digest",
    "image_width": "width",
    "image_height": "height",
    "focal_x": "focal_x",
    "focal_y": "focal_y",
}
"""The column of an image for each field of a person's portrait."""
AUTHOR_FIELDS: Final = {
    "name": "author__name_{}",
    **{field: f"author__photo__{column}" for field, column in PORTRAIT.items()},
}
"""The column of a byline for each field of `CardAuthor`; beside a name a picture needs no words."""
SPEAKING_KINDS: Final = ("opinion", "analysis")
"""The kinds of which readers ask first who speaks: their cards name the author."""


class Card(NamedTuple):
    """What a list shows of an article; `author` is that of the SPEAKING_KINDS, else None."""

    pk: int
    slug: str | None
    headline: str
    kicker: str
    standfirst: str
    kind: str
    published_at: datetime
    section_slug: str
    section_name: str | None
    section_colour: str
    image_digest: str | None
    image_width: int | None
    image_height: int | None
    image_alt: str | None
    focal_x: int | None
    focal_y: int | None
    language: str
    author: CardAuthor | None = None

    @property
    def url(self) -> str:
        """The article's path."""
        return article_url(self.pk, self.slug, self.language)


class Translation(NamedTuple):
    """An article in one language: its slug there, and whether and since when it is public."""

    slug: str | None
    publication: str
    published_at: datetime | None
    expires_at: datetime | None
    language: str

    def is_visible(self, *, at: datetime) -> bool:
        """Whether readers of the language see it at the moment."""
        return is_visible(
            publication=self.publication,
            published_at=self.published_at,
            expires_at=self.expires_at,
            at=at,
        )


@lru_cache
def _card_getter(language: str) -> Callable[[Mapping[str, Any]], Any]:
    return _getter(card_columns(language), Card._fields)


def card_of(row: Mapping[str, Any], language: str) -> Card:
    """The card of a row that has the `card_columns` of the language, and its author if also given.

    `ArticleQuerySet.card_values` gives both.
    """
    said = row.get(AUTHOR_COLUMN)
    author = CardAuthor(**{"image_alt": "", **said}) if said else None
    return Card._make((*_card_getter(language)(row), language, author))


@lru_cache
def _translation_getter(language: str) -> Callable[[Mapping[str, Any]], Any]:
    return _getter(translation_columns(language), Translation._fields)


def visible_urls(pk: int, translations: tuple[Translation, ...], *, at: datetime) -> dict[str, str]:
    """The article's canonical path in every language that readers may see at the moment."""
    return {
        one.language: article_url(pk, one.slug, one.language)
        for one in translations
        if one.is_visible(at=at)
    }


def translations_of(row: Mapping[str, Any]) -> tuple[Translation, ...]:
    """The article of the row in each language of LANGUAGES, in their order."""
    return tuple(Translation._make((*_translation_getter(code)(row), code)) for code in LANGUAGES)


class ArticleDetail(NamedTuple):
    """Everything of one article that its page shows, but names and neighbours."""

    pk: int
    slug: str | None
    headline: str
    kicker: str
    standfirst: str
    body: str
    seo_title: str
    seo_description: str
    dateline: str
    caption: str
    withdrawal_note: str
    publication: str
    published_at: datetime | None
    first_published_at: datetime | None
    expires_at: datetime | None
    updated_at: datetime | None
    corrected_at: datetime | None
    state: str
    kind: str
    source: str
    section_id: int | None
    section_slug: str | None
    section_name: str | None
    section_colour: str | None
    image_digest: str | None
    image_width: int | None
    image_height: int | None
    image_alt: str | None
    image_caption: str | None
    image_credit: str | None
    focal_x: int | None
    focal_y: int | None
    translations: tuple[Translation, ...]
    """The article in each language of LANGUAGES."""
    language: str

    @property
    def url(self) -> str:
        """The canonical path."""
        return article_url(self.pk, self.slug, self.language)

    def is_visible(self, *, at: datetime) -> bool:
        """Whether readers of the language see it at the moment."""
        return is_visible(
            publication=self.publication,
            published_at=self.published_at,
            expires_at=self.expires_at,
            at=at,
        )

    def was_public(self, *, at: datetime) -> bool:
        """Whether readers of the language could once see it: the difference of 410 and 404."""
        return self.first_published_at is not None and self.first_published_at <= at

    def visible_urls(self, *, at: datetime) -> dict[str, str]:
        """The canonical path in every language that readers may see at the moment."""
        return visible_urls(self.pk, self.translations, at=at)


@lru_cache
def _detail_getter(language: str) -> Callable[[Mapping[str, Any]], Any]:
    return _getter(detail_columns(language), ArticleDetail._fields)


def detail_of(row: Mapping[str, Any], language: str) -> ArticleDetail:
    """The article of a row with the `detail_columns`, and every language's translation."""
    return ArticleDetail._make((*_detail_getter(language)(row), translations_of(row), language))


def detail_of_article(article: Model, language: str) -> ArticleDetail:
    """The page of an article in memory, saved or not, such as one to be previewed.

    A query each for its section and its lead image unless they are loaded.
    """
    columns = {*detail_columns(language).values()}
    for code in LANGUAGES:
        columns.update(translation_columns(code).values())
    return detail_of({column: _value(article, column) for column in columns}, language)


def _value(row: Any, column: str) -> Any:
    """What `values()` of the row's queryset gives for the column, through foreign keys."""
    for name in column.split("__"):
        row = getattr(row, name, None)
    return row.pk if isinstance(row, Model) else row


class NamedLink(NamedTuple):
    """A person of the byline or a tag, as an article's page shows it."""

    what: str
    """`author` or `tag`."""
    position: int
    slug: str
    name: str
    role: str
    gender: str
    language: str
    image_digest: str | None = None
    """The portrait of a person, which needs no words beside the name."""
    image_width: int | None = None
    image_height: int | None = None
    focal_x: int | None = None
    focal_y: int | None = None
    image_alt: str = ""

    @property
    def url(self) -> str:
        """The path of its page."""
        return listing_url(self.what, self.slug, self.language)
