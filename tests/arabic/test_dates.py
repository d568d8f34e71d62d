from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from articles.arabic.dates import (
    Months,
    clock_time,
    date_and_time,
    long_date,
    month_name,
    number,
    relative,
    short_date,
    to_digits,
    utc_offset,
    weekday_name,
)

CAIRO_WINTER = timezone(timedelta(hours=2))
SUNDAY = datetime(2026, 11, 22, 14, 35, tzinfo=CAIRO_WINTER)


def test_long_date_names_the_day() -> None:
    assert long_date(SUNDAY) == "الأحد 22 نوفمبر 2026"


def test_long_date_is_printed_in_english() -> None:
    assert long_date(SUNDAY, language="en") == "Sunday, 22 November 2026"


def test_short_date_takes_a_plain_date() -> None:
    assert short_date(date(2026, 6, 1)) == "1 يونيو 2026"


def test_date_and_time_has_an_arabic_comma() -> None:
    assert date_and_time(SUNDAY) == "22 نوفمبر 2026، 14:35"


def test_date_and_time_is_printed_in_arabic_digits() -> None:
    assert date_and_time(SUNDAY, digits="arab") == "٢٢ نوفمبر ٢٠٢٦، ١٤:٣٥"


def test_english_stays_in_latin_digits() -> None:
    assert date_and_time(SUNDAY, digits="arab", language="en") == "22 November 2026, 14:35"


def test_clock_time_has_two_digits_for_the_hour() -> None:
    assert clock_time(datetime(2026, 1, 1, 9, 5, tzinfo=UTC)) == "09:05"


@pytest.mark.parametrize(
    ("months", "name"),
    [
        ("egyptian", "يونيو"),
        ("levantine", "حزيران"),
        ("maghrebi", "جوان"),
        ("dual", "يونيو/حزيران"),
    ],
)
def test_june_has_the_name_of_the_region(months: Months, name: str) -> None:
    assert month_name(6, months=months) == name


@pytest.mark.parametrize("months", ["egyptian", "levantine", "maghrebi", "dual"])
def test_every_region_has_twelve_different_months(months: Months) -> None:
    assert len({month_name(month, months=months) for month in range(1, 13)}) == 12


def test_the_week_has_seven_names() -> None:
    days = [weekday_name(date(2026, 11, 21) + timedelta(days=day)) for day in range(7)]
    assert days[0] == "السبت"
    assert len(set(days)) == 7


@pytest.mark.parametrize(
    ("seconds", "arabic", "english"),
    [
        (-60, "الآن", "just now"),
        (59, "الآن", "just now"),
        (60, "قبل دقيقة", "1 minute ago"),
        (120, "قبل دقيقتين", "2 minutes ago"),
        (180, "قبل 3 دقائق", "3 minutes ago"),
        (11 * 60, "قبل 11 دقيقة", "11 minutes ago"),
        (3_600, "قبل ساعة", "1 hour ago"),
        (3 * 3_600, "قبل 3 ساعات", "3 hours ago"),
        (23 * 3_600, "قبل 23 ساعة", "23 hours ago"),
        (86_400, "قبل يوم", "1 day ago"),
        (2 * 86_400, "قبل يومين", "2 days ago"),
        (7 * 86_400 - 1, "قبل 6 أيام", "6 days ago"),
    ],
)
def test_relative_counts_whole_units(seconds: int, arabic: str, english: str) -> None:
    now = SUNDAY + timedelta(seconds=seconds)
    assert (relative(SUNDAY, now), relative(SUNDAY, now, language="en")) == (arabic, english)


@pytest.mark.parametrize("seconds", [-61, 7 * 86_400])
def test_relative_leaves_far_moments_to_the_date(seconds: int) -> None:
    assert relative(SUNDAY, SUNDAY + timedelta(seconds=seconds)) is None


def test_relative_is_printed_in_arabic_digits() -> None:
    assert relative(SUNDAY, SUNDAY + timedelta(minutes=45), digits="arab") == "قبل ٤٥ دقيقة"


def test_relative_compares_across_zones() -> None:
    assert relative(SUNDAY, SUNDAY.astimezone(UTC)) == "الآن"


def test_utc_offset_has_sign_and_colon() -> None:
    assert utc_offset(SUNDAY) == "+02:00"


def test_utc_offset_of_a_naive_moment_is_empty() -> None:
    assert utc_offset(SUNDAY.replace(tzinfo=None)) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_234_567.5, "1,234,567.5"),
        (1_234_567, "1,234,567"),
        (5.0, "5"),
        (1e22, "10,000,000,000,000,000,000,000"),
        (Decimal("2.50"), "2.50"),
        (-1_000, "-1,000"),
    ],
)
def test_number_is_grouped_by_three(value: float | Decimal, text: str) -> None:
    assert number(value) == text


def test_number_has_its_own_signs_in_arabic_digits() -> None:
    assert number(1_234_567.5, "arab") == "١٬٢٣٤٬٥٦٧٫٥"


def test_to_digits_leaves_one_family() -> None:
    assert to_digits("1٢۳ خبر", "latn") == "123 خبر"
    assert to_digits("1٢۳ خبر", "arab") == "١٢٣ خبر"
