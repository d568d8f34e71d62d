"""The reader's addresses: `localized` stand behind a language prefix, `plain` exist once.

`strays` come last of all: what is none of these, but still says what is meant.
"""

from django.urls import URLPattern, include, path, re_path, register_converter

from articles import feeds, sitemaps
from articles.broadcast.views import now_view
from articles.converters import UnicodeSlugConverter
from articles.views import root
from articles.views.article import article, short
from articles.views.home import home
from articles.views.lists import author, section, tag
from articles.views.search import search_page, suggest_view
from articles.views.strays import ARTICLE, NAME, stray_article, stray_name

register_converter(UnicodeSlugConverter, "unislug")

_FEED_FILES = {name: name for name in feeds.FORMATS} | dict.fromkeys(
    ("feed", "rss", "rss.xml"), "feed.xml"
)
"""What people take for the name of a feed, and its name."""


def _feeds(base: str, what: str) -> list[URLPattern]:
    """The feeds of the pages below `base` in every format."""
    return [path(f"{base}{name}", view, {"what": what}) for name, view in feeds.FORMATS.items()]


localized = [
    path("", home, name="home"),
    path("articles/<int:pk>/<unislug:slug>/", article, name="article"),
    path("articles/<int:pk>/", article),
    path("a/<int:pk>", short, name="short"),
    path("sections/<unislug:slug>/", section, name="section"),
    path("tags/<unislug:slug>/", tag, name="tag"),
    path("authors/<unislug:slug>/", author, name="author"),
    # Without the last slash the views lead on themselves: APPEND_SLASH would make it two steps.
    path("sections/<unislug:slug>", section),
    path("tags/<unislug:slug>", tag),
    path("authors/<unislug:slug>", author),
    path("search/", search_page, name="search"),
    path("search/suggest/", suggest_view, name="search_suggest"),
    *_feeds("", ""),
    *_feeds("sections/<unislug:slug>/", "section"),
    *_feeds("tags/<unislug:slug>/", "tag"),
    *_feeds("authors/<unislug:slug>/", "author"),
    *(path(name, root.feed) for name in ("feed", "feed/", "rss", "rss/", "rss.xml")),
    path("site.webmanifest", root.manifest, name="manifest"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("status.json", now_view, name="broadcast_status"),
]

plain = [
    *(path(name, root.picture, {"name": name}) for name in root.PICTURES),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:what>-<slug:language>-<int:number>.xml", sitemaps.block),
    path("media/", include("articles.views.media")),
]

strays = [
    re_path(ARTICLE, stray_article, name="stray_article"),
    re_path(NAME, stray_name, {"files": _FEED_FILES}, name="stray_name"),
]
