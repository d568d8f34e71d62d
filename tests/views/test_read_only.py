"""Readers never pay for a write, and never see its failure."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection

from articles import workflow
from articles.models import Article, Revision, SiteState
from articles.workflow import background
from tests.conftest import NOW

HOUR = timedelta(hours=1)
PATHS = [
    "/",
    "/en/",
    "/sections/economy/",
    "/authors/karim/",
    "/search/?q=القطار",
    "/search/?q=كلمةلاتوجد",
    "/search/suggest/?q=الق",
    "/feed.xml",
    "/feed.json",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/status.json",
]


@pytest.fixture
def due(published, editor):
    """An article with a change that is due at NOW + HOUR."""
    article = published()
    data = article.latest_revision.data | {"kicker_ar": "مساء"}
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)
    article.refresh_from_db()
    return article


@pytest.fixture
def read_only():
    """Make the database refuse every write until the test ends."""
    begin, end = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": (
            "SET default_transaction_read_only = on",
            "SET default_transaction_read_only = off",
        ),
    }[connection.vendor]
    yield lambda: connection.cursor().execute(begin)
    connection.cursor().execute(end)


@pytest.mark.django_db(transaction=True)
def test_pages_are_served_from_a_database_that_takes_no_writes(client, due, read_only):
    read_only()
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        statuses = {path: client.get(path).status_code for path in PATHS}
    assert statuses == dict.fromkeys(PATHS, 200)


@pytest.mark.django_db(transaction=True)
def test_article_is_served_as_it_is_live_from_a_database_that_takes_no_writes(
    client, due, read_only
):
    read_only()
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        response = client.get(due.url("ar"))
    assert response.status_code == 200
    assert "مساء" not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_thread_waits_and_holds_nothing_where_the_database_takes_no_writes(due, read_only):
    read_only()
    with pytest.raises(DatabaseError):
        workflow.apply_due(at=NOW + 2 * HOUR)
    assert Revision.objects.waiting().exists()


def test_reader_pays_nothing_for_changes_that_are_due(client, due, django_assert_max_num_queries):
    client.get(due.url("ar"))
    with (
        time_machine.travel(NOW + 2 * HOUR, tick=False),
        django_assert_max_num_queries(4),
    ):
        client.get(due.url("ar"))
    assert Revision.objects.waiting().exists()


def test_reader_of_an_article_with_a_broken_change_sees_what_is_live(client, due):
    Revision.objects.filter(pk=due.latest_revision_id).update(data={"bylines": 7})
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        assert client.get(due.url("ar")).status_code == 200
        assert client.get("/").status_code == 200


@pytest.fixture
def started(monkeypatch, settings):
    """Moments at which a thread would have been started."""
    settings.APPLY_CHANGES_IN_BACKGROUND = True
    starts = []
    monkeypatch.setattr(background._applier, "start", lambda: starts.append(1))
    return starts


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/news-sitemap.xml"])
def test_page_that_notices_a_due_change_has_it_applied_beside_itself(client, due, started, path):
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        client.get(path)
    assert started


def test_page_before_the_moment_starts_nothing(client, due, started):
    with time_machine.travel(NOW, tick=False):
        client.get("/")
    assert not started


@pytest.mark.django_db(transaction=True)
def test_due_change_is_applied_by_the_thread(due, settings):
    settings.APPLY_CHANGES_IN_BACKGROUND = True
    SiteState.objects.update(next_due_at=NOW)
    Revision.objects.filter(pk=due.latest_revision_id).update(goes_live_at=NOW)
    background._applier.start()
    assert background._applier.running.acquire(timeout=20)
    background._applier.running.release()
    assert Article.objects.get(pk=due.pk).kicker_ar == "مساء"


def test_only_one_thread_runs_at_a_time(monkeypatch, settings):
    applier = background._Applier()
    applier.running.acquire()
    monkeypatch.setattr(background.threading, "Thread", None)
    applier.start()
    assert applier.running.locked()


def test_after_a_failure_there_is_a_pause(monkeypatch):
    def refuse(at):
        raise background.DatabaseError

    applier = background._Applier()
    applier.running.acquire()
    monkeypatch.setattr(background, "apply_due", refuse)
    monkeypatch.setattr(background.connections, "close_all", lambda: None)
    applier.run()
    applier.start()
    assert not applier.running.locked()
    assert applier.not_before > 0


def test_process_that_can_start_no_thread_goes_on(monkeypatch, caplog):
    def refuse(**kwargs):
        raise RuntimeError("can't start new thread")

    applier = background._Applier()
    monkeypatch.setattr(background.threading, "Thread", refuse)
    applier.start()
    assert not applier.running.locked()
    assert "no thread" in caplog.text
