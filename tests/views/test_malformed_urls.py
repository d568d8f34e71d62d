"""Malformed URLs redirect to the canonical one in one step, and reveal nothing that is hidden."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from articles import workflow
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH, HOUR

SLUG = "افتتاح-خط-جديد-للقطار-السريع"
ENDINGS = [
    *(").", ".", "،", "؟", "…", "»", '"', "'", "*", "!", "%20", "_", "؛", "]", "&quot;"),
    *("\u200f", "\u200e", "\u061c", "\u2069", "%D8", "%D", "%", "%25D8", "%0A", "%00"),
    *("/amp/", "/amp/).", "/%3Futm_source=x", "&fbclid=1", "%25D8%25A7" * 99, "/" + "x" * 5000),
]
"""What stood behind an address in somebody's text."""

ADDRESSES = [
    "/a/{}",
    "/a/{}/",
    "/A/{}",
    "/articles/{}",
    "/articles/{}/",
    "/Articles/{}/" + SLUG,
    "/ARTICLES/{}/" + SLUG + "/",
    "/articles/{}/" + SLUG,
    "/articles/{}/" + SLUG[:-1] + "%D8",
    "/articles/{}/" + quote(quote(SLUG)) + "/",
    "/articles/{}/" + quote(quote(quote(SLUG))),
    "/articles/{}\u200f/" + SLUG + "/",
    "/articles/{}/\u200e" + SLUG + "/",
    "/articles/{}/" + SLUG + "\u200f/",
    "/articles/{}/" + SLUG + "/\u200e",
    "/articles/{}/" + SLUG + "/page/2/",
    "/articles/{}//" + SLUG + "/",
    "/ar/articles/{}/" + SLUG + "/",
    "/AR/a/{}",
]
QUERY = "?utm_source=x&fbclid=A-b_c&y=%D9%A1"


def steps(client, path):
    """The status and the target of every step from the address on."""
    found = []
    while path:
        response = client.get(path)
        path = response.get("Location", "")
        found.append((response.status_code, path))
    return found


@pytest.mark.parametrize("given", ADDRESSES)
def test_address_of_an_article_leads_there_in_one_step(client, published, given):
    article = published(at=NOW)
    today = article.url("ar") + QUERY
    assert steps(client, given.format(article.pk) + QUERY) == [(301, today), (200, "")]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("base", ["/a/{}", "/a/{}/", "/articles/{}", "/articles/{}/" + SLUG])
def test_what_stood_behind_an_address_does_not_matter(client, published, base, ending):
    article = published(at=NOW)
    response = client.get(base.format(article.pk) + ending)
    assert (response.status_code, response["Location"]) == (301, article.url("ar"))


@pytest.mark.parametrize("given", ["/en/a/{}).", "/EN/articles/{}/x", "/En/A/{}/", "/en/a/{}/x/y"])
def test_english_address_leads_to_the_english_article(client, published, given):
    article = published(**ENGLISH)
    response = client.get(given.format(article.pk))
    assert (response.status_code, response["Location"]) == (301, article.url("en"))


@pytest.mark.parametrize("ending", ["x", "٣", "0", "قال", "e3", "a/"])
def test_number_that_goes_on_is_another(client, published, ending):
    assert client.get(f"/a/{published().pk}{ending}").status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 20, "9" * 5000, "-1", ""])
@pytest.mark.parametrize("ending", [").", "/", "", "/x/y"])
def test_number_of_no_article_is_not_found(client, db, number, ending):
    assert client.get(f"/a/{number}{ending}").status_code == 404


@pytest.mark.parametrize("given", ["/a/{}).", "/a/{}/", "/articles/{}", "/Articles/{}/x/y"])
def test_address_of_a_hidden_article_tells_nothing(client, editor, published, content, given):
    draft = workflow.create(by=editor, data=content(), at=NOW)
    scheduled = workflow.create(by=editor, data=content(), at=NOW)
    workflow.schedule(scheduled, moment=NOW + timedelta(seconds=1), by=editor, at=NOW)
    withdrawn = published(at=NOW - HOUR)
    workflow.withdraw(withdrawn, by=editor, at=NOW)
    found = [client.get(given.format(article.pk)) for article in (draft, scheduled, withdrawn)]
    assert [response.status_code for response in found] == [404, 404, 410]
    assert not any(quote(SLUG) in response.content.decode() for response in found)


def test_arabic_article_is_not_found_at_an_english_address(client, published):
    assert client.get(f"/en/a/{published().pk}).").status_code == 404


def test_malformed_url_of_an_article_costs_one_query_besides_the_site_context(
    client, published, django_assert_num_queries
):
    article = published()
    client.get("/")
    with django_assert_num_queries(2):
        client.get(f"/a/{article.pk}).")


NAMES = [
    ("/sections/economy{}", "/sections/economy/"),
    ("/Sections/Economy{}", "/sections/economy/"),
    ("/tags/قطارات{}", f"/tags/{quote('قطارات')}/"),
    ("/TAGS/قطارات{}", f"/tags/{quote('قطارات')}/"),
    ("/authors/karim{}", "/authors/karim/"),
    ("/EN/authors/Karim{}", "/en/authors/karim/"),
    ("/en/tags/trains{}", "/en/tags/trains/"),
]
NAME_ENDINGS = [
    *(").", ".", "،", "؟", "…", "»", '"', "'", "*", "!", "%20", "\u200f", "\u200e", "%D8", "%25D8"),
    *("%", "%D", "/).", "/amp/", "/page/2/", "/" + "x" * 5000),
]


@pytest.mark.parametrize("ending", NAME_ENDINGS)
@pytest.mark.parametrize(("given", "today"), NAMES)
def test_section_tag_and_author_are_found_behind_what_was_added(
    client, carried, author, tag, given, today, ending
):
    carried(tag, author, **ENGLISH)
    response = client.get(given.format(ending) + QUERY)
    assert (response.status_code, response["Location"]) == (301, today + QUERY)
    assert client.get(today).status_code == 200


LONG = "المجلس-الأعلى-للثقافة-والفنون-والآداب-في-العاصمة"


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("ending", ["", "/", ")."])
def test_long_name_that_was_encoded_more_than_once_is_found(client, carried, times, ending):
    carried(factories.TagFactory(name_ar="المجلس الأعلى", slug_ar=LONG))
    given = LONG
    for _time in range(times):
        given = quote(given)
    assert client.get(f"/tags/{given}{ending}")["Location"] == f"/tags/{quote(LONG)}/"


@pytest.mark.parametrize("cut", ["%D8", "%", "%D", "%25D8", "%25D", "…", "...", "%D8…", "%D8/"])
@pytest.mark.parametrize("left", [LONG[:-1], LONG[:20], LONG[:7]])
def test_cut_name_that_only_one_begins_with_is_that_one(client, carried, left, cut):
    council = factories.TagFactory(name_ar="المجلس الأعلى", slug_ar=LONG)
    carried(council, factories.TagFactory(name_ar="المحكمة", slug_ar="المحكمة"))
    assert client.get(f"/tags/{left}{cut}")["Location"] == f"/tags/{quote(LONG)}/"


def test_cut_name_that_two_begin_with_is_not_found(client, carried):
    high = factories.TagFactory(name_ar="المجلس", slug_ar="المجلس-الأعلى")
    carried(high, factories.TagFactory(name_ar="المجالس", slug_ar="المجلس-المحلي"))
    assert client.get("/tags/المجلس-%D8").status_code == 404


def test_cut_behind_a_whole_name_is_that_one_or_what_goes_on_after_its_hyphen(client, carried):
    slugs = ("المجلس", "المجلس-الأعلى")
    carried(*(factories.TagFactory(name_ar=slug, slug_ar=slug) for slug in slugs))
    assert client.get("/tags/المجلس%D8")["Location"] == f"/tags/{quote('المجلس')}/"
    assert client.get("/tags/المجلس-%D8")["Location"] == f"/tags/{quote('المجلس-الأعلى')}/"


@pytest.mark.parametrize("given", ["/tags/المجلس", "/tags/المجلس).", "/tags/م%D8", "/tags/%D8"])
def test_beginning_of_a_name_that_was_not_cut_is_not_found(client, carried, given):
    carried(factories.TagFactory(name_ar="المجلس الأعلى", slug_ar=LONG))
    assert client.get(given).status_code == 404


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        *(("feed", "feed.xml"), ("feed/", "feed.xml"), ("feed.xml).", "feed.xml")),
        *(("rss", "feed.xml"), ("rss.xml", "feed.xml"), ("Atom.XML", "atom.xml")),
        *(("feed.json/", "feed.json"), ("feedback", ""), ("feed.xmlx", "")),
    ],
)
def test_feed_of_a_section_is_found_behind_what_was_added(client, section, ending, name):
    response = client.get(f"/sections/economy/{ending}")
    assert (response.status_code, response["Location"]) == (301, f"/sections/economy/{name}")


def test_retired_tag_and_unknown_names_are_not_found(client, tag):
    tag.is_retired = True
    tag.save()
    for given in (
        "/tags/قطارات/x/",
        "/tags/قطا%D8",
        "/sections/nowhere/x",
        "/authors/nobody/y/z",
    ):
        assert client.get(given).status_code == 404


def test_cut_or_longer_unknown_address_costs_eight_queries(
    client, section, django_assert_max_num_queries
):
    client.get("/nowhere/")
    for given in ("/tags/NOWHERE%D8", "/tags/NOWHERE-%D8/x", "/authors/NOWHERE/x"):
        with django_assert_max_num_queries(8):
            client.get(given)
