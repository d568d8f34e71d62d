"""What readers get: the home page and sections' fronts, at a bounded cost."""

from datetime import timedelta

import pytest

from articles.frontpage import documents
from articles.views import site_context
from tests import factories
from tests.conftest import NOW
from tests.frontpage.conftest import page, pin, slot
from tests.views.conftest import queries as queries

HOUR = timedelta(hours=1)


def text(client, path="/"):
    return client.get(path).content.decode()


def test_home_is_as_it_was_arranged(client, published, put):
    article = published(headline_ar="عنوان الخبر")
    own = pin(article, headline="عنوان الصفحة")
    put(page(slot(label="خاص", pin=own), layout="breaking"))
    said = text(client)
    assert "عنوان الصفحة" in said
    assert "عنوان الخبر" not in said
    assert "خاص" in said
    assert "top-breaking" in said


def test_arrangement_of_one_language_is_not_that_of_another(client, published, put):
    put(page(slot(label="خاص", pin=pin(published()))))
    assert "خاص" not in text(client, "/en/")


def test_home_of_later_shape_is_as_nobody_arranged_it(client, published, put):
    publication = put(page(slot(), layout="election"))
    type(publication.revision).objects.update(schema=documents.SCHEMA + 1)
    published(headline_ar="عنوان الخبر")
    said = text(client)
    assert "عنوان الخبر" in said
    assert "top-ordinary" in said


@pytest.mark.parametrize("layout", documents.LAYOUTS)
@pytest.mark.parametrize("has_picture", [True, False])
def test_every_layout_shows_every_story_once(client, published, put, layout, has_picture):
    picture = factories.ImageFactory().pk if has_picture else None
    for n in range(12):
        published(headline_ar=f"<خبر رقم-{n}.>", at=NOW - n * HOUR, lead_image=picture)
    zones = [documents.zone(kind, 2, documents.rule("newest")) for kind in documents.ZONE_KINDS]
    slots = [slot() for _n in range(4)]
    put(page(*slots, layout=layout, more=zones))
    said = text(client)
    assert [said.count(f">&lt;خبر رقم-{n}.&gt;<") for n in range(12)] == [1] * 12


def test_section_begins_with_its_front_and_goes_on_without_it(client, published, put, section):
    for n in range(4):
        published(headline_ar=f"خبر رقم {n}", at=NOW - n * HOUR)
    put(page(slot(), slot()), section=section)
    said = text(client, "/sections/economy/")
    assert [said.count(f">خبر رقم {n}<") for n in range(4)] == [1] * 4
    assert said.index("خبر رقم 1") < said.index('class="list"') < said.index("خبر رقم 2")


def test_second_page_of_a_section_has_no_front(client, published, put, section, settings):
    settings.PAGE_SIZE = 1
    for n in range(2):
        published(at=NOW - n * HOUR)
    put(page(slot(), slot()), section=section)
    assert "section-front" not in text(client, "/sections/economy/?page=2")


def test_forty_slots_cost_eight_queries_at_most(queries, published, put, section, sport):
    tag, picture = factories.TagFactory(), factories.ImageFactory()
    articles = [published(at=NOW - n * HOUR, tags=[tag.pk]) for n in range(45)]
    pins = [slot(pin=pin(article, picture=picture.pk)) for article in articles[:5]]
    rules = [
        documents.rule("section", section.pk),
        documents.rule("section", sport.pk),
        documents.rule("tag", tag.pk),
        documents.rule("kind", "opinion"),
        documents.rule("most_read", 24),
    ]
    put(page(*pins, more=[documents.zone("row", 7, rule) for rule in rules]))
    site_context.clear_cache()
    assert len(queries("/")) <= 8
