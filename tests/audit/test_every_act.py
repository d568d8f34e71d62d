"""Each kind of act that the newsroom must be able to look up later is found in the log."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.cache import cache
from django.test import Client

from articles import workflow
from newsroom.accounts.models import User
from newsroom.audit.models import Entry
from tests import factories
from tests.accounts.test_admin import USERS, form
from tests.accounts.test_second_factor import SECRET, code
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN
from tests.conftest import NOW, group

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"
HERE = "203.0.113.7"
NEW = "a-fresh-Passw0rd"

type Act = Callable[["Stage"], None]


class Stage:
    """A newsroom, in which `desk` is the administrator's browser and `own` the journalist's."""

    def __init__(self, people: dict[str, User], content: Any, section: Any) -> None:
        self.people, self.content, self.section = people, content, section
        self.desk, self.own, self.chief = (self._browser(n) for n in ("admin", "own", "chief"))

    def _browser(self, name: str) -> Client:
        client = Client(REMOTE_ADDR=HERE)
        client.post(SIGN_IN, {"login": self.people[name].username, "password": PASSWORD})
        return client

    @property
    def person(self) -> str:
        """The page of the journalist's account."""
        return f"{USERS}{self.people['own'].pk}/"


@pytest.fixture
def stage(journalist: User, chief: User, administrator: User, content: Any, section: Any) -> Stage:
    cache.clear()
    people = {"own": journalist, "chief": chief, "admin": administrator}
    return Stage(people, content, section)


def _verb(stage: Stage) -> None:
    article = workflow.create(by=stage.people["chief"], data=stage.content(), at=NOW)
    stage.chief.post(f"/admin/articles/article/{article.pk}/do/submit/", {"note": "x"})


def _role(stage: Stage) -> None:
    sent = form(stage.people["own"], groups=[group("editor").pk])
    stage.desk.post(f"{stage.person}change/", sent)


def _bound(stage: Stage) -> None:
    sent = form(stage.people["own"], sections=[stage.section.pk])
    stage.desk.post(f"{stage.person}change/", sent)


def _new_user(stage: Stage) -> None:
    words = {"password1": NEW, "password2": NEW, "groups": [group("journalist").pk]}
    stage.desk.post(f"{USERS}add/", {"username": "nadia"} | words)


def _invitation(stage: Stage) -> None:
    sent = {"email": "x@example.org", "first_name": "x", "language": "ar"}
    sent |= {"groups": [group("editor").pk]}
    stage.desk.post("/admin/invitations/invitation/add/", sent)


def _tag(stage: Stage) -> None:
    tag = factories.TagFactory()
    rows = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0, "name_ar": "نيل"}
    stage.desk.post(f"/admin/articles/tag/{tag.pk}/change/", rows | {"slug_ar": "نيل"})


def _section(stage: Stage) -> None:
    sent = {"name_ar": "مال", "slug": "economy", "order": 1, "colour": "teal"}
    stage.chief.post(f"/admin/articles/section/{stage.section.pk}/change/", sent)


def _preview(stage: Stage) -> None:
    article = workflow.create(by=stage.people["chief"], data=stage.content(), at=NOW)
    sent = {"language": "ar", "days": "7", "shows": "newest"}
    stage.chief.post(f"/admin/articles/article/{article.pk}/previews/", sent)


def _own_password(stage: Stage) -> None:
    sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    stage.own.post("/admin/password_change/", sent)


def _wrong_old_password(stage: Stage) -> None:
    sent = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    stage.own.post("/admin/password_change/", sent)


def _app(stage: Stage) -> None:
    page = stage.own.get(f"{ACCOUNT}app/").content.decode()
    secret = re.search(r'<code class="key" dir="ltr">(\w+)<', page)
    assert secret is not None
    stage.own.post(f"{ACCOUNT}app/", {"code": code(secret[1])})


def _app_removed(stage: Stage) -> None:
    _app(stage)
    stage.own.post(f"{ACCOUNT}app/remove/")


def _new_codes(stage: Stage) -> None:
    _app(stage)
    stage.own.post(f"{ACCOUNT}codes/new/")


def _passkey_removed(stage: Stage) -> None:
    passkey = WebAuthn.add(stage.people["own"], "key", {}).instance
    stage.own.post(f"{ACCOUNT}passkeys/{passkey.pk}/remove/")


def _wrong_code(stage: Stage) -> None:
    totp.TOTP.activate(stage.people["own"], SECRET)
    stage._browser("own").post(f"{ACCOUNT}login/code/", {"code": "000000"})


def _many_codes(stage: Stage) -> None:
    totp.TOTP.activate(stage.people["own"], SECRET)
    with time_machine.travel(NOW, tick=False):
        client = stage._browser("own")
        for _ in range(15):
            client.post(f"{ACCOUNT}login/code/", {"code": "000000"})


def _many_passwords(stage: Stage) -> None:
    with time_machine.travel(NOW, tick=False):
        for _ in range(15):
            Client(REMOTE_ADDR=HERE).post(SIGN_IN, {"login": "sara", "password": "wrong"})


ACTS: dict[str, tuple[Act, str, str, dict[str, list[Any]]]] = {
    "verb": (_verb, "submit", "articles.article", {"state": ["draft", "submitted"]}),
    "sign-in": (lambda stage: stage._browser("own") and None, "sign_in", "accounts.user", {}),
    "sign-out": (
        lambda stage: stage.own.post("/admin/logout/") and None,
        "sign_out",
        "accounts.user",
        {},
    ),
    "failed sign-in": (
        lambda stage: (
            Client(REMOTE_ADDR=HERE).post(SIGN_IN, {"login": "sara", "password": "no"}) and None
        ),
        "sign_in_failed",
        "accounts.user",
        {},
    ),
    "role": (_role, "change", "accounts.user", {"groups": [None, "editor"]}),
    "section of a person": (_bound, "change", "accounts.user", {"sections": [None, "اقتصاد"]}),
    "user": (_new_user, "create", "accounts.user", {"username": [None, "nadia"]}),
    "deactivation": (
        lambda stage: stage.desk.post(f"{stage.person}deactivate/", {"to": ""}) and None,
        "change",
        "accounts.user",
        {"is_active": [True, False]},
    ),
    "invitation": (
        _invitation,
        "create",
        "invitations.invitation",
        {"email": [None, "x@example.org"]},
    ),
    "tag": (_tag, "change", "articles.tag", {}),
    "section": (_section, "change", "articles.section", {"colour": ["blue", "teal"]}),
    "setting": (
        lambda stage: stage.chief.post("/admin/articles/textrule/", {"active": []}) and None,
        "change",
        "articles.textrule",
        {},
    ),
    "export": (
        lambda stage: list(stage.desk.post("/admin/audit/entry/export/")) and None,
        "export",
        "audit.entry",
        {},
    ),
    "preview link": (_preview, "create", "articles.previewlink", {"language": [None, "ar"]}),
    "own password": (
        _own_password,
        "change",
        "accounts.user",
        {"password": [None, "changed"]},
    ),
    "wrong old password": (
        _wrong_old_password,
        "check_failed",
        "accounts.user",
        {"way": [None, "old password"]},
    ),
    "app": (_app, "create", "mfa.authenticator", {"type": [None, "totp"]}),
    "app removed": (_app_removed, "delete", "mfa.authenticator", {"type": ["totp", None]}),
    "new recovery codes": (
        _new_codes,
        "delete",
        "mfa.authenticator",
        {"type": ["recovery_codes", None]},
    ),
    "passkey removed": (
        _passkey_removed,
        "delete",
        "mfa.authenticator",
        {"type": ["webauthn", None]},
    ),
    "wrong code": (_wrong_code, "check_failed", "accounts.user", {"way": [None, "code"]}),
    "many wrong codes": (
        _many_codes,
        "attempt_refused",
        "accounts.user",
        {"way": [None, "code"], "attempts": [None, 10]},
    ),
    "many wrong passwords": (
        _many_passwords,
        "attempt_refused",
        "accounts.user",
        {"way": [None, "password"], "attempts": [None, 10]},
    ),
    "no passkey": (
        lambda stage: (
            Client(REMOTE_ADDR=HERE).post(f"{ACCOUNT}login/passkey/", {"credential": '{"id": "x"}'})
            and None
        ),
        "check_failed",
        "accounts.user",
        {"way": [None, "passkey"]},
    ),
    "signed out everywhere": (
        lambda stage: stage.own.post(f"{ACCOUNT}devices/", {"device": "others"}) and None,
        "end_sessions",
        "accounts.user",
        {"sessions": [0, None]},
    ),
    "signed out by an administrator": (
        lambda stage: stage.desk.post(f"{stage.person}devices/") and None,
        "end_sessions",
        "accounts.user",
        {"sessions": [1, None]},
    ),
    "calendar's secret link": (
        lambda stage: stage.own.post("/admin/planning/assignment/calendar/feed/") and None,
        "create",
        "planning.calendarfeed",
        {},
    ),
}
"""What is done; the action, the kind and (some of) the changes of its entry."""
BY_NOBODY = ("sign_in_failed", "check_failed", "attempt_refused")
"""Actions of somebody of whom it is not known yet who it is."""


@pytest.mark.parametrize("name", ACTS)
def test_act_is_found_in_the_log_with_who_did_it_from_where_and_before_and_after(
    stage: Stage, name: str
) -> None:
    act, action, kind, changes = ACTS[name]
    before = Entry.objects.latest("pk").pk
    act(stage)
    rows = Entry.objects.filter(action=action, kind=kind, address=HERE, pk__gt=before)
    said = [(row.actor_id, row.changes) for row in rows]
    found = [actor for actor, each in said if changes.items() <= each.items()]
    assert found, said
    assert all(found) or action in BY_NOBODY, said


def test_last_words_on_two_factors_name_no_secret(stage: Stage) -> None:
    _app(stage)
    rows = Entry.objects.filter(kind="mfa.authenticator")
    assert Authenticator.objects.count() == rows.count() == 2
    assert {str(row.changes["data"]) for row in rows} == {"[None, 'changed']"}
