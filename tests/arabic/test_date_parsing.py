from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.arabic.date_parsing import parse_date
from articles.arabic.dates import MONTHS, Months

MORNING = datetime.fromisoformat("2026-03-01T10:30")
CAIRO = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-3-1", date(2026, 3, 1)),
        ("2026/03/01", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("20260301103000", MORNING),
        ("2026-03-01 10:30", MORNING),
        ("2026-03-01T10:30:00.250", MORNING.replace(microsecond=250_000)),
        ("2026-03-01T10:30:00Z", MORNING.replace(tzinfo=UTC)),
        ("2026-03-01T10:30:00+02:00", MORNING.replace(tzinfo=CAIRO)),
        ("2026-03-01 10:30:00 +0200", MORNING.replace(tzinfo=CAIRO)),
        ("٢٠٢٦-٠٣-٠١ ١٠:٣٠", MORNING),
    ],
)
def test_iso_is_read_with_all_its_parts_or_few(text: str, meant: date) -> None:
    assert parse_date(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sun, 01 Mar 2026 10:30:00 +0200", MORNING.replace(tzinfo=CAIRO)),
        ("Sun, 01 Mar 2026 10:30:00 GMT", MORNING.replace(tzinfo=UTC)),
        ("01 Mar 26 10:30 EST", datetime(2026, 3, 1, 15, 30, tzinfo=UTC)),
        ("Sunday, 01-Mar-26 10:30:00 UTC", MORNING.replace(tzinfo=UTC)),
        ("Sun, 01 Mar 2026 10:30:00 -0000", MORNING.replace(tzinfo=UTC)),
        ("Sun Mar 01 2026 10:30:00 GMT+0200 (EET)", MORNING.replace(tzinfo=CAIRO)),
    ],
)
def test_rfc_822_and_what_programs_made_of_it_is_read(text: str, meant: datetime) -> None:
    assert parse_date(text) == meant


@pytest.mark.parametrize(
    "value",
    [1772361000, "1772361000", 1772361000.0, 1772361000_000, "١٧٧٢٣٦١٠٠٠", 1772361000_000_000],
)
def test_epoch_is_read_in_seconds_milliseconds_and_microseconds(value: str | float) -> None:
    assert parse_date(value) == datetime(2026, 3, 1, 10, 30, tzinfo=UTC)


def test_moment_before_the_epoch_is_read() -> None:
    assert parse_date(-86_400 * 365) == datetime(1969, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("calendar", MONTHS)
def test_months_of_every_calendar_are_read(calendar: Months) -> None:
    days = [date(2026, month, 7) for month in range(1, 13)]
    assert [parse_date(f"7 {name} 2026") for name in MONTHS[calendar]] == days


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("١ مارس ٢٠٢٦", date(2026, 3, 1)),
        ("الأحد، 1 آذار/مارس 2026", date(2026, 3, 1)),
        ("الأحد 1 آذار (مارس) 2026م", date(2026, 3, 1)),
        ("1 من شهر مارس عام 2026", date(2026, 3, 1)),
        ("15 غشت 2026", date(2026, 8, 15)),
        ("15 تشرين ثاني 2026", date(2026, 11, 15)),
        ("15 يونيه 2026", date(2026, 6, 15)),
        ("15-يوليو-2026", date(2026, 7, 15)),
        ("1 مارس 2026، 10:30", MORNING),
        ("1 مارس 2026 - الساعة 10:30 صباحًا", MORNING),
        ("1 مارس 2026 10:30 م", MORNING.replace(hour=22)),
        ("March 1, 2026 10:30 AM", MORNING),
        ("1st March 2026", date(2026, 3, 1)),
        ("1 Mar 2026 12:05 am", MORNING.replace(hour=0, minute=5)),
    ],
)
def test_names_of_months_are_read_as_newspapers_write_them(text: str, meant: date) -> None:
    assert parse_date(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("25/03/2026", date(2026, 3, 25)),
        ("3/4/2026", date(2026, 4, 3)),
        ("3/25/2026", date(2026, 3, 25)),
        ("01.03.2026 10:30", MORNING),
    ],
)
def test_day_stands_before_the_month_unless_it_cannot(text: str, meant: date) -> None:
    assert parse_date(text) == meant


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "0000-00-00 00:00:00",
        "2026-13-01",
        "2026-03-01 25:00",
        "2026-03-01 10:30 +9900",
        "2026-03-01 later",
        "31 فبراير 2026",
        "1 مارسيليا 2026",
        "مارس 2026",
        "01 Mar 26 99:99 EST",
        "2026",
        0,
        2026,
        10**30,
        float("nan"),
        float("inf"),
        "99999999999999999999",
    ],
)
def test_what_is_no_date_is_none(value: str | float) -> None:
    assert parse_date(value) is None


@given(st.text() | st.floats() | st.integers())
def test_anything_is_read_without_an_error(value: str | float) -> None:
    assert parse_date(value) is None or isinstance(parse_date(value), date)


def test_long_texts_are_no_dates_and_cost_nothing() -> None:
    assert parse_date("1 " * 100_000) is None
