"""A forgotten password: a link by mail, once, for a while; nobody learns who has an account."""

import re
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from articles.notifications.models import DeskLanguage
from newsroom.accounts import password_resets
from newsroom.accounts.models import User
from newsroom.accounts.throttling import count_attempt
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
ASK = "/admin/account/password/"
NEW = "a-fresh-Passw0rd"
LINK = re.compile(r"http://testserver(/\S+)")

type Ask = Callable[..., Any]


@pytest.fixture
def sara(journalist: User) -> User:
    User.objects.filter(pk=journalist.pk).update(email="sara@example.org")
    journalist.refresh_from_db()
    return journalist


@pytest.fixture
def ask(client: Client) -> Ask:
    """Asks for a link and returns what the page answered."""

    def post(name: str, *, prefix: str = "") -> Any:
        return client.post(f"{prefix}{ASK}", {"name": name}, follow=True)

    return post


def link() -> str:
    """The path of the newest mail's link."""
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def choose(client: Client, path: str, password: str = NEW) -> Any:
    """Follows the link and sends the form it leads to."""
    page = client.get(path, follow=True)
    where = page.request["PATH_INFO"]
    return client.post(where, {"new_password1": password, "new_password2": password}, follow=True)


@pytest.mark.parametrize("typed", ["sara", "SARA ", "sara@example.org", "Sara@Example.org"])
def test_link_by_mail_leads_to_a_new_password(
    client: Client, ask: Ask, sara: User, typed: str
) -> None:
    ask(typed)
    assert mail.outbox[0].to == ["sara@example.org"]
    assert choose(client, link()).status_code == 200
    sent = {"login": "sara", "password": NEW}
    assert client.post(SIGN_IN, sent).status_code == 302


def test_key_leaves_the_address_before_anything_is_shown(
    client: Client, ask: Ask, sara: User
) -> None:
    ask("sara")
    response = client.get(link())
    assert response.status_code == 302
    assert response["Location"].endswith("-set-password/")
    page = client.get(response["Location"])
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_link_works_once(client: Client, ask: Ask, sara: User) -> None:
    ask("sara")
    choose(client, link())
    again = Client().get(f"/en{link()}")
    assert "The link works no more" in again.content.decode()


def test_form_that_was_opened_before_works_once_too(client: Client, ask: Ask, sara: User) -> None:
    ask("sara")
    late = Client()
    where = late.get(link(), follow=True).request["PATH_INFO"]
    choose(client, link())
    late.post(where, {"new_password1": "another-Passw0rd", "new_password2": "another-Passw0rd"})
    sara.refresh_from_db()
    assert sara.check_password(NEW)


@pytest.mark.parametrize(("minutes", "works"), [(119, True), (121, False)])
def test_link_is_over_after_two_hours(ask: Ask, sara: User, minutes: int, works: bool) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        ask("sara")
        clock.shift(timedelta(minutes=minutes))
        assert (Client().get(link()).status_code == 302) is works


@pytest.mark.parametrize("change", [{"email": "other@example.org"}, {"is_active": False}])
def test_link_of_an_account_that_changed_leads_nowhere(
    ask: Ask, sara: User, change: dict[str, Any]
) -> None:
    ask("sara")
    User.objects.filter(pk=sara.pk).update(**change)
    assert Client().get(link()).status_code == 200


def test_link_of_one_person_is_none_of_another(ask: Ask, sara: User, editor: User) -> None:
    ask("sara")
    uid = password_resets.user_pk_to_url_str(editor)
    path = re.sub(r"/new/\w+?-", f"/new/{uid}-", link())
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("name", ["nobody", "nobody@example.org", "mona", "adel"])
def test_nobody_learns_whether_there_is_such_an_account(
    ask: Ask, sara: User, editor: User, colleague: User, name: str
) -> None:
    User.objects.filter(pk=colleague.pk).update(email="adel@example.org", is_active=False)
    known, unknown = ask("sara"), ask(name)
    assert len(mail.outbox) == 1
    assert known.redirect_chain == unknown.redirect_chain
    assert page_of(known) == page_of(unknown)


def page_of(response: Any) -> str:
    return re.sub(r'nonce="[^"]*"', "", response.content.decode())


def test_account_is_looked_for_beside_the_request(
    client: Client, sara: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_RESETS_IN_BACKGROUND = True
    handed: list[Any] = []

    def submit(*args: Any, **_more: Any) -> Future[None]:
        handed.append(args)
        return Future()

    monkeypatch.setattr(password_resets._threads, "submit", submit)
    client.post(ASK, {"name": "sara"})
    assert [args[1:] for args in handed] == [("sara",)]
    assert mail.outbox == []


def test_people_who_share_an_address_each_have_a_link(ask: Ask, sara: User, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(email="sara@example.org")
    ask("sara@example.org", prefix="/en")
    names = [str(each.body).partition("Your username is: ")[2].split()[0] for each in mail.outbox]
    assert sorted(names) == ["mona", "sara"]


@pytest.mark.parametrize(
    ("language", "prefix", "direction"), [("ar", "", "rtl"), ("en", "/en", "ltr")]
)
def test_mail_and_page_speak_the_language_in_which_the_person_reads(
    ask: Ask, sara: User, language: str, prefix: str, direction: str
) -> None:
    DeskLanguage.objects.note(sara, language)
    ask("sara", prefix="/en" if language == "ar" else "")
    html = mail.outbox[0].alternatives[0].content
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert link().startswith(f"{prefix}/admin/account/password/new/")


def test_who_never_read_the_desk_is_written_to_in_the_language_of_the_page(
    ask: Ask, sara: User
) -> None:
    ask("sara", prefix="/en")
    assert mail.outbox[0].subject == "A new password for the newsroom"


def test_sign_in_says_in_which_language_somebody_reads(client: Client, sara: User) -> None:
    client.post(f"/en{SIGN_IN}", {"login": "sara", "password": PASSWORD})
    assert DeskLanguage.objects.get(user=sara).language == "en"


def test_new_password_ends_the_wait_for_the_old_one(client: Client, ask: Ask, sara: User) -> None:
    with time_machine.travel(NOW, tick=False):
        for _ in range(9):
            client.post(SIGN_IN, {"login": "sara", "password": "wrong"})
        ask("sara")
        choose(client, link())
        assert client.post(SIGN_IN, {"login": "sara", "password": NEW}).status_code == 302


def test_mailbox_is_not_flooded(ask: Ask, sara: User) -> None:
    with time_machine.travel(NOW, tick=False):
        statuses = [ask("sara").status_code for _ in range(9)]
    assert len(mail.outbox) == 5
    assert statuses[-1] == 429


def test_asking_for_links_slows_no_sign_in_down(ask: Ask, sara: User) -> None:
    for _ in range(9):
        ask("sara")
    count_attempt("sara", "127.0.0.1", at=NOW)


def test_weak_password_is_refused_in_words(client: Client, ask: Ask, sara: User) -> None:
    ask("sara", prefix="/en")
    page = choose(client, link(), "12345678")
    assert "too common" in page.content.decode()


def test_mail_that_fails_is_logged_and_the_answer_is_the_same(
    ask: Ask, sara: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: Any, **_more: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
    assert ask("sara").status_code == 200
    assert "mail failed" in caplog.text
