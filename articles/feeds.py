"""What other programs read: RSS 2.0, Atom and JSON Feed of the site, its sections, tags, authors.

A feed is made of the same cards as the page it belongs to, so what readers do
not see is in no feed, and an article is in it from the second of its
publication. Four queries at most, and no body is read.
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
from django.utils.html import format_html
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
from articles.workflow import background

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of the last change of a feed without entries."""
IMAGE_WIDTH: Final = 1280
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"


@dataclass(slots=True)
class Channel:
    """What a feed is of: its words in the language, its page, and the entries."""

    language: str
    origin: str
    title: str
    description: str
    path: str
    address: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def link(self) -> str:
        """The absolute address of the page that shows the same."""
        return f"{self.origin}{self.path}"


@dataclass(slots=True)
class Entry:
    """One article of a feed with its names; addresses are absolute."""

    card: Card
    origin: str
    changed_at: datetime
    authors: dict[str, str] = field(default_factory=dict)
    """Address by name, in the byline's order."""
    tags: list[str] = field(default_factory=list)

    @property
    def link(self) -> str:
        """The canonical address."""
        return f"{self.origin}{self.card.url}"

    @property
    def permanent_id(self) -> str:
        """The short address: it stays when headline and slug change."""
        return f"{self.origin}{localized_url('short', self.card.language, pk=self.card.pk)}"

    @property
    def categories(self) -> list[str]:
        """The section and the tags."""
        return [name for name in (self.card.section_name, *self.tags) if name]

    @property
    def image(self) -> str:
        """The absolute address of the lead picture as JPEG; "" without one."""
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
        direction = "rtl" if self.card.language == "ar" else "ltr"
        return format_html(
            '<p lang="{}" dir="{}">{}</p>', self.card.language, direction, self.card.standfirst
        )


# What feeds are of ------------------------------------------------------------------------


def _site(language: str, slug: str, at: datetime) -> tuple[int, str, str, str]:
    name = values.SITE_NAME[language]
    about = _("%(name)s: the latest news, analysis and reports.") % {"name": name}
    return 0, name, about, localized_url("home", language)


def _one_of(what: str, field_name: str, model: Any) -> Callable[[str, str, datetime], Any]:
    """Finds the row of the slug that has a page in the language, or answers 404; one query."""

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


_KINDS: Final[dict[str, Callable[[str, str, datetime], tuple[int, str, str, str]]]] = {
    "": _site,
    "section": _one_of("section", "slug", Section),
    "tag": _one_of("tag", "slug_{}", Tag),
    "author": _one_of("author", "slug", Author),
}


def channel(request: HttpRequest, what: str, slug: str = "") -> Channel:
    """The feed of `what` ("", section, tag, author) in the active language; 404 for unknown slugs.

    At most four queries; applies changes of live articles that are due.
    """
    at = timezone.now()
    language = get_language() or LANGUAGES[0]
    background.notice_due(at=at)
    key, title, description, path = _KINDS[what](language, slug, at)
    limit = {"language": language, "at": at, "limit": values.FEED_SIZE}
    cards = selectors.listing(what, key, **limit) if what else selectors.newest(**limit)
    root = origin(request)
    entries = _entries(cards, root, language)
    address = f"{root}{quote(request.path)}"
    return Channel(language, root, title, description, path, address, entries)


def _entries(cards: list[Card], root: str, language: str) -> list[Entry]:
    """The cards with their names and last changes; one query."""
    entries = {card.pk: Entry(card, root, card.published_at) for card in cards}
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


# How they are written ---------------------------------------------------------------------


class _Steady(SyndicationFeed):
    """A feed without entries last changed never, not now: its bytes stay the same."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


def _without_empty_summary(item: dict[str, Any]) -> dict[str, Any]:
    return item | {"description": item["description"] or None}


class Rss(_Steady, Rss201rev2Feed):
    """RSS 2.0 that says its language on the root and names every author."""

    def rss_attributes(self) -> dict[str, str]:
        language = {"xml:lang": self.feed["language"], "xmlns:dc": _DUBLIN_CORE}
        return super().rss_attributes() | language

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, _without_empty_summary(item))
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)


class Atom(_Steady, Atom1Feed):
    """Atom that names every author of an entry with the address of their page."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, _without_empty_summary(item))
        for name, url in item["authors"].items():
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")


class JsonFeed(_Steady):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the whole feed; `content_html` is the summary, or the headline without one."""
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
            "content_html": item["description"] or format_html("<p>{}</p>", item["title"]),
            "date_published": timezone.localtime(item["pubdate"]).isoformat(),
            "date_modified": timezone.localtime(item["updateddate"]).isoformat(),
            "authors": [{"name": name, "url": url} for name, url in item["authors"].items()],
            "tags": item["categories"],
            "image": "".join(enclosure.url for enclosure in item["enclosures"]),
            "language": self.feed["language"],
        }
        return {key: value for key, value in written.items() if value}


if TYPE_CHECKING:
    _Feed = Feed[Entry, Channel]
else:
    _Feed = Feed


class _Articles(_Feed):
    """The entries of a channel in the words of django.contrib.syndication; no query."""

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
        return obj.address

    def author_name(self, obj: Channel) -> str:
        return str(values.SITE_NAME[obj.language])

    def items(self, obj: Channel) -> list[Entry]:
        return obj.entries

    def item_title(self, item: Entry) -> str:
        return item.card.headline

    def item_description(self, item: Entry) -> str:
        return item.summary

    def item_link(self, item: Entry) -> str:
        return item.link

    def item_guid(self, item: Entry) -> str:
        return item.permanent_id

    def item_pubdate(self, item: Entry) -> datetime:
        return timezone.localtime(item.card.published_at)

    def item_updateddate(self, item: Entry) -> datetime:
        return timezone.localtime(item.changed_at)

    def item_categories(self, item: Entry) -> list[str]:
        return item.categories

    def item_enclosures(self, item: Entry) -> list[Enclosure]:
        # The size is known only when the file is made; 0 stands for unknown.
        return [Enclosure(item.image, "0", "image/jpeg")] if item.image else []

    def item_extra_kwargs(self, item: Entry) -> dict[str, Any]:
        return {"authors": item.authors, "summary": item.card.standfirst}


def _answer(request: HttpRequest, written: SyndicationFeed, content_type: str) -> HttpResponseBase:
    """The feed, or 304 to whoever has these bytes (or this very date and asks by date alone)."""
    response = HttpResponse(content_type=content_type)
    written.write(response, "utf-8")
    changed = int(written.latest_post_date().timestamp())
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "public, no-cache"
    # A later date proves nothing: what was withdrawn takes its date with it.
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    known = changed if since == changed else None
    return get_conditional_response(request, etag, known, response) or response


def _view(feed_type: type[Rss | Atom | JsonFeed]) -> Callable[..., HttpResponseBase]:
    feed = _Articles(feed_type)

    @require_safe
    def view(request: HttpRequest, what: str = "", slug: str = "") -> HttpResponseBase:
        try:
            found = channel(request, what, slug)
        except Http404:
            language = get_language() or LANGUAGES[0]
            at = timezone.now()
            new = todays_slug(what, slug, language=language, at=at) if what else ""
            if not new:
                raise
            path = f"{listing_url(what, new, language)}{request.path.rpartition('/')[2]}"
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
        return _answer(request, feed.get_feed(found, request), feed_type.content_type)

    return view


FORMATS: Final = {"feed.xml": _view(Rss), "atom.xml": _view(Atom), "feed.json": _view(JsonFeed)}
"""The view of each file name; `what` and `slug` say what it is of."""
