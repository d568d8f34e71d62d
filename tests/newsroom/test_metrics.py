from datetime import timedelta

import pytest

from articles import workflow
from articles.models import Announcement, Revision
from newsroom.metrics import gauges
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)


def values(at=NOW):
    return {gauge.name.removeprefix("newsroom_"): gauge.value for gauge in gauges(at=at)}


@pytest.fixture
def planned(published, editor):
    """An article with a change scheduled for a minute after NOW."""
    article = published()
    data = article.latest_revision.data | {"kicker_ar": "مساء"}
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    workflow.update(article, by=editor, moment=NOW + MINUTE, at=NOW)
    return article


def test_metrics_are_written_as_openmetrics(client, db):
    response = client.get("/metrics")
    lines = response.content.decode().split("\n")
    assert response["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
    assert lines[0] == "# TYPE newsroom_announcements_pending gauge"
    assert lines[2] == "newsroom_announcements_pending 0"
    assert lines[-2:] == ["# EOF", ""]


def test_broken_announcement_is_counted(published):
    published()
    before = values()["announcements_pending"]
    Announcement.objects.filter(pk=Announcement.objects.earliest("pk").pk).update(failed_at=NOW)
    assert values()["announcements_failed"] == 1
    assert values()["announcements_pending"] == before - 1


def test_change_is_overdue_a_minute_after_its_moment(planned):
    moments = (NOW + 2 * MINUTE - timedelta(seconds=1), NOW + 2 * MINUTE)
    assert [values(at)["scheduled_changes_overdue"] for at in moments] == [0, 1]


def test_change_that_was_set_aside_is_counted(planned):
    Revision.objects.filter(goes_live_at__isnull=False).update(held_at=NOW)
    assert values(NOW + 9 * MINUTE)["scheduled_changes_held"] == 1
    assert values(NOW + 9 * MINUTE)["scheduled_changes_overdue"] == 0


@pytest.mark.parametrize(
    "asked", [{"REMOTE_ADDR": "203.0.113.7"}, {"headers": {"X-Forwarded-For": "203.0.113.7"}}]
)
def test_metrics_are_not_for_everybody(client, db, asked):
    assert client.get("/metrics", **asked).status_code == 403


def test_metrics_are_for_who_knows_the_token(client, db, settings):
    settings.METRICS_TOKEN = "open-sesame"
    known = client.get(
        "/metrics", REMOTE_ADDR="203.0.113.7", headers={"Authorization": "Bearer open-sesame"}
    )
    unknown = client.get("/metrics", headers={"Authorization": "Bearer wrong"})
    assert (known.status_code, unknown.status_code) == (200, 403)
