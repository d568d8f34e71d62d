"""Each public correction is mailed once to each who asked, and to nobody else."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.newsletter import delivery, issues
from articles.newsletter.models import Letter, Subscription
from articles.notifications import sending
from newsroom.accounts.models import User
from tests.newsletter.conftest import MailServer, subscribe, text_of

MINUTE = timedelta(minutes=1)


def recipients(server: MailServer) -> list[str]:
    return sorted(str(message["To"]).partition("@")[0] for message in server.messages)


def test_correction_is_mailed_to_each_confirmed_subscriber_of_its_language_once(
    corrected: Article, mail_server: MailServer
) -> None:
    for name in ("one", "two"):
        subscribe(name)
    subscribe("english", language="en")
    subscribe("unconfirmed", confirmed_at=None)
    subscribe("refused", refused_at=timezone.now())
    assert [delivery.work(), delivery.work()] == [2, 0]
    issues.Issue.objects.update(completed_at=None, reached=0)
    assert delivery.work() == 0
    assert recipients(mail_server) == ["one", "two"]
    text = text_of(mail_server.messages[0])
    assert "كان العدد مئة لا ألفا" in text
    assert f"/articles/{corrected.pk}/" in text


def test_correction_of_what_is_withdrawn_before_it_goes_is_not_mailed(
    corrected: Article, chief: User, mail_server: MailServer
) -> None:
    subscribe("one")
    mail_server.refusal = "451 later"
    delivery.work()
    workflow.withdraw(corrected, by=chief, notes={"ar": "سحب"})
    mail_server.refusal = ""
    delivery.work(at=timezone.now() + MINUTE)
    assert (Letter.objects.get().status, mail_server.messages) == ("needless", [])


def test_old_correction_is_no_news_to_whoever_signs_up_now(
    corrected: Article, mail_server: MailServer
) -> None:
    corrected.corrections.update(at=timezone.now() - issues.NEWS_FOR)
    subscribe("one")
    assert delivery.work() == 0
    assert not issues.Issue.objects.exists()


def test_letters_wait_while_the_mail_server_is_away_and_go_once_it_is_back(
    corrected: Article, mail_server: MailServer
) -> None:
    subscribe("one")
    mail_server.refusal = "451 later"
    start = timezone.now()
    tries = [delivery.work(at=start + hours * timedelta(hours=1)) for hours in range(1, 49)]
    assert sum(tries) == 0
    assert Subscription.objects.active().count() == 1
    mail_server.refusal = ""
    assert [delivery.work(at=start + timedelta(hours=49)), delivery.work()] == [1, 0]
    assert recipients(mail_server) == ["one"]


def test_address_that_is_refused_for_good_is_written_to_no_more_and_keeps_nobody_waiting(
    corrected: Article, mail_server: MailServer
) -> None:
    for name in ("dead", "living"):
        subscribe(name)
    mail_server.unknown = {"dead@example.com"}
    assert delivery.work() == 1
    assert [row.address for row in Subscription.objects.refused()] == ["dead@example.com"]
    assert recipients(mail_server) == ["living"]


def test_refusal_that_says_nothing_of_the_address_keeps_its_subscriber(
    corrected: Article, mail_server: MailServer
) -> None:
    subscribe("living")
    mail_server.unknown = {"living@example.com"}
    mail_server.refusal_of_unknown = "550 5.7.1 relaying denied"
    assert delivery.work() == 0
    assert Subscription.objects.active().count() == 1


def test_letters_that_nobody_needs_any_more_keep_the_others_no_time(
    corrected: Article, chief: User, mail_server: MailServer, monkeypatch: Any
) -> None:
    for name in ("one", "two"):
        subscribe(name)
    issues.begin(at=timezone.now())
    issues.write_letters(at=timezone.now())
    workflow.withdraw(corrected, by=chief, notes={"ar": "سحب"})
    monkeypatch.setitem(sending.send_due.__kwdefaults__, "limit", 1)
    moments: list[Any] = []
    monkeypatch.setattr(
        delivery._sender, "come_back", lambda moment, at: moments.append(moment - at)
    )
    delivery.send_letters.func()
    assert moments
    assert max(moments) <= timedelta(seconds=1)


def test_timer_mails_what_readers_see_and_says_how_many(
    corrected: Article, mail_server: MailServer, capsys: Any
) -> None:
    subscribe("one")
    call_command("due")
    assert recipients(mail_server) == ["one"]


@pytest.mark.django_db(transaction=True)
def test_verb_has_its_correction_mailed_by_the_worker(
    published: Any, chief: User, mail_server: MailServer, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    subscribe("one")
    article = published()
    workflow.correct(article, by=chief, notes={"ar": "كان العدد مئة"})
    assert mail_server.messages == []
    call_command("db_worker", batch=True, verbosity=0)
    assert recipients(mail_server) == ["one"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_mail_each_reader_once(
    corrected: Article, mail_server: MailServer
) -> None:
    issues.Issue.objects.all().delete()
    for number in range(6):
        subscribe(f"reader{number}")
    together = threading.Barrier(2)
    failed: list[Exception] = []

    def run() -> None:
        together.wait()
        try:
            for _batch in range(3):
                delivery.work()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=run) for _each in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert recipients(mail_server) == [f"reader{number}" for number in range(6)]


def test_letters_of_many_are_written_in_batches_of_as_many_queries(
    corrected: Article, monkeypatch: Any
) -> None:
    monkeypatch.setattr(issues, "LETTERS_AT_ONCE", 10)
    issues.begin(at=timezone.now())
    counts = []
    for number in range(30):
        subscribe(f"reader{number}", confirmed_at=timezone.now() - MINUTE)
    for _batch in range(3):
        with CaptureQueriesContext(connection) as queries:
            assert issues.write_letters(at=timezone.now()) == 10
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert Letter.objects.count() == 30


def test_queries_of_a_letter_do_not_grow_with_their_number(
    corrected: Article, mail_server: MailServer
) -> None:
    counts = []
    for size in (2, 8):
        Letter.objects.all().delete()
        issues.Issue.objects.all().delete()
        for number in range(size):
            subscribe(f"of{size}-{number}")
        with CaptureQueriesContext(connection) as queries:
            sent = delivery.work()
        counts.append((len(queries), sent))
        Subscription.objects.all().delete()
    (few, of_few), (many, of_many) = counts
    assert (of_few, of_many) == (2, 8)
    # Three updates and the correction itself, which may have been withdrawn meanwhile.
    assert many - few <= 5 * (of_many - of_few)
