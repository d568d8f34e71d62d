"""The feed of the corrections of all articles, in the formats of the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.conf import LANGUAGES, origin, values
from articles.feeds import conditional_response
from articles.feeds.channels import Channel
from articles.feeds.entry_html import paragraph
from articles.feeds.formats import Atom, JsonFeed, Rss
from articles.models.corrections import PublicCorrection, anchor, newest_corrections
from articles.models.urls import localized_url

if TYPE_CHECKING:
    _Feed = Feed[tuple[str, PublicCorrection], "CorrectionsChannel"]
else:
    _Feed = Feed


@dataclass(slots=True)
class CorrectionsChannel(Channel):
    """The metadata of the feed, and its corrections."""

    corrections: list[PublicCorrection] = field(default_factory=list)


class _CorrectionsFeed(_Feed):
    """The corrections as django.contrib.syndication takes them; no query."""

    item_guid_is_permalink = False

    def __init__(self, feed_type: type[SyndicationFeed]) -> None:
        self.feed_type = feed_type

    def title(self, obj: CorrectionsChannel) -> str:
        return obj.title

    def description(self, obj: CorrectionsChannel) -> str:
        return obj.description

    subtitle = description

    def link(self, obj: CorrectionsChannel) -> str:
        return obj.link

    def feed_url(self, obj: CorrectionsChannel) -> str:
        return obj.feed_url

    def author_name(self, obj: CorrectionsChannel) -> str:
        return str(values.SITE_NAME[obj.language])

    def items(self, obj: CorrectionsChannel) -> list[tuple[str, PublicCorrection]]:
        return [(obj.origin, each) for each in obj.corrections]

    def item_title(self, item: tuple[str, PublicCorrection]) -> str:
        return _("Correction: %(headline)s") % {"headline": item[1].headline}

    def item_description(self, item: tuple[str, PublicCorrection]) -> str:
        return paragraph(item[1].note, item[1].language)

    def item_link(self, item: tuple[str, PublicCorrection]) -> str:
        return f"{item[0]}{item[1].path}"

    def item_guid(self, item: tuple[str, PublicCorrection]) -> str:
        # The short address stays the same when headline and slug change.
        short = localized_url("short", item[1].language, pk=item[1].article)
        return f"{item[0]}{short}#{anchor(item[1].pk)}"

    def item_pubdate(self, item: tuple[str, PublicCorrection]) -> datetime:
        return timezone.localtime(item[1].at)

    item_updateddate = item_pubdate

    def item_categories(self, item: tuple[str, PublicCorrection]) -> list[str]:
        return []

    def item_extra_kwargs(self, item: tuple[str, PublicCorrection]) -> dict[str, Any]:
        return {"authors": {}, "summary": item[1].note, "full_text": ""}


def _channel(request: HttpRequest) -> CorrectionsChannel:
    """The newest corrections in the active language; one query."""
    language = get_language() or LANGUAGES[0]
    root, name = origin(request), values.SITE_NAME[language]
    channel = CorrectionsChannel(
        language,
        root,
        _("%(heading)s - %(site)s") % {"heading": _("Corrections"), "site": name},
        _("What %(name)s got wrong, and when it was put right.") % {"name": name},
        localized_url("corrections", language),
        f"{root}{quote(request.path)}",
    )
    at = timezone.now()
    channel.corrections = newest_corrections(language=language, at=at, limit=values.FEED_SIZE)
    return channel


def _view(feed_type: type[Rss | Atom | JsonFeed]) -> Callable[..., HttpResponseBase]:
    feed = _CorrectionsFeed(feed_type)

    @require_safe
    def view(request: HttpRequest) -> HttpResponseBase:
        found = feed.get_feed(_channel(request), request)
        return conditional_response(request, found, feed_type.content_type)

    return view


FORMATS: Final = {"feed.xml": _view(Rss), "atom.xml": _view(Atom), "feed.json": _view(JsonFeed)}
"""The view of each file name."""
