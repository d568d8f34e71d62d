"""The articles of a feed: the cards of the listing page it belongs to, with authors and tags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from django.db.models import F, Model, Value
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.conf import LANGUAGES, origin, values
from articles.feeds.entry_html import IMAGE_WIDTH, full_texts, paragraph
from articles.models import Article, Author, Section, Tag, selectors
from articles.models.cards import Card
from articles.models.compiled import Row, exact_columns
from articles.models.public_pages import with_public_page
from articles.models.urls import listing_url, localized_url
from articles.renditions import markup
from articles.workflow import background


@dataclass(slots=True)
class Channel:
    """The metadata and the entries of a feed in one language.

    `path` is the path of the listing page, `feed_url` the absolute URL of the feed itself,
    `origin` scheme and host.
    """

    language: str
    origin: str
    title: str
    description: str
    path: str
    feed_url: str
    entries: list[FeedEntry] = field(default_factory=list)

    @property
    def link(self) -> str:
        """The absolute URL of the listing page with the same articles."""
        return f"{self.origin}{self.path}"


@dataclass(slots=True)
class FeedEntry:
    """One article of a feed with its authors and tags; all URLs are absolute."""

    card: Card
    origin: str
    changed_at: datetime
    authors: dict[str, str] = field(default_factory=dict)
    """The URL of each author by name, in the order of the byline."""
    tags: list[str] = field(default_factory=list)
    full_text: str = ""
    """The full text as HTML; "" where feeds carry excerpts only."""

    @property
    def link(self) -> str:
        """The canonical URL."""
        return f"{self.origin}{self.card.url}"

    @property
    def permanent_id(self) -> str:
        """The short URL: it stays the same when headline and slug change."""
        return f"{self.origin}{localized_url('short', self.card.language, pk=self.card.pk)}"

    @property
    def categories(self) -> list[str]:
        """The names of the section and the tags."""
        return [name for name in (self.card.section_name, *self.tags) if name]

    @property
    def image(self) -> str:
        """The absolute URL of the lead picture as JPEG; "" without one."""
        card = self.card
        if not (card.image_digest and card.image_width):
            return ""
        path = markup.rendition_url(card.image_digest, card.image_width, at_most=IMAGE_WIDTH)
        return f"{self.origin}{path}"

    @property
    def summary(self) -> str:
        """The standfirst as HTML that carries its language and direction; "" without one."""
        if not self.card.standfirst:
            return ""
        return paragraph(self.card.standfirst, self.card.language)


def _find_site(language: str, slug: str, at: datetime) -> tuple[int, str, str, str]:
    name = values.SITE_NAME[language]
    about = _("%(name)s: the latest news, analysis and reports.") % {"name": name}
    return 0, name, about, localized_url("home", language)


def _finder(what: str, field_name: str, model: Any) -> Callable[[str, str, datetime], Any]:
    """A function that finds the row of a slug with a page in the language; one query.

    It returns the row's id, title, description and path, and raises Http404 without one.
    """

    def find(language: str, slug: str, at: datetime) -> tuple[int, str, str, str]:
        column = field_name.format(language)
        rows = with_public_page(model.objects.filter(**{column: slug}), language=language, at=at)
        found: Model | None = rows.first()
        # A lookup cleans the slug first, so that another spelling finds the row too.
        if found is None or getattr(found, column) != slug:
            raise Http404
        name = getattr(found, f"name_{language}")
        about = getattr(found, f"description_{language}", "") or ""
        title = _("%(heading)s - %(site)s") % {
            "heading": name,
            "site": values.SITE_NAME[language],
        }
        return found.pk, title, about or title, listing_url(what, slug, language)

    return find


_FINDERS: Final[dict[str, Callable[[str, str, datetime], tuple[int, str, str, str]]]] = {
    "": _find_site,
    "section": _finder("section", "slug", Section),
    "tag": _finder("tag", "slug_{}", Tag),
    "author": _finder("author", "slug", Author),
}


def channel(request: HttpRequest, what: str, slug: str = "") -> Channel:
    """The feed of `what` ("", section, tag, author) in the active language.

    At most four queries; with the setting FEED_FULL_TEXT those of `full_texts` besides. Raises
    Http404 for an unknown slug. Due changes of live articles are handed to the background thread.
    """
    at = timezone.now()
    language = get_language() or LANGUAGES[0]
    background.check_and_start(at=at)
    key, title, description, path = _FINDERS[what](language, slug, at)
    limit = {"language": language, "at": at, "limit": values.FEED_SIZE}
    cards = selectors.listing(what, key, **limit) if what else selectors.newest(**limit)
    root = origin(request)
    entries = _entries(cards, root, language)
    if values.FEED_FULL_TEXT:
        found = full_texts([card.pk for card in cards], language=language, root=root, at=at)
        for entry in entries:
            entry.full_text = found.get(entry.card.pk, "")
    feed_url = f"{root}{quote(request.path)}"
    return Channel(language, root, title, description, path, feed_url, entries)


def _entries(cards: list[Card], root: str, language: str) -> list[FeedEntry]:
    """The cards with their names and last changes; one query."""
    entries = {card.pk: FeedEntry(card, root, card.published_at) for card in cards}
    for row in _names(list(entries), language):
        entry = entries[row["pk"]]
        changes = (entry.changed_at, row[f"updated_at_{language}"], row[f"corrected_at_{language}"])
        entry.changed_at = max(moment for moment in changes if moment is not None)
        name, slug = row["label"], row["label_slug"]
        if name and slug:
            if row["what"] == "tag":
                entry.tags.append(name)
            else:
                entry.authors[name] = f"{root}{listing_url('author', slug, language)}"
    return list(entries.values())


def _names(ids: list[int], language: str) -> list[Row]:
    """Byline and tags of the articles; each article has at least one row. One query."""
    if not ids:
        return []
    articles = exact_columns(Article.objects.filter(pk__in=ids))
    own = ("pk", f"updated_at_{language}", f"corrected_at_{language}")
    people = articles.values(
        *own,
        what=Value("author"),
        place=F("bylines__position"),
        label_slug=F("bylines__author__slug"),
        label=F(f"bylines__author__name_{language}"),
    )
    tags = articles.filter(tagged_items__tag__is_retired=False).values(
        *own,
        what=Value("tag"),
        place=F("tagged_items__pk"),
        label_slug=F(f"tagged_items__tag__slug_{language}"),
        label=F(f"tagged_items__tag__name_{language}"),
    )
    rows = people.union(tags, all=True)
    return sorted(rows, key=lambda row: row["place"] or 0)
