"""Results for several things that a query may mean, on one page."""

from datetime import timedelta

import pytest

from articles.search.engine import Filters, search
from articles.search.models import VocabularyWord
from tests.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def two_near(indexed):
    """Articles of two words of which a lone slip may mean either: six and two, the newest first."""
    likelier = [indexed(headline_ar="حسن مرزوقي", at=NOW - n * DAY).pk for n in range(6)]
    other = [indexed(headline_ar="حسن مرزومي", at=NOW - n * DAY).pk for n in range(2)]
    VocabularyWord.objects.filter(word="مرزوقي").update(articles=60)
    VocabularyWord.objects.filter(word="مرزومي").update(articles=50)
    return likelier, other


def test_fifth_article_is_of_the_other_word_that_a_lone_slip_may_mean(two_near, find):
    likelier, other = two_near
    assert find("مرزوعي") == [*likelier[:4], other[0], *likelier[4:], other[1]]


def test_third_word_that_a_lone_slip_may_mean_has_the_tenth_place(two_near, find, indexed):
    likelier, other = two_near
    third = [indexed(headline_ar="حسن مرزوبي", at=NOW).pk for n in range(2)]
    more = [indexed(headline_ar="حسن مرزوقي", at=NOW - n * DAY).pk for n in (7, 8, 9)]
    VocabularyWord.objects.filter(word="مرزوبي").update(articles=45)
    best = [*likelier, *more]
    expected = [*best[:4], other[0], *best[4:8], third[1], best[8], other[1], third[0]]
    assert find("مرزوعي") == expected


def test_page_of_two_words_names_both_and_marks_them(two_near):
    found = search("مرزوعي", language="ar", at=NOW)
    assert (found.corrected, found.others, found.is_mixed) == ("مرزوقي", ("مرزومي",), True)
    assert found.hits[4].headline == "حسن <mark>مرزومي</mark>"


def test_page_in_the_order_of_dates_is_of_the_likelier_word(two_near, find):
    assert find("مرزوعي", order="date") == two_near[0]


def test_other_word_is_shown_where_the_filters_leave_none_of_the_likelier(two_near, indexed):
    old = indexed(headline_ar="حسن مرزومي", at=NOW - 90 * DAY)
    filters = Filters(until=(NOW - 60 * DAY).date())
    found = search("مرزوعي", language="ar", at=NOW, filters=filters)
    assert [hit.card.pk for hit in found.hits] == [old.pk]
    assert (found.corrected, found.is_mixed) == ("مرزومي", False)


def test_tenth_article_is_of_another_word_that_is_less_likely(indexed, find):
    best = [indexed(headline_ar="تحرير البلدة", at=NOW - n * DAY).pk for n in range(10)]
    other = [indexed(headline_ar="تحذير البلدة", at=NOW - n * DAY).pk for n in range(2)]
    VocabularyWord.objects.filter(word="تحرير").update(articles=60)
    VocabularyWord.objects.filter(word="تحذير").update(articles=10)
    assert find("تحزير") == [*best[:9], other[0], best[9], other[1]]


def test_page_of_a_slip_beside_another_word_is_of_both_that_stand_with_it(two_near):
    found = search("حسن مرزوعي", language="ar", at=NOW)
    assert (found.corrected, found.others, found.is_mixed) == (
        "حسن مرزوقي",
        ("حسن مرزومي",),
        True,
    )
    assert found.hits[6].headline == "<mark>حسن</mark> <mark>مرزومي</mark>"


@pytest.fixture
def rare(indexed):
    """An article with a word in its text alone, and one with a word near it, of eight."""
    held = indexed(headline_ar="خبر", body_ar=f"<p>{'كلام ' * 60} هادرون</p>")
    indexed(headline_ar="خبر آخر", body_ar=f"<p>{'كلام ' * 60} هادر</p>")
    near = indexed(headline_ar="الهاديرون")
    VocabularyWord.objects.filter(word="هاديرون").update(articles=8)
    return held, near


def test_few_articles_of_a_rare_word_are_followed_by_those_of_one_near_it(rare):
    held, near = rare
    found = search("هادرون", language="ar", at=NOW)
    assert [hit.card.pk for hit in found.hits] == [held.pk, near.pk]
    assert (found.corrected, found.is_corrected, found.is_mixed) == ("هاديرون", False, True)


def test_articles_of_a_rare_word_stand_alone_in_the_order_of_dates(rare, find):
    assert find("هادرون", order="date") == [rare[0].pk]
