import re
from urllib.parse import quote

import pytest

from articles.models import Tag, TagRedirect
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH, HOUR
from tests.views.parsing import alternates, order, structured

LISTS = ["/sections/economy/", "/tags/قطارات/", "/authors/karim/"]


@pytest.mark.parametrize("path", LISTS)
def test_list_shows_the_newest_first(client, published, tag, path):
    published(headline_ar="القديم", at=NOW - HOUR, tags=[tag.pk])
    published(headline_ar="الجديد", at=NOW, tags=[tag.pk])
    assert order(client.get(path), "القديم", "الجديد") == ["الجديد", "القديم"]


@pytest.mark.parametrize("path", LISTS)
def test_list_leaves_out_what_is_not_its_own(client, published, tag, path):
    other = factories.SectionFactory(name_ar="رياضة", slug="sport")
    byline = [{"author": factories.AuthorFactory().pk, "role": "writer"}]
    published(tags=[tag.pk])
    published(headline_ar="غريب", section=other.pk, bylines=byline)
    assert "غريب" not in client.get(path).content.decode()


def test_list_has_pages(client, published, settings):
    settings.PAGE_SIZE = 1
    published(headline_ar="القديم", at=NOW - HOUR)
    published(headline_ar="الجديد", at=NOW)
    first, second = client.get(LISTS[0]), client.get(f"{LISTS[0]}?page=2")
    assert order(first, 'rel="next"', "الجديد")
    assert order(second, 'rel="prev"', "القديم")
    assert 'rel="next"' not in second.content.decode()


def test_page_after_the_last_is_not_found(client, published):
    published()
    assert client.get(f"{LISTS[0]}?page=2").status_code == 404


def test_empty_section_is_a_page(client, section):
    assert client.get("/sections/economy/").status_code == 200


def test_section_without_a_name_in_the_language_is_not_found(client, db):
    factories.SectionFactory(slug="local")
    assert client.get("/sections/local/").status_code == 200
    assert client.get("/en/sections/local/").status_code == 404


def test_retired_tag_is_not_found(client, carried, tag):
    carried(tag)
    tag.is_retired = True
    tag.save()
    assert client.get("/tags/قطارات/").status_code == 404


def test_former_address_of_a_tag_moves_for_good(client, carried, tag):
    carried(tag)
    TagRedirect.objects.create(slug="قطار", tag=tag)
    response = client.get("/tags/قطار/")
    assert response.status_code == 301
    assert client.get(response["Location"]).status_code == 200


def test_author_without_a_name_in_the_language_is_not_found(client, carried):
    carried(factories.AuthorFactory(slug="salma"), **ENGLISH)
    assert alternates(client.get("/authors/salma/")) == {}
    assert client.get("/en/authors/salma/").status_code == 404


def test_tag_without_an_address_in_the_language_names_no_page_there(client, carried):
    tag = factories.TagFactory(name_ar="موانئ", name_en="Ports")
    carried(tag, **ENGLISH)
    assert alternates(client.get("/tags/موانئ/")) == {}


@pytest.mark.parametrize("path", LISTS[1:])
def test_page_of_a_name_of_which_no_more_is_known_says_no_more(client, carried, tag, path):
    carried(tag)
    text = client.get(path).text
    assert "list-intro" not in text
    assert "author-role" not in text


def test_author_is_described_as_a_person(client, published):
    published()
    data = structured(client.get("/authors/karim/"))["ProfilePage"]
    assert data["mainEntity"]["name"] == "كريم الشاذلي"


def test_tag_of_two_languages_names_both_pages(client, published, tag):
    published(tags=[tag.pk], **ENGLISH)
    arabic, english = client.get("/tags/قطارات/"), client.get("/en/tags/trains/")
    assert alternates(arabic) == alternates(english)
    assert set(alternates(arabic)) == {"ar", "en", "x-default"}


@pytest.mark.parametrize("slug", ["money", "مال"])
def test_section_of_two_languages_names_both_pages(client, db, slug):
    factories.SectionFactory(name_ar="مال", name_en="Money", slug=slug)
    arabic, english = client.get(f"/sections/{slug}/"), client.get(f"/en/sections/{slug}/")
    quoted = quote(f"/sections/{slug}/")
    paths = {"ar": quoted, "en": f"/en{quoted}", "x-default": quoted}
    assert alternates(arabic) == alternates(english)
    assert alternates(arabic) == {code: f"http://testserver{path}" for code, path in paths.items()}


@pytest.mark.parametrize("slug", ["money", "مال"])
def test_section_names_itself_as_its_translation_does(client, db, slug):
    factories.SectionFactory(name_ar="مال", name_en="Money", slug=slug)
    response = client.get(f"/sections/{slug}/")
    assert (
        f'<link rel="canonical" href="{alternates(response)["ar"]}">' in response.content.decode()
    )


@pytest.mark.parametrize("names", [{"name_ar": "مال", "name_en": ""}, {"name_en": "Money"}])
def test_section_of_one_language_names_no_other_page(client, db, names):
    factories.SectionFactory(**{"name_ar": ""} | names, slug="money")
    path = "/sections/money/" if names.get("name_ar") else "/en/sections/money/"
    assert alternates(client.get(path)) == {}


def test_later_page_of_a_section_names_no_other_page(client, published, settings):
    settings.PAGE_SIZE = 1
    published(at=NOW - HOUR)
    published(at=NOW)
    assert set(alternates(client.get("/sections/economy/"))) == {"ar", "en", "x-default"}
    assert alternates(client.get("/sections/economy/?page=2")) == {}


@pytest.mark.parametrize("path", LISTS)
def test_list_names_its_own_feeds(client, published, tag, path):
    published(tags=[tag.pk])
    text = client.get(path).content.decode()
    feeds = re.findall(r'type="application/(?:rss|atom)\+xml" title="[^"]+" href="([^"]+)"', text)
    assert [client.get(feed).status_code for feed in feeds] == [200, 200]
    assert all(feed.startswith(quote(path)) for feed in feeds)


def test_page_of_a_tag_leads_to_the_broader_and_narrower_ones_that_readers_see(
    client, carried, tag
):
    broader = factories.TagFactory(name_ar="نقل")
    seen, unseen = (factories.TagFactory(name_ar=name, broader=tag) for name in ("مترو", "ترام"))
    Tag.objects.filter(pk=tag.pk).update(broader=broader)
    for each in (tag, broader, seen):
        carried(each)

    page = client.get("/tags/قطارات/").text

    head = page[page.index('<header class="list-head') :].partition("</header>")[0]
    assert f"/tags/{quote('نقل')}/" in head
    assert f"/tags/{quote('مترو')}/" in head
    assert unseen.name_ar not in page


def test_page_of_a_tag_has_its_picture(client, carried, tag):
    Tag.objects.filter(pk=tag.pk).update(picture=factories.ImageFactory())
    carried(tag)

    head = client.get("/tags/قطارات/").text.partition("</header>")[2]
    assert "<picture" in head.partition("<h1")[0]
