"""RSS 2.0, Atom and JSON Feed of the site, its sections, tags and authors.

A feed has the same cards as the listing page it belongs to: what readers may not see is in
no feed, and an article is in it from the second of its publication. Four queries at most,
and no body is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from xml.sax.xmlreader import AttributesImpl

from django.contrib.syndication.views import Feed
from django.db.models import F, Model, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles.conf import LANGUAGES, origin, values
from articles.models import Article, Author, Section, Tag, selectors
from articles.models.cards import Card
from articles.models.compiled import Row, exact_columns
from articles.models.public_pages import with_public_page
from articles.models.redirects import todays_slug
from articles.models.urls import listing_url, localized_url
from articles.renditions import markup
from articles.templatetags.partials import cached_partial
from articles.workflow import background

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of the last change of a feed without entries."""
IMAGE_WIDTH: Final = 1280
"""The most pixels in width of an enclosed picture."""
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"


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
        return _paragraph(self.card.standfirst, self.card.language)


def _paragraph(text: str, language: str = "") -> str:
    """The text as one HTML paragraph, in the language if it is given."""
    template = "articles/feeds/_paragraph.html"
    return cached_partial(template, text=text, language=language).strip()


# Finding the articles of a feed -----------------------------------------------------------


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
    """The feed of `what` ("", section, tag, author) in the active language; at most four queries.

    Raises Http404 for an unknown slug. Due changes of live articles are handed to the
    background thread.
    """
    at = timezone.now()
    language = get_language() or LANGUAGES[0]
    background.notice_due(at=at)
    key, title, description, path = _FINDERS[what](language, slug, at)
    limit = {"language": language, "at": at, "limit": values.FEED_SIZE}
    cards = selectors.listing(what, key, **limit) if what else selectors.newest(**limit)
    root = origin(request)
    entries = _entries(cards, root, language)
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


# Writing a feed ---------------------------------------------------------------------------


class _ReproducibleFeed(SyndicationFeed):
    """A feed without entries is dated EPOCH instead of now, so that its bytes stay the same."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else EPOCH


def _without_empty_summary(item: dict[str, Any]) -> dict[str, Any]:
    return item | {"description": item["description"] or None}


class Rss(_ReproducibleFeed, Rss201rev2Feed):
    """RSS 2.0 with its language on the root element and every author as `dc:creator`."""

    def rss_attributes(self) -> dict[str, str]:
        language = {"xml:lang": self.feed["language"], "xmlns:dc": _DUBLIN_CORE}
        return super().rss_attributes() | language

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, _without_empty_summary(item))
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)


class Atom(_ReproducibleFeed, Atom1Feed):
    """Atom with every author of an entry and the URL of their page."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, _without_empty_summary(item))
        for name, url in item["authors"].items():
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")


class JsonFeed(_ReproducibleFeed):
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed as JSON; `content_html` is the summary, or the headline without one."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        written = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["summary"],
            "content_html": item["description"] or _paragraph(item["title"]),
            "date_published": timezone.localtime(item["pubdate"]).isoformat(),
            "date_modified": timezone.localtime(item["updateddate"]).isoformat(),
            "authors": [{"name": name, "url": url} for name, url in item["authors"].items()],
            "tags": item["categories"],
            "image": "".join(enclosure.url for enclosure in item["enclosures"]),
            "language": self.feed["language"],
        }
        return {key: value for key, value in written.items() if value}


if TYPE_CHECKING:
    _Feed = Feed[FeedEntry, Channel]
else:
    _Feed = Feed


class _ChannelFeed(_Feed):
    """A channel as django.contrib.syndication takes it; no query."""

    item_guid_is_permalink = False

    def __init__(self, feed_type: type[SyndicationFeed]) -> None:
        self.feed_type = feed_type

    def title(self, obj: Channel) -> str:
        return obj.title

    def description(self, obj: Channel) -> str:
        return obj.description

    subtitle = description

    def link(self, obj: Channel) -> str:
        return obj.link

    def feed_url(self, obj: Channel) -> str:
        return obj.feed_url

    def author_name(self, obj: Channel) -> str:
        return str(values.SITE_NAME[obj.language])

    def items(self, obj: Channel) -> list[FeedEntry]:
        return obj.entries

    def item_title(self, item: FeedEntry) -> str:
        return item.card.headline

    def item_description(self, item: FeedEntry) -> str:
        return item.summary

    def item_link(self, item: FeedEntry) -> str:
        return item.link

    def item_guid(self, item: FeedEntry) -> str:
        return item.permanent_id

    def item_pubdate(self, item: FeedEntry) -> datetime:
        return timezone.localtime(item.card.published_at)

    def item_updateddate(self, item: FeedEntry) -> datetime:
        return timezone.localtime(item.changed_at)

    def item_categories(self, item: FeedEntry) -> list[str]:
        return item.categories

    def item_enclosures(self, item: FeedEntry) -> list[Enclosure]:
        # The size is known only when the file is made; 0 stands for unknown.
        return [Enclosure(item.image, "0", "image/jpeg")] if item.image else []

    def item_extra_kwargs(self, item: FeedEntry) -> dict[str, Any]:
        return {"authors": item.authors, "summary": item.card.standfirst}


def _conditional_response(
    request: HttpRequest, feed: SyndicationFeed, content_type: str
) -> HttpResponseBase:
    """The feed; 304 for a matching ETag, or for the same date in a request without an ETag."""
    response = HttpResponse(content_type=content_type)
    feed.write(response, "utf-8")
    changed = int(feed.latest_post_date().timestamp())
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "public, no-cache"
    # A later date proves nothing: a withdrawn article takes its date with it.
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    last_modified = changed if since == changed else None
    return get_conditional_response(request, etag, last_modified, response) or response


def _view(feed_type: type[Rss | Atom | JsonFeed]) -> Callable[..., HttpResponseBase]:
    feed = _ChannelFeed(feed_type)

    @require_safe
    def view(request: HttpRequest, what: str = "", slug: str = "") -> HttpResponseBase:
        try:
            found = channel(request, what, slug)
        except Http404:
            language = get_language() or LANGUAGES[0]
            at = timezone.now()
            current_slug = todays_slug(what, slug, language=language, at=at) if what else ""
            if not current_slug:
                raise
            listing_path = listing_url(what, current_slug, language)
            path = f"{listing_path}{request.path.rpartition('/')[2]}"
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
        return _conditional_response(request, feed.get_feed(found, request), feed_type.content_type)

    return view


FORMATS: Final = {"feed.xml": _view(Rss), "atom.xml": _view(Atom), "feed.json": _view(JsonFeed)}
"""The view of each file name; it takes `what` and `slug` as `channel` does."""
