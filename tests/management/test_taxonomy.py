from typing import Any

import pytest

from articles.management.archive.taxonomy import DEFAULT_SECTION, TaxonomyLookup
from articles.models import Author, Section, Tag
from tests import factories

pytestmark = pytest.mark.django_db


def learnt(language: str = "ar", **names: list[str]) -> TaxonomyLookup:
    found = TaxonomyLookup(language=language)
    found.resolve(**({"categories": [], "tags": [], "authors": []} | names))
    return found


def test_category_of_another_house_is_our_section() -> None:
    world = factories.SectionFactory(name_ar="العالم", slug="world")
    assert learnt(categories=["دولي"]).section("دولي") == world.pk


def test_section_that_people_renamed_is_found_by_its_address() -> None:
    world = factories.SectionFactory(name_ar="شؤون دولية", slug="world")
    assert learnt(categories=["دولي"]).section("دولي") == world.pk


def test_unknown_category_becomes_a_section_with_a_free_address() -> None:
    factories.SectionFactory(name_ar="لغة سي", slug="c")
    names = learnt(categories=["C#", "c#"])
    assert Section.objects.get(pk=names.section("C#")).slug == "c-2"
    assert names.made["sections"] == 1


def test_piece_without_category_stands_in_the_miscellany() -> None:
    assert Section.objects.get(pk=learnt(categories=[""]).section("")).name_ar == DEFAULT_SECTION


def test_variant_of_a_known_tag_is_that_tag() -> None:
    tag = factories.TagFactory(name_ar="الإسكندرية")
    names = learnt(tags=["الاسكندرية"])
    assert (names.tag("الاسكندرية"), names.made["tags"]) == (tag.pk, 0)


def test_new_tags_whose_addresses_would_be_one_get_two() -> None:
    names = learnt(tags=["C++", "C#", "C"])
    slugs = {Tag.objects.get(pk=names.tag(name)).slug_ar for name in ("C++", "C#", "C")}
    assert slugs == {"c", "c-2", "c-3"}


def test_new_tag_gets_around_addresses_that_are_taken() -> None:
    factories.TagFactory(name_ar="وسم أول", slug_ar="c")
    factories.TagFactory(name_ar="وسم ثان", slug_ar="c-2")
    assert Tag.objects.get(pk=learnt(tags=["C"]).tag("C")).slug_ar == "c-3"


def test_tags_of_an_english_archive_have_english_pages() -> None:
    tag = Tag.objects.get(pk=learnt("en", tags=["Nile"]).tag("Nile"))
    assert (tag.name_en, tag.slug_en) == ("Nile", "nile")


def test_author_is_found_by_the_folded_name() -> None:
    author = factories.AuthorFactory(name_ar="أحمد فؤاد")
    names = learnt(authors=["احمد فؤاد", "نادر علي"])
    assert names.author("احمد فؤاد") == author.pk
    assert Author.objects.count() == 2


def test_new_names_of_a_batch_cost_the_same_queries_however_many(
    django_assert_max_num_queries: Any,
) -> None:
    names = TaxonomyLookup(language="ar")
    with django_assert_max_num_queries(16):
        names.resolve(
            categories=[],
            tags=[f"وسم {n}" for n in range(60)],
            authors=[f"كاتب {n}" for n in range(60)],
        )
