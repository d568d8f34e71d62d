import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import override

from articles.models import Author, Revision, Section, Tag, TagAlias, TagMerge, TagRedirect
from articles.models.fields import free_slug, number_in, retry_on_conflict
from articles.models.sections import colour_choices
from articles.models.taxonomy import split_names
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_names_are_separated_by_marks_of_both_scripts_and_never_by_spaces():
    names = split_names("دونالد ترامب، غزة؛ النيل, مصر ; السودان\nليبيا")
    assert names == ["دونالد ترامب", "غزة", "النيل", "مصر", "السودان", "ليبيا"]


def test_signs_around_a_name_are_no_part_of_it():
    assert split_names("#النيل، 'غزة' ، \"مصر\"") == ["النيل", "غزة", "مصر"]


def test_signs_alone_are_no_name():
    assert split_names("؟!، النيل") == ["النيل"]
    assert Tag.objects.named(["؟!"]) == []
    with pytest.raises(ValidationError) as refusal:
        Tag(name_ar="؟!").clean()
    assert set(refusal.value.message_dict) == {"name_ar"}


def test_blanks_and_marks_of_direction_in_a_name_are_cleaned():
    assert split_names("نهر \u200f  النيل") == ["نهر النيل"]


def test_name_may_have_a_hundred_letters():
    Tag(name_ar="ن" * 100).clean()
    with pytest.raises(ValidationError):
        Tag(name_ar="ن" * 101).clean()


def test_name_that_is_too_long_when_spelled_out_keeps_what_fits():
    (tag,) = Tag.objects.named(["\ufdfa" * 41])
    assert tag.name_ar == "\ufdfa" * 6


def test_what_is_written_past_every_form_is_clean(section):
    Section.objects.filter(pk=section.pk).update(name_ar=" مال\nوأعمال ", slug="Money & More!")
    section.refresh_from_db()
    assert (section.name_ar, section.slug) == ("مال وأعمال", "money-more")


def test_spelling_variants_of_one_name_are_kept_once():
    assert split_names("أحمد، احمد، أَحمد, #أحمد, ، ") == ["أحمد"]


@pytest.mark.parametrize("variant", ["احمد شوقى", "أَحْمَد شوقي", "أحـمد شوقي"])
def test_tag_is_found_in_every_spelling(variant):
    (tag,) = Tag.objects.named(["أحمد شوقي"])
    assert Tag.objects.named([variant]) == [tag]


def test_database_refuses_a_second_tag_of_the_same_letters():
    factories.TagFactory(name_ar="أحمد")
    with pytest.raises(IntegrityError):
        factories.TagFactory(name_ar="احمد", slug_ar="other")


def test_form_names_the_tag_that_is_spelled_the_same_way():
    factories.TagFactory(name_ar="أحمد")
    with pytest.raises(ValidationError, match="أحمد"):
        Tag(name_ar="احمد").clean()


def test_tag_without_an_address_gets_a_free_one():
    factories.TagFactory(name_ar="نيل", slug_ar="النيل")
    tag = Tag(name_ar="النيل")
    tag.clean()
    assert tag.slug_ar == "النيل-2"
    assert not tag.slug_en


def test_alias_leads_to_its_tag():
    (tag,) = Tag.objects.named(["منظمة الصحة العالمية"])
    TagAlias.objects.create(tag=tag, name="الصحة العالمية")
    assert Tag.objects.named(["الصحه العالميه"]) == [tag]


def test_alias_that_spells_another_tag_is_refused():
    first, _second = Tag.objects.named(["مصر", "السودان"])
    TagAlias(tag=first, name="مصـر").clean()
    with pytest.raises(ValidationError):
        TagAlias(tag=first, name="السودان").clean()


def test_english_name_finds_the_tag():
    tag = factories.TagFactory(name_en="Nile", slug_en="nile")
    assert list(Tag.objects.spelled(["NILE"]).values()) == [tag]


def test_name_of_a_tag_goes_before_the_same_spelling_of_another():
    other, tag = factories.TagFactory(), factories.TagFactory(name_ar="النيل", name_en="Nile")
    for name in ("النيل", "Nile"):
        TagAlias.objects.create(tag=other, name=name)
    assert Tag.objects.spelled(["النيل"]) == {"النيل": tag}


def test_spellings_and_numbers_of_tags_cost_two_queries(django_assert_num_queries):
    own, alias, into = Tag.objects.named(["مصر", "منظمة الصحة العالمية", "السودان"])
    TagAlias.objects.create(tag=alias, name="الصحة العالمية")
    for merged, tag in ((77, into), (78, alias)):
        TagMerge.objects.create(merged=merged, into=tag, at=NOW)
    with django_assert_num_queries(2):
        found = Tag.objects.spelled(["مصر", "الصحة العالمية"])
        assert [str(tag) for tag in found.values()] == [str(own), str(alias)]
    with django_assert_num_queries(2):
        found = Tag.objects.by_number([own.pk, 77])
        assert [str(tag) for tag in found.values()] == [str(own), str(into)]


def test_tags_in_use_of_a_language_are_shown_by_name():
    shown = factories.TagFactory(name_ar="باء", name_en="B", slug_en="b")
    first = factories.TagFactory(name_ar="ألف", name_en="A", slug_en="a")
    factories.TagFactory(name_ar="جيم", name_en="C", slug_en="c", is_retired=True)
    factories.TagFactory(name_ar="دال")
    assert list(Tag.objects.with_name_in("en").by_name()) == [first, shown]


def test_unused_tag_has_no_uses(published):
    used, unused = factories.TagFactory(), factories.TagFactory()
    published(tags=[used.pk])
    uses = {tag.pk: tag.uses for tag in Tag.objects.with_uses()}
    assert uses == {used.pk: 1, unused.pk: 0}


def test_rows_are_named_for_people():
    (tag,) = Tag.objects.named(["النيل"])
    redirect = TagRedirect.objects.create(slug="nahr", tag=tag)
    assert [str(tag), str(redirect), str(TagAlias(name="نهر"))] == ["النيل", "nahr", "نهر"]
    assert str(TagMerge(merged=7, into_id=3)) == "7 → 3"
    assert str(Revision(pk=1, created_at=NOW)) == "1 · 2026-11-20 12:00"


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (Section(name_ar="مال", name_en="Money", slug="money"), "Money"),
        (Section(name_ar="مال", slug="money"), "مال"),
        (Section(slug="money"), "money"),
        (Tag(), ""),
    ],
)
def test_row_is_named_in_the_language_else_in_the_first_one_else_by_its_address(row, name):
    with override("en"):
        assert str(row) == name


def test_key_of_a_name_is_known_once_it_is_saved():
    tag = factories.TagFactory(name_ar="أحمد")
    tag.name_ar = "إبراهيم"
    tag.save()
    assert tag.key == "ابراهيم"


def test_key_of_a_name_whose_signs_are_spelled_out_is_cut():
    assert len(factories.AuthorFactory(name_ar="\ufdfa" * 40).key) == 150


def test_address_that_another_gives_up_meanwhile_is_refused_without_a_name(section):
    refusal = Section(slug="other").unique_error_message(Section, ["slug"])
    assert "«" not in str(refusal)
    assert "“" not in str(refusal)


def test_taken_number_of_an_author_is_refused(author):
    with pytest.raises(ValidationError) as refusal:
        Author(pk=author.pk, name_ar="كاتب", slug="x").full_clean()
    assert set(refusal.value.message_dict) == {"id"}


def test_name_that_others_take_first_four_times_is_made_at_last(section):
    slugs = iter(["economy"] * 4 + ["sport"])
    made = retry_on_conflict(lambda: factories.SectionFactory(slug=next(slugs)))
    assert made.slug == "sport"


def test_name_that_others_take_first_five_times_is_refused(section):
    slugs = iter(["economy"] * 5)
    with pytest.raises(IntegrityError):
        retry_on_conflict(lambda: factories.SectionFactory(slug=next(slugs)))
    assert list(slugs) == []


def test_section_without_an_address_gets_one_of_its_name(section):
    other = Section(name_ar="economy")
    other.clean()
    assert other.slug == "economy-2"


@pytest.mark.parametrize("field", ["name_ar", "name_en"])
def test_name_of_another_section_is_refused_in_its_language(section, field):
    name = getattr(section, field).upper()
    twin = Section(**{"name_ar": "مال", "slug": "money"} | {field: name})
    with pytest.raises(ValidationError) as refusal:
        twin.full_clean()
    assert set(refusal.value.message_dict) == {field}


def test_section_keeps_its_own_name(section):
    section.full_clean()


@pytest.mark.parametrize("name", [None, "", "—"])
def test_sections_without_an_english_name_are_no_namesakes(name):
    factories.SectionFactory(name_ar="مال", slug="money", name_en=name)
    Section(name_ar="رياضة", slug="sport").full_clean()


def test_sections_have_one_level_of_children(section):
    child = factories.SectionFactory(parent=section)
    with pytest.raises(ValidationError, match="parent"):
        Section(name_ar="حفيد", slug="x", parent=child).clean()


def test_new_section_stands_inside_another(section):
    Section(name_ar="بنوك", slug="banks", parent=section).full_clean()


def test_section_is_refused_inside_itself(section):
    section.parent = section
    with pytest.raises(ValidationError) as refusal:
        section.clean()
    assert set(refusal.value.message_dict) == {"parent"}


def test_section_with_children_stays_at_the_top(section):
    factories.SectionFactory(parent=section)
    section.parent = factories.SectionFactory()
    with pytest.raises(ValidationError) as refusal:
        section.clean()
    assert set(refusal.value.message_dict) == {"parent"}


def test_section_without_children_moves_into_another(section):
    section.parent = factories.SectionFactory()
    section.clean()


def test_every_colour_of_a_section_stands_in_the_style_sheet():
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    styled = set(re.findall(r"\.section-([a-z]+)", tokens))
    assert {value for value, _label in colour_choices()} == styled


def test_database_refuses_a_section_within_itself(section):
    with pytest.raises(IntegrityError):
        Section.objects.filter(pk=section.pk).update(parent=section.pk)


def test_sections_come_as_the_newsroom_ordered_them():
    second = factories.SectionFactory(order=2)
    first = factories.SectionFactory(order=1, name_en="First")
    assert list(Section.objects.in_order()) == [first, second]
    assert list(Section.objects.with_name_in("en")) == [first]


def test_authors_are_found_by_a_part_of_the_name_or_by_number(author):
    factories.AuthorFactory()
    assert list(Author.objects.spelled(" Karim  elsh\u200f ")) == [author]
    assert list(Author.objects.spelled(f"كريم #{author.pk}")) == [author]


def test_author_without_an_address_gets_one_of_the_name(author):
    other = Author(name_ar="كريم الشاذلي")
    other.clean()
    assert other.slug == "كريم-الشاذلي"


@pytest.mark.parametrize(("model", "slug"), [(Author, "author"), (Section, "section")])
def test_address_of_a_name_without_letters_says_what_it_is_of(model, slug):
    row = model(name_ar="؟!")
    row.clean()
    assert row.slug == slug


@pytest.mark.parametrize("name", ["a" * 80, "ab " * 27, "كلمة " * 16])
@pytest.mark.parametrize(
    ("make", "field"), [(factories.SectionFactory, "slug"), (factories.TagFactory, "slug_ar")]
)
def test_addresses_of_one_long_name_are_all_free(make, field, name):
    model = make._meta.model
    slugs = [
        getattr(make(**{field: free_slug(model, field, name, "x")}), field) for _n in range(12)
    ]
    assert set(model.objects.values_list(field, flat=True)) == set(slugs)
    assert len(set(slugs)) == 12


@pytest.mark.parametrize(
    ("text", "number"),
    [(" 12 ", 12), ("#١٢", 12), ("اسم #7", 7), ("عام 2026", None), ("", None)],
)
def test_number_stands_alone_or_after_its_mark(text, number):
    assert number_in(text) == number
