"""Cards: what a piece is stands above it, and who speaks beside it."""

import pytest

from articles.templatetags.cards import kind_and_topic, kind_label
from tests import factories

SECTION, TAG = "/sections/economy/", "/tags/قطارات/"


@pytest.fixture
def shown(client, published):
    """The list of a tag with one article of these fields."""

    def run(path=SECTION, **changes):
        published(**changes)
        return client.get(path).content.decode()

    return run


def test_kind_of_the_piece_stands_on_its_card(shown):
    assert f'<span class="kind">{kind_label("report")}</span>' in shown(kind="report")


def test_news_has_no_word_for_its_kind(shown):
    assert 'class="kind"' not in shown(kind="news")


def test_kicker_that_says_the_kind_stands_in_its_place():
    name = kind_label("explainer")
    assert kind_and_topic("explainer", f"{name} مبسّط") == (f"{name} مبسّط", "")
    assert kind_and_topic("explainer", "طاقة") == (name, "طاقة")


def test_opinion_has_the_picture_of_its_author_instead_of_its_own(shown, author, tag):
    portrait, own = (factories.ImageFactory(digest=letter * 64) for letter in "ab")
    author.photo = portrait
    author.save()
    page = shown(TAG, kind="opinion", lead_image=own.pk, tags=[tag.pk])
    assert portrait.digest[:8] in page
    assert own.digest[:8] not in page


def test_news_does_not_name_its_author_on_a_card(shown, author):
    assert "card-author" not in shown(kind="news")


def test_card_without_a_picture_is_typographic(shown):
    assert "list-first card-type" in shown()


def test_card_with_a_picture_is_photographic(shown, picture):
    assert "card-type" not in shown(lead_image=picture.pk)


def test_list_of_a_section_does_not_name_it_on_every_card(shown, section, tag):
    page = shown(tags=[tag.pk])
    assert f'<p class="card-meta"><span>{section.name_ar}</span>' not in page


def test_list_of_a_tag_names_the_section_on_every_card(shown, section, tag):
    assert f"<span>{section.name_ar}</span>" in shown(TAG, tags=[tag.pk])
