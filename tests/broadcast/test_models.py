from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles.broadcast.models import BroadcastStatus
from articles.models import Section, SiteState
from tests.broadcast.conftest import HOUR
from tests.conftest import NOW

Make = Callable[..., BroadcastStatus]


def test_breaking_ends_after_two_hours_when_nobody_says_otherwise(status: Make) -> None:
    breaking = status("breaking")
    breaking.full_clean()
    assert breaking.ends_at == breaking.starts_at + timedelta(hours=2)


def test_breaking_may_last_a_day(status: Make) -> None:
    status("breaking", ends_at=NOW + 23 * HOUR).full_clean()


def test_breaking_of_more_than_a_day_is_refused(status: Make) -> None:
    with pytest.raises(ValidationError, match="24"):
        status("breaking", ends_at=NOW + 23 * HOUR + timedelta(seconds=1)).full_clean()


def test_breaking_without_words_is_refused(status: Make) -> None:
    with pytest.raises(ValidationError):
        status("breaking", text_ar="").full_clean()


def test_database_refuses_breaking_without_end(status: Make) -> None:
    with pytest.raises(IntegrityError):
        status("breaking").save()


def test_end_before_start_is_refused(status: Make) -> None:
    with pytest.raises(ValidationError) as refused:
        status(ends_at=NOW - 2 * HOUR).full_clean()
    assert "ends_at" in refused.value.message_dict


def test_database_refuses_end_before_start(status: Make) -> None:
    with pytest.raises(IntegrityError):
        status(ends_at=NOW - 2 * HOUR).save()


@pytest.mark.parametrize("scope", ["section", "article"])
def test_scope_without_its_place_is_refused(status: Make, scope: str) -> None:
    with pytest.raises(ValidationError) as refused:
        status(scope=scope).full_clean()
    assert scope in refused.value.message_dict


def test_database_refuses_a_place_that_does_not_fit_the_scope(
    status: Make, section: Section
) -> None:
    with pytest.raises(IntegrityError):
        status(scope="site", section=section).save()


def test_place_of_another_scope_is_dropped(status: Make, section: Section) -> None:
    site_wide = status(section=section)
    site_wide.full_clean()
    assert site_wide.section is None


def test_overlap_of_kind_and_scope_is_refused_with_the_other_one_named(status: Make) -> None:
    status("live", text_ar="جلسة البرلمان", ends_at=NOW + HOUR).save()
    with pytest.raises(ValidationError, match="جلسة البرلمان"):
        status("live", starts_at=NOW).full_clean()


def test_one_may_begin_in_the_second_the_other_ends(status: Make) -> None:
    status("live", ends_at=NOW).save()
    status("live", starts_at=NOW).full_clean()


def test_one_may_end_in_the_second_the_other_begins(status: Make) -> None:
    status("live", starts_at=NOW).save()
    status("live", ends_at=NOW).full_clean()


def test_other_kind_may_overlap(status: Make) -> None:
    status("live").save()
    status("trial").full_clean()


def test_other_scope_may_overlap(status: Make, section: Section) -> None:
    status("live").save()
    status("live", scope="section", section=section).full_clean()


def test_status_does_not_clash_with_itself(status: Make) -> None:
    live = status("live")
    live.save()
    live.full_clean()


def test_database_refuses_two_open_ones_in_one_place(status: Make) -> None:
    status("live").save()
    with pytest.raises(IntegrityError):
        status("live").save()


@pytest.mark.parametrize("link", ["/articles/5/", "https://example.org/بث", "http://example.org"])
def test_link_to_the_web_or_the_site_is_taken(status: Make, link: str) -> None:
    status(link=link).full_clean()


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", "/a b", "a"],
)
def test_other_link_is_refused(status: Make, link: str) -> None:
    with pytest.raises(ValidationError):
        status(link=link).full_clean()


def test_current_from_the_second_of_its_start(status: Make) -> None:
    status(starts_at=NOW).save()
    assert BroadcastStatus.objects.current(at=NOW).exists()
    assert not BroadcastStatus.objects.current(at=NOW - timedelta(seconds=1)).exists()


def test_over_from_the_second_of_its_end(status: Make) -> None:
    status(ends_at=NOW).save()
    assert not BroadcastStatus.objects.current(at=NOW).exists()
    assert BroadcastStatus.objects.over(at=NOW).exists()


def test_upcoming_until_its_start(status: Make) -> None:
    status(starts_at=NOW).save()
    assert BroadcastStatus.objects.upcoming(at=NOW - HOUR).exists()
    assert not BroadcastStatus.objects.upcoming(at=NOW).exists()


def version() -> int:
    SiteState.objects.get_or_create(pk=1)
    return SiteState.objects.get(pk=1).version


def test_saving_tells_every_page(status: Make) -> None:
    before = version()
    status().save()
    assert version() > before


def test_deleting_tells_every_page(status: Make) -> None:
    status().save()
    before = version()
    BroadcastStatus.objects.all().delete()
    assert version() > before


def test_deleting_its_section_tells_every_page(status: Make, section: Section) -> None:
    status(scope="section", section=section).save()
    before = version()
    section.delete()
    assert version() > before


def test_name_of_a_status_says_kind_and_text(status: Make) -> None:
    assert "نص" in str(status("live"))
