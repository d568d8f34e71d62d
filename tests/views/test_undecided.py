"""A tag or an author is public while an article that readers see carries it, and no moment more."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine

from articles import sitemaps, workflow
from articles.models import AuthorRedirect, TagRedirect
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH
from tests.views.parsing import alternates

FEEDS = ("", "feed.xml", "atom.xml", "feed.json")
NAMES = ["tags/سري", "authors/secret"]
EVERY_WAY = [
    *NAMES,  # its own address
    "tags/سِـري",  # other spellings
    "authors/SECRET",
    "tags/سرى",  # letters that readers take for one another
    "tags/قديم",  # former addresses
    "authors/former",
    "authors/FORMER",
]


@pytest.fixture
def undecided(db):
    """A tag and an author that stand on nothing yet, each with a former address."""
    tag = factories.TagFactory(name_ar="سري", name_en="Secret", slug_en="secret")
    author = factories.AuthorFactory(name_ar="سري الكاتب", name_en="Secret Writer", slug="secret")
    TagRedirect.objects.create(slug="قديم", tag=tag)
    AuthorRedirect.objects.create(slug="former", author=author)
    return tag, author


@pytest.fixture
def drafted(undecided, journalist, content):
    """A draft that carries both, in both languages."""
    tag, author = undecided
    byline = [{"author": author.pk, "role": "writer"}]
    data = content(tags=[tag.pk], bylines=byline, **ENGLISH)
    return workflow.create(by=journalist, data=data, at=NOW)


def answers(client, paths):
    return {client.get(path).status_code for path in paths}


@pytest.mark.parametrize("path", EVERY_WAY)
@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_name_of_a_draft_is_not_found(client, drafted, prefix, path, name):
    assert client.get(f"{prefix}/{path}/{name}").status_code == 404


@pytest.mark.parametrize("path", ["en/tags/secret/", "en/tags/SECRET/", "en/tags/secret"])
def test_english_name_of_a_draft_is_not_found(client, drafted, path):
    assert client.get(f"/{path}").status_code == 404


@pytest.mark.parametrize(("prefix", "text"), [("", "سري"), ("/en", "Secret")])
def test_name_of_a_draft_is_not_offered(client, drafted, prefix, text):
    response = client.get(f"{prefix}/search/suggest/", {"q": text})
    assert response.json()["suggestions"] == []


@pytest.mark.parametrize("given", ["سري", "سِري", "قديم", "secret", "SECRET", "former"])
@pytest.mark.parametrize("name", ["tag", "author"])
def test_search_cannot_be_narrowed_down_by_the_name_of_a_draft(client, drafted, name, given):
    response = client.get("/search/", {"q": "القطار", name: given})
    assert response.context["search_request"].filter_values == {}


def test_other_edition_is_not_asked_for_the_name_of_a_draft(client, drafted):
    response = client.get("/search/", {"language": "en", "tag": "سري"})
    assert response["Location"] == "/en/search/"


@pytest.mark.parametrize("path", NAMES)
def test_name_is_public_from_the_second_of_its_article(client, drafted, editor, path):
    moment = NOW + timedelta(minutes=1)
    workflow.schedule(drafted, moment=moment, by=editor, at=NOW)
    paths = [f"/{path}/{name}" for name in FEEDS]
    assert answers(client, paths) == {404}
    with time_machine.travel(moment, tick=False):
        assert answers(client, paths) == {200}


@pytest.mark.parametrize("path", EVERY_WAY)
def test_name_goes_with_its_last_article(client, drafted, editor, path):
    workflow.publish(drafted, by=editor, at=NOW)
    assert answers(client, [f"/{path}/"]) <= {200, 301}
    workflow.withdraw(drafted, by=editor, at=NOW)
    assert answers(client, [f"/{path}/"]) == {404}


@pytest.fixture
def in_arabic(undecided, carried):
    """An article that readers of Arabic see, and those of English do not."""
    return carried(*undecided)


def test_name_is_public_in_the_languages_of_its_articles(client, in_arabic):
    assert answers(client, [f"/{path}/" for path in NAMES]) == {200}
    assert answers(client, ["/en/tags/secret/", "/en/authors/secret/"]) == {404}


@pytest.mark.parametrize("path", NAMES)
def test_page_names_no_translation_that_is_not_there(client, in_arabic, carried, undecided, path):
    assert alternates(client.get(f"/{path}/")) == {}
    carried(*undecided, **ENGLISH)
    assert set(alternates(client.get(f"/{path}/"))) == {"ar", "en", "x-default"}


@pytest.mark.parametrize("what", ["tags", "authors"])
def test_sitemap_names_no_translation_that_is_not_there(client, in_arabic, undecided, what):
    row = undecided[what == "authors"]
    response = client.get(f"/sitemaps/{what}-ar-{row.pk // sitemaps.TAXONOMY_FILE_SIZE}.xml")
    text = response.content.decode()
    assert len(list(ET.fromstring(text))) == 1
    assert "hreflang" not in text


def test_other_edition_is_not_asked_for_a_name_it_does_not_know(client, in_arabic):
    response = client.get("/search/", {"language": "en", "tag": "سري"})
    assert response["Location"] == "/en/search/"


def test_draft_at_a_former_address_leaves_it_to_lead_on(client, carried):
    river = factories.TagFactory(name_ar="نهر الأردن", slug_ar="نهر-الأردن")
    carried(river)
    TagRedirect.objects.create(slug="حوض-النهر", language="ar", tag=river)
    factories.TagFactory(name_ar="حوض النهر", slug_ar="حوض-النهر")
    assert client.get("/tags/حوض-النهر/").status_code == 301


def test_section_is_public_as_soon_as_it_is_made(client, db):
    factories.SectionFactory(slug="new")
    paths = [f"/sections/new/{name}" for name in FEEDS]
    assert answers(client, [*paths, "/search/?q=x&section=new"]) == {200}
