"""Which address is meant by another: by its spelling, a former one, or what is left of it."""

import pytest

from articles import workflow
from articles.models import Section, SectionRedirect, TagRedirect
from articles.models.redirects import redirect_slug, resolve_slug
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH


@pytest.fixture
def sections(db):
    """Makes sections at these addresses."""

    def make(*slugs: str) -> list[Section]:
        return [factories.SectionFactory(slug=slug) for slug in slugs]

    return make


def meant(asked, what="section", language="ar"):
    return redirect_slug(what, asked, language=language, at=NOW)


@pytest.mark.parametrize(
    "asked",
    [
        "ECONOMY",
        "economy.",
        "economy…",
        "econ…",
        "ec…",
        "econ..",
        "econ\ufffd",
        "econ%D",
        "econ%",
        "econ% ",
        "%252565conomy",
    ],
)
def test_address_is_known_in_other_spellings_and_where_it_was_cut(sections, asked):
    sections("economy", "sport")
    assert meant(asked) == "economy"


@pytest.mark.parametrize("asked", ["economy", "eco", "e…", "؟!", "", "%25252565conomy", "sp…"])
def test_address_that_means_itself_nothing_or_one_of_many_leads_nowhere(sections, asked):
    sections("economy", "sport", "spain")
    assert meant(asked) == ""


def test_address_that_was_not_looked_up_may_mean_itself(sections):
    sections("economy")
    assert resolve_slug("section", "economy", language="ar", at=NOW) == "economy"


def test_address_that_was_not_looked_up_is_meant_before_one_of_like_letters(sections):
    sections("إلف", "ألف")
    assert resolve_slug("section", "ألف", language="ar", at=NOW) == "ألف"


@pytest.mark.parametrize(
    ("asked", "today"), [("new-…", "new-york"), ("new…", "new"), ("new-", "new"), ("ne…", "")]
)
def test_address_cut_behind_a_hyphen_goes_on_behind_it(sections, asked, today):
    sections("new", "new-york", "newest")
    assert meant(asked) == today


def test_living_address_is_meant_before_a_former_one(sections):
    sport, _economy = sections("sport", "economy")
    SectionRedirect.objects.create(section=sport, slug="economy")
    assert meant("ECONOMY") == "economy"


def test_former_address_is_meant_before_one_of_like_letters(sections):
    sport, _other = sections("sport", "إلف")
    SectionRedirect.objects.create(section=sport, slug="الف")
    assert meant("الف") == "sport"


def test_former_address_is_meant_before_one_that_begins_with_it(sections):
    sport, _other = sections("sport", "economy-today")
    SectionRedirect.objects.create(section=sport, slug="economy")
    assert meant("economy…") == "sport"


@pytest.mark.parametrize(("slugs", "today"), [(["إلف"], "إلف"), (["إلف", "ألف"], "")])
def test_letters_that_readers_take_for_one_another_mean_the_only_one(sections, slugs, today):
    sections(*slugs)
    assert meant("الف") == today


def test_section_without_a_name_in_the_language_is_not_meant(sections):
    sections("economy")
    assert meant("ECONOMY", language="en") == ""


@pytest.mark.parametrize(("asked", "queries"), [("economy", 2), ("ECONOMY", 1), ("؟!", 0)])
def test_no_more_is_asked_than_it_takes(sections, django_assert_num_queries, asked, queries):
    sections("economy")
    with django_assert_num_queries(queries):
        meant(asked)


# Tags and authors, which are public along with an article ---------------------------------------


@pytest.fixture
def cairo(carried):
    tag = factories.TagFactory(name_ar="القاهرة", slug_ar="القاهرة")
    carried(tag)
    return tag


@pytest.mark.parametrize("asked", ["القاهره", "القا…"])
def test_tag_is_meant_by_like_letters_and_by_its_beginning(cairo, asked):
    assert meant(asked, "tag") == "القاهرة"


def test_tag_that_is_at_another_address_than_its_name_is_not_meant_by_the_name(carried):
    carried(factories.TagFactory(name_ar="القاهرة", slug_ar="cairo"))
    assert meant("القاهره", "tag") == ""


@pytest.mark.parametrize("asked", ["النيـل", "nahr"])
def test_tag_of_drafts_alone_is_not_meant(published, editor, content, asked):
    tag = factories.TagFactory(name_ar="النيل", slug_ar="النيل")
    TagRedirect.objects.create(tag=tag, slug="nahr")
    workflow.create(by=editor, data=content(tags=[tag.pk]), at=NOW)
    published()
    assert meant(asked, "tag") == ""


def test_tag_with_a_name_but_no_address_in_the_language_is_not_meant(carried):
    carried(factories.TagFactory(name_en="Cairo", slug_en=None), **ENGLISH)
    assert meant("CAIRO", "tag", language="en") == ""


@pytest.mark.parametrize(
    ("language", "today"), [("ar", "القاهرة"), ("", "القاهرة"), ("en", "")], ids=repr
)
def test_former_address_of_a_tag_is_meant_in_its_language_or_in_all(cairo, language, today):
    TagRedirect.objects.create(tag=cairo, slug="misr", language=language)
    assert meant("misr", "tag") == today


def test_former_address_in_the_language_is_meant_before_one_in_all(cairo, carried):
    other = factories.TagFactory(name_ar="أخرى", slug_ar="أخرى")
    carried(other)
    TagRedirect.objects.create(tag=other, slug="misr", language="")
    TagRedirect.objects.create(tag=cairo, slug="misr", language="ar")
    assert meant("misr", "tag") == "القاهرة"


def test_author_is_meant_by_like_letters(carried):
    author = factories.AuthorFactory(name_ar="أحمد شوقي", slug="أحمد-شوقي")
    carried(author)
    assert meant("احمد-شوقى", "author") == "أحمد-شوقي"
