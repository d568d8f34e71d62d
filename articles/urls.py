"""The URLs of readers' pages: `localized` stand behind a language prefix, `plain` exist once.

`fallback` redirects malformed URLs and stands last in the URLconf.
"""

from django.urls import URLPattern, include, path, re_path, register_converter

from articles import feeds, sitemaps
from articles.broadcast.views import broadcast_status
from articles.converters import UnicodeSlugConverter
from articles.feeds import corrections as corrections_feeds
from articles.front_preview import front_preview
from articles.preview import desk_preview, shared_preview
from articles.views import newsletter, root_files
from articles.views.article import article, short_link
from articles.views.corrections import corrections
from articles.views.home import home
from articles.views.listings import author, section, tag
from articles.views.malformed_urls import (
    ARTICLE_PATTERN,
    LISTING_PATTERN,
    malformed_article_url,
    malformed_listing_url,
)
from articles.views.search import search_page, search_suggestions
from articles.views.styleguide import styleguide

register_converter(UnicodeSlugConverter, "unislug")

_FEED_FILES = {name: name for name in feeds.FORMATS} | dict.fromkeys(
    ("feed", "rss", "rss.xml"), "feed.xml"
)
"""The feed file for each name that other sites give their feeds, and for its own."""


def _feeds(base: str, what: str) -> list[URLPattern]:
    """The feeds of the pages below `base` in every format."""
    return [path(f"{base}{name}", view, {"what": what}) for name, view in feeds.FORMATS.items()]


localized = [
    path("", home, name="home"),
    path("articles/<int:pk>/<unislug:slug>/", article, name="article"),
    path("articles/<int:pk>/", article),
    path("a/<int:pk>", short_link, name="short"),
    path("sections/<unislug:slug>/", section, name="section"),
    path("tags/<unislug:slug>/", tag, name="tag"),
    path("authors/<unislug:slug>/", author, name="author"),
    # Without the trailing slash the views redirect: APPEND_SLASH would make it two redirects.
    path("sections/<unislug:slug>", section),
    path("tags/<unislug:slug>", tag),
    path("authors/<unislug:slug>", author),
    path("corrections/", corrections, name="corrections"),
    *(path(f"corrections/{name}", view) for name, view in corrections_feeds.FORMATS.items()),
    path("newsletter/", newsletter.sign_up, name="newsletter"),
    path("newsletter/confirm/<str:token>/", newsletter.confirm, name="newsletter_confirm"),
    path(
        "newsletter/unsubscribe/<str:key>/",
        newsletter.unsubscribe,
        name="newsletter_unsubscribe",
    ),
    path("search/", search_page, name="search"),
    path("search/suggest/", search_suggestions, name="search_suggest"),
    *_feeds("", ""),
    *_feeds("sections/<unislug:slug>/", "section"),
    *_feeds("tags/<unislug:slug>/", "tag"),
    *_feeds("authors/<unislug:slug>/", "author"),
    *(path(name, root_files.feed_redirect) for name in ("feed", "feed/", "rss", "rss/", "rss.xml")),
    path("preview/<str:token>/", shared_preview, name="preview"),
    path("preview/front/<int:section>/", front_preview, name="front_preview"),
    path("preview/desk/new/", desk_preview, name="desk_preview_new"),
    path("preview/desk/<int:pk>/", desk_preview, name="desk_preview"),
    path("styleguide/", styleguide, name="styleguide"),
    path("site.webmanifest", root_files.manifest, name="manifest"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("status.json", broadcast_status, name="broadcast_status"),
]

plain = [
    *(path(name, root_files.icon, {"name": name}) for name in root_files.ICON_FILES),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:what>-<slug:language>-<int:number>.xml", sitemaps.sitemap_file),
    path("media/", include("articles.views.media")),
]

fallback = [
    re_path(ARTICLE_PATTERN, malformed_article_url, name="malformed_article_url"),
    re_path(
        LISTING_PATTERN,
        malformed_listing_url,
        {"files": _FEED_FILES},
        name="malformed_listing_url",
    ),
]
