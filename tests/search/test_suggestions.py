import pytest

from articles.search.suggestions import suggest
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def offered(db):
    def run(text, language="ar"):
        found = suggest(text, language=language, at=NOW)
        return [(each.kind, each.text) for each in found]

    return run


def test_headline_is_offered_while_its_word_is_begun(indexed, offered):
    indexed(headline_ar="كسوف الشمس غدا")
    assert ("headline", "كسوف الشمس غدا") in offered("كسوف الش")


def test_begun_word_may_stand_behind_a_clitic(indexed, offered):
    indexed(headline_ar="مصر تستعد للكسوف")
    assert ("headline", "مصر تستعد للكسوف") in offered("كسو")


def test_tag_is_offered_whatever_its_hamza(offered, carried):
    carried(factories.TagFactory(name_ar="أسوان"))
    assert offered("اسو") == [("tag", "أسوان")]


def test_author_is_offered_whatever_the_hamza(offered, carried):
    carried(factories.AuthorFactory(name_ar="أمينة إبراهيم"))
    assert offered("امينه ا") == [("author", "أمينة إبراهيم")]


def test_name_that_begins_so_stands_before_one_that_holds_it(offered, carried):
    carried(*(factories.TagFactory(name_ar=name) for name in ("آثار أسوان", "أسوان")))
    assert [text for _kind, text in offered("اسوان")] == ["أسوان", "آثار أسوان"]


def test_retired_tag_is_not_offered(offered, carried):
    carried(factories.TagFactory(name_ar="أسوان", is_retired=True))
    assert offered("اسو") == []


def test_scheduled_article_is_not_offered_before_its_moment(indexed, offered):
    indexed(headline_ar="كسوف الشمس", at=NOW.replace(hour=13))
    assert offered("كسو") == []


def test_article_of_another_language_is_not_offered(indexed, offered):
    indexed(headline_ar="كسوف الشمس")
    assert offered("كسو", language="en") == []


@pytest.mark.parametrize("text", ["", "ك", " - ", "«»", "\x00", "%"])
def test_less_than_two_letters_offer_nothing(indexed, offered, text):
    indexed(headline_ar="كسوف الشمس")
    assert offered(text) == []


def test_at_most_eight_are_offered(indexed, carried, offered):
    for number in range(10):
        indexed(headline_ar=f"كسوف {number}")
        carried(factories.TagFactory(name_ar=f"كسوف {number}"))
    assert len(offered("كسو")) == 8


def test_suggestions_cost_three_queries(indexed, offered, django_assert_num_queries):
    indexed(headline_ar="كسوف الشمس")
    with django_assert_num_queries(3):
        offered("كسوف ال")


@pytest.mark.parametrize(
    ("begun", "headline"),
    [
        ("iPh", "آيفون جديد في الأسواق"),
        ("barc", "برشلونة يفوز"),
        ("hgsu", "السعودية تستضيف القمة"),
        ("برشولن", "برشلونة يفوز"),
        ("el sis", "السيسي يفتتح مصنعا"),
        ("عبدالفت", "عبد الفتاح يفتتح مصنعا"),
    ],
)
def test_beginning_is_completed_as_it_is_meant(indexed, offered, begun, headline):
    indexed(headline_ar=headline)
    assert offered(begun) == [("headline", headline)]


def test_beginning_that_is_known_is_taken_as_typed(indexed, offered):
    indexed(headline_ar="كسوف الشمس")
    indexed(headline_ar="كشوف العلامات")
    assert offered("كسوف") == [("headline", "كسوف الشمس")]


def test_tag_is_offered_for_a_beginning_with_a_slip(indexed, offered):
    tag = factories.TagFactory(name_ar="برشلونة")
    indexed(headline_ar="برشلونة يفوز", tags=[tag.pk])
    assert ("tag", "برشلونة") in offered("برشولن")


def test_arabic_beginning_is_completed_in_english(indexed, offered):
    indexed(headline_en="Trump speaks", slug_en="trump-speaks", body_en="<p>He spoke.</p>")
    assert offered("ترام", language="en") == [("headline", "Trump speaks")]
