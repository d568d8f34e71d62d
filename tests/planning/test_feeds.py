"""The calendar's secret address: what it gives to whom, and when it ends."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from icalendar import Calendar

from articles import workflow
from articles.broadcast.models import BroadcastStatus
from newsroom.planning import days, feeds
from newsroom.planning.models import CalendarFeed
from tests.conftest import NOW
from tests.planning.conftest import HOUR

pytestmark = pytest.mark.django_db
PAGE = "/admin/planning/assignment/calendar/feed/"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def address(journalist):
    return f"/calendar/{feeds.make(journalist, language='ar', at=NOW)}.ics"


def components(client, address):
    """The feed's components by their UID, without the host."""
    found = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    return {str(each["uid"]).partition("@")[0]: each for each in found}


def test_feed_has_own_assignments_and_all_events(
    client, address, journalist, colleague, assignment, event
):
    mine = assignment(status="assigned", assignee=journalist)
    assignment(status="assigned", assignee=colleague)
    meeting = event(place_ar="القاعة")
    found = components(client, address)
    assert set(found) == {f"deadline-{mine.pk}", f"event-{meeting.pk}"}
    component = found[f"event-{meeting.pk}"]
    assert (component["dtstart"].dt, component["dtend"].dt) == (NOW, NOW + 2 * HOUR)
    assert (component["location"], component["status"]) == ("القاعة", "TENTATIVE")


def test_what_is_cancelled_says_so_and_whole_days_are_days(
    client, address, journalist, assignment, event
):
    dropped = assignment(status="dropped", assignee=journalist)
    off = event(status="cancelled")
    first = date(2026, 11, 22)
    fair = event(is_all_day=True, status="confirmed", starts_at=days.day_start(first),
                 ends_at=days.day_start(first + timedelta(days=2)))  # fmt: skip
    found = components(client, address)
    statuses = [found[key]["status"] for key in (f"deadline-{dropped.pk}", f"event-{off.pk}")]
    assert statuses == ["CANCELLED", "CANCELLED"]
    whole = found[f"event-{fair.pk}"]
    assert (whole["dtstart"].dt, whole["dtend"].dt) == (first, first + timedelta(days=3))


def test_long_arabic_lines_are_folded_within_letters_and_text_is_escaped(client, address, event):
    title = "مؤتمر صحفي، عن الخط؛ " + "الجديد " * 20
    row = event(title_ar=title)
    lines = client.get(address).content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    component = components(client, address)[f"event-{row.pk}"]
    assert component["summary"] == title.strip()
    assert re.search(rb"^DTSTART:\d{8}T\d{6}Z", client.get(address).content, re.MULTILINE)


def test_feed_is_kept_by_nobody_and_its_address_nowhere(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    token = address.split("/")[-1].removesuffix(".ics")
    assert token not in str(CalendarFeed.objects.values().get())
    assert client.post(address).status_code == 405


def test_feed_ends_with_the_account_with_a_new_address_and_when_revoked(
    client, address, journalist
):
    assert client.get(address).status_code == 200
    journalist.is_active = False
    journalist.save()
    assert client.get(address).status_code == 404
    journalist.is_active = True
    journalist.save()
    newer = feeds.make(journalist, language="en", at=NOW)
    assert client.get(address).status_code == 404
    assert client.get(f"/calendar/{newer}.ics").status_code == 200
    assert feeds.revoke(journalist)
    assert client.get(f"/calendar/{newer}.ics").status_code == 404


def test_feed_shows_nothing_without_a_role(client, address, journalist, event):
    event()
    journalist.groups.clear()
    assert components(client, address) == {}


def test_address_is_shown_once_to_whom_it_is_made_for(client, journalist):
    client.force_login(journalist)
    form = {"form_key": "a" * 32}
    page = client.post(PAGE, form)
    link = page.context["link"]
    assert "no-store" in page["Cache-Control"]
    assert client.get(link).status_code == 200
    assert client.post(PAGE, form).status_code == 302
    assert client.get(link).status_code == 200
    assert client.get(PAGE).context["link"] == ""
    client.post(PAGE, {"revoke": "1"})
    assert client.get(link).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_publication_that_was_moved_is_newer_for_calendar_programs(
    client, address, editor, content
):
    article = workflow.create(by=editor, data=content(), at=NOW)
    workflow.schedule(article, moment=NOW + 4 * HOUR, by=editor, at=NOW)
    before = components(client, address)[f"publication-{article.pk}-ar"]
    workflow.schedule(article, moment=NOW + 5 * HOUR, by=editor, at=NOW + HOUR)
    after = components(client, address)[f"publication-{article.pk}-ar"]
    assert after["dtstart"].dt == NOW + 5 * HOUR
    assert after["last-modified"].dt - before["last-modified"].dt == HOUR
    assert after["sequence"] == before["sequence"] + 3600


def test_each_time_of_a_weekly_status_is_an_entry_of_its_own(client, editor):
    BroadcastStatus.objects.create(
        kind="live", text_ar="نشرة", starts_at=NOW, ends_at=NOW + HOUR, weekdays=1 << 4,
        skipped_days=["2026-11-27"], last_day=date(2026, 12, 4),
    )  # fmt: skip
    found = components(client, f"/calendar/{feeds.make(editor, language='ar', at=NOW)}.ics")
    starts = [component["dtstart"].dt for component in found.values()]
    assert starts == [NOW, NOW + timedelta(days=14)]


def test_feed_costs_the_same_however_full_it_is(
    client, address, journalist, assignment, event, django_assert_max_num_queries
):
    for _n in range(8):
        assignment(event=event(), status="assigned", assignee=journalist)
    with django_assert_max_num_queries(9):
        assert client.get(address).status_code == 200
