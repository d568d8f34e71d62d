from datetime import timedelta

import pytest

from articles.search.engine import LONGEST_QUERY, MOST_TERMS, query_terms, search
from tests import factories
from tests.conftest import NOW

DAY = timedelta(days=1)


def paragraph(text):
    return f"<p>{text}</p>"


@pytest.mark.parametrize("query", ["المكتبة", "مكتبات", "مَكْتَبَة", "بالمكتبة", "مكتبه"])
def test_word_is_found_in_every_spelling_and_form(indexed, find, query):
    article = indexed(headline_ar="افتتاح المكتبة الكبرى")
    assert find(query) == [article.pk]


def test_article_with_every_word_stands_before_one_with_some(indexed, find):
    some = indexed(headline_ar="البنك البنك البنك", body_ar=paragraph("البنك"), at=NOW)
    every = indexed(headline_ar="خبر", body_ar=paragraph("قرر البنك رفع الفائدة"), at=NOW - DAY)
    assert find("البنك الفائدة") == [every.pk, some.pk]


def test_word_in_the_headline_counts_more_than_in_the_body(indexed, find):
    body = indexed(headline_ar="خبر قصير", body_ar=paragraph("عن الزراعة في الدلتا"))
    headline = indexed(headline_ar="الزراعة في الدلتا", body_ar=paragraph("خبر قصير"))
    assert find("الزراعة") == [headline.pk, body.pk]


def test_newer_of_two_equal_articles_stands_first(indexed, find):
    new = indexed(headline_ar="سباق القوارب", at=NOW - DAY)
    old = indexed(headline_ar="سباق القوارب", at=NOW - 900 * DAY)
    assert find("القوارب") == [new.pk, old.pk]


def test_names_of_tags_and_authors_are_found(indexed, find):
    tag = factories.TagFactory(name_ar="فيضان النيل")
    article = indexed(tags=[tag.pk])
    assert find("فيضان") == [article.pk]
    assert find("الشاذلي") == [article.pk]


def test_scheduled_article_is_found_from_its_moment_on(indexed, find):
    article = indexed(headline_ar="كسوف الشمس", at=NOW)
    assert find("كسوف", at=NOW - timedelta(seconds=1)) == []
    assert find("كسوف", at=NOW) == [article.pk]


def test_expired_article_is_not_found(indexed, find):
    indexed(headline_ar="كسوف الشمس", expires_at=(NOW + DAY).isoformat())
    assert find("كسوف", at=NOW + DAY) == []


def test_arabic_article_is_not_found_in_english(indexed, find):
    indexed(headline_ar="كسوف الشمس")
    assert find("كسوف", language="en") == []


def test_section_narrows_what_is_found(indexed, find, section):
    other = factories.SectionFactory()
    article = indexed(headline_ar="كسوف الشمس")
    indexed(headline_ar="كسوف الشمس", section=other.pk)
    assert find("كسوف", section=section.pk) == [article.pk]


def test_pages_follow_each_other_without_repetition(indexed, settings):
    settings.PAGE_SIZE = 2
    numbers = {indexed(headline_ar=f"كسوف الشمس {n}").pk for n in range(3)}
    first = search("كسوف", language="ar", at=NOW)
    second = search("كسوف", language="ar", at=NOW, page=2)
    assert (first.count, first.has_next, second.has_next) == (3, True, False)
    assert {card.pk for card in first.cards + second.cards} == numbers


def test_search_costs_at_most_four_queries(indexed, django_assert_max_num_queries):
    indexed(headline_ar="كسوف الشمس")
    with django_assert_max_num_queries(4):
        search("كسوف القمر", language="ar", at=NOW)


def test_stopwords_alone_are_looked_up_as_they_are():
    assert query_terms("من إلى") != ()


def test_long_query_is_cut():
    assert len(query_terms(" ".join(f"كلمة{n}" for n in range(500)))) == MOST_TERMS
    assert query_terms("ا" * LONGEST_QUERY + "ب") == query_terms("ا" * LONGEST_QUERY)


HOSTILE = {
    "empty": "",
    "spaces": " \t\n ",
    "ten thousand letters": "كسوف" * 2_500,
    "ten thousand words": "كسوف " * 2_000,
    "operators": 'AND OR NOT NEAR() * ^ : - + & | ! <-> () "" \'',
    "quotes": "\"كسوف' OR \"1\"='1' --",
    "backslashes": "\\ \\\\ كسوف\\",
    "control characters": "\x01كس\x07وف\x1f\x7f",
    "controls of direction": "\u202eكسوف\u202c \u2066x\u2069",
    "surrogates of emoji": "كسوف 🌒🏽 \ufffd",
    "column filter": "headline:كسوف",
    "percent": "%كسوف% _ %s %(x)s",
    "zero": "\x00",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_text_is_a_query(indexed, find, query):
    indexed(headline_ar="كسوف الشمس")
    assert len(find(query)) <= 1
