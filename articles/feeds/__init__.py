"""RSS 2.0, Atom and JSON Feed of the site, its sections, tags and authors.

A feed has the same cards as the listing page it belongs to: what readers may not see is in
no feed, and an article is in it from the second of its publication. Four queries at most,
and no body is read, unless the setting FEED_FULL_TEXT has every entry carry its full text.

``corrections`` the feed of corrections
``channels``    the articles of a feed, with their authors and tags
``entry_html``  the HTML of an entry: its excerpt, or its full text
``formats``     RSS, Atom and JSON Feed
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Enclosure, SyndicationFeed
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.conf import LANGUAGES, values
from articles.feeds.channels import Channel, FeedEntry, channel
from articles.feeds.formats import Atom, JsonFeed, Rss
from articles.models.redirects import redirect_slug
from articles.models.urls import listing_url

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
        return {
            "authors": item.authors,
            "summary": item.card.standfirst,
            "full_text": item.full_text,
        }


def conditional_response(
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
            current_slug = redirect_slug(what, slug, language=language, at=at) if what else ""
            if not current_slug:
                raise
            listing_path = listing_url(what, current_slug, language)
            path = f"{listing_path}{request.path.rpartition('/')[2]}"
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
        return conditional_response(request, feed.get_feed(found, request), feed_type.content_type)

    return view


FORMATS: Final = {"feed.xml": _view(Rss), "atom.xml": _view(Atom), "feed.json": _view(JsonFeed)}
"""The view of each file name; it takes `what` and `slug` as `channel` does."""
