"""Other spellings of an address lead to today's in one step: pages, feeds, filters of searches."""

import pytest
from django.utils.encoding import iri_to_uri

from articles.workflow import redirects
from tests import factories
from tests.views.conftest import ENGLISH
from tests.views.test_former_addresses import FEEDS, rename

SPELLINGS = [
    ("sections/ECONOMY", "sections/economy"),
    ("sections/economy.", "sections/economy"),
    ("sections/%2565conomy", "sections/economy"),
    ("authors/Karim", "authors/karim"),
    ("authors/karim--", "authors/karim"),
    ("tags/قِطـارات", "tags/قطارات"),
    ("tags/%25D9%2582%25D8%25B7%25D8%25A7%25D8%25B1%25D8%25A7%25D8%25AA", "tags/قطارات"),
]
"""What somebody wrote, and the address it means."""

UNFOLDED = [
    ("sections/الاقتصاد", "sections/الإقتصاد"),
    ("authors/احمد-شوقى", "authors/أحمد-شوقي"),
    ("tags/القاهره", "tags/القاهرة"),
]
"""Letters that readers take for one another."""


@pytest.fixture
def arabic(carried):
    """A section, an author and a tag at Arabic addresses."""
    factories.SectionFactory(name_ar="الإقتصاد", slug="الإقتصاد")
    author = factories.AuthorFactory(name_ar="أحمد شوقي", slug="أحمد-شوقي")
    carried(factories.TagFactory(name_ar="القاهرة", slug_ar="القاهرة"), author)


def moves(client, given, today):
    """Whether the address leads to today's for good, and that one is there."""
    response = client.get(given)
    assert (response.status_code, client.get(today).status_code) == (301, 200)
    return response["Location"] == iri_to_uri(today)


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize(("given", "today"), SPELLINGS)
def test_other_spelling_leads_to_the_address(client, published, tag, given, today, name):
    published(tags=[tag.pk])
    assert moves(client, f"/{given}/{name}", f"/{today}/{name}")


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize(("given", "today"), UNFOLDED)
def test_letters_that_readers_take_for_one_another_lead_there(client, arabic, given, today, name):
    assert moves(client, f"/{given}/{name}", f"/{today}/{name}")


def test_spelling_that_two_addresses_share_is_not_found(client, db):
    factories.SectionFactory(slug="ألف")
    factories.SectionFactory(slug="إلف")
    assert client.get("/sections/الف/").status_code == 404


@pytest.mark.parametrize("path", ["sections/Economy", "authors/KARIM"])
@pytest.mark.parametrize("name", FEEDS)
def test_other_spelling_of_a_former_address_leads_to_todays(
    client, published, section, author, path, name
):
    published()
    rename(section, "money")
    rename(author, "money")
    today = f"/{path.partition('/')[0]}/money/{name}"
    assert client.get(f"/{path}/{name}")["Location"] == today


def test_living_address_goes_before_a_former_one_in_any_spelling(client, section):
    rename(section, "money")
    redirects.save_with_redirects(factories.SectionFactory.build(name_ar="ب", slug="economy"))
    assert client.get("/sections/ECONOMY/")["Location"] == "/sections/economy/"


@pytest.mark.parametrize("given", ["money", "MONEY", "economy", "ECONOMY"])
def test_address_without_its_last_slash_leads_there_in_one_step(client, section, given):
    rename(section, "money")
    response = client.get(f"/sections/{given}?page=1")
    assert (response.status_code, response["Location"]) == (301, "/sections/money/?page=1")


@pytest.mark.parametrize("path", ["/tags/قطارات", "/en/tags/TRAINS", "/authors/KARIM"])
def test_tag_and_author_without_the_last_slash_are_one_step_away(client, published, tag, path):
    published(tags=[tag.pk], **ENGLISH)
    assert client.get(client.get(path)["Location"]).status_code == 200


def test_unknown_address_without_its_last_slash_is_not_found_at_once(client, db):
    assert client.get("/sections/nowhere").status_code == 404


@pytest.mark.parametrize(
    ("name", "given", "today"),
    [
        ("section", "MONEY", "money"),
        ("section", "Economy", "money"),
        ("section", "%6Doney", "money"),
        ("author", "KARIM", "karim"),
        ("tag", "قِطارات", "قطارات"),
        ("tag", "قطاراة", ""),
    ],
)
def test_search_takes_other_spellings_for_todays(client, carried, section, tag, name, given, today):
    carried(tag)
    rename(section, "money")
    context = client.get("/search/", {"q": "القطار", name: given}).context
    assert context["search_request"].filter_values == ({name: today} if today else {})


def test_search_takes_letters_that_readers_take_for_one_another(client, arabic):
    sent = {"section": "الاقتصاد", "author": "احمد-شوقى", "tag": "القاهره"}
    texts = client.get("/search/", sent).context["search_request"].filter_values
    assert texts == {"section": "الإقتصاد", "author": "أحمد-شوقي", "tag": "القاهرة"}


def test_unknown_address_costs_seven_queries(client, section, django_assert_max_num_queries):
    client.get("/nowhere/")
    for path in ("sections", "tags", "authors"):
        with django_assert_max_num_queries(7):
            client.get(f"/{path}/NOWHERE/")
