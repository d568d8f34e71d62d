"""The search page beside its words: filters alone, the order, page numbers, and nothing found."""

from datetime import timedelta

import pytest

from articles.search import engine, query
from articles.search.models import ZeroResultQuery
from tests import factories
from tests.conftest import NOW
from tests.views.parsing import found_ids as found

DAY = timedelta(days=1)


@pytest.mark.parametrize("number", ["7", "9999", "0", "abc", "-1", "٧"])
def test_page_that_is_not_there_says_so_and_leads_to_the_first(client, indexed, number):
    indexed(headline_ar="كسوف الشمس")
    response = client.get("/search/", {"q": "كسوف", "page": number})
    html = response.content.decode()
    assert response.status_code == 404
    assert "ليس لهذا البحث صفحة كهذه" in html
    assert 'class="button" href="/search/?q=%D9%83%D8%B3%D9%88%D9%81"' in html
    assert not ZeroResultQuery.objects.exists()


def test_page_may_be_written_in_arabic_digits(find, published, answered):
    published()
    calls = answered(50)
    find(q="x", page="٢")
    assert calls[0][1]["page"] == 2


def test_filters_alone_list_their_articles_the_newest_first(find, indexed, section):
    older = indexed(headline_ar="كسوف الشمس", at=NOW - 2 * DAY)
    newer = indexed(headline_ar="خسوف القمر", at=NOW - DAY)
    indexed(headline_ar="خارج القسم", section=factories.SectionFactory().pk)
    assert found(find(section="economy")) == [newer.pk, older.pk]


def test_period_alone_lists_its_articles(find, indexed):
    indexed(headline_ar="خسوف القمر", at=NOW - DAY)
    older = indexed(headline_ar="كسوف الشمس", at=NOW - 40 * DAY)
    day = (NOW - 40 * DAY).date().isoformat()
    assert found(find(**{"from": day, "to": day})) == [older.pk]


def test_articles_of_filters_are_counted(text, indexed, section):
    for number in range(3):
        indexed(headline_ar=f"خبر {number}")
    heading = text(section="economy").split('id="count">')[1].split("</h2>")[0]
    assert heading == "3 مقالات"


def test_period_without_articles_says_so(text, indexed):
    indexed(headline_ar="خبر جديد")
    html = text(**{"from": "2001-01-01", "to": "2001-01-31"})
    assert "لا مقالات بهذه المرشحات" in html
    assert "لا نتائج عن" not in html


def test_filters_alone_cost_two_queries_beside_the_frame(queries, indexed):
    indexed(headline_ar="خبر جديد")
    queries("/search/")
    assert len(queries("/search/?section=economy")) <= 3


def test_results_by_date_stand_with_the_newest_first(find, indexed):
    newer = indexed(headline_ar="خبر", body_ar="<p>كسوف الشمس</p>", at=NOW - DAY)
    older = indexed(headline_ar="كسوف الشمس", at=NOW - 2 * DAY)
    assert found(find(q="كسوف الشمس")) == [older.pk, newer.pk]
    assert found(find(q="كسوف الشمس", order="date")) == [newer.pk, older.pk]


def test_results_by_date_hold_every_word(find, indexed):
    both = indexed(headline_ar="كسوف الشمس", at=NOW - 2 * DAY)
    indexed(headline_ar="كسوف القمر", at=NOW - DAY)
    assert found(find(q="كسوف الشمس", order="date")) == [both.pk]


def test_results_by_date_go_on_where_those_by_relevance_end(find, indexed, settings, monkeypatch):
    monkeypatch.setattr(engine, "MAX_RESULTS", 4)
    monkeypatch.setattr(query, "MAX_RESULTS", 4)
    settings.PAGE_SIZE = 2
    made = [indexed(headline_ar=f"كسوف {n}", at=NOW - (n + 1) * DAY).pk for n in range(7)]
    last = find(q="كسوف", page="2")
    assert not last["pagination"].next_url
    assert last["all_by_date_url"] == "/search/?q=%D9%83%D8%B3%D9%88%D9%81&order=date"
    pages = [found(find(q="كسوف", order="date", page=str(n))) for n in range(1, 5)]
    assert [pk for page in pages for pk in page] == made


def test_order_is_kept_by_pages_filters_and_form(text, published, answered, section):
    published()
    answered(50, has_next=True)
    html = text(q="x", section="economy", order="date")
    assert 'href="/search/?q=x&section=economy&order=date&page=2"' in html
    assert 'href="/search/?q=x&order=date"' in html
    assert '<input type="hidden" name="order" value="date">' in html


def test_order_in_force_is_marked(text, published, answered):
    published()
    answered(2)
    assert 'href="/search/?q=x&order=date" aria-current="true">الأحدث</a>' in text(
        q="x", order="date"
    )


def test_nothing_found_leads_to_the_tag_of_that_name(text, carried, tag):
    carried(tag)
    assert f"<bdi>{tag.name_ar}</bdi></a>" in text(q=f"زرافة {tag.name_ar}")


def test_nothing_found_leads_to_the_section_of_that_name_and_its_newest(text, published, section):
    published(headline_ar="خبر جديد")
    html = text(q="زرافة اقتصاد")
    assert '<span class="search-kind">قسم:</span> <bdi>اقتصاد</bdi>' in html
    assert "أحدث ما في اقتصاد" in html
    assert "خبر جديد" in html
