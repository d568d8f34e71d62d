"""What mails say, to whom, in which language, and when they are due."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from articles import workflow
from articles.models import Article
from articles.notifications import delivery, mails, telling
from articles.notifications.models import DeskLanguage, Mail, MailChoice, Notification
from articles.notifications.topics import TOPIC_OF, Kind, Topic
from newsroom.accounts.models import User
from tests.conftest import NOW
from tests.notifications.conftest import with_address

HOUR = timedelta(hours=1)


@pytest.fixture
def sara(journalist: User) -> User:
    return with_address(journalist)


@pytest.fixture
def returned(sara: User, submitted: Article, editor: User) -> Mail:
    workflow.send_back(submitted, by=editor, note="ينقصه <المصدر>.", at=NOW)
    return Mail.objects.get(kind="notification")


def written(row: Mail) -> EmailMultiAlternatives:
    found = mails.message(row)
    assert found is not None
    return found


def html(message: EmailMultiAlternatives) -> str:
    return str(message.alternatives[0].content)


def test_mail_says_what_happened_and_leads_there(returned: Mail, sara: User) -> None:
    message = written(returned)
    row = Notification.objects.get(user=sara)
    assert message.to == ["sara@example.com"]
    assert "ميناء جديد" in message.subject
    assert "ينقصه <المصدر>." in message.body
    assert f"/admin/articles/article/notifications/{row.pk}/" in message.body
    assert "/notifications/settings/" in message.body
    assert '<html lang="ar" dir="rtl">' in html(message)
    assert "&lt;المصدر&gt;" in html(message)


def test_mail_is_in_the_language_of_the_desk_and_leads_to_where_it_is_read(
    returned: Mail, sara: User
) -> None:
    DeskLanguage.objects.note(sara, "en", origin="https://desk.example.org")
    message = written(returned)
    assert message.subject == "mona sent “ميناء جديد” back to you"
    assert "https://desk.example.org/en/admin/articles/article/notifications/" in message.body
    assert '<html lang="en" dir="ltr">' in html(message)


def test_address_of_the_site_stands_before_every_link(returned: Mail, settings: Any) -> None:
    settings.SITE_URL = "https://news.example.org"
    assert "https://news.example.org/admin/" in written(returned).body


def test_headline_of_two_lines_is_one_line_of_subject(sara: User, editor: User) -> None:
    telling.notify([sara.pk], Kind.ASSIGNED, "assignment:1", at=NOW, by=editor, title="أ\r\nBcc: ب")
    assert "\n" not in written(Mail.objects.get()).subject


def test_what_was_read_meanwhile_is_not_mailed(returned: Mail, sara: User) -> None:
    Notification.objects.filter(user=sara).settle(at=NOW)
    assert mails.message(returned) is None
    assert delivery.send_due() == 0
    returned.refresh_from_db()
    assert (returned.status, mail.outbox) == ("needless", [])


def test_every_kind_has_a_topic_and_a_sentence() -> None:
    assert set(TOPIC_OF) == set(Kind.values) == set(mails.wording.SENTENCES)


def test_person_without_an_address_has_no_mail(submitted: Article, editor: User) -> None:
    workflow.send_back(submitted, by=editor, note="لا", at=NOW)
    assert not Mail.objects.exists()


def test_what_is_wanted_at_the_desk_alone_is_not_mailed(
    sara: User, submitted: Article, editor: User
) -> None:
    MailChoice.objects.create(user=sara, channels={Topic.RETURNED: "desk"})
    workflow.send_back(submitted, by=editor, note="لا", at=NOW)
    assert not Mail.objects.exists()


def test_digest_gathers_what_happened_until_its_hour_and_is_one_mail(
    sara: User, article: Article, editor: User
) -> None:
    MailChoice.objects.create(user=sara, hour=18)
    workflow.publish(article, by=editor, at=NOW)
    telling.notify([sara.pk], Kind.APPROVED, "transition:0", at=NOW + HOUR, article=article)
    (row,) = Mail.objects.all()
    # Eighteen o'clock in Cairo, two hours before UTC.
    assert row.due_at == datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert delivery.send_due(at=row.due_at - timedelta(seconds=1)) == 0
    assert delivery.send_due(at=row.due_at) == 1
    (sent,) = mail.outbox
    assert sent.body.count("/notifications/") == 3
    assert "ميناء جديد" in sent.body


@pytest.mark.parametrize(
    ("now", "hour", "due"),
    [
        ("2026-11-20T06:00", 8, "2026-11-21T06:00"),
        ("2026-11-20T05:59", 8, "2026-11-20T06:00"),
        # The clocks go forward at midnight: there is no hour from 0 to 1, and 1 is +3.
        ("2026-04-23T20:00", 0, "2026-04-23T22:00"),
        # They go back at midnight: the hour from 23 comes twice, and its first is taken.
        ("2026-10-29T12:00", 23, "2026-10-29T20:00"),
        ("2026-10-29T20:30", 23, "2026-10-30T21:00"),
    ],
)
def test_digest_is_due_when_the_clock_of_the_newsroom_strikes_its_hour(
    now: str, hour: int, due: str
) -> None:
    at, expected = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, due))
    assert MailChoice(hour=hour).next_digest(at).astimezone(UTC) == expected


def test_changed_password_is_mailed_whoever_changed_it(
    sara: User, signed_in: Callable[[User], Client], django_capture_on_commit_callbacks: Any
) -> None:
    root = User.objects.create_superuser("root")
    sent = {"password1": "another-secret-1", "password2": "another-secret-1"}
    page = f"/admin/accounts/user/{sara.pk}/password/"
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(root).post(page, sent | {"usable_password": "true"})
    sara.refresh_from_db()
    assert sara.check_password("another-secret-1")
    (message,) = mail.outbox
    assert message.to == ["sara@example.com"]
    assert "another-secret" not in message.body
    assert "/admin/account/password/" in message.body


def test_hash_made_anew_and_new_account_are_no_changed_password(sara: User) -> None:
    User.objects.create_user("new", email="new@example.com", password="secret-for-tests")
    sara.save()
    assert not Mail.objects.exists()
