from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles import outbox, signals
from articles.models import Announcement
from tests.conftest import NOW


class Listener:
    """Remembers what it heard; fails as often as it is told to."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.failures = 0

    def hear(self, **event: Any) -> None:
        self.heard.append(event.get("article_id") or event["article_ids"])
        if self.failures:
            self.failures -= 1
            raise ValueError("out of order")


@pytest.fixture
def listener():
    listener = Listener()
    heard = [*signals.SIGNALS.values(), signals.imported]
    for signal in heard:
        signal.connect(listener.hear)
    yield listener
    for signal in heard:
        signal.disconnect(listener.hear)


@pytest.fixture
def announced(published, listener, django_capture_on_commit_callbacks):
    """Announces that an article was updated, and commits."""

    def announce(**failing):
        vars(listener).update(failing)
        pk = published().pk
        Announcement.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            outbox.announce("updated", pk, at=NOW)
        return pk

    return announce


def test_listener_hears_after_the_commit(announced, listener):
    pk = announced()
    assert listener.heard == [pk]
    assert Announcement.objects.get().delivered_at is not None


def test_listener_hears_nothing_of_what_was_rolled_back(
    published, listener, django_capture_on_commit_callbacks
):
    pk = published().pk
    listener.heard.clear()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        outbox.announce("updated", pk, at=NOW)
        transaction.set_rollback(True)
    assert listener.heard == []


def test_failing_listener_is_logged_and_kept(announced, caplog):
    announced(failures=1)
    announcement = Announcement.objects.get()
    assert (announcement.attempts, announcement.delivered_at) == (1, None)
    assert "out of order" in announcement.error
    assert "listener failed event=updated" in caplog.text


def test_announcement_is_repeated_until_every_listener_managed(announced, listener):
    pk = announced(failures=2)
    later = [timezone.now() + timedelta(hours=hours) for hours in (1, 2, 3)]
    assert [outbox.deliver(at=at) for at in later] == [0, 1, 0]
    assert listener.heard == [pk] * 3


def test_announcement_that_failed_is_not_tried_with_every_save(announced, listener):
    announced(failures=1)
    for _n in range(outbox.MAX_ATTEMPTS):
        outbox.deliver()
    assert Announcement.objects.get().attempts == len(listener.heard) == 1


def test_announcement_that_failed_is_due_after_its_pause(announced):
    announced(failures=1)
    due_at = Announcement.objects.get().claimed_until
    moments = [due_at - timedelta(seconds=1), due_at + timedelta(seconds=1)]
    assert [outbox.deliver(at=at) for at in moments] == [0, 1]


def test_pause_doubles_with_every_attempt_up_to_an_hour():
    pauses = [outbox.pause(attempts).total_seconds() for attempts in (1, 2, 3, 9, 10, 20)]
    assert pauses == [10, 20, 40, 2560, 3600, 3600]


def test_announcements_that_fail_do_not_keep_newer_ones_waiting(announced, published, listener):
    article = announced(failures=1)
    newer = published().pk
    Announcement.objects.filter(article=newer).delete()
    Announcement.objects.create(article_id=newer, event="updated", at=NOW)
    assert outbox.deliver(limit=1) == 1
    assert listener.heard == [article, newer]


def test_announcement_is_set_aside_after_its_last_attempt(announced, listener):
    announced(failures=2)
    Announcement.objects.update(attempts=outbox.MAX_ATTEMPTS - 1, claimed_until=None)
    outbox.deliver()
    assert Announcement.objects.failed().exists()
    assert outbox.deliver() == 0
    assert len(listener.heard) == 2


def test_announcement_that_was_set_aside_can_be_tried_again(announced):
    announced(failures=1)
    Announcement.objects.update(attempts=outbox.MAX_ATTEMPTS, failed_at=NOW)
    assert Announcement.objects.retry() == 1
    assert outbox.deliver() == 1


def test_announcement_that_somebody_delivers_is_left_to_them(announced, listener):
    announced(failures=1)
    Announcement.objects.update(claimed_until=timezone.now() + outbox.LEASE)
    assert outbox.deliver() == 0
    assert len(listener.heard) == 1


def test_announcement_of_a_deliverer_that_died_is_taken_over(announced):
    announced(failures=1)
    Announcement.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert outbox.deliver() == 1


def test_delivery_that_fails_altogether_leaves_the_publication(
    published, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(**kwargs):
        raise RuntimeError("no tasks today")

    monkeypatch.setattr(outbox, "deliver", broken)
    with django_capture_on_commit_callbacks(execute=True):
        article = published()
    assert article.is_visible(language="ar", at=NOW)
    assert Announcement.objects.pending().exists()


@pytest.mark.django_db(transaction=True)
def test_delivery_can_be_left_to_a_worker(published, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    published()
    assert Announcement.objects.pending().exists()
    call_command("db_worker", batch=True, verbosity=0)
    assert not Announcement.objects.pending().exists()


def test_announcement_that_somebody_else_delivered_is_left(announced):
    announced(failures=1)
    known = Announcement.objects.get()
    assert outbox.deliver(at=timezone.now() + timedelta(hours=1)) == 1
    assert outbox._deliver_one(known) is False


def test_deliverer_that_was_too_slow_takes_nothing_back(announced, listener):
    """While it calls its listeners, its lease ends and another one delivers."""
    announced(failures=1)
    late = timezone.now() + timedelta(hours=1)

    def overtake(**event):
        signals.updated.disconnect(overtake)
        listener.failures = 0
        assert outbox.deliver(at=late + 2 * outbox.LEASE) == 1
        raise TimeoutError

    signals.updated.connect(overtake)
    assert outbox.deliver(at=late) == 0
    announcement = Announcement.objects.get()
    assert (announcement.delivered_at, announcement.error) == (late + 2 * outbox.LEASE, "")


@pytest.fixture
def imported(published, listener, django_capture_on_commit_callbacks):
    """Announces an import of two articles, and commits."""

    def announce(**failing):
        numbers = [published().pk, published().pk]
        Announcement.objects.all().delete()
        vars(listener).update(failing)
        with django_capture_on_commit_callbacks(execute=True):
            outbox.announce_imported(numbers, at=NOW)
        return numbers

    return announce


def test_import_is_announced_once_and_leaves_nothing_to_do(imported, listener):
    numbers = imported()
    assert listener.heard == [numbers]
    assert not Announcement.objects.exists()


def test_import_is_left_to_whoever_announces_it(published, listener):
    numbers = [published().pk, published().pk]
    Announcement.objects.all().delete()
    outbox.announce_imported(numbers, at=NOW)
    listener.heard.clear()
    assert outbox.deliver() == 0
    assert listener.heard == []


def test_import_that_died_is_announced_article_by_article(published, listener):
    numbers = [published().pk, published().pk]
    Announcement.objects.all().delete()
    outbox.announce_imported(numbers, at=NOW)
    listener.heard.clear()
    assert outbox.deliver(at=timezone.now() + 2 * outbox.LEASE) == 2
    assert listener.heard == numbers


def test_import_that_a_listener_missed_is_announced_article_by_article(imported, listener):
    numbers = imported(failures=1)
    assert outbox.deliver() == 2
    assert listener.heard == [numbers, *numbers]
