"""What readers' pages show of an article, as light tuples of one language, and its addresses."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from articles.conf import LANGUAGES
from articles.models.visibility import is_visible


def prefix(language: str) -> str:
    """What stands before every path of the language: nothing for the default one."""
    return "" if language == LANGUAGES[0] else f"/{language}"


@lru_cache(maxsize=8192)
def article_url(pk: int, slug: str | None, language: str) -> str:
    """The canonical path of an article: its number is the key, the slug is for people.

    The same as reversing "article", in a fiftieth of the time: lists call it for every card.
    """
    return f"{prefix(language)}/articles/{pk}/{quote(slug or '-')}/"


@lru_cache(maxsize=8192)
def name_url(what: str, slug: str, language: str) -> str:
    """The path of a section's, a tag's or a person's page (`what`: section, tag or author)."""
    return f"{prefix(language)}/{what}s/{quote(slug)}/"


class Card(NamedTuple):
    """What a list shows of an article."""

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

    @property
    def url(self) -> str:
        """The article's path."""
        return article_url(self.pk, self.slug, self.language)


class Edition(NamedTuple):
    """An article in one language: where it stands there, and since when."""

    language: str
    slug: str | None
    publication: str
    published_at: datetime | None
    expires_at: datetime | None


class Story(NamedTuple):
    """Everything of one article that its page shows, without names and neighbours."""

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
    translations: tuple[Edition, ...]
    """The article in each language of LANGUAGES."""
    language: str

    @property
    def url(self) -> str:
        """The canonical path."""
        return article_url(self.pk, self.slug, self.language)

    def is_visible(self, *, at: datetime) -> bool:
        """Whether readers of the language see it at the moment."""
        return is_visible(self.publication, self.published_at, self.expires_at, at=at)

    def was_public(self, *, at: datetime) -> bool:
        """Whether readers of the language could once see it: the difference of 410 and 404."""
        return self.first_published_at is not None and self.first_published_at <= at

    def languages(self, *, at: datetime) -> dict[str, str]:
        """The canonical path in every language that readers may see at the moment."""
        return {
            edition.language: article_url(self.pk, edition.slug, edition.language)
            for edition in self.translations
            if is_visible(edition.publication, edition.published_at, edition.expires_at, at=at)
        }


class Name(NamedTuple):
    """A person of the byline or a tag, as an article's page shows it."""

    what: str
    """`author` or `tag`."""
    position: int
    slug: str
    name: str
    role: str
    gender: str
    language: str

    @property
    def url(self) -> str:
        """The path of its page."""
        return name_url(self.what, self.slug, self.language)
