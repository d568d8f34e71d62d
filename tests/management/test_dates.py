from datetime import UTC, datetime

import pytest
from django.utils import translation

from articles.management.archive.adaptations import Adaptations
from articles.management.archive.dates import UNDATED, parse_published

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def read(value: object, source_id: str = "a-1") -> tuple[datetime, str, set[str]]:
    adapted = Adaptations()
    moment, found_in = parse_published(value, source_id, now=NOW, adapted=adapted)
    return moment, found_in, adapted.kinds


@pytest.mark.parametrize(
    ("value", "hour", "kinds"),
    [
        ("2026-02-01T10:00:00+00:00", 10, set()),
        ("2026-02-01T10:00:00Z", 10, set()),
        ("2026-02-01 10:00", 8, {"zone"}),
        ("2026-02-01", 10, set()),
        ("Sun, 01 Feb 2026 10:00:00 +0300", 7, {"dates"}),
        ("١ فبراير ٢٠٢٦", 10, {"dates"}),
        (1769940000, 10, {"dates"}),
        (1769940000000, 10, {"dates"}),
        ("1769940000", 10, {"dates"}),
    ],
)
def test_every_form_of_a_date_is_taken_in_the_zone_of_the_site(
    value: object, hour: int, kinds: set[str]
) -> None:
    assert read(value) == (datetime(2026, 2, 1, hour, tzinfo=UTC), "published", kinds)


def test_hour_that_does_not_exist_is_the_one_after_the_change() -> None:
    moment, _found, kinds = read("2026-04-24 00:30")
    assert (moment, kinds) == (datetime(2026, 4, 23, 22, 30, tzinfo=UTC), {"zone", "hour"})


def test_hour_that_comes_twice_is_the_first() -> None:
    moment, _found, kinds = read("2026-10-29 23:30")
    assert (moment, kinds) == (datetime(2026, 10, 29, 20, 30, tzinfo=UTC), {"zone", "hour"})


def test_date_ahead_is_kept() -> None:
    assert read("2031-01-01T00:00:00Z")[:2] == (datetime(2031, 1, 1, tzinfo=UTC), "published")


@pytest.mark.parametrize("value", [None, "", "null", 0, "0", "0000-00-00 00:00:00", "00/00/0000"])
def test_ways_to_write_no_date_mean_none(value: object) -> None:
    assert read(value) == (UNDATED, "nothing", set())


@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "2016-13-01",
        "0001-01-01T00:00:00+14:00",
        "1799-12-31",
        9,
        "9999-12-31T23:00-09:00",
    ],
)
def test_date_that_cannot_be_read_counts_as_none_and_is_remarked_upon(value: object) -> None:
    adapted = Adaptations()
    with translation.override("en"):
        found = parse_published(value, "a-1", now=NOW, adapted=adapted)
    assert (found, adapted.kinds) == ((UNDATED, "nothing"), {"unread"})
    assert adapted.remarks == [f"“{value}” is no date."]


def test_date_of_another_kind_of_value_is_left_out() -> None:
    assert read({"day": 1}) == (UNDATED, "nothing", {"left_out"})


def test_unreadable_date_leaves_the_one_at_the_end_of_the_id() -> None:
    assert read("soon", "culture-55-20160115")[:2] == (
        datetime(2016, 1, 15, 10, tzinfo=UTC),
        "id",
    )


@pytest.mark.parametrize("source_id", ["culture-55", "x-20161340", "x-20990101", "120160115"])
def test_without_any_believable_date_it_stands_behind_everything(source_id: str) -> None:
    assert read(None, source_id)[:2] == (UNDATED, "nothing")
