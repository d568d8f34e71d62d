"""The scheduling screen says what readers will see, when, how far away, and beside what."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from articles import local_times, workflow
from articles.admin import moments
from articles.models import Article
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import NOW

DAY = timedelta(days=1)
type SignIn = Callable[[User], Client]


@pytest.fixture
def draft(editor: User, content: Callable[..., dict[str, Any]]) -> Article:
    return workflow.create(by=editor, data=content(headline_ar="ميناء جديد"), at=NOW)


def url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/do/schedule/"


def tomorrow() -> datetime:
    return (timezone.now() + DAY).replace(minute=0, second=0, microsecond=0)


def typed(moment: datetime, **more: Any) -> dict[str, Any]:
    return {"languages": ["ar"], "moment": f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"} | more


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(hours=3, minutes=20), "in 3 hours and 20 minutes"),
        (timedelta(hours=3, minutes=19, seconds=1), "in 3 hours and 20 minutes"),
        (timedelta(seconds=1), "in 1 minute"),
        (timedelta(days=2, minutes=59), "in 2 days"),
        (timedelta(days=1, hours=5, minutes=9), "in 1 day and 5 hours"),
        (timedelta(hours=1), "in 1 hour"),
    ],
)
def test_distance_is_said_in_its_two_largest_units(later: timedelta, said: str) -> None:
    with translation.override("en"):
        assert local_times.distance(NOW + later, NOW) == said


@pytest.mark.parametrize(
    ("moment", "zone", "said"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), "Africa/Cairo", "UTC+2"),
        (datetime(2026, 7, 1, tzinfo=UTC), "Africa/Cairo", "UTC+3"),
        (datetime(2026, 1, 1, tzinfo=UTC), "Asia/Kolkata", "UTC+5:30"),
        (datetime(2026, 1, 1, tzinfo=UTC), "America/St_Johns", "UTC-3:30"),
    ],
)
def test_offset_is_that_of_the_moment(moment: datetime, zone: str, said: str) -> None:
    with timezone.override(zone):
        assert said in local_times.offset(moment)


def test_screen_says_which_languages_go_live_and_which_do_not(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    page = signed_in(editor).get("/en" + url(draft)).content.decode()
    assert "What readers will see" in page
    assert '<strong lang="ar" dir="rtl">ميناء جديد</strong><br>Goes live when' in page
    assert "Its headline or its text is missing, so it does not go live." in page
    assert "UTC+" in page


def test_schedule_is_moved_from_the_same_screen_or_cancelled(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    first, second = tomorrow(), tomorrow() + DAY
    workflow.schedule(draft, by=editor, moment=first)
    page = signed_in(editor).get("/en" + url(draft)).content.decode()
    assert f'value="{timezone.localtime(first):%d/%m/%Y %H:%M}"' in page
    assert "/do/unschedule/" in page
    assert "Scheduled now for" in page
    signed_in(editor).post(url(draft), typed(second))
    draft.refresh_from_db()
    assert draft.published_at_ar == second


def test_piece_of_the_same_section_within_minutes_is_named_and_asked_about(
    signed_in: SignIn, editor: User, draft: Article, content: Callable[..., dict[str, Any]]
) -> None:
    moment = tomorrow()
    other = workflow.create(by=editor, data=content(headline_ar="قطار جديد"))
    workflow.schedule(other, by=editor, moment=moment + timedelta(minutes=4))
    page = signed_in(editor).post("/en" + url(draft), typed(moment)).content.decode()
    assert "قطار جديد" in page
    assert "in the same section" in page
    assert 'name="beside"' in page
    draft.refresh_from_db()
    assert draft.state == "draft"
    signed_in(editor).post(url(draft), typed(moment, beside="on"))
    draft.refresh_from_db()
    assert draft.published_at_ar == moment


def test_third_piece_within_a_minute_is_a_clash_whatever_its_section(
    editor: User, draft: Article, content: Callable[..., dict[str, Any]]
) -> None:
    moment = tomorrow()
    for count in (1, 2):
        elsewhere = factories.SectionFactory(name_ar=f"قسم {count}", slug=f"other-{count}")
        other = workflow.create(by=editor, data=content(section=elsewhere.pk))
        workflow.schedule(other, by=editor, moment=moment + timedelta(seconds=59))
        assert len(moments.clashes(draft, moment)) == (2 if count == 2 else 0)


def test_piece_of_another_section_or_later_is_no_clash(
    editor: User, draft: Article, content: Callable[..., dict[str, Any]]
) -> None:
    moment = tomorrow()
    other = workflow.create(by=editor, data=content())
    workflow.schedule(other, by=editor, moment=moment + timedelta(minutes=6))
    assert moments.clashes(draft, moment) == []


def test_clashes_cost_one_query(draft: Article, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        moments.clashes(draft, tomorrow())


MOMENT = "/en/admin/articles/article/moment/"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"text": "٢٣/١١/٢٠٢٦ ١٨:٠٠"},
            "Monday, 23 November 2026, 18:00 (\u2066UTC+2",
        ),
        ({"text": "20/11/2026 13:00"}, "This moment has passed."),
        ({"text": "24/4/2026 0:30"}, "does not exist"),
        ({"text": "29/10/2026 23:30"}, "The first, before the clocks go back"),
        ({"text": "29/10/2026 23:30", "hour": "1"}, "UTC+2"),
        ({"text": "30/2/2027 10:00"}, "There is no day"),
        ({"text": "4/12/2026", "day": "1"}, "Friday, 4 December 2026"),
        ({"text": "4/13/2026", "day": "1"}, "Write the day as"),
    ],
)
def test_desk_says_of_what_is_typed_which_moment_it_is(
    signed_in: SignIn, journalist: User, asked: dict[str, str], said: str
) -> None:
    desk = signed_in(journalist)
    with time_machine.travel(NOW, tick=False):
        page = desk.get(MOMENT, asked | {"name": "moment"}).content.decode()
    assert said in page


def test_name_of_the_field_cannot_bring_in_markup(signed_in: SignIn, journalist: User) -> None:
    asked = {"name": '"><script>', "text": "29/10/2026 23:30"}
    assert "<script>" not in signed_in(journalist).get(MOMENT, asked).content.decode()


def test_moment_is_asked_for_above_what_readers_will_see(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    page = signed_in(editor).get(url(draft)).content.decode()
    assert page.index('name="moment"') < page.index('class="arrivals"') < page.index("<iframe")
    assert 'class="new-page" open' not in page
