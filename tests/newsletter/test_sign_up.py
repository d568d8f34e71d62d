"""Readers sign up, confirm and unsubscribe; nobody else does it for them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.newsletter import delivery, subscriptions
from articles.newsletter.models import Letter, SignUpCount, Subscription
from newsroom.accounts.models import User
from tests.newsletter.conftest import MailServer, subscribe, text_of

PAGE = "/newsletter/"


@pytest.fixture
def ask(db: None, django_capture_on_commit_callbacks: Any) -> Any:
    def send(address: str, path: str = PAGE, **more: str) -> HttpResponse:
        with django_capture_on_commit_callbacks(execute=True):
            answer: HttpResponse = Client().post(path, {"address": address, **more})
        return answer

    return send


def link(message: Any, word: str) -> str:
    """The path of the link in the mail's text that has the word in its address."""
    text = text_of(message)
    found = re.search(rf"http://[^/\s]+(\S*/newsletter/{word}/\S+)", text)
    assert found
    return found[1]


def test_link_in_the_mail_shows_a_button_and_only_that_confirms(
    ask: Any, mail_server: MailServer, client: Client
) -> None:
    assert ask("Reader@Example.com", "/en/newsletter/").status_code == 200
    row = Subscription.objects.get()
    assert (row.address, row.language, row.confirmed_at) == ("reader@example.com", "en", None)
    path = link(mail_server.messages[0], "confirm")
    page = client.get(path)
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert not client.cookies
    assert not Subscription.objects.active().exists()
    Client(enforce_csrf_checks=True).post(path)
    assert Subscription.objects.active().exists()


def test_mail_is_of_text_and_html_in_its_direction_and_unsubscribes_by_one_post(
    ask: Any, mail_server: MailServer
) -> None:
    ask("reader@example.com")
    message = mail_server.messages[0]
    html = message.get_body(("html",)).get_content()
    assert 'dir="rtl"' in html
    assert "prefers-color-scheme: dark" in html
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = link(message, "unsubscribe")
    assert message["List-Unsubscribe"] == f"<http://testserver{path}>"
    robot = Client(enforce_csrf_checks=True)
    assert robot.get(path).status_code == 200
    assert Subscription.objects.exists()
    answers = [robot.post(path, {"List-Unsubscribe": "One-Click"}).status_code for _each in "ab"]
    assert answers == [200, 200]
    assert not Subscription.objects.exists()
    assert not Letter.objects.exists()
    assert robot.get(path).status_code == 410


def test_known_and_unknown_addresses_are_answered_and_mailed_alike(
    ask: Any, mail_server: MailServer
) -> None:
    subscribe("known", language="en")
    pages = [ask(f"{name}@example.com", "/en/newsletter/") for name in ("known", "other")]
    texts = [re.sub("known|other|nonce-\\S+", "", page.content.decode()) for page in pages]
    assert texts[0] == texts[1]
    subjects = [message["Subject"] for message in mail_server.messages]
    assert "already" in subjects[0]
    assert "Confirm" in subjects[1]
    assert Subscription.objects.active().count() == 1


def test_nobody_is_bombarded_through_the_form(ask: Any, mail_server: MailServer) -> None:
    answers = {ask("reader@example.com").status_code for _each in range(5)}
    assert answers == {200}
    assert len(mail_server.messages) == subscriptions.MAILS_A_DAY
    assert "127.0.0.1" not in str(list(SignUpCount.objects.values()))


def test_network_that_signs_up_too_often_is_told_to_wait(
    ask: Any, mail_server: MailServer, monkeypatch: Any
) -> None:
    monkeypatch.setattr(subscriptions, "SIGN_UPS_AN_HOUR", 1)
    assert ask("a@example.com").status_code == 200
    page = ask("b@example.com", "/en/newsletter/")
    assert page.status_code == 429
    assert "in an hour" in page.content.decode()
    assert Subscription.objects.count() == 1


def test_robot_that_fills_in_what_nobody_sees_is_answered_and_nothing_is_kept(ask: Any) -> None:
    assert ask("reader@example.com", website="x").status_code == 200
    assert not Subscription.objects.exists()


@pytest.mark.any_engine
@pytest.mark.parametrize("typed", ["", "reader", "a@b@c", "a@example..com", "x" * 300, "a\x00@b.c"])
def test_what_is_no_address_is_refused_at_its_field_and_kept_there(ask: Any, typed: str) -> None:
    page = ask(typed, "/en/newsletter/").content.decode()
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_address_error"' in page
    assert not Subscription.objects.exists()


@pytest.mark.any_engine
def test_address_is_read_as_it_is_copied_from_a_page(ask: Any, mail_server: MailServer) -> None:
    ask(" \u200fREADER@مثال.com\u200e ")
    assert Subscription.objects.get().address == "reader@xn--mgbh0fb.com"


@pytest.mark.any_engine
def test_form_is_taken_with_its_token_alone_and_no_other_page_gives_a_cookie(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in ("/", "/corrections/"):
        assert not strict.get(path).cookies
    assert strict.post(PAGE, {"address": "a@example.com"}).status_code == 403
    assert "csrftoken" in strict.get(PAGE).cookies
    assert PAGE in strict.get("/corrections/").content.decode()


def test_link_that_confirms_works_for_days_and_the_address_is_deleted_after_more(
    db: None, client: Client, monkeypatch: Any
) -> None:
    row = subscribe("late", confirmed_at=None)
    path = f"/newsletter/confirm/{delivery.letters.SIGNER.sign(row.key)}/"
    assert client.get(path).status_code == 200
    monkeypatch.setattr(subscriptions, "LINK_WORKS_FOR", timedelta(seconds=-1))
    assert (client.get(path).status_code, client.post(path).status_code) == (410, 410)
    subscribe("kept")
    subscriptions.forget_old(at=timezone.now() + subscriptions.UNCONFIRMED_KEPT_FOR)
    assert [each.address for each in Subscription.objects.all()] == ["kept@example.com"]


def test_administrator_finds_a_subscriber_and_deletes_all_that_is_kept(
    client: Client, administrator: User, editor: User
) -> None:
    first, _second = subscribe("first"), subscribe("second")
    Letter.objects.create(
        subscription=first, kind="confirmation", key="x", due_at=timezone.now(), status="sent"
    )
    page = "/en/admin/articles_newsletter/subscription/"
    client.force_login(editor)
    assert client.get(page).status_code == 403
    client.force_login(administrator)
    shown = client.get(page, {"q": "first", "state": "active"}).content.decode()
    assert "first@example.com" in shown
    assert "second@example.com" not in shown
    data = {"action": "delete_selected", "_selected_action": [first.pk]}
    assert "first@example.com" in client.post(page, data).content.decode()
    client.post(page, data | {"post": "yes"})
    assert [each.address for each in Subscription.objects.all()] == ["second@example.com"]
    assert not Letter.objects.exists()
    assert "first@" not in str(list(LogEntry.objects.values()))
