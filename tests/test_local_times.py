from datetime import UTC, datetime

import pytest

from articles.errors import BadMoment
from articles.local_times import AmbiguousTime, from_local

FORWARD = datetime(2026, 4, 24, 0, 30)  # noqa: DTZ001 - local time, as it is typed
BACK = datetime(2026, 10, 29, 23, 30)  # noqa: DTZ001 - local time, as it is typed


def test_local_time_is_the_sites():
    noon = datetime(2026, 11, 20, 14, 0)  # noqa: DTZ001 - local time, as it is typed
    assert from_local(noon) == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_hour_that_does_not_exist_is_refused():
    with pytest.raises(BadMoment, match="24/04/2026 00:30") as refusal:
        from_local(FORWARD)
    assert not isinstance(refusal.value, AmbiguousTime)


@pytest.mark.parametrize("fold", [0, 1])
def test_hour_that_does_not_exist_is_refused_whatever_is_chosen(fold):
    with pytest.raises(BadMoment):
        from_local(FORWARD, fold=fold)


def test_hour_that_comes_twice_asks_which():
    with pytest.raises(AmbiguousTime) as refusal:
        from_local(BACK)
    assert refusal.value.first == datetime(2026, 10, 29, 20, 30, tzinfo=UTC)
    assert refusal.value.second == datetime(2026, 10, 29, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(("fold", "hour"), [(0, 20), (1, 21)])
def test_hour_that_comes_twice_is_the_one_chosen(fold, hour):
    assert from_local(BACK, fold=fold) == datetime(2026, 10, 29, hour, 30, tzinfo=UTC)


def test_another_zone_has_other_hours(settings):
    settings.TIME_ZONE = "Asia/Riyadh"
    assert from_local(FORWARD) == datetime(2026, 4, 23, 21, 30, tzinfo=UTC)
