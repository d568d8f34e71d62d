from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import time_machine

from articles import sitemaps, workflow
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH

HOUR = timedelta(hours=1)
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(autouse=True)
def _the_clock_stands():
    with time_machine.travel(NOW, tick=False):
        yield


def addresses(client, path):
    root = ET.fromstring(client.get(path).content)
    return [urlsplit(node.text).path for node in root.iter(f"{MAP}loc")]


def test_every_file_of_the_index_answers_and_its_pages_too(client, published):
    tag = factories.TagFactory(name_en="Trains", slug_en="trains")
    published(tags=[tag.pk], **ENGLISH)
    files = addresses(client, "/sitemap.xml")
    pages = [page for file in files for page in addresses(client, file)]
    assert len(files) == 8
    assert len(pages) == 8
    assert {client.get(page).status_code for page in pages} == {200}


def test_index_says_when_a_file_last_changed(client, editor, published):
    article = published(at=NOW - 2 * HOUR)
    workflow.save(
        article,
        base=article.latest_revision_id,
        by=editor,
        data=article.latest_revision.data,
        at=NOW - HOUR,
    )
    workflow.update(article, by=editor, significant=True, at=NOW - HOUR)
    root = ET.fromstring(client.get("/sitemap.xml").content)
    assert root.findtext(f"{MAP}sitemap/{MAP}lastmod") == "2026-11-20T13:00:00+02:00"


def test_index_of_an_empty_newsroom_is_empty(client, section):
    assert addresses(client, "/sitemap.xml") == []


def test_article_of_two_languages_names_both(client, published):
    article = published(**ENGLISH)
    number = article.pk // sitemaps.ARTICLE_FILE_SIZE
    root = ET.fromstring(client.get(f"/sitemaps/articles-en-{number}.xml").content)
    assert root.findtext(f"{MAP}url/{MAP}loc") == f"http://testserver{article.url('en')}"
    links = {node.get("hreflang"): node.get("href") for node in root.iter(f"{XHTML}link")}
    assert links == {code: f"http://testserver{article.url(code)}" for code in ("ar", "en")}


def test_article_of_one_language_names_no_other(client, published):
    number = published().pk // sitemaps.ARTICLE_FILE_SIZE
    text = client.get(f"/sitemaps/articles-ar-{number}.xml").content.decode()
    assert "hreflang" not in text


def test_articles_are_parted_by_their_numbers(client, published, monkeypatch):
    monkeypatch.setattr(sitemaps, "ARTICLE_FILE_SIZE", 2)
    articles = [published(headline_ar=f"خبر {n}") for n in range(4)]
    files = [path for path in addresses(client, "/sitemap.xml") if "articles" in path]
    found = {path: addresses(client, path) for path in files}
    listed = [page for pages in found.values() for page in pages]
    assert listed == [article.url("ar") for article in articles]
    assert max(map(len, found.values())) == 2


def test_tag_without_visible_articles_is_not_listed(client, published):
    published()
    tag = factories.TagFactory()
    assert addresses(client, f"/sitemaps/tags-ar-{tag.pk // sitemaps.TAXONOMY_FILE_SIZE}.xml") == []


def test_news_are_those_of_two_days(client, published):
    published(headline_ar="قديم", at=NOW - timedelta(days=2))
    published(headline_ar="جديد", at=NOW - timedelta(days=2) + timedelta(seconds=1))
    root = ET.fromstring(client.get("/news-sitemap.xml").content)
    assert [node.text for node in root.iter(f"{NEWS}title")] == ["جديد"]


def test_news_name_the_outlet_and_the_language(client, published):
    published(**ENGLISH)
    root = ET.fromstring(client.get("/en/news-sitemap.xml").content)
    assert [node.text for node in root.iter(f"{NEWS}name")] == ["Difaf"]
    assert [node.text for node in root.iter(f"{NEWS}language")] == ["en"]


def test_news_are_bounded(client, published, monkeypatch):
    monkeypatch.setattr(sitemaps, "NEWS_SIZE", 1)
    published(headline_ar="خبر 1")
    published(headline_ar="خبر 2")
    assert len(addresses(client, "/news-sitemap.xml")) == 1


def test_robots_closes_the_desk_and_the_search_and_names_the_sitemaps(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    closed = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")}
    maps = [line.split("testserver")[1] for line in lines if line.startswith("Sitemap")]
    assert closed == {"/admin/", "/en/admin/", "/search/", "/en/search/"}
    assert {client.get(path).status_code for path in maps} == {200}


def test_sitemap_itself_is_not_for_the_index_of_search_engines(client, db):
    assert "noindex" in client.get("/sitemap.xml")["X-Robots-Tag"]
