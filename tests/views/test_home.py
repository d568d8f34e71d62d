import re

import pytest

from articles.models import Section
from articles.views import site_context
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import HOUR
from tests.views.parsing import order


def headlines(response):
    return re.findall(r"خبر رقم \d+", response.content.decode())


def test_lead_is_the_newest_article_with_a_picture(client, published, picture):
    published(headline_ar="خبر رقم 1", at=NOW - HOUR, lead_image=picture.pk)
    published(headline_ar="خبر رقم 2", at=NOW)
    response = client.get("/")
    assert order(response, "خبر رقم 2", "خبر رقم 1") == ["خبر رقم 1", "خبر رقم 2"]
    assert response.content.decode().count('fetchpriority="high"') == 1


@pytest.fixture
def four_sections(published):
    """Twenty articles, one an hour, the sections taking turns."""
    sections = [factories.SectionFactory(slug=f"part-{n}").pk for n in range(4)]
    for n in range(20):
        published(headline_ar=f"خبر رقم {n}", at=NOW - n * HOUR, section=sections[n % 4])


def test_no_article_stands_twice(client, four_sections):
    shown = headlines(client.get("/"))
    assert len(shown) == len(set(shown)) == 20


def test_section_blocks_follow_the_newest_articles(client, four_sections):
    blocks = [f'block-more" href="/sections/part-{n}/"' for n in (0, 3)]
    parts = ["خبر رقم 0", blocks[0], "خبر رقم 12", blocks[1], "<footer"]
    assert order(client.get("/"), *reversed(parts)) == parts


def test_empty_newsroom_has_a_front_page(client, db):
    response = client.get("/")
    assert response.status_code == 200
    assert "<h1" in response.content.decode()


def test_english_front_page_says_its_language(client, db):
    assert '<html lang="en" dir="ltr">' in client.get("/en/").content.decode()


def test_new_section_is_in_the_menu_of_the_next_page(client, section):
    client.get("/")
    Section.objects.create(name_ar="بيئة", slug="environment")
    site_context.clear_cache()
    assert "/sections/environment/" in client.get("/").content.decode()
