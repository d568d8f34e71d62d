from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from articles.broadcast import statuses
from articles.broadcast.models import BroadcastStatus
from articles.errors import NotAllowed, WrongState
from newsroom.accounts.models import User
from tests.broadcast.conftest import HOUR, view
from tests.conftest import NOW

Make = Callable[..., BroadcastStatus]


def test_page_without_statuses_is_quiet() -> None:
    page = statuses.page_notices((), at=NOW)
    assert (page.label, page.breaking, page.live) == (None, None, None)


def test_each_kind_has_its_place() -> None:
    known = [view("trial"), view("live"), view("breaking", ends_at=NOW + HOUR)]
    page = statuses.page_notices(known, at=NOW, language="ar")
    shown = [notice.kind for notice in (page.label, page.breaking, page.live) if notice]
    assert shown == ["trial", "breaking", "live"]


def test_narrowest_scope_wins() -> None:
    known = [
        view(texts={"ar": "الموقع"}),
        view(scope="section", section_id=3, texts={"ar": "القسم"}),
        view(scope="article", article_id=9, texts={"ar": "المقال"}),
    ]
    pages = [{}, {"section_id": 3}, {"section_id": 3, "article_id": 9}]
    shown = [statuses.page_notices(known, at=NOW, language="ar", **place).label for place in pages]
    assert [notice.text for notice in shown if notice] == ["الموقع", "القسم", "المقال"]


def test_status_of_another_section_is_not_shown() -> None:
    known = [view(scope="section", section_id=3)]
    assert statuses.page_notices(known, at=NOW, section_id=4).label is None


def test_higher_priority_stands_where_two_labels_meet() -> None:
    known = [view("trial", priority=1), view("off_air", priority=2)]
    label = statuses.page_notices(known, at=NOW, language="ar").label
    assert label is not None
    assert label.kind == "off_air"


def test_status_is_gone_in_the_second_it_ends() -> None:
    known = [view(ends_at=NOW)]
    assert statuses.page_notices(known, at=NOW).label is None
    assert statuses.page_notices(known, at=NOW - timedelta(seconds=1)).label is not None


def test_trial_does_not_stand_before_its_start() -> None:
    assert statuses.page_notices([view(starts_at=NOW + HOUR)], at=NOW).label is None


def test_live_of_the_coming_day_is_announced_with_its_time() -> None:
    known = [view("live", starts_at=NOW + HOUR)]
    live = statuses.page_notices(known, at=NOW, language="ar").live
    assert live is not None
    assert live.is_later
    assert "15:00" in live.label


def test_live_of_another_day_is_announced_with_its_date() -> None:
    known = [view("live", starts_at=NOW + 12 * HOUR)]
    live = statuses.page_notices(known, at=NOW, language="ar").live
    assert live is not None
    assert "21" in live.label


def test_live_beyond_a_day_is_not_announced() -> None:
    known = [view("live", starts_at=NOW + 24 * HOUR + timedelta(seconds=1))]
    assert statuses.page_notices(known, at=NOW, language="ar").live is None


def test_what_is_on_stands_before_what_is_to_come() -> None:
    known = [view("live", starts_at=NOW + HOUR), view("live", texts={"ar": "الآن"})]
    live = statuses.page_notices(known, at=NOW, language="ar").live
    assert live is not None
    assert live.text == "الآن"


def test_breaking_is_not_shown_in_a_language_without_its_words() -> None:
    assert statuses.page_notices([view("breaking")], at=NOW, language="en").breaking is None


def test_label_stands_in_every_language_without_foreign_words() -> None:
    label = statuses.page_notices([view("trial")], at=NOW, language="en").label
    assert label is not None
    assert (label.label, label.text) == ("Trial broadcast", "")


def test_own_label_stands_instead_of_the_kinds() -> None:
    label = statuses.page_notices([view(labels={"ar": "نسخة أولى"})], at=NOW, language="ar").label
    assert label is not None
    assert label.label == "نسخة أولى"


def test_next_change_is_the_next_start_or_end() -> None:
    known = [view(ends_at=NOW + 2 * HOUR), view("live", starts_at=NOW + HOUR)]
    assert statuses.page_notices(known, at=NOW, language="ar").next_change_at == NOW + HOUR


def test_page_says_its_place_as_a_query() -> None:
    assert statuses.page_notices((), at=NOW).query == ""
    assert (
        statuses.page_notices((), at=NOW, section_id=3, article_id=9).query
        == "?section=3&article=9"
    )


def test_load_reads_current_and_coming_ones_in_one_query(
    status: Make, django_assert_num_queries: Callable[..., object]
) -> None:
    status("trial", ends_at=NOW).save()
    status("live").save()
    status("off_air", starts_at=NOW + HOUR).save()
    with django_assert_num_queries(1):
        known = statuses.load_statuses(at=NOW)
    assert [each.kind for each in known] == ["live", "off_air"]


def test_link_that_came_in_past_the_form_leads_nowhere(status: Make) -> None:
    status(link="javascript:alert(1)").save()
    assert statuses.load_statuses(at=NOW)[0].link == ""


def test_saving_keeps_who_made_it(status: Make, chief: User) -> None:
    assert statuses.save_status(status(), by=chief).created_by == chief


def test_saving_refuses_what_cannot_stand(status: Make) -> None:
    statuses.save_status(status())
    with pytest.raises(ValidationError):
        statuses.save_status(status())


def test_closed_status_is_over_at_that_moment(status: Make) -> None:
    live = statuses.save_status(status("live"))
    closed = statuses.close(live, at=NOW)
    assert closed.is_over(at=NOW)


def test_status_that_is_not_on_cannot_be_closed(status: Make) -> None:
    coming = statuses.save_status(status("live", starts_at=NOW + HOUR))
    with pytest.raises(WrongState):
        statuses.close(coming, at=NOW)


def test_person_without_a_say_sets_no_status(status: Make, journalist: User) -> None:
    with pytest.raises(NotAllowed):
        statuses.save_status(status("live"), by=journalist)


def test_editor_does_not_close_what_the_outlet_says(status: Make, editor: User) -> None:
    trial = statuses.save_status(status("trial"))
    with pytest.raises(NotAllowed):
        statuses.close(trial, by=editor)
