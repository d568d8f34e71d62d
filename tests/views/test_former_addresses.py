"""Changed addresses of sections and authors lead to today's for good, feeds too."""

import pytest

from articles.models import Author, AuthorRedirect, Section, SectionRedirect, TagRedirect
from articles.models.urls import listing_url
from articles.workflow import redirects
from articles.workflow import tags as tag_verbs
from tests import factories

FEEDS = ["", "feed.xml", "atom.xml", "feed.json"]


def rename(row, slug):
    row.slug = slug
    redirects.save_with_redirects(row)


@pytest.fixture
def renamed(published, section, author):
    """A section and an author that moved from economy and karim."""
    published(headline_en="A line", body_en="<p>It opened.</p>")
    rename(section, "money")
    rename(author, "karim-elshazly")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize(
    ("former", "today"),
    [("sections/economy", "sections/money"), ("authors/karim", "authors/karim-elshazly")],
)
def test_former_address_leads_to_todays_in_one_step(client, renamed, prefix, former, today, name):
    response = client.get(f"{prefix}/{former}/{name}?page=1")
    assert response.status_code == 301
    assert response["Location"] == f"{prefix}/{today}/{name}?page=1"
    assert client.get(f"{prefix}/{today}/{name}").status_code == 200


def test_address_before_the_former_one_leads_to_todays_in_one_step(client, renamed, section):
    rename(section, "finance")
    assert client.get("/sections/economy/")["Location"] == "/sections/finance/"


def test_former_address_at_which_another_section_lives_is_its_own(client, renamed, section):
    other = factories.SectionFactory(slug="x")
    rename(other, "economy")
    assert client.get("/sections/economy/").status_code == 200
    assert not SectionRedirect.objects.filter(slug="economy").exists()


def test_section_that_returns_to_a_former_address_has_no_redirect_to_itself(renamed, section):
    rename(section, "economy")
    assert list(SectionRedirect.objects.values_list("slug", flat=True)) == ["money"]


def test_two_sections_that_swap_their_addresses_live_at_them(client, section):
    other = factories.SectionFactory(slug="sport")
    rename(section, "between")
    rename(other, "economy")
    rename(section, "sport")
    statuses = [client.get(f"/sections/{slug}/").status_code for slug in ("economy", "sport")]
    assert statuses == [200, 200]
    assert client.get("/sections/between/")["Location"] == "/sections/sport/"


def test_address_of_a_deleted_section_is_not_found(client, section):
    rename(section, "money")
    section.delete()
    assert client.get("/sections/economy/").status_code == 404


def test_former_address_without_an_english_name_is_not_found_in_english(client, db):
    section = factories.SectionFactory(slug="local")
    rename(section, "local-news")
    assert client.get("/en/sections/local/").status_code == 404


def test_search_knows_former_addresses_of_its_filters(client, renamed):
    response = client.get("/search/?q=القطار&section=economy&author=karim")
    assert response.context["search_request"].filter_values == {
        "section": "money",
        "author": "karim-elshazly",
    }


@pytest.mark.parametrize("model", [Section, Author])
def test_renaming_at_the_desk_keeps_the_former_address(client, chief, section, author, model):
    client.force_login(chief)
    row = section if model is Section else author
    address = f"/admin/articles/{model.__name__.lower()}/{row.pk}/change/"
    form = client.get(address).context["adminform"].form
    sent = {name: value for name, value in form.initial.items() if value is not None}
    response = client.post(address, sent | {"slug": "new-address"})
    assert response.status_code == 302
    redirects = SectionRedirect if model is Section else AuthorRedirect
    assert [str(former) for former in redirects.objects.all()] == [row.slug]


def test_living_address_costs_no_query_for_former_ones(client, renamed, django_assert_num_queries):
    client.get("/sections/money/")
    with django_assert_num_queries(3):
        client.get("/sections/money/")


@pytest.fixture
def moved_tag(published):
    """A tag that moved from bbc, where another lives in Arabic today."""
    tag = factories.TagFactory(name_ar="بي بي سي", name_en="BBC", slug_ar="old", slug_en="bbc")
    published(headline_en="A line", body_en="<p>It opened.</p>", tags=[tag.pk])
    tag.slug_ar, tag.slug_en = "بي-بي-سي", "british-broadcasting"
    tag_verbs.save_tag(tag)
    other = factories.TagFactory.build(name_ar="أخرى", slug_ar="bbc")
    tag_verbs.save_tag(other)
    published(tags=[other.pk])
    return tag


@pytest.mark.parametrize("name", FEEDS)
def test_address_at_which_a_tag_lives_in_one_language_leads_on_in_the_other(
    client, moved_tag, name
):
    response = client.get(f"/en/tags/bbc/{name}")
    assert (response.status_code, client.get(f"/tags/bbc/{name}").status_code) == (301, 200)
    assert response["Location"] == f"/en/tags/british-broadcasting/{name}"


def test_former_address_of_one_language_is_none_in_the_other(client, moved_tag):
    assert client.get("/en/tags/old/").status_code == 404
    assert client.get("/tags/old/").status_code == 301


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_address_kept_before_languages_leads_on_in_each(client, moved_tag, prefix):
    TagRedirect.objects.create(slug="beeb", tag=moved_tag)
    assert client.get(f"{prefix}/tags/beeb/").status_code == 301


def test_address_kept_for_its_language_goes_before_one_for_all(client, moved_tag):
    other = factories.TagFactory(name_ar="هيئة", slug_ar="هيئة")
    TagRedirect.objects.create(slug="beeb", tag=other)
    TagRedirect.objects.create(slug="beeb", tag=moved_tag, language="ar")
    assert client.get("/tags/beeb/")["Location"] == listing_url("tag", "بي-بي-سي", "ar")


def test_two_who_rename_the_same_section_leave_no_address_behind(client, section):
    stale = Section.objects.get(pk=section.pk)
    rename(section, "money")
    rename(stale, "finance")
    found = [client.get(f"/sections/{slug}/")["Location"] for slug in ("economy", "money")]
    assert found == ["/sections/finance/"] * 2
