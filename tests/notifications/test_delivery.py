"""Mails are sent once, and not lost while the mail server is away."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.notifications import delivery, sending, telling
from articles.notifications.background import Sender
from articles.notifications.models import Mail, MailStatus
from articles.notifications.topics import Kind
from newsroom.accounts.models import User
from tests.notifications.conftest import MailServer, with_address

MINUTE = timedelta(minutes=1)


@pytest.fixture
def sara(journalist: User) -> User:
    return with_address(journalist)


def tell(user: User, number: int = 1) -> None:
    at = timezone.now() - MINUTE
    telling.notify([user.pk], Kind.ASSIGNED, f"assignment:{number}", at=at, title="مؤتمر")


def test_mail_waits_while_the_server_is_away_and_goes_once_it_is_back(
    sara: User, mail_server: MailServer
) -> None:
    tell(sara)
    start = timezone.now()
    mail_server.refusal = "451 later"
    tries = [delivery.send_due(at=start + number * MINUTE) for number in range(60)]
    row = Mail.objects.get()
    assert sum(tries) == 0
    assert (row.status, mail_server.messages) == ("waiting", [])
    # A pause that doubles, up to a quarter of an hour.
    assert row.attempts == 8
    assert "451" in row.error
    mail_server.refusal = ""
    later = start + 80 * MINUTE
    assert [delivery.send_due(at=later), delivery.send_due(at=later)] == [1, 0]
    assert len(mail_server.messages) == 1
    assert mail_server.messages[0]["Message-ID"].startswith(f"<newsroom.{row.pk}.")


def test_server_that_cannot_be_reached_is_asked_once_for_all(
    sara: User, mail_server: MailServer
) -> None:
    mail_server.server.shutdown()
    mail_server.server.server_close()
    for number in range(3):
        tell(sara, number)
    assert delivery.send_due() == 0
    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_mail_is_given_up_after_days_and_shown_to_administrators_who_send_it_again(
    sara: User,
    administrator: User,
    editor: User,
    mail_server: MailServer,
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    tell(sara)
    mail_server.refusal = "451 later"
    delivery.send_due(at=timezone.now() + sending.GIVE_UP_AFTER)
    row = Mail.objects.get()
    assert row.status == MailStatus.FAILED
    page = "/admin/articles_notifications/mail/"
    client.force_login(editor)
    assert client.get(page).status_code == 403
    client.force_login(administrator)
    assert page in client.get("/admin/").content.decode()
    assert "451" in client.get(page).content.decode()
    mail_server.refusal = ""
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, {"action": "retry", "_selected_action": [row.pk]})
    assert len(mail_server.messages) == 1
    assert page not in client.get("/admin/").content.decode()


def test_address_that_the_server_does_not_know_is_given_up_at_once(
    sara: User, mail_server: MailServer
) -> None:
    tell(sara)
    mail_server.refusal = "550 nobody"
    delivery.send_due()
    assert Mail.objects.get().status == MailStatus.FAILED


def test_mail_whose_sender_died_while_sending_is_never_sent_again_by_itself(
    sara: User, mail_server: MailServer
) -> None:
    tell(sara)
    ended = timezone.now() - MINUTE
    Mail.objects.update(status=MailStatus.SENDING, claimed_until=ended, attempts=1)
    assert delivery.send_due() == 0
    assert (Mail.objects.get().status, mail_server.messages) == (MailStatus.UNCLEAR, [])


def test_mail_whose_sender_died_before_that_is_taken_over(
    sara: User, mail_server: MailServer
) -> None:
    tell(sara)
    Mail.objects.update(claimed_until=timezone.now() - MINUTE, attempts=1)
    assert delivery.send_due() == 1


def test_mail_that_another_sender_has_is_left_to_it(sara: User, mail_server: MailServer) -> None:
    tell(sara)
    Mail.objects.update(claimed_until=timezone.now() + MINUTE, attempts=1)
    assert delivery.send_due() == 0


def test_mail_that_cannot_be_written_keeps_no_other_waiting(
    sara: User, mail_server: MailServer
) -> None:
    Mail.objects.create(user=sara, kind="nonsense", key="x", due_at=timezone.now() - 2 * MINUTE)
    tell(sara)
    assert delivery.send_due() == 1
    assert Mail.objects.get(key="x").status == MailStatus.FAILED


def test_timer_sends_what_is_due_and_forgets_what_is_long_done(
    sara: User, mail_server: MailServer, capsys: Any
) -> None:
    old = timezone.now() - delivery.KEPT_FOR - MINUTE
    Mail.objects.create(
        user=sara, kind="digest", key="old", due_at=old, status=MailStatus.SENT, finished_at=old
    )
    tell(sara)
    call_command("due")
    assert len(mail_server.messages) == 1
    assert not Mail.objects.filter(key="old").exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail(sara: User, mail_server: MailServer) -> None:
    for number in range(4):
        tell(sara, number)
    together = threading.Barrier(2)

    def work() -> None:
        together.wait()
        try:
            delivery.send_due()
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _each in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    numbers = [message["Message-ID"] for message in mail_server.messages]
    assert len(numbers) == len(set(numbers)) == 4


@pytest.mark.django_db(transaction=True)
def test_mail_can_be_left_to_a_worker_which_comes_back_for_what_failed(
    sara: User, mail_server: MailServer, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    mail_server.refusal = "451 later"
    tell(sara)
    assert Mail.objects.get().attempts == 0
    call_command("db_worker", batch=True, verbosity=0)
    assert Mail.objects.get().attempts == 1
    planned = DBTaskResult.objects.filter(status="READY")
    assert planned.count() == 1
    assert planned.get().run_after == Mail.objects.get().claimed_until


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_a_thread_sends_and_the_request_does_not_wait(
    sara: User, mail_server: MailServer, settings: Any, monkeypatch: Any
) -> None:
    settings.MAIL_IN_BACKGROUND = True
    threads: list[threading.Thread] = []
    start = threading.Thread.start

    def started(thread: threading.Thread) -> None:
        threads.append(thread)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", started)
    tell(sara)
    sender = next(thread for thread in threads if thread.name == "mails")
    sender.join(timeout=20)
    assert len(mail_server.messages) == 1
    assert connection.is_usable()


def test_thread_comes_back_for_what_failed_and_what_is_read_starts_nothing(
    sara: User, mail_server: MailServer, settings: Any, monkeypatch: Any
) -> None:
    sender, alarms, threads = Sender(lambda: delivery.send_due_mails), [], []
    monkeypatch.setattr(delivery, "_sender", sender)
    monkeypatch.setattr(threading.Timer, "start", lambda timer: alarms.append(timer))
    monkeypatch.setattr(Sender, "run", lambda _sender: threads.append(1))
    mail_server.refusal = "451 later"
    tell(sara)
    settings.MAIL_IN_BACKGROUND = True
    delivery.send_due_mails.func()
    delivery.send_due_mails.func()
    assert [29 < alarm.interval <= 30 for alarm in alarms] == [True]
    Mail.objects.update(claimed_until=None)
    client = Client()
    client.force_login(sara)
    assert client.get("/admin/articles/article/notifications/").status_code == 200
    assert threads == []
    alarms[0].function()
    assert sender.is_running
