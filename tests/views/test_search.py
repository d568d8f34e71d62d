"""The search page: what it asks for, what it shows, and what it says when there is nothing."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from articles.search.engine import Filters
from articles.search.models import ZeroResultQuery
from articles.views.search_request import IgnoredFilter
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH
from tests.views.parsing import found_ids as found
from tests.views.parsing import meta

DAY = timedelta(days=1)


def test_page_without_words_has_a_form_and_the_newest(text, published):
    published(headline_ar="خبر جديد")
    html = text()
    assert 'role="search"' in html
    assert "خبر جديد" in html
    assert "search-count" not in html


def test_found_articles_are_shown_with_their_words_marked(text, indexed):
    indexed(headline_ar="كسوف الشمس غدًا")
    assert "<mark>كسوف</mark> الشمس" in text(q="كسوف")


def test_each_result_says_its_section_and_date(text, indexed):
    indexed(headline_ar="كسوف الشمس", at=NOW - 30 * DAY)
    html = text(q="كسوف")
    assert '<p class="card-meta"><span>اقتصاد</span>' in html
    assert "21 أكتوبر 2026</time>" in html


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "نتيجة"), (2, "نتيجتان"), (3, "3 نتائج"), (11, "11 نتيجة"), (100, "100 نتيجة")],
)
def test_results_are_counted_as_arabic_counts(text, published, answered, count, words):
    published()
    answered(count)
    html = text(q="خبر")
    heading = html[html.index('id="count"') :].split("</h2>")[0]
    assert words in heading


def test_capped_count_says_that_there_are_more(text, published, answered):
    published(**ENGLISH)
    answered(600, is_capped=True)
    assert "More than 600 results" in text("/en/search/", q="خبر")


def test_another_spelling_is_offered_with_the_filters_in_force(text, published, answered, section):
    published()
    answered(3, corrected="حكومة")
    html = text(q="حكوومة", section="economy")
    assert 'href="/search/?q=%D8%AD%D9%83%D9%88%D9%85%D8%A9&section=economy"' in html


def test_page_says_that_some_results_are_for_other_near_spellings(text, published, answered):
    published(**ENGLISH)
    others = ("governed",)
    answered(3, corrected="government", is_corrected=True, others=others, is_mixed=True)
    assert "Some of these results are for other near spellings" in text("/en/search/", q="govern")


def test_page_says_that_it_shows_results_for_another_spelling(text, published, answered):
    published(**ENGLISH)
    answered(3, corrected="government", is_corrected=True)
    html = text("/en/search/", q="goverment")
    assert "Nothing was found for “<bdi>goverment</bdi>”" in html
    assert "3 results for “<bdi>government</bdi>”" in html


def test_page_of_another_spelling_leads_to_the_typed_one_where_that_finds_articles(
    text, published, answered
):
    published(**ENGLISH)
    answered(3, corrected="government", is_corrected=True, verbatim='"goverment"')
    html = text("/en/search/", q="goverment")
    assert "These are results for “<bdi>government</bdi>”" in html
    assert '<a href="/en/search/?q=%22goverment%22">' in html


def test_nothing_found_offers_another_spelling_sections_and_the_newest(
    text, published, answered, section
):
    published(headline_ar="خبر جديد")
    answered(0, corrected="حكومة")
    html = text(q="حكوومة")
    assert "search-empty" in html
    assert "q=%D8%AD%D9%83%D9%88%D9%85%D8%A9" in html
    assert 'class="tags"><li><a href="/sections/economy/"' in html
    assert "خبر جديد" in html


@pytest.mark.parametrize("count", [0, 3])
def test_other_near_spellings_are_offered(text, published, answered, count):
    published(headline_ar="خبر جديد")
    answered(count, corrected="حكومة", others=("حكيمة", "حكومي"))
    html = text(q="حكوومة", section="politics")
    assert '<nav class="search-others"' in html
    assert 'href="/search/?q=%D8%AD%D9%83%D9%88%D9%85%D9%8A' in html


def test_nothing_found_leads_back_to_everything(text, answered, section):
    answered()
    assert 'class="button" href="/search/?q=x"' in text(q="x", section="economy")


def test_pages_keep_the_words_and_the_filters(find, published, answered, section):
    published()
    answered(50, has_next=True)
    pagination = find(q="x", section="economy", page="2")["pagination"]
    assert (pagination.previous_url, pagination.next_url) == (
        "/search/?q=x&section=economy",
        "/search/?q=x&section=economy&page=3",
    )


def test_filters_reach_the_engine(find, answered, carried, section, tag, author):
    carried(tag)
    child = factories.SectionFactory(name_ar="أسواق", slug="markets", parent=section)
    calls = answered()
    names = {"section": "economy", "tag": "قطارات", "author": "karim", "kind": "opinion"}
    find(q="x", **names, **{"from": "2026-11-01", "to": "2026-11-20"})
    wanted = calls[0][1]["filters"]
    assert wanted.sections == (section.pk, child.pk)
    assert (wanted.tag, wanted.author, wanted.kind) == (tag.pk, author.pk, "opinion")
    assert (str(wanted.since), str(wanted.until)) == ("2026-11-01", "2026-11-20")


@pytest.mark.parametrize(
    "query",
    [
        {"section": "economy"},
        {"tag": "قطارات"},
        {"author": "karim"},
        {"kind": "news"},
        {"from": "2026-11-20"},
    ],
    ids=str,
)
def test_filter_narrows_what_is_found(find, indexed, tag, query):
    inside = indexed(headline_ar="كسوف الشمس", tags=[tag.pk])
    section, author = factories.SectionFactory(), factories.AuthorFactory()
    outside = factories.content(section=section.pk, author=author.pk, kind="opinion")
    indexed(**outside | {"headline_ar": "كسوف الشمس"}, at=NOW - 9 * DAY)
    assert len(found(find(q="كسوف"))) == 2
    assert found(find(q="كسوف", **query)) == [inside.pk]


def test_last_day_leaves_out_what_came_later(find, indexed):
    old = indexed(headline_ar="كسوف الشمس", at=NOW - 9 * DAY)
    indexed(headline_ar="كسوف القمر", at=NOW)
    assert found(find(q="كسوف", to="2026-11-19")) == [old.pk]


def test_days_in_the_wrong_order_are_put_right(find, answered):
    calls = answered()
    find(q="x", **{"from": "2026-11-20", "to": "2026-11-01"})
    wanted = calls[0][1]["filters"]
    assert (str(wanted.since), str(wanted.until)) == ("2026-11-01", "2026-11-20")


def test_arabic_digits_make_a_day(find, answered):
    calls = answered()
    find(q="x", **{"from": "٢٠٢٦-١١-٠١"})
    assert str(calls[0][1]["filters"].since) == "2026-11-01"


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize("day", ["2026-02-31", "0001-01-01", "9999-12-31", "x", "2026", "-"])
def test_day_that_does_not_exist_is_said_and_left_out(find, answered, name, day):
    calls = answered()
    context = find(q="x", **{name: day})
    assert context["search_request"].ignored_filters == [IgnoredFilter(day, is_date=True)]
    assert calls[0][1]["filters"] == Filters()


@pytest.mark.parametrize("name", ["section", "tag", "author", "kind"])
@pytest.mark.parametrize("value", ["nowhere", "\x00x", "9" * 5000, "'--"])
def test_unknown_filter_is_said_and_left_out(text, answered, name, value):
    calls = answered()
    html = text("/en/search/", q="x", **{name: value})
    assert "is not known here, so this filter was left out." in html
    assert calls[0][1]["filters"] == Filters()


def test_filters_in_force_are_chips_that_remove_themselves(find, answered, published):
    published()
    answered()
    chips = find(q="x", section="economy", author="karim")["search_request"].chips
    assert [(chip.label, chip.url) for chip in chips] == [
        ("اقتصاد", "/search/?q=x&author=karim"),
        ("كريم الشاذلي", "/search/?q=x&section=economy"),
    ]


@pytest.mark.parametrize("path", ["/sections/economy/", "/tags/قطارات/", "/authors/karim/"])
def test_list_leads_to_a_search_in_it(client, find, carried, tag, path):
    carried(tag)
    url = client.get(path).context["search_url"]
    assert len(find(unquote(url))["search_request"].chips) == 1


def test_form_keeps_the_filters_that_have_no_field(text, answered, carried, tag):
    carried(tag)
    answered()
    html = text(q="x", tag="قطارات", author="karim")
    assert '<input type="hidden" name="tag" value="قطارات">' in html
    assert '<input type="hidden" name="author" value="karim">' in html


def test_form_shows_what_was_chosen(text, answered, section):
    answered()
    html = text(q="x", section="economy", kind="opinion", to="2026-11-20")
    assert '<option value="economy" selected>' in html
    assert '<option value="opinion" selected>' in html
    assert 'name="to" value="2026-11-20"' in html


def test_another_language_leads_to_that_edition(client, carried, tag):
    carried(tag, **ENGLISH)
    query = {"q": "x y", "language": "en", "section": "economy", "tag": "قطارات"}
    response = client.get("/search/", query)
    assert response.status_code == 302
    assert response["Location"] == "/en/search/?q=x+y&section=economy&tag=trains"


def test_tag_without_a_name_there_stays_behind(client, carried):
    carried(factories.TagFactory(name_ar="فيضان", slug_ar="فيضان"), **ENGLISH)
    response = client.get("/search/", {"language": "en", "tag": "فيضان"})
    assert response["Location"] == "/en/search/"


@pytest.mark.parametrize("language", ["ar", "fr", "", "\x00"])
def test_own_and_unknown_language_stay_here(client, db, language):
    assert client.get("/search/", {"q": "x", "language": language}).status_code == 200


def test_english_edition_finds_english(text, indexed):
    indexed(**ENGLISH)
    assert "New <mark>express</mark> line" in text("/en/search/", q="express")


def test_page_is_closed_to_search_engines_and_has_one_address(client, db):
    response = client.get("/search/", {"q": "x", "page": "2"})
    assert meta(response, "robots") == "noindex"
    assert 'rel="canonical" href="http://testserver/search/">' in response.content.decode()


def test_words_of_the_reader_are_text(client, db):
    html = client.get("/search/", {"q": '<script>alert(1)</script>"><b>'}).content.decode()
    assert "<script>alert" not in html
    assert "<b>" not in html


def test_search_without_a_result_is_counted(find):
    find(q="زراعة الفستق")
    assert ZeroResultQuery.objects.values_list("language", "query", "count").get() == (
        "ar",
        "زراعة الفستق",
        1,
    )


def test_search_with_a_result_is_not_counted(find, indexed):
    indexed(headline_ar="كسوف الشمس")
    find(q="كسوف")
    assert not ZeroResultQuery.objects.exists()


@pytest.mark.parametrize("more", [{"kind": "news"}, {"section": "x"}, {"page": "2"}], ids=str)
def test_filtered_search_and_later_page_are_not_counted(find, more):
    find(q="زراعة الفستق", **more)
    assert not ZeroResultQuery.objects.exists()


def test_asking_for_the_head_alone_counts_nothing(client, db):
    client.head("/search/", {"q": "زراعة الفستق"})
    assert not ZeroResultQuery.objects.exists()


def test_search_costs_at_most_six_queries_and_nothing_found_nine(queries, indexed, tag):
    indexed(headline_ar="كسوف الشمس", tags=[tag.pk])
    queries("/search/")
    assert len(queries("/search/?q=كسوف")) <= 4
    assert len(queries("/search/?q=كسوف&tag=قطارات&author=karim")) <= 6
    assert len(queries("/search/?q=زرافة")) <= 9


def test_costs_do_not_grow_with_the_results(queries, indexed):
    indexed(headline_ar="كسوف الشمس")
    queries("/search/")
    few = len(queries("/search/?q=كسوف"))
    for number in range(8):
        indexed(headline_ar=f"كسوف الشمس {number}")
    assert len(queries("/search/?q=كسوف")) == few
