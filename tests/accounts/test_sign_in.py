"""Signing in: by name or address, to the page that was asked for, with nobody signing up."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from newsroom.accounts.models import User

pytestmark = pytest.mark.django_db
SIGN_IN = "/admin/account/login/"
PASSWORD = "secret-for-tests"

type Send = Callable[..., Any]


@pytest.fixture
def send(client: Client) -> Send:
    """Sends the form of the sign-in; keywords are further inputs."""

    def post(name: str, password: str = PASSWORD, **more: str) -> Any:
        return client.post(SIGN_IN, {"login": name, "password": password} | more)

    return post


@pytest.mark.parametrize(
    "typed", ["sara", "SARA", " sara\u200f", "sara@example.org", "Sara@Example.org"]
)
def test_name_in_any_spelling_or_the_address_signs_in(
    send: Send, journalist: User, typed: str
) -> None:
    User.objects.filter(pk=journalist.pk).update(email="sara@example.org")
    response = send(typed)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert response.wsgi_request.user == journalist


def test_address_of_two_people_signs_nobody_in(send: Send, journalist: User, editor: User) -> None:
    User.objects.update(email="desk@example.org")
    assert send("desk@example.org").status_code == 200


def test_username_that_is_an_address_is_no_other_persons_address(
    send: Send, journalist: User, editor: User
) -> None:
    User.objects.filter(pk=editor.pk).update(username="m@example.org", key="m@example.org")
    User.objects.filter(pk=journalist.pk).update(email="m@example.org")
    assert send("m@example.org").wsgi_request.user == editor


@pytest.mark.parametrize("path", ["/admin/", "/en/admin/articles/article/"])
def test_desk_asks_for_a_sign_in_and_leads_back(
    client: Client, journalist: User, path: str
) -> None:
    page = client.get(path, follow=True)
    where, _status = page.redirect_chain[-1]
    assert page.status_code == 200
    assert where.endswith(f"account/login/?next={path.replace('/', '%2F')}")
    response = client.post(where, {"login": "sara", "password": PASSWORD, "next": path})
    assert response["Location"] == path


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("page", [SIGN_IN, "/admin/login/"])
def test_foreign_address_to_go_on_to_ends_at_the_desk(
    client: Client, journalist: User, page: str, url: str
) -> None:
    form = client.get(page, {"next": url}, follow=True)
    path = form.request["PATH_INFO"] + "?" + form.request["QUERY_STRING"]
    sent = {"login": "sara", "password": PASSWORD}
    response = client.post(path, sent, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == "/admin/"


def test_other_host_of_the_site_is_foreign_as_well(
    send: Send, journalist: User, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    assert send("sara", next="https://other.example/admin/")["Location"] == "/admin/"


def test_whoever_is_signed_in_goes_on_without_a_form(client: Client, journalist: User) -> None:
    client.force_login(journalist)
    response = client.get(SIGN_IN, {"next": "/admin/articles/article/"})
    assert response["Location"] == "/admin/articles/article/"


def test_account_without_the_desk_is_refused_there(client: Client, journalist: User) -> None:
    journalist.is_staff = False
    journalist.save()
    client.force_login(journalist)
    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_confirm_email"])
def test_nobody_makes_an_account_or_confirms_an_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_deactivated_account_is_answered_like_a_wrong_password(
    send: Send, journalist: User
) -> None:
    wrong = send("sara", "wrong").content
    User.objects.filter(pk=journalist.pk).update(is_active=False)
    right = send("sara").content
    texts = [text.split(b"errornote")[1].split(b"</p>")[0] for text in (wrong, right)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("prefix", "language"), [("", 'lang="ar" dir="rtl"'), ("/en", 'lang="en" dir="ltr"')]
)
def test_sign_in_speaks_both_languages_and_keeps_its_address(
    client: Client, prefix: str, language: str
) -> None:
    response = client.get(f"{prefix}{SIGN_IN}")
    assert language in response.content.decode()
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_dialog_of_the_writing_screen_learns_who_signed_in(
    client: Client, journalist: User
) -> None:
    sent = {"login": "sara", "password": PASSWORD, "next": reverse("account_signed_in")}
    accept = "application/json, text/html"
    response = client.post(SIGN_IN, sent, headers={"Accept": accept}, follow=True)
    assert response.json()["person"] == {"id": journalist.pk, "name": "sara"}
    assert response.json()["csrf_token"]


def test_tab_of_the_second_step_sends_back_to_the_text(client: Client, journalist: User) -> None:
    client.force_login(journalist)
    html = client.get("/en/admin/account/signed-in/").content.decode()
    assert "Your text waits in the other tab" in html
