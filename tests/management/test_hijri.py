from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from articles.management.archive.adaptations import Adaptations
from articles.management.archive.dates import UNDATED, parse_published
from articles.management.archive.hijri import hijri_date

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NOON = datetime(2020, 1, 2, 10, tzinfo=UTC)
"""Noon in Cairo on 7 Jumada I 1441."""


def read(value: object) -> tuple[datetime, str, Adaptations]:
    adapted = Adaptations()
    with translation.override("en"):
        moment, found_in = parse_published(value, "a-1", now=NOW, adapted=adapted)
    return moment, found_in, adapted


@pytest.mark.parametrize("text", ["٧ جمادى الأولى ١٤٤١", "7 جمادى الأولى 1441هـ", "1441/5/7هـ"])
def test_hijri_day_is_its_noon_and_is_counted(text: str) -> None:
    moment, found_in, adapted = read(text)
    assert (moment, found_in, adapted.kinds) == (NOON, "published", {"hijri"})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 محرم 1400", date(1979, 11, 20)),
        ("9 ذو الحجة 1441", date(2020, 7, 30)),
        ("1 رمضان 1446", date(2025, 3, 1)),
        ("1 شوال 1446هـ", date(2025, 3, 30)),
        ("1 محرم 1343", date(1924, 8, 1)),
    ],
)
def test_day_is_that_of_the_calendar_of_umm_al_qura(text: str, day: date) -> None:
    assert hijri_date(text) == (day, True)


def test_thirtieth_of_a_month_of_29_days_is_the_day_after_its_end() -> None:
    assert hijri_date("1 شوال 1446")[0] == hijri_date("30 رمضان 1446")[0]


def test_time_beside_the_day_is_kept_in_the_zone_of_the_site() -> None:
    moment, _found, adapted = read("الخميس 7/5/1441هـ 09:30 ص")
    assert (moment, adapted.kinds) == (NOON.replace(hour=7, minute=30), {"hijri", "zone"})


@pytest.mark.parametrize(
    "text",
    [
        "الخميس 7 جمادى الأولى 1441هـ الموافق 3 يناير 2020م",
        "7/5/1441هـ - 3/1/2020م",
        "3 يناير 2020 م الموافق 7 جمادى الأولى 1441 هـ",
        "الخميس - 7 جمادى الأولى 1441 هـ - 3 يناير 2020 مـ رقم العدد [14973]",
    ],
)
def test_date_of_our_calendar_beside_it_is_the_one_that_counts(text: str) -> None:
    moment, _found, adapted = read(text)
    assert (moment, adapted.kinds) == (NOON.replace(day=3), {"dates"})


@pytest.mark.parametrize("text", ["7 جمادى الأولى 1441هـ، 1577836800", "7/5/1441هـ عصرًا"])
def test_number_or_word_beside_the_day_is_no_part_of_it(text: str) -> None:
    assert hijri_date(text) == (date(2020, 1, 2), True)


@pytest.mark.parametrize("text", ["7 رمضان 1342هـ", "1501/1/1هـ"])
def test_year_outside_the_table_is_undated_and_remarked_upon(text: str) -> None:
    moment, found_in, adapted = read(text)
    assert (moment, found_in, adapted.kinds) == (UNDATED, "nothing", {"unread"})
    sentence = "lies outside the Hijri years that can be read, 1343 to 1500."
    assert adapted.remarks == [f"“{text}” {sentence}"]


@pytest.mark.parametrize("value", ["1441/5/7", "32 رمضان 1441هـ"])
def test_numbers_without_the_sign_and_days_that_do_not_exist_are_no_date(value: Any) -> None:
    assert read(value)[2].remarks == [f"“{value}” is no date."]
