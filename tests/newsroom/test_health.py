from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError

from articles.models import Announcement
from newsroom import health
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


def test_readyz_stays_ready_while_an_announcement_is_broken(client, published):
    published(at=NOW - timedelta(days=1))
    Announcement.objects.update(attempts=99, failed_at=NOW)
    assert client.get("/readyz").status_code == 200


@pytest.mark.engine
def test_readyz_says_that_the_database_does_not_answer(client, monkeypatch):
    def broken():
        raise DatabaseError

    monkeypatch.setattr(health.connection, "cursor", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "database" in response.json()["reasons"][0]
