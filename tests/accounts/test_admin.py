from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from newsroom.accounts.models import User
from tests.conftest import group

USERS = "/admin/accounts/user/"
SignIn = Callable[[User], Client]


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("root", password="secret-for-tests")


def form(user: User, **changes: Any) -> dict[str, Any]:
    return {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": "",
        "email": "",
        "is_active": "on",
        "is_staff": "on",
        "groups": [group.pk for group in user.groups.all()],
    } | changes


def test_roles_are_shown_by_their_names(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    html = signed_in(administrator).get(f"/en{USERS}{journalist.pk}/change/").content.decode()

    assert "Chief editor" in html


def test_administrator_gives_a_role(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    editor = group("editor")
    sent = form(journalist, groups=[editor.pk])

    signed_in(administrator).post(f"{USERS}{journalist.pk}/change/", sent)

    assert list(journalist.groups.all()) == [editor]


def test_administrator_adds_a_user_who_may_open_the_desk(
    signed_in: SignIn, administrator: User
) -> None:
    words = {"password1": "long-enough-7", "password2": "long-enough-7"}
    role = group("journalist")
    sent = {"username": "nadia", "groups": [role.pk]} | words

    signed_in(administrator).post(f"{USERS}add/", sent)

    user = User.objects.get(username="nadia")
    assert (user.is_staff, user.is_superuser, list(user.groups.all())) == (True, False, [role])


def test_administrator_makes_nobody_a_superuser(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    sent = form(journalist, is_superuser="on", user_permissions=["1"])

    signed_in(administrator).post(f"{USERS}{journalist.pk}/change/", sent)

    journalist.refresh_from_db()
    assert (journalist.is_superuser, journalist.user_permissions.count()) == (False, 0)


@pytest.mark.parametrize("page", ["change", "password"])
def test_administrator_does_not_touch_a_superuser(
    signed_in: SignIn, administrator: User, superuser: User, page: str
) -> None:
    words = {"password1": "long-enough-7", "password2": "long-enough-7"}

    response = signed_in(administrator).post(
        f"{USERS}{superuser.pk}/{page}/", form(superuser, username="mine") | words
    )

    superuser.refresh_from_db()
    assert (response.status_code, superuser.username) == (403, "root")
    assert superuser.check_password("secret-for-tests")


def test_administrator_sets_a_password(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    words = {"password1": "long-enough-7", "password2": "long-enough-7"}

    signed_in(administrator).post(f"{USERS}{journalist.pk}/password/", words)

    journalist.refresh_from_db()
    assert journalist.check_password("long-enough-7")


def test_users_are_never_deleted_and_not_switched_off_in_passing(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    client = signed_in(administrator)

    refused = client.post(f"{USERS}{journalist.pk}/delete/", {"post": "yes"})
    client.post(f"{USERS}{journalist.pk}/change/", form(journalist, is_active=""))

    journalist.refresh_from_db()
    assert (refused.status_code, journalist.is_active) == (403, True)


def test_editor_sees_no_users(signed_in: SignIn, editor: User) -> None:
    assert signed_in(editor).get(USERS).status_code == 403


def test_user_without_a_role_is_not_added(signed_in: SignIn, administrator: User) -> None:
    words = {"password1": "long-enough-7", "password2": "long-enough-7"}

    response = signed_in(administrator).post(f"{USERS}add/", {"username": "nadia"} | words)

    assert "groups" in response.context["adminform"].form.errors
    assert not User.objects.filter(username="nadia").exists()


def test_last_role_of_a_user_is_not_taken(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    signed_in(administrator).post(f"{USERS}{journalist.pk}/change/", form(journalist, groups=[]))

    assert journalist.groups.exists()


def test_user_without_a_role_is_told_whom_to_ask(signed_in: SignIn, db: None) -> None:
    html = signed_in(User.objects.create_user("nobody")).get("/en/admin/").content.decode()

    assert "You have no role yet." in html
