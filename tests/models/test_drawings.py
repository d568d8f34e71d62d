"""Rows from before keys and addresses lost the drawing of signs; the migration takes them along."""

import sys
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import CharField, Model, Value

from articles.models import Announcement, Section, Tag, TagAlias, TaggedArticle, TagRedirect
from tests import factories

HEART = "\u2764\ufe0f"
ONE = "1\ufe0f\u20e3"


def raw(row: Model, **values: str) -> None:
    """Write what the fields themselves would write without the signs."""
    texts = {name: Value(value, output_field=CharField()) for name, value in values.items()}
    type(row)._default_manager.filter(pk=row.pk).update(**texts)


def migrate() -> None:
    loader = MigrationLoader(connection)
    name = next(name for _app, name in loader.disk_migrations if name.endswith("_drawings"))
    apps = loader.project_state(("articles", name)).apps
    sys.modules[f"articles.migrations.{name}"].refill(apps, None)


@pytest.fixture
def plain(db: None) -> Tag:
    return factories.TagFactory(name_ar="حب", slug_ar="حب")


@pytest.fixture
def drawn(db: None) -> Tag:
    tag = factories.TagFactory(name_ar=f"{HEART} هوى", slug_ar="قلب-حب", name_en="Love")
    raw(tag, name_ar=f"{HEART} حب", key="\ufe0fحب", slug_en=f"love-{ONE}")
    return tag


def test_tags_that_become_one_are_merged(plain: Tag, drawn: Tag, published: Any) -> None:
    both, one = published(tags=[plain.pk, drawn.pk]), published(tags=[drawn.pk])
    Announcement.objects.all().delete()
    TagAlias.objects.create(tag=drawn, name="غرام")
    migrate()
    assert [tag.pk for tag in Tag.objects.all()] == [plain.pk]
    tagged = TaggedArticle.objects.values_list("content_object", "tag")
    assert set(tagged) == {(both.pk, plain.pk), (one.pk, plain.pk)}
    assert set(Announcement.objects.values_list("article", flat=True)) == {both.pk, one.pk}
    assert Tag.objects.named(["غرام"]) == [plain]
    assert Tag.objects.by_number([drawn.pk]) == {drawn.pk: plain}


def test_tag_that_takes_another_in_has_its_english_and_its_address(plain: Tag, drawn: Tag) -> None:
    Tag.objects.filter(pk=plain.pk).update(is_retired=True)
    migrate()
    plain.refresh_from_db()
    assert (plain.name_en, plain.slug_en, plain.key_en) == ("Love", "love-1", "love")
    assert not plain.is_retired
    assert TagRedirect.objects.get(slug="قلب-حب", language="ar").tag == plain


def test_tag_alone_keeps_its_number_and_gets_its_key(drawn: Tag) -> None:
    migrate()
    drawn.refresh_from_db()
    assert (drawn.key, drawn.name_ar, drawn.slug_en) == ("حب", f"{HEART} حب", "love-1")


def test_tag_is_merged_into_the_one_of_which_it_is_a_spelling(drawn: Tag) -> None:
    other = factories.TagFactory(name_ar="غرام")
    TagAlias.objects.create(tag=other, name="حب")
    migrate()
    assert list(Tag.objects.all()) == [other]


def test_tags_alike_in_english_only_stay_two(plain: Tag, drawn: Tag) -> None:
    other = factories.TagFactory(name_ar="مودة", name_en="Peace", slug_en="peace")
    raw(other, name_en=f"{HEART} Love", key_en="\ufe0flove")
    raw(drawn, name_ar="هوى", key="هوى")
    migrate()
    assert Tag.objects.count() == 3
    assert Tag.objects.get(key_en="love") == drawn


def test_tag_of_signs_alone_stays_as_it_is(drawn: Tag) -> None:
    raw(drawn, name_ar=HEART, key="\ufe0f")
    migrate()
    assert Tag.objects.get().key == "\ufe0f"


def test_spelling_that_comes_twice_stands_once(plain: Tag) -> None:
    spellings = [TagAlias.objects.create(tag=plain, name=name) for name in ("هوى", "غرام", "عشق")]
    raw(spellings[1], name=f"{HEART} هوى", key="\ufe0fهوى")
    raw(spellings[2], name=f"{HEART} عشق", key="\ufe0fعشق")
    migrate()
    assert set(TagAlias.objects.values_list("key", flat=True)) == {"هوي", "عشق"}


def test_addresses_are_found_again(client: Any, published: Any, carried: Any) -> None:
    article, first = published(), factories.SectionFactory(name_ar="أول", slug="1")
    second, author = factories.SectionFactory(name_ar="ثان"), factories.AuthorFactory()
    carried(author)
    former = TagRedirect.objects.create(slug="x", language="ar", tag=factories.TagFactory())
    for row in (second, author, former):
        raw(row, slug=ONE)
    raw(article, slug_ar=f"{ONE}-خبر")
    raw(author, key=f"{ONE}كاتب")
    migrate()
    slugs = Section.objects.order_by("pk").values_list("slug", flat=True)
    assert set(slugs) >= {first.slug, "1-2"}
    for row, slug in ((author, "1"), (former, "1")):
        row.refresh_from_db()
        assert row.slug == slug
    article.refresh_from_db()
    assert (article.slug_ar, author.key) == ("1-خبر", "1كاتب")
    assert client.get(f"/authors/{ONE}/").headers["Location"] == "/authors/1/"
