"""What is named on its own never takes a former address: it leads to its row for good."""

import pytest

from articles.management.archive.taxonomy import TaxonomyLookup
from articles.models import (
    Author,
    AuthorRedirect,
    Section,
    SectionRedirect,
    Tag,
    TagRedirect,
)
from articles.models.fields import free_slug
from articles.workflow import redirects
from articles.workflow import tags as tag_verbs
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def renamed():
    """A tag that moved from حوض النهر to نهر الأردن."""
    tag = factories.TagFactory(name_ar="حوض النهر", slug_ar="حوض-النهر")
    tag.name_ar, tag.slug_ar = "نهر الأردن", "نهر-الأردن"
    tag_verbs.save_tag(tag)
    return tag


@pytest.fixture
def former(section, author):
    """A section that moved from economy, and an author that moved from karim."""
    for row in (section, author):
        row.slug = "moved"
        redirects.save_with_redirects(row)


def test_tag_of_a_draft_leaves_a_former_address_to_its_tag(renamed):
    (tag,) = Tag.objects.named(["حوض النهر"])
    assert tag.slug_ar == "حوض-النهر-2"
    assert TagRedirect.objects.get(slug="حوض-النهر").tag == renamed


def test_number_of_a_former_address_is_taken_too(renamed):
    TagRedirect.objects.create(slug="حوض-النهر-2", tag=renamed)
    assert free_slug(Tag, "slug_ar", "حوض النهر", "tag") == "حوض-النهر-3"


@pytest.mark.parametrize(("language", "free"), [("ar", "x"), ("en", "x-2"), ("", "x-2")])
def test_former_address_of_another_language_is_free(renamed, language, free):
    TagRedirect.objects.create(slug="x", language=language, tag=renamed)
    assert free_slug(Tag, "slug_en", "x", "tag") == free


def test_section_leaves_a_former_address(former):
    made = Section(name_ar="economy")
    made.clean()
    assert made.slug == "economy-2"


def test_author_leaves_a_former_address(former):
    made = Author(name_ar="karim", name_en="karim")
    made.clean()
    assert made.slug == "karim-2"


def test_import_leaves_former_addresses(former, renamed):
    names = TaxonomyLookup(language="ar")
    names.resolve(categories=["economy!"], tags=["حوض النهر"], authors=["karim"])
    assert Tag.objects.get(name_ar="حوض النهر").slug_ar == "حوض-النهر-2"
    assert Author.objects.get(name_ar="karim").slug == "karim-2"
    assert SectionRedirect.objects.filter(slug="economy").exists()
    assert AuthorRedirect.objects.filter(slug="karim").exists()
    assert not Section.objects.filter(slug="economy").exists()


def test_row_has_its_own_addresses_back(renamed, former, section):
    renamed.name_ar, renamed.slug_ar = "حوض النهر", ""
    renamed.clean()
    section.name_ar, section.slug = "economy", ""
    section.clean()
    assert (renamed.slug_ar, section.slug) == ("حوض-النهر", "economy")


def test_row_keeps_its_address_when_it_is_made_again():
    row = factories.AuthorFactory(name_ar="نجيب", slug="نجيب")
    row.slug = ""
    row.clean()
    assert row.slug == "نجيب"


def test_editor_may_take_a_former_address_over_on_purpose(renamed):
    tag = factories.TagFactory.build(name_ar="حوض", slug_ar="حوض-النهر")
    tag.clean()
    tag_verbs.save_tag(tag)
    assert tag.slug_ar == "حوض-النهر"
    assert not TagRedirect.objects.filter(slug="حوض-النهر").exists()
