"""What pages cost in queries, and that no list reads a body or shows what is hidden."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from articles.models import Article
from articles.urls import fallback, localized, plain
from articles.views import site_context
from articles.views.root_files import ICON_FILES
from tests.conftest import NOW

LISTINGS = {
    "home": "/",
    "section": "/sections/economy/",
    "tag": "/tags/قطارات/",
    "author": "/authors/karim/",
    "search": "/search/?q=مخفي",
    "corrections": "/corrections/",
    "corrections/feed.xml": "/corrections/feed.xml",
    "corrections/atom.xml": "/corrections/atom.xml",
    "corrections/feed.json": "/corrections/feed.json",
    "search_suggest": "/search/suggest/?q=خبر",
    "news_sitemap": "/news-sitemap.xml",
    "broadcast_status": "/status.json",
    "sitemap": "/sitemap.xml",
    "robots": "/robots.txt",
    "feed.xml": "/feed.xml",
    "atom.xml": "/atom.xml",
    "feed.json": "/feed.json",
    "sections/<unislug:slug>/feed.xml": "/sections/economy/feed.xml",
    "sections/<unislug:slug>/atom.xml": "/sections/economy/atom.xml",
    "sections/<unislug:slug>/feed.json": "/sections/economy/feed.json",
    "tags/<unislug:slug>/feed.xml": "/tags/قطارات/feed.xml",
    "tags/<unislug:slug>/atom.xml": "/tags/قطارات/atom.xml",
    "tags/<unislug:slug>/feed.json": "/tags/قطارات/feed.json",
    "authors/<unislug:slug>/feed.xml": "/authors/karim/feed.xml",
    "authors/<unislug:slug>/atom.xml": "/authors/karim/atom.xml",
    "authors/<unislug:slug>/feed.json": "/authors/karim/feed.json",
    "sitemaps/<slug:what>-<slug:language>-<int:number>.xml": "/sitemaps/articles-ar-0.xml",
}
"""A public address of every route that lists, under the route's name or the route itself."""

SLASHLESS = {f"{what}/<unislug:slug>" for what in ("sections", "tags", "authors")}
MALFORMED = {"malformed_article_url", "malformed_listing_url"}
ROOT = {*ICON_FILES, "manifest", "feed", "feed/", "rss", "rss/", "rss.xml"}
PREVIEWS = {"preview", "desk_preview", "desk_preview_new", "front_preview"}
MAILING = {"newsletter", "newsletter_confirm", "newsletter_unsubscribe"}
NOT_LISTINGS = {"article", "articles/<int:pk>/", "short", "media/"} | PREVIEWS
NOT_LISTINGS |= SLASHLESS | MALFORMED | ROOT | MAILING | {"styleguide"}
"""Routes of one article or one file, that only lead to others, or that the newsroom alone sees."""

PAGES = ["/", "/sections/economy/", "/tags/قطارات/", "/authors/karim/"]
SAYING_NO_HEADLINES = {"broadcast_status", "sitemap", "robots", "search", "search_suggest"}
SAYING_NO_HEADLINES |= {name for name in LISTINGS if name.startswith("corrections")}
SHOWING = [path for name, path in LISTINGS.items() if name not in SAYING_NO_HEADLINES]
FEEDS = [path for path in LISTINGS.values() if path.endswith((".xml", ".json"))]


@pytest.fixture
def many(published, tag, picture):
    """So many articles, one a minute, all with the tag; returns the newest."""

    def make(number):
        for n in range(number):
            at = NOW - timedelta(minutes=n)
            published(at=at, headline_ar=f"خبر {n}", tags=[tag.pk], lead_image=picture.pk)
        return Article.objects.filter(headline_ar="خبر 0").latest("pk")

    return make


def bodies(statements):
    return [sql for sql in statements if '"body_ar"' in sql or '"body_en"' in sql]


def test_every_route_is_known_as_a_listing_or_not():
    patterns = [*localized, *plain, *fallback]
    routes = {getattr(pattern, "name", None) or str(pattern.pattern) for pattern in patterns}
    assert routes == set(LISTINGS) | NOT_LISTINGS


def text_of(response):
    """The page's text, with the words of addresses too."""
    return unquote(response.content.decode()).replace("-", " ")


@pytest.mark.parametrize("path", LISTINGS.values(), ids=LISTINGS.keys())
def test_listing_hides_what_readers_may_not_see(client, hidden, path):
    response = client.get(path)
    assert response.status_code in (200, 404)
    assert "خبر مخفي" not in text_of(response)


@pytest.mark.parametrize("path", SHOWING)
def test_listing_shows_what_readers_may_see(client, published, tag, path):
    published(headline_ar="خبر ظاهر", tags=[tag.pk])
    assert "خبر ظاهر" in text_of(client.get(path))


@pytest.mark.parametrize("path", PAGES)
def test_list_costs_at_most_six_queries_cold_and_warm(queries, many, path):
    many(4)
    site_context.clear_cache()
    assert len(queries(path)) <= 6
    assert len(queries(path)) <= 5


def test_article_costs_at_most_seven_queries_cold_and_five_warm(queries, many):
    url = many(4).url("ar")
    site_context.clear_cache()
    assert len(queries(url)) <= 7
    assert len(queries(url)) <= 5


@pytest.mark.parametrize("path", FEEDS)
def test_feed_costs_at_most_four_queries_and_the_index_of_sitemaps_ten(queries, many, path):
    many(4)
    assert len(queries(path)) <= (10 if path == "/sitemap.xml" else 4)


def test_costs_do_not_grow_with_the_articles(queries, many):
    paths = [*PAGES, *FEEDS, many(4).url("ar")]
    site_context.clear_cache()
    few = {path: len(queries(path)) for path in paths}
    many(30)
    site_context.clear_cache()
    assert {path: len(queries(path)) for path in paths} == few


def test_third_page_costs_no_more_than_the_first(queries, many, settings):
    settings.PAGE_SIZE = 2
    many(6)
    site_context.clear_cache()
    first = len(queries("/sections/economy/"))
    site_context.clear_cache()
    assert len(queries("/sections/economy/?page=3")) <= first


@pytest.mark.parametrize("path", LISTINGS.values(), ids=LISTINGS.keys())
def test_listing_reads_no_body(queries, many, path):
    many(4)
    assert bodies(queries(path)) == []


def test_article_reads_its_own_body_only(queries, many):
    statements = bodies(queries(many(4).url("ar")))
    assert len(statements) == 1
    assert '"body_en"' not in statements[0]
