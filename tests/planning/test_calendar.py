"""What the calendar shows to whom, and what is moved in it and what is not."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from articles import workflow
from articles.broadcast.models import BroadcastStatus
from articles.languages import formats_of
from articles.models import Article
from newsroom.planning import days
from newsroom.planning.calendar_pages import clock
from newsroom.planning.models import Assignment, Event
from tests import factories
from tests.conftest import NOW
from tests.planning.conftest import HOUR

pytestmark = pytest.mark.django_db
CALENDAR = "/admin/planning/assignment/calendar/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def scheduled(editor, content):
    """An article that readers see an hour after NOW."""
    article = workflow.create(by=editor, data=content(), at=NOW)
    return workflow.schedule(article, moment=NOW + HOUR, by=editor, at=NOW)


@pytest.fixture
def everything(assignment, event, scheduled, published, content, editor):
    """One of each kind, all on the day of NOW."""
    assignment(status="assigned", assignee=editor)
    event()
    published(expires_at=(NOW + 2 * HOUR).isoformat())
    workflow.create(by=editor, data=content(embargo_until=(NOW + HOUR).isoformat()), at=NOW)
    live = published()
    factories.revise(live, editor, at=NOW, headline_ar="عنوان أحدث")
    workflow.update(live, by=editor, moment=NOW + HOUR, at=NOW)
    BroadcastStatus.objects.create(kind="live", text_ar="بث", starts_at=NOW, ends_at=NOW + HOUR)


def shown(client, query=""):
    """The kinds that stand in the calendar, by day."""
    weeks = client.get(f"{CALENDAR}?{query}").context["weeks"]
    found = {cell.day: [line.item.kind for line in cell.lines] for week in weeks for cell in week}
    return {day: kinds for day, kinds in found.items() if kinds}


def send(client, user, item, **sent):
    """The answer to a move of the item."""
    body = json.dumps({"person": user.pk, "item": item} | sent)
    return client.post(f"{CALENDAR}move/", body, content_type="application/json")


def test_weeks_begin_on_saturday():
    assert [days.week_start(date(2026, 11, day)) for day in (20, 21, 27)] == [
        date(2026, 11, 14),
        date(2026, 11, 21),
        date(2026, 11, 21),
    ]


def test_day_whose_midnight_the_clocks_skip_begins_at_one():
    # In Cairo clocks go forward on 24 April 2026 at midnight.
    start = days.day_start(date(2026, 4, 24))
    assert start == datetime(2026, 4, 23, 22, tzinfo=UTC)
    assert days.day_of(start) == date(2026, 4, 24)


def test_hour_that_comes_twice_is_shown_with_its_offset():
    first, second = (datetime(2026, 10, 29, hour, 30, tzinfo=UTC) for hour in (20, 21))
    formats = formats_of("en")
    assert "+03:00" in clock(first, formats)
    assert "+02:00" in clock(second, formats)
    assert clock(second + 2 * HOUR, formats) == "01:30"


@pytest.mark.parametrize("view", ["day", "week"])
def test_calendar_shows_every_kind_on_its_day(client, editor, everything, view):
    client.force_login(editor)
    found = shown(client, f"view={view}&date=2026-11-20")
    assert list(found) == [date(2026, 11, 20)]
    assert sorted(found[date(2026, 11, 20)]) == [
        *("broadcast", "deadline", "embargo", "event", "expiry"),
        *("publication", "publication"),
    ]


def test_calendar_is_narrowed_by_kind_and_section(client, editor, everything):
    other = factories.SectionFactory()
    client.force_login(editor)
    assert list(shown(client, "kind=event").values()) == [["event"]]
    assert shown(client, f"section={other.pk}") == {}


def test_person_sees_the_kinds_of_their_role_alone(client, journalist, everything):
    client.force_login(journalist)
    assert "broadcast" not in next(iter(shown(client).values()))


def test_calendar_costs_the_same_however_full_it_is(
    client, editor, assignment, event, content, everything, django_assert_max_num_queries
):
    for _n in range(8):
        assignment(event=event(), status="assigned", assignee=editor)
        article = workflow.create(by=editor, data=content(), at=NOW)
        workflow.schedule(article, moment=NOW + HOUR, by=editor, at=NOW)
    client.force_login(editor)
    for view in ("day", "week", "month"):
        with django_assert_max_num_queries(12):
            page = client.get(f"{CALENDAR}?view={view}")
    cell = next(cell for week in page.context["weeks"] for cell in week if cell.is_today)
    assert (len(cell.lines), cell.hidden) == (6, 25)


def test_month_and_neighbours_are_whole_and_nonsense_is_today(client, editor):
    client.force_login(editor)
    context = client.get(f"{CALENDAR}?view=x&date=2026-13-01&section=x&kind=x").context
    assert context["heading"] == "نوفمبر 2026"
    assert context["weekdays"][0] == "السبت"
    assert "date=2026-10-01" in context["previous_url"]
    assert "date=2026-12-01" in context["next_url"]
    assert {len(week) for week in context["weeks"]} == {7}
    for far in ("0001-01-01", "9999-12-31"):
        assert client.get(f"{CALENDAR}?date={far}").status_code == 200
    week = client.get(f"{CALENDAR}?view=week&date=2026-11-20").context
    assert week["heading"] == "14 نوفمبر 2026 – 20 نوفمبر 2026"


def test_event_of_several_days_stands_on_each(client, editor, event):
    event(starts_at=NOW, ends_at=datetime(2026, 11, 21, 22, tzinfo=UTC))
    event(is_all_day=True, starts_at=days.day_start(date(2026, 11, 22)),
          ends_at=days.day_start(date(2026, 11, 23)))  # fmt: skip
    client.force_login(editor)
    assert [day.day for day in shown(client)] == [20, 21, 22, 23]
    assert [day.day for day in shown(client, "view=day&date=2026-11-23")] == [23]


def test_deadline_keeps_its_hour_on_another_day_and_is_moved_back(client, journalist, assignment):
    mine = assignment(status="assigned", assignee=journalist)
    client.force_login(journalist)
    was = mine.due_at.isoformat()
    moved = send(client, journalist, f"deadline-{mine.pk}", was=was, day="2026-11-25").json()
    mine.refresh_from_db()
    assert mine.due_at == NOW + HOUR + 5 * DAY
    assert "25 نوفمبر 2026، 15:00" in moved["said"]
    undo = {name: moved[name] for name in ("was", "to")}
    assert send(client, journalist, moved["item"], **undo).status_code == 200
    mine.refresh_from_db()
    assert mine.due_at == NOW + HOUR


def test_event_moves_with_its_end(client, editor, event):
    row = event()
    whole = event(is_all_day=True, starts_at=days.day_start(date(2026, 4, 20)),
                  ends_at=days.day_start(date(2026, 4, 22)))  # fmt: skip
    client.force_login(editor)
    send(client, editor, f"event-{row.pk}", was=row.starts_at.isoformat(), day="2026-11-22")
    send(client, editor, f"event-{whole.pk}", was=whole.starts_at.isoformat(), day="2026-04-24")
    row.refresh_from_db()
    whole.refresh_from_db()
    assert (row.starts_at, row.ends_at) == (NOW + 2 * DAY, NOW + 2 * DAY + 2 * HOUR)
    moved = [days.day_of(moment) for moment in (whole.starts_at, whole.ends_at)]
    assert moved == [date(2026, 4, 24), date(2026, 4, 26)]


def test_publication_is_moved_by_its_verb_and_logged(client, editor, scheduled):
    client.force_login(editor)
    was = (NOW + HOUR).isoformat()
    key = f"publication-{scheduled.pk}-ar"
    assert send(client, editor, key, was=was, day="2026-11-22").status_code == 200
    article = Article.objects.get()
    assert article.published_in("ar") == NOW + HOUR + 2 * DAY
    assert article.transitions.order_by("-pk").first().verb == "schedule"


@pytest.mark.parametrize("case", ["past", "edited", "embargoed", "moved", "live"])
def test_publication_that_may_not_move_stays_and_says_why(client, editor, scheduled, case):
    client.force_login(editor)
    was, day = (NOW + HOUR).isoformat(), "2026-11-22"
    if case == "past":
        day = "2026-11-19"
    elif case == "edited":
        factories.revise(scheduled, editor, at=NOW, headline_ar="عنوان آخر")
    elif case == "embargoed":
        workflow.unschedule(scheduled, by=editor, at=NOW)
        until = (NOW + HOUR).isoformat()
        factories.revise(scheduled, editor, at=NOW, embargo_until=until)
        workflow.schedule(scheduled, moment=NOW + 4 * DAY, by=editor, approves=True, at=NOW)
        was, day = (NOW + 4 * DAY).isoformat(), "2026-11-20"
    elif case == "moved":
        workflow.schedule(scheduled, moment=NOW + 3 * HOUR, by=editor, at=NOW)
    elif case == "live":
        workflow.publish(scheduled, by=editor, at=NOW)
    before = Article.objects.get().published_in("ar")
    answer = send(client, editor, f"publication-{scheduled.pk}-ar", was=was, day=day)
    assert answer.status_code == (404 if case == "live" else 400)
    assert answer.json()["error"]
    assert Article.objects.get().published_in("ar") == before


def test_refused_move_says_what_was_tried_and_why_not(client, editor, scheduled):
    client.force_login(editor)
    key, was = f"publication-{scheduled.pk}-ar", (NOW + HOUR).isoformat()
    body = json.dumps({"person": editor.pk, "item": key, "was": was, "day": "2026-11-19"})
    answer = client.post(f"/en{CALENDAR}move/", body, content_type="application/json")
    said = answer.json()["error"]
    assert str(scheduled) in said
    assert "stays on Friday, 20 November 2026, 15:00" in said
    assert "was not moved to Thursday, 19 November 2026, 15:00: " in said


def test_weekly_status_stands_at_each_of_its_times_and_not_on_days_left_out(client, editor):
    BroadcastStatus.objects.create(
        kind="live", text_ar="نشرة", starts_at=NOW, ends_at=NOW + HOUR, weekdays=1 << 4,
        skipped_days=["2026-11-27"],
    )  # fmt: skip
    client.force_login(editor)
    assert [day.day for day in shown(client, "view=month&date=2026-12-01")] == [4, 11, 18, 25, 1]
    assert " data-weekly>" in client.get(f"{CALENDAR}?date=2026-12-01").content.decode()


def test_day_shows_its_hours_with_blocks_and_what_lasts_all_day(client, editor, event):
    event()
    event(is_all_day=True, starts_at=days.day_start(date(2026, 11, 20)), ends_at=None)
    client.force_login(editor)
    page = client.get(f"/en{CALENDAR}?view=day&date=2026-11-20").content.decode()
    assert 'rowspan="4"' in page
    assert "14:00 – 16:00" in page
    assert 'aria-current="time"' in page
    assert 'class="all-day"' in page


def test_what_the_role_does_not_move_stays(
    client, journalist, colleague, scheduled, assignment, event
):
    theirs = assignment(status="assigned", assignee=colleague)
    meeting = event()
    client.force_login(journalist)
    for key, was in (
        (f"publication-{scheduled.pk}-ar", NOW + HOUR),
        (f"deadline-{theirs.pk}", NOW + HOUR),
        (f"event-{meeting.pk}", NOW),
    ):
        answer = send(client, journalist, key, was=was.isoformat(), day="2026-11-22")
        assert answer.status_code == 403, key
    assert Article.objects.get().published_in("ar") == NOW + HOUR
    assert Assignment.objects.get().due_at == NOW + HOUR
    assert Event.objects.get().starts_at == NOW


@pytest.mark.parametrize("change", [{"status": "done"}, {"due_at": NOW}, {"planned_at": NOW + DAY}])
def test_deadline_that_may_not_move_stays_and_says_why(client, editor, assignment, change):
    row = assignment()
    Assignment.objects.update(**change)
    client.force_login(editor)
    was = (NOW + HOUR).isoformat()
    answer = send(client, editor, f"deadline-{row.pk}", was=was, day="2026-11-25")
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert Assignment.objects.get().due_at == change.get("due_at", NOW + HOUR)


def test_nonsense_is_no_move(client, editor, event):
    row, was = event(), NOW.isoformat()
    client.force_login(editor)
    key = f"event-{row.pk}"
    for sent in ({"was": "x", "day": "2026-11-22"}, {"was": was, "day": "x"}, {"was": was}):
        assert send(client, editor, key, **sent).status_code == 400
    for wrong in ("event-0", "x", "embargo-1", "deadline-99999999999999999999"):
        assert send(client, editor, wrong, was=was, day="2026-11-22").status_code == 404


def test_hour_that_comes_twice_is_chosen_on_a_page_and_the_missing_one_refused(
    client, journalist, assignment
):
    due = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
    mine = assignment(status="assigned", assignee=journalist, due_at=due)
    client.force_login(journalist)
    key, was = f"deadline-{mine.pk}", due.isoformat()
    # On 29 October 2026 the hour after eleven in the evening comes twice in Cairo.
    answer = send(client, journalist, key, was=was, day="2026-10-29")
    page = answer.json()["page"]
    assert answer.status_code == 400
    assert "moment_hour" in client.get(page).content.decode()
    form = {"moment": "29/10/2026 23:30", "moment_hour": "1"}
    assert client.post(page, form).status_code == 302
    assert Assignment.objects.get().due_at == datetime(2026, 10, 29, 21, 30, tzinfo=UTC)
    Assignment.objects.update(due_at=datetime(2026, 11, 19, 22, 30, tzinfo=UTC))
    was = datetime(2026, 11, 19, 22, 30, tzinfo=UTC).isoformat()
    answer = send(client, journalist, key, was=was, day="2026-04-24")
    assert (answer.status_code, "page" in answer.json()) == (400, False)


def test_page_moves_without_scripts_and_shows_refusals(client, editor, journalist, scheduled):
    key = f"publication-{scheduled.pk}-ar"
    page = reverse("admin:planning_assignment_calendar_move_page", args=[key])
    page = f"{page}?was={(NOW + HOUR).isoformat().replace('+', '%2B')}"
    client.force_login(editor)
    assert "20/11/2026 15:00" in client.get(page).content.decode()
    refused = client.post(page, {"moment": "20/11/2026 13:00"})
    assert refused.context["form"].errors["moment"]
    client.force_login(journalist)
    assert client.post(page, {"moment": "21/11/2026 15:00"}).status_code == 403
    client.force_login(editor)
    assert client.post(page, {"moment": "21/11/2026 15:00"}).status_code == 302
    assert Article.objects.get().published_in("ar") == NOW + HOUR + DAY
    assert client.get(page.replace(key, "publication-999-ar")).status_code == 404
