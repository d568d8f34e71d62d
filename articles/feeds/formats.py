"""The three formats of a feed: RSS 2.0, Atom and JSON Feed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final
from xml.sax.xmlreader import AttributesImpl

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.entry_html import paragraph

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of the last change of a feed without entries."""
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"


class _ReproducibleFeed(SyndicationFeed):
    """A feed without entries is dated EPOCH instead of now, so that its bytes stay the same."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else EPOCH


def _without_empty_summary(item: dict[str, Any]) -> dict[str, Any]:
    return item | {"description": item["description"] or None}


class Rss(_ReproducibleFeed, Rss201rev2Feed):
    """RSS 2.0 with its language on the root element, every author as `dc:creator`, and full texts
    as `content:encoded`.
    """

    def rss_attributes(self) -> dict[str, str]:
        own = {"xml:lang": self.feed["language"], "xmlns:dc": _DUBLIN_CORE}
        if any(item["full_text"] for item in self.items):
            own["xmlns:content"] = _CONTENT
        return super().rss_attributes() | own

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, _without_empty_summary(item))
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        if item["full_text"]:
            handler.addQuickElement("content:encoded", item["full_text"])


class Atom(_ReproducibleFeed, Atom1Feed):
    """Atom with every author of an entry and the URL of their page, and full texts as `content`."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, _without_empty_summary(item))
        for name, url in item["authors"].items():
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")
        if item["full_text"]:
            handler.addQuickElement("content", item["full_text"], {"type": "html"})


class JsonFeed(_ReproducibleFeed):
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed as JSON; `content_html` is the full text, the summary or the headline."""
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
        excerpt = item["description"] or paragraph(item["title"])
        written = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["summary"],
            "content_html": item["full_text"] or excerpt,
            "date_published": timezone.localtime(item["pubdate"]).isoformat(),
            "date_modified": timezone.localtime(item["updateddate"]).isoformat(),
            "authors": [{"name": name, "url": url} for name, url in item["authors"].items()],
            "tags": item["categories"],
            "image": "".join(enclosure.url for enclosure in item["enclosures"]),
            "language": self.feed["language"],
        }
        return {key: value for key, value in written.items() if value}
