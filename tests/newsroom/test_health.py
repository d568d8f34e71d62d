from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError

from articles import workflow
from articles.models import Announcement
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _the_clock_stands():
    with time_machine.travel(NOW, tick=False):
        yield


def test_healthz_asks_no_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_is_ready_when_nothing_waits(client, db):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})
    assert "no-store" in response["Cache-Control"]


def test_readyz_waits_five_minutes_for_an_announcement(client, published):
    article = published(at=NOW)
    Announcement.objects.all().delete()
    Announcement.objects.create(article=article, event="published", at=NOW)
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        assert client.get("/readyz").status_code == 200


def test_readyz_names_announcements_nobody_delivered(client, published):
    published(at=NOW - timedelta(minutes=6))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "announcements" in response.json()["reasons"][0]


def test_readyz_names_changes_nobody_applied(client, editor, published):
    article = published(at=NOW)
    workflow.save(
        article,
        base=article.latest_revision_id,
        by=editor,
        data=article.latest_revision.data,
        at=NOW,
    )
    workflow.update(article, by=editor, moment=NOW + timedelta(minutes=1), at=NOW)
    Announcement.objects.all().delete()
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert "changes" in response.json()["reasons"][0]


def test_readyz_says_that_the_database_does_not_answer(client, monkeypatch):
    def broken(_self):
        raise DatabaseError

    monkeypatch.setattr("django.db.models.query.QuerySet.exists", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "database" in response.json()["reasons"][0]
