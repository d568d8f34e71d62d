"""An invitation by mail: a link that works once and for a while, and leads to an account."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from articles.models import Section
from newsroom.accounts.models import User
from newsroom.audit.models import Entry
from newsroom.invitations.models import Invitation
from tests.conftest import NOW, group

LIST = "/admin/invitations/invitation/"
PAGE = "/admin/account/invitation/"
PASSWORD = "a-fresh-Passw0rd"
LINK = re.compile(r"http://testserver(/\S+)")

type Invite = Callable[..., Any]
type SignIn = Callable[[User], Client]


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def invite(
    signed_in: SignIn, administrator: User, django_capture_on_commit_callbacks: Any
) -> Invite:
    """Sends the form of an invitation and returns the page that follows."""

    def send(role: str = "editor", **changes: Any) -> Any:
        sent = {
            "email": "nadia@example.org",
            "first_name": "نادية",
            "last_name": "حسن",
            "language": "ar",
            "groups": [group(role).pk],
        }
        with django_capture_on_commit_callbacks(execute=True):
            return signed_in(administrator).post(f"{LIST}add/", sent | changes, follow=True)

    return send


@pytest.fixture
def act(
    signed_in: SignIn, administrator: User, django_capture_on_commit_callbacks: Any
) -> Callable[[str], Any]:
    """Does an action of the list to every invitation."""

    def post(action: str) -> Any:
        rows = list(Invitation.objects.values_list("pk", flat=True))
        with django_capture_on_commit_callbacks(execute=True):
            sent = {"action": action, "_selected_action": rows}
            return signed_in(administrator).post(f"/en{LIST}", sent, follow=True)

    return post


def link(number: int = -1) -> str:
    found = LINK.search(str(mail.outbox[number].body))
    assert found is not None
    return found[1]


def accept(path: str, client: Client | None = None, **changes: Any) -> Any:
    """Follows the link in another browser and sends the form it leads to."""
    browser = client or Client()
    where = browser.get(path, follow=True).request["PATH_INFO"]
    words = {"username": "nadia", "new_password1": PASSWORD, "new_password2": PASSWORD}
    return browser.post(where, words | changes)


def test_invited_person_chooses_a_password_and_is_at_the_desk(
    invite: Invite, sport: Section
) -> None:
    invite(sections=[sport.pk])
    assert not User.objects.filter(email="nadia@example.org").exists()
    browser = Client()
    response = accept(link(), browser)
    user = User.objects.get(username="nadia")
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert [group.name for group in user.groups.all()] == ["editor"]
    assert (list(user.sections.all()), user.get_full_name()) == ([sport], "نادية حسن")
    assert user.check_password(PASSWORD)
    assert browser.get("/admin/").status_code == 200


def test_role_that_needs_a_second_factor_is_led_to_it(invite: Invite, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["chief"]
    invite("chief")
    browser = Client()
    assert accept(link(), browser)["Location"] == "/admin/account/"
    # Without the password once more, so soon after it was chosen.
    assert browser.get("/admin/account/app/").status_code == 200


@pytest.mark.parametrize(("language", "prefix"), [("ar", ""), ("en", "/en")])
def test_mail_speaks_the_invited_persons_language(
    invite: Invite, language: str, prefix: str
) -> None:
    invite(language=language)
    assert f'<html lang="{language}"' in mail.outbox[0].alternatives[0].content
    assert link().startswith(f"{prefix}{PAGE}")


def test_token_leaves_the_address_before_anything_is_shown(invite: Invite) -> None:
    invite()
    browser = Client()
    response = browser.get(link())
    assert (response.status_code, response["Location"]) == (302, PAGE)
    page = browser.get(PAGE)
    assert page["Referrer-Policy"] == response["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_token_is_stored_nowhere(invite: Invite) -> None:
    invite()
    token = link().rstrip("/").rpartition("/")[2]
    assert len(token) >= 43
    rows = [Invitation.objects.values(), Entry.objects.values()]
    assert token not in str([list(each) for each in rows])


def _used(_act: Any, _clock: Any) -> None:
    accept(link())


def _revoked(act: Any, _clock: Any) -> None:
    act("revoke")


def _replaced(act: Any, _clock: Any) -> None:
    act("send_again")


def _old(_act: Any, clock: Any) -> None:
    clock.shift(timedelta(days=7, seconds=1))


def _inviter_left(_act: Any, _clock: Any) -> None:
    User.objects.filter(username="laila").update(is_active=False)


def _inviter_has_another_role(_act: Any, _clock: Any) -> None:
    User.objects.get(username="laila").groups.set(Group.objects.filter(name="editor"))


@pytest.mark.parametrize(
    "end", [_used, _revoked, _replaced, _old, _inviter_left, _inviter_has_another_role]
)
def test_every_dead_link_is_answered_like_one_that_never_was(
    invite: Invite, act: Any, clock: Any, end: Callable[..., None]
) -> None:
    invite()
    first = link()
    late = Client()
    late.get(first)
    end(act, clock)
    people = User.objects.count()
    answers = [
        accept(first, username="other"),
        late.post(PAGE, {"username": "other", "new_password1": PASSWORD}),
        accept(f"{PAGE}{'x' * 43}/"),
        Client().get(PAGE),
    ]
    assert {answer.status_code for answer in answers} == {410}
    assert len({re.sub(r'nonce="[^"]*"', "", each.content.decode()) for each in answers}) == 1
    assert User.objects.count() == people


def test_link_works_until_its_last_second(invite: Invite, clock: Any) -> None:
    invite()
    clock.shift(timedelta(days=6, hours=23, minutes=59, seconds=59))
    assert accept(link()).status_code == 302


def test_invitation_that_is_sent_again_has_a_new_link_that_works(
    invite: Invite, act: Any, clock: Any
) -> None:
    invite()
    clock.shift(timedelta(days=30))
    act("send_again")
    assert link(0) != link(1)
    assert accept(link(1)).status_code == 302


def test_list_says_how_each_invitation_stands(
    invite: Invite, act: Any, clock: Any, administrator: User, signed_in: SignIn
) -> None:
    for number in range(4):
        invite(email=f"one{number}@example.org", first_name=f"one{number}")
    accept(link(0))
    Invitation.objects.filter(first_name="one1").update(revoked_at=NOW)
    Invitation.objects.filter(first_name="one2").update(works_until=NOW)
    page = signed_in(administrator).get(f"/en{LIST}").content.decode()
    states = re.findall(r'field-state_column">(\w+)<', page)
    assert states == ["Open", "Expired", "Revoked", "Accepted"]


def test_list_costs_the_same_for_one_and_for_many(
    invite: Invite, administrator: User, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        invite(email=f"one{number}@example.org")
    client = signed_in(administrator)
    with django_assert_max_num_queries(12):
        client.get(LIST)


@pytest.mark.parametrize("action", ["send_again", "revoke"])
def test_accepted_invitation_stays_as_it_is(invite: Invite, act: Any, action: str) -> None:
    invite()
    accept(link())
    before = Invitation.objects.values().get()
    page = act(action).content.decode()
    assert "has accepted already" in page
    assert Invitation.objects.values().get() == before


def test_mail_that_fails_is_logged_and_the_invitation_can_be_sent_again(
    invite: Invite, act: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: Any, **_more: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
        invite()
    assert "mail failed" in caplog.text
    act("send_again")
    assert accept(link()).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"groups": []}, "groups"),
        ({"groups": ["999999"]}, "groups"),
        ({"sections": ["999999"]}, "sections"),
        ({"email": "x"}, "email"),
        ({"email": "mona@example.org"}, "email"),
        ({"language": "xx"}, "language"),
    ],
)
def test_invitation_without_sense_is_refused_at_its_field(
    invite: Invite, editor: User, changes: dict[str, Any], field: str
) -> None:
    User.objects.filter(pk=editor.pk).update(email="Mona@example.org")
    response = invite(**changes)
    assert field in response.context["adminform"].form.errors
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_second_invitation_to_the_same_address_is_refused_while_one_is_open(
    invite: Invite, act: Any
) -> None:
    invite()
    assert "email" in invite().context["adminform"].form.errors
    act("revoke")
    invite()
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "MONA"}, "username"),
        ({"new_password1": "12345678", "new_password2": "12345678"}, "new_password2"),
        ({"new_password1": "nadia@example", "new_password2": "nadia@example"}, "new_password2"),
        ({"new_password2": "another"}, "new_password2"),
    ],
)
def test_taken_name_and_weak_password_are_refused_in_words(
    invite: Invite, editor: User, changes: dict[str, str], field: str
) -> None:
    invite()
    response = accept(link(), **changes)
    assert field in response.context["form"].errors
    assert not User.objects.filter(email="nadia@example.org").exists()


def test_who_is_signed_in_as_somebody_else_ends_as_the_invited_person(
    invite: Invite, journalist: User
) -> None:
    invite()
    browser = Client()
    browser.force_login(journalist)
    accept(link(), browser)
    assert browser.get("/admin/").context["user"].username == "nadia"


@pytest.mark.parametrize("role", ["journalist", "editor", "chief"])
def test_who_may_not_add_people_sees_and_sends_no_invitation(
    signed_in: SignIn, request: pytest.FixtureRequest, role: str
) -> None:
    client = signed_in(request.getfixturevalue(role))
    role = group("admin")
    sent = {"email": "x@example.org", "first_name": "x", "language": "ar", "groups": [role.pk]}
    answers = [client.get(LIST), client.post(f"{LIST}add/", sent)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Invitation.objects.exists()


def test_log_says_who_was_invited_as_what_and_who_accepted(invite: Invite) -> None:
    invite()
    accept(link())
    rows = Entry.objects.filter(kind="invitations.invitation").order_by("pk")
    made, roles, accepted = list(rows)
    assert (made.action, made.actor, made.changes["email"][1]) == (
        "create",
        "laila",
        "nadia@example.org",
    )
    assert made.changes["digest"] == [None, "changed"]
    assert roles.changes == {"groups": [None, "editor"]}
    assert set(accepted.changes) == {"accepted_at", "account"}
