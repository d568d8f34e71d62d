import json
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest
import time_machine

from articles import workflow
from articles.models import TagRedirect
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH

HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(autouse=True)
def _the_clock_stands():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def full(published):
    """An article with everything a feed shows."""
    tag = factories.TagFactory(name_ar="قطارات")
    picture = factories.ImageFactory()
    return published(tags=[tag.pk], lead_image=picture.pk)


def rss(client, path="/feed.xml"):
    return ET.fromstring(client.get(path).content)


def atom(client, path="/atom.xml"):
    return ET.fromstring(client.get(path).content)


def test_rss_says_its_language_and_its_own_address(client, full):
    root = rss(client)
    assert root.get(f"{XML}lang") == root.findtext("channel/language") == "ar"
    link = root.find(f"channel/{ATOM}link")
    assert (link.get("rel"), link.get("href")) == ("self", "http://testserver/feed.xml")


def test_rss_item_has_headline_standfirst_author_and_categories(client, full):
    item = rss(client).find("channel/item")
    assert item.findtext("title") == full.headline_ar
    assert item.findtext("description") == f'<p lang="ar" dir="rtl">{full.standfirst_ar}</p>'
    assert item.findtext(f"{DC}creator") == "كريم الشاذلي"
    assert [node.text for node in item.findall("category")] == ["اقتصاد", "قطارات"]


def test_rss_item_leads_to_the_article_and_keeps_its_id(client, full):
    item = rss(client).find("channel/item")
    assert item.findtext("link") == f"http://testserver{full.url('ar')}"
    assert item.findtext("guid") == f"http://testserver/a/{full.pk}"
    assert item.find("guid").get("isPermaLink") == "false"


def test_rss_dates_are_rfc_822_with_the_offset(client, full):
    text = rss(client).findtext("channel/item/pubDate")
    assert text == "Fri, 20 Nov 2026 14:00:00 +0200"
    assert parsedate_to_datetime(text) == NOW


def test_rss_item_encloses_the_lead_picture(client, full):
    enclosure = rss(client).find("channel/item/enclosure")
    assert enclosure.get("url").endswith("-1280.jpg")
    assert enclosure.get("type") == "image/jpeg"


def test_atom_says_its_language_and_names_authors_with_their_pages(client, full):
    root = atom(client)
    entry = root.find(f"{ATOM}entry")
    assert root.get(f"{XML}lang") == "ar"
    assert entry.findtext(f"{ATOM}id") == f"http://testserver/a/{full.pk}"
    assert entry.findtext(f"{ATOM}author/{ATOM}uri") == "http://testserver/authors/karim/"


def test_atom_entry_changes_with_a_significant_update(client, editor, full):
    workflow.save(
        full, base=full.latest_revision_id, by=editor, data=full.latest_revision.data, at=NOW
    )
    workflow.update(full, by=editor, significant=True, at=NOW + HOUR)
    entry = atom(client).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == "2026-11-20T14:00:00+02:00"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-20T15:00:00+02:00"


def test_json_feed_carries_the_same_entry(client, full):
    feed = json.loads(client.get("/feed.json").content)
    item = feed["items"][0]
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "ar")
    assert (item["id"], item["title"]) == (f"http://testserver/a/{full.pk}", full.headline_ar)
    assert item["authors"][0]["name"] == "كريم الشاذلي"
    assert item["tags"] == ["اقتصاد", "قطارات"]


def test_article_whose_author_has_no_name_in_the_language_is_in_the_feed(client, published):
    author = factories.AuthorFactory()
    published(bylines=[{"author": author.pk, "role": "writer"}], **ENGLISH)
    item = rss(client, "/en/feed.xml").find("channel/item")
    assert item.findtext("title") == ENGLISH["headline_en"]
    assert item.find(f"{DC}creator") is None


def test_article_without_standfirst_has_no_description(client, published):
    published(standfirst_ar="")
    assert rss(client).find("channel/item/description") is None


def test_markup_in_a_headline_stays_text(client, published):
    published(headline_ar="أ < ب & ج")
    assert rss(client).findtext("channel/item/title") == "أ < ب & ج"
    assert atom(client).findtext(f"{ATOM}entry/{ATOM}title") == "أ < ب & ج"


def test_feed_holds_the_thirty_newest(client, published, settings):
    settings.FEED_SIZE = 2
    for n in range(3):
        published(headline_ar=f"خبر {n}", at=NOW - n * HOUR)
    titles = [node.text for node in rss(client).findall("channel/item/title")]
    assert titles == ["خبر 0", "خبر 1"]


def test_scheduled_article_is_in_the_feed_from_its_second(client, editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    workflow.schedule(article, moment=NOW + HOUR, by=editor, at=NOW)
    assert rss(client).find("channel/item") is None
    with time_machine.travel(NOW + HOUR, tick=False):
        assert rss(client).find("channel/item") is not None


def test_scheduled_change_is_in_the_feed_once_it_is_applied(client, editor, published):
    article = published(at=NOW - HOUR)
    changed = article.latest_revision.data | {"headline_ar": "عنوان جديد"}
    workflow.save(article, base=article.latest_revision_id, by=editor, data=changed, at=NOW)
    workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)
    workflow.apply_due(at=NOW + HOUR)
    with time_machine.travel(NOW + HOUR, tick=False):
        assert rss(client).findtext("channel/item/title") == "عنوان جديد"


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml", "/feed.json"])
def test_unchanged_feed_is_not_sent_again(client, full, path):
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(path, headers=since).status_code == 304


def test_withdrawal_sends_the_feed_again(client, editor, published, full):
    published(at=NOW - HOUR)
    first = client.get("/feed.xml")
    workflow.withdraw(full, by=editor, at=NOW + HOUR)
    known = {"If-None-Match": first["ETag"]}
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/feed.xml", headers=known).status_code == 200
    assert client.get("/feed.xml", headers=since).status_code == 200


def test_empty_feed_has_the_same_bytes_at_any_moment(client, db):
    first = client.get("/feed.xml").content
    with time_machine.travel(NOW + HOUR, tick=False):
        assert client.get("/feed.xml").content == first


@pytest.mark.parametrize("place", ["sections/economy", "authors/karim"])
def test_feed_of_a_place_names_it_and_leads_to_its_page(client, full, place):
    root = rss(client, f"/{place}/feed.xml")
    assert root.findtext("channel/link") == f"http://testserver/{place}/"
    assert root.findtext("channel/title").endswith(" - ضفاف")
    assert root.find("channel/item") is not None


@pytest.mark.parametrize(
    "path", ["/sections/no/feed.xml", "/tags/لا/atom.xml", "/en/authors/no/feed.json"]
)
def test_feed_of_something_unknown_is_not_found(client, full, path):
    assert client.get(path).status_code == 404


def test_feed_of_a_section_without_a_name_in_the_language_is_not_found(client, db):
    factories.SectionFactory(slug="local")
    assert client.get("/sections/local/feed.xml").status_code == 200
    assert client.get("/en/sections/local/feed.xml").status_code == 404


def test_feed_of_a_former_tag_moves_with_it(client, full):
    TagRedirect.objects.create(slug="قطار", tag=full.tags.get())
    response = client.get("/tags/قطار/feed.xml", follow=True)
    assert response.redirect_chain[0][1] == 301
    assert response.status_code == 200


def test_retired_tag_is_no_category_and_has_no_feed(client, full):
    full.tags.update(is_retired=True)
    assert len(rss(client).findall("channel/item/category")) == 1
    assert client.get("/tags/قطارات/feed.xml").status_code == 404


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml", "/feed.json"])
def test_feed_has_no_bidi_controls(client, published, path):
    published(headline_ar="خبر \u202bمقلوب\u202c", standfirst_ar="\u202eموجز")
    assert not re.search("[\u202a-\u202e]", client.get(path).content.decode())


def test_site_url_stands_before_every_address(client, full, settings):
    settings.SITE_URL = "https://difaf.example"
    assert "testserver" not in client.get("/feed.xml").content.decode()
