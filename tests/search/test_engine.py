from datetime import UTC, date, datetime, timedelta

import pytest

from articles import workflow
from articles.search.engine import Filters, search
from articles.search.query import parse_query
from articles.search.spell_check import SpellCheck
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


def test_withdrawn_article_is_gone_while_the_index_still_holds_it(indexed, find, editor):
    article = indexed(headline_ar="كسوف الشمس")
    workflow.withdraw(article, by=editor, at=NOW)
    assert find("كسوف") == []


def test_section_narrows_what_is_found(indexed, find, section):
    other = factories.SectionFactory()
    article = indexed(headline_ar="كسوف الشمس")
    indexed(headline_ar="كسوف الشمس", section=other.pk)
    assert find("كسوف", filters=Filters(sections=(section.pk,))) == [article.pk]


def test_several_sections_are_searched_together(indexed, find, section):
    other = factories.SectionFactory()
    articles = {indexed(section=each.pk, headline_ar="كسوف").pk for each in (section, other)}
    assert set(find("كسوف", filters=Filters(sections=(section.pk, other.pk)))) == articles


def test_tag_narrows_what_is_found(indexed, find):
    tag = factories.TagFactory()
    article = indexed(headline_ar="كسوف الشمس", tags=[tag.pk])
    indexed(headline_ar="كسوف الشمس")
    assert find("كسوف", filters=Filters(tag=tag.pk)) == [article.pk]


def test_author_narrows_what_is_found(indexed, find):
    other = factories.AuthorFactory()
    article = indexed(headline_ar="كسوف", bylines=[{"author": other.pk, "role": "writer"}])
    indexed(headline_ar="كسوف الشمس")
    assert find("كسوف", filters=Filters(author=other.pk)) == [article.pk]


def test_kind_narrows_what_is_found(indexed, find):
    article = indexed(headline_ar="كسوف الشمس", kind="opinion")
    indexed(headline_ar="كسوف الشمس", kind="news")
    assert find("كسوف", filters=Filters(kind="opinion")) == [article.pk]


# In Cairo the 20th of November begins at 22:00 UTC of the 19th.
@pytest.mark.parametrize(("hour", "is_found"), [(21, False), (22, True)])
def test_first_day_begins_at_midnight_of_the_site(indexed, find, hour, is_found):
    article = indexed(headline_ar="كسوف", at=datetime(2026, 11, 19, hour, tzinfo=UTC))
    found = find("كسوف", filters=Filters(since=date(2026, 11, 20)))
    assert found == [article.pk] * is_found


@pytest.mark.parametrize(("hour", "is_found"), [(21, True), (22, False)])
def test_last_day_ends_at_midnight_of_the_site(indexed, find, hour, is_found):
    article = indexed(headline_ar="كسوف", at=datetime(2026, 11, 19, hour, tzinfo=UTC))
    found = find("كسوف", filters=Filters(until=date(2026, 11, 19)))
    assert found == [article.pk] * is_found


@pytest.mark.parametrize("day", [date.min, date.max, date(1900, 1, 1)])
def test_days_out_of_range_are_no_error(indexed, find, day):
    indexed(headline_ar="كسوف")
    assert len(find("كسوف", filters=Filters(since=day, until=day))) == 0


def test_word_in_a_cell_of_a_table_is_found(indexed, find):
    html = "<table><tbody><tr><td>الدلتا</td><td>محافظات</td></tr></tbody></table>"
    article = indexed(headline_ar="أرقام", standfirst_ar="", body_ar=html)
    assert find("محافظات") == [article.pk]


def test_phrase_is_found_only_in_its_order(indexed, find):
    article = indexed(body_ar=paragraph("عقد المجلس الأعلى جلسة طارئة"))
    indexed(body_ar=paragraph("عقدت جلسة في المجلس وكانت طارئة على الجدول الأعلى"))
    assert find("«المجلس الأعلى»") == [article.pk]


def test_phrase_is_found_behind_a_clitic(indexed, find):
    article = indexed(body_ar=paragraph("حضر الوزير جلسة للمجلس الأعلى"))
    assert find("«المجلس الأعلى»") == [article.pk]


def test_phrase_does_not_reach_from_the_headline_into_the_text(indexed, find):
    indexed(headline_ar="قرار جديد للمجلس", standfirst_ar="", body_ar=paragraph("الأعلى منذ عام"))
    assert find("«المجلس الأعلى»") == []


def test_excluded_word_is_in_nothing_that_is_found(indexed, find):
    article = indexed(headline_ar="كسوف الشمس", body_ar=paragraph("غدا في الصباح"))
    indexed(headline_ar="كسوف الشمس", body_ar=paragraph("في القاهرة غدا"))
    assert find("كسوف -القاهرة") == [article.pk]


def test_pages_follow_each_other_without_repetition(indexed, settings):
    settings.PAGE_SIZE = 2
    numbers = {indexed(headline_ar=f"كسوف الشمس {n}").pk for n in range(3)}
    first = search("كسوف", language="ar", at=NOW)
    second = search("كسوف", language="ar", at=NOW, page=2)
    assert (first.count, first.has_next, second.has_next) == (3, True, False)
    assert {hit.card.pk for hit in first.hits + second.hits} == numbers


@pytest.mark.parametrize("query", ["كسوف", "كسوف القمر", "كصوف القمر", "«كسوف الشمس» -قمر"])
def test_search_costs_at_most_three_queries(indexed, django_assert_max_num_queries, query):
    indexed(headline_ar="كسوف الشمس")
    with django_assert_max_num_queries(3):
        search(query, language="ar", at=NOW)


def test_search_by_date_that_finds_some_words_only_costs_three_queries(
    indexed, django_assert_num_queries
):
    article = indexed(headline_ar="كسوف الشمس")
    with django_assert_num_queries(3):
        found = search("كسوف المريخ", language="ar", at=NOW, order="date")
    assert [hit.card.pk for hit in found.hits] == [article.pk]


def test_query_without_words_costs_none(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        search("« » - …", language="ar", at=NOW)


def test_misspelled_word_among_others_finds_the_correction_and_says_so(indexed):
    article = indexed(headline_ar="كسوف الشمس")
    found = search("كسزف الشمس", language="ar", at=NOW)
    assert [hit.card.pk for hit in found.hits] == [article.pk]
    assert (found.corrected, found.is_corrected) == ("كسوف الشمس", True)


def test_misspelled_word_alone_finds_nothing_and_has_a_suggestion(indexed):
    indexed(headline_ar="كسوف الشمس")
    found = search("كسزف", language="ar", at=NOW)
    assert (found.hits, found.corrected) == ([], "كسوف")


@pytest.mark.parametrize("query", ["الحكوومة", "الحكومةة", "الحكمومة", "الحوكمة", "الحمومة"])
def test_single_word_is_corrected_only_when_a_letter_was_typed_twice(indexed, find, query):
    article = indexed(headline_ar="تشكيل الحكومة")
    assert find(query) == [article.pk] * (query in ("الحكوومة", "الحكومةة"))


def test_single_word_with_an_unknown_stem_finds_only_itself(indexed, find):
    indexed(headline_ar="خبر", body_ar=paragraph(f"{'كلام ' * 60} هادر"))
    assert find("هادرون") == []
    article = indexed(headline_ar="خبر", body_ar=paragraph(f"{'كلام ' * 60} الهادرون"))
    assert find("هادرون") == [article.pk]


def test_known_word_in_an_unknown_form_has_no_suggestion(indexed):
    indexed(headline_ar="قرارات جديدة"), indexed(headline_ar="قطار القاهرة")
    assert search("قطارات", language="ar", at=NOW).corrected == ""


def test_first_letter_is_no_clitic_when_the_index_does_not_know_the_rest(indexed, find):
    indexed(headline_ar="أمر لازم")
    assert find("بلازمون") == []


def test_first_letter_is_a_clitic_when_the_index_knows_the_rest(indexed, find):
    article = indexed(headline_ar="أسوان تستقبل الزوار")
    assert find("بأسوان") == [article.pk]


def test_correction_keeps_the_rest_of_the_query_as_typed(indexed):
    indexed(headline_ar="كسوف الشمس", body_ar=paragraph("فوق القاهرة"))
    found = search("والكسزف  القاهرة", language="ar", at=NOW)
    assert found.corrected == "والكسوف  القاهرة"


def test_rightly_spelled_word_is_not_corrected(indexed):
    indexed(headline_ar="كسوف الشمس")
    found = search("كسوف", language="ar", at=NOW)
    assert (found.corrected, found.is_corrected) == ("", False)


def test_article_without_one_of_three_words_stands_before_one_with_one_of_them(indexed, find):
    one = indexed(headline_ar="كسوف")
    two = indexed(headline_ar="كسوف القمر", at=NOW - DAY)
    assert find("كسوف القمر النادر") == [two.pk, one.pk]


def test_stopwords_alone_are_looked_up_as_they_are(indexed, find):
    article = indexed(headline_ar="من أين وإلى أين")
    assert find("من إلى") == [article.pk]


def test_stopword_is_read_behind_its_clitic(db):
    query = parse_query("لأول مرة")
    assert SpellCheck(query, "ar").query == query


def test_snippet_shows_where_the_word_stands(indexed):
    indexed(standfirst_ar="مقدمة قصيرة", body_ar=paragraph("يبدأ الكسوف عند الظهر"))
    (hit,) = search("كسوف", language="ar", at=NOW).hits
    assert hit.snippet == "يبدأ <mark>الكسوف</mark> عند الظهر"


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
