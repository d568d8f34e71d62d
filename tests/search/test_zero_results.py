from datetime import timedelta

import pytest
from django.db import DatabaseError

from articles.search import zero_results
from articles.search.models import ZeroResultQuery
from articles.search.zero_results import delete_old, is_recordable, most_frequent, record
from tests.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def ask(db):
    """A search of a reader of Arabic that found nothing; keywords as for `record`."""

    def make(query, **options):
        record(query, **{"language": "ar", "at": NOW} | options)

    return make


def totals(**options):
    rows = most_frequent(**{"at": NOW, "languages": ["ar", "en"]} | options)
    return [(row.query, *row.totals) for row in rows]


def test_query_is_counted_once_for_each_time_it_was_asked(ask):
    ask("زراعة الفستق")
    ask("زراعة الفستق")
    assert ZeroResultQuery.objects.values_list("query", "count").get() == ("زراعة الفستق", 2)


@pytest.mark.parametrize("other", ["زِراعة الفستق", "زراعه  الفستق؟", "«زراعة الفستق»"])
def test_spellings_of_a_query_are_one(ask, other):
    ask("زراعة الفستق")
    ask(other)
    assert ZeroResultQuery.objects.get().count == 2


def test_languages_and_days_are_counted_apart(ask):
    ask("fig")
    ask("fig", language="en")
    ask("fig", at=NOW + DAY)
    assert ZeroResultQuery.objects.filter(count=1).count() == 3


def test_day_is_that_of_the_site(ask):
    ask("فستق", at=NOW.replace(hour=22, minute=30))
    assert ZeroResultQuery.objects.get().day == NOW.date() + DAY


@pytest.mark.parametrize(
    "query",
    [
        "write to sara@example.org",
        "sara @ example.org",
        "0100 123 4567",
        "٠١٠٠١٢٣٤٥٦٧",
        "+20 (10) 0123-4567",
        "29801011234567",
        "192.168.10.20",
        "https://example.org/?token=x",
        "www.example.org",
        "ك" * 81,
    ],
)
def test_query_that_may_name_a_person_is_not_stored(ask, query):
    ask(query)
    assert not ZeroResultQuery.objects.exists()


@pytest.mark.parametrize("query", ["كأس 2026", "دوري 2025-2026", "موسم ٢٠٢٥/٢٠٢٦", "خط 19", "C++"])
def test_query_with_a_year_or_a_season_is_stored(query):
    assert is_recordable(query)


@pytest.mark.parametrize("query", ["", " ", "«»", "-", "\x00", "؟!"])
def test_query_without_a_word_is_not_counted(ask, query):
    ask(query)
    assert not ZeroResultQuery.objects.exists()


def test_sign_that_is_spelled_out_does_not_break_the_limit(ask):
    ask("\ufdfa" * 79)
    assert not ZeroResultQuery.objects.exists()


def test_full_day_takes_no_new_query_and_counts_the_known(ask, monkeypatch):
    monkeypatch.setattr(zero_results, "MAX_QUERIES_PER_DAY", 1)
    ask("فستق")
    ask("لوز")
    ask("فستق")
    assert ZeroResultQuery.objects.values_list("query", "count").get() == ("فستق", 2)


def test_no_more_than_four_queries_are_spent(ask, django_assert_num_queries):
    with django_assert_num_queries(4):
        ask("فستق")
    with django_assert_num_queries(1):
        ask("فستق")


def test_database_that_cannot_write_fails_no_page(ask, monkeypatch, caplog):
    def refuse(*args, **options):
        raise DatabaseError("read only")

    monkeypatch.setattr(zero_results, "_count", refuse)
    ask("فستق")
    assert "was not counted" in caplog.text


def test_most_frequent_query_stands_first_with_its_totals(ask):
    for days in (0, 0, 20, 80, 200):
        ask("فستق", at=NOW - days * DAY)
    for _time in range(3):
        ask("لوز")
    assert totals() == [("لوز", 3, 3, 3), ("فستق", 2, 3, 4)]
    assert totals(period=90) == [("فستق", 2, 3, 4), ("لوز", 3, 3, 3)]


def test_query_of_another_period_is_left_out(ask):
    ask("فستق", at=NOW - 7 * DAY)
    ask("لوز", at=NOW - 6 * DAY)
    assert totals() == [("لوز", 1, 1, 1)]
    assert len(totals(period=30)) == 2


def test_list_is_of_the_languages_asked_for(ask):
    ask("فستق")
    ask("fig", language="en")
    assert totals(languages=["en"]) == [("fig", 1, 1, 1)]


def test_list_costs_one_query(ask, django_assert_num_queries):
    ask("فستق")
    with django_assert_num_queries(1):
        totals()


def test_what_is_older_than_ninety_days_is_deleted(ask):
    ask("فستق", at=NOW - 90 * DAY)
    ask("لوز", at=NOW - 89 * DAY)
    assert delete_old(at=NOW) == 1
    assert ZeroResultQuery.objects.get().query == "لوز"
