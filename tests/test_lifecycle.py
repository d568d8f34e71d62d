from typing import Any

import pytest
from django.db import transaction

from articles import lifecycle
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
    signals = [*lifecycle.SIGNALS.values(), lifecycle.imported]
    for signal in signals:
        signal.connect(listener.hear)
    yield listener
    for signal in signals:
        signal.disconnect(listener.hear)


@pytest.fixture
def announced(published, listener, django_capture_on_commit_callbacks):
    """Announces that an article was updated, and commits."""

    def announce(**failing):
        vars(listener).update(failing)
        pk = published().pk
        Announcement.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            lifecycle.announce("updated", pk, at=NOW)
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
        lifecycle.announce("updated", pk, at=NOW)
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
    assert [lifecycle.deliver(), lifecycle.deliver(), lifecycle.deliver()] == [0, 1, 0]
    assert listener.heard == [pk] * 3


def test_announcement_is_given_up_after_its_last_attempt(announced):
    announced(failures=1)
    Announcement.objects.update(attempts=lifecycle.MAX_ATTEMPTS)
    assert lifecycle.deliver() == 0


def test_announcement_that_somebody_else_delivered_is_left(announced):
    announced()
    assert lifecycle._deliver_one(Announcement.objects.get().pk) is False


@pytest.fixture
def imported(published, listener, django_capture_on_commit_callbacks):
    """Announces an import of two articles, and commits."""

    def announce(**failing):
        numbers = [published().pk, published().pk]
        Announcement.objects.all().delete()
        vars(listener).update(failing)
        with django_capture_on_commit_callbacks(execute=True):
            lifecycle.announce_imported(numbers, at=NOW)
        return numbers

    return announce


def test_import_is_announced_once_and_leaves_nothing_to_do(imported, listener):
    numbers = imported()
    assert listener.heard == [numbers]
    assert not Announcement.objects.exists()


def test_import_that_a_listener_missed_is_announced_article_by_article(imported, listener):
    numbers = imported(failures=1)
    assert lifecycle.deliver() == 2
    assert listener.heard == [numbers, *numbers]
