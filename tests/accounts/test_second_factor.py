"""The second factor: asked for by role, set up before anything else, taken at every sign-in."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from newsroom.accounts import throttling
from newsroom.accounts.models import User
from tests.accounts.test_admin import USERS
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

type SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["chief", "admin"]
    cache.clear()


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which somebody has sent name and password."""

    def make(user: User) -> Client:
        client = Client()
        client.post(SIGN_IN, {"login": user.username, "password": PASSWORD})
        return client

    return make


def add_app(user: User) -> None:
    totp.TOTP.activate(user, SECRET)


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    counter = int(time.time()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def send_code(client: Client, text: str) -> Any:
    return client.post(f"{ACCOUNT}login/code/", {"code": text})


def is_open(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("who", "leads"),
    [("journalist", False), ("editor", False), ("chief", True), ("administrator", True)],
)
def test_desk_opens_to_a_role_without_a_second_factor_or_leads_to_one(
    request: pytest.FixtureRequest, sign_in: SignIn, who: str, leads: bool
) -> None:
    client = sign_in(request.getfixturevalue(who))
    response = client.get("/admin/articles/article/")
    assert (response.status_code == 302) is leads
    if leads:
        assert response["Location"] == ACCOUNT
        assert "Your role needs a second factor." in client.get(f"/en{ACCOUNT}").content.decode()


def test_superuser_is_an_administrator(sign_in: SignIn) -> None:
    assert not is_open(sign_in(User.objects.create_superuser("root", password=PASSWORD)))


def test_setting_chooses_the_roles(
    sign_in: SignIn, chief: User, editor: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = ["editor"]
    assert [is_open(sign_in(user)) for user in (chief, editor)] == [True, False]


def test_setting_that_demands_more_counts_in_sessions_that_are_open(
    sign_in: SignIn, editor: User, settings: Any
) -> None:
    client = sign_in(editor)
    assert is_open(client)
    settings.SECOND_FACTOR_ROLES = ["editor"]
    assert not is_open(client)


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/en/admin/", "/admin/accounts/user/", "/admin/nowhere/", "/preview/desk/new/"],
)
def test_nothing_of_the_desk_opens_before(sign_in: SignIn, chief: User, path: str) -> None:
    response = sign_in(chief).get(path)
    assert (response.status_code, response["Location"].removeprefix("/en")) == (302, ACCOUNT)


def test_writing_screen_is_told_where_to_go_on(sign_in: SignIn, chief: User) -> None:
    client = sign_in(chief)
    response = client.get("/admin/articles/article/autosave/")
    assert (response.status_code, response.json()["further"]) == (401, ACCOUNT)


def test_pages_of_a_session_ask_for_the_roles_once(
    sign_in: SignIn, editor: User, django_assert_num_queries: Any
) -> None:
    client = sign_in(editor)
    client.get("/admin/")
    with django_assert_num_queries(2):
        client.get("/admin/jsi18n/")
    with django_assert_num_queries(4):  # the bell's count among them
        client.get("/admin/password_change/done/")


def test_app_is_set_up_with_its_first_code_and_the_desk_opens(sign_in: SignIn, chief: User) -> None:
    client = sign_in(chief)
    page = client.get(f"/en{ACCOUNT}app/").content.decode()
    secret = re.search(r'<code class="key" dir="ltr">(\w+)<', page)
    assert secret is not None
    assert 'src="data:image/svg+xml;base64,' in page
    response = client.post(f"/en{ACCOUNT}app/", {"code": code(secret[1])}, follow=True)
    assert response.content.decode().count("<li><code>") == 10
    assert is_open(client)


def test_app_with_a_wrong_code_is_not_set_up(sign_in: SignIn, chief: User) -> None:
    client = sign_in(chief)
    client.get(f"{ACCOUNT}app/")
    client.post(f"{ACCOUNT}app/", {"code": "000000"})
    assert not Authenticator.objects.exists()


def test_password_alone_opens_nothing_to_whoever_has_a_second_factor(
    sign_in: SignIn, editor: User
) -> None:
    add_app(editor)
    client = sign_in(editor)
    assert not is_open(client)
    assert client.get(SIGN_IN)["Location"] == f"{ACCOUNT}login/code/"


@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩"])
def test_code_of_the_app_signs_in_in_the_digits_of_either_script(
    sign_in: SignIn, editor: User, digits: str
) -> None:
    add_app(editor)
    client = sign_in(editor)
    typed = code().translate(str.maketrans("0123456789", digits))
    response = send_code(client, f" {typed[:3]} {typed[3:]}")
    assert response["Location"] == f"{ACCOUNT}login/trust/"
    client.post(response["Location"], {"action": "skip"})
    assert is_open(client)


def test_code_works_once(sign_in: SignIn, editor: User) -> None:
    add_app(editor)
    used = code()
    assert send_code(sign_in(editor), used).status_code == 302
    assert send_code(sign_in(editor), used).status_code == 200


def test_code_works_once_in_every_process(sign_in: SignIn, editor: User) -> None:
    add_app(editor)
    used = code()
    assert send_code(sign_in(editor), used).status_code == 302
    # Allauth remembers it in the cache, of which each process has one of its own.
    cache.clear()
    assert send_code(sign_in(editor), used).status_code == 200


def test_code_that_is_older_than_a_used_one_works_no_more(sign_in: SignIn, editor: User) -> None:
    add_app(editor)
    with time_machine.travel(time.time(), tick=False):
        answers = [send_code(sign_in(editor), code(steps=step)).status_code for step in (0, -1, 1)]
    assert answers == [302, 200, 302]


def test_factor_that_cannot_be_read_says_whom_to_ask(
    sign_in: SignIn, editor: User, settings: Any
) -> None:
    add_app(editor)
    client = sign_in(editor)
    Authenticator.objects.update(data={"secret": "fernet:of-another-key"})
    page = client.post(f"/en{ACCOUNT}login/code/", {"code": code()})
    assert "Ask an administrator to remove it" in page.content.decode()


def test_recovery_code_signs_in_once(sign_in: SignIn, editor: User) -> None:
    add_app(editor)
    spare = RecoveryCodes.activate(editor).get_unused_codes()[0]
    answers = [send_code(sign_in(editor), spare).status_code for _ in range(2)]
    assert answers == [302, 200]


def test_codes_that_are_guessed_wait_wherever_the_password_is_sent_from(
    sign_in: SignIn, editor: User
) -> None:
    add_app(editor)
    with time_machine.travel(time.time(), tick=False):
        statuses = [send_code(sign_in(editor), "000000").status_code for _ in range(7)]
        right = send_code(sign_in(editor), code())
    assert statuses == [200] * 5 + [429] * 2
    assert (right.status_code, right["Retry-After"]) == (429, "30")


def test_remembered_device_is_asked_no_more_for_thirty_days(sign_in: SignIn, editor: User) -> None:
    add_app(editor)
    client = sign_in(editor)
    send_code(client, code())
    client.post(f"{ACCOUNT}login/trust/", {"action": "trust"})
    client.post("/admin/logout/")
    sent = {"login": "mona", "password": PASSWORD}
    for days, location in ((29, "/admin/"), (31, f"{ACCOUNT}login/code/")):
        with time_machine.travel(time.time() + timedelta(days=days).total_seconds()):
            assert client.post(SIGN_IN, sent)["Location"] == location
            client.post("/admin/logout/")


def test_device_is_remembered_for_one_person_and_one_password(
    sign_in: SignIn, editor: User, colleague: User
) -> None:
    for user in (editor, colleague):
        add_app(user)
    client = sign_in(editor)
    send_code(client, code())
    client.post(f"{ACCOUNT}login/trust/", {"action": "trust"})
    client.post("/admin/logout/")
    client.post(SIGN_IN, {"login": "adel", "password": PASSWORD})
    assert not is_open(client)
    editor.set_password("another-Passw0rd")
    editor.save()
    client.post(SIGN_IN, {"login": "mona", "password": "another-Passw0rd"})
    assert not is_open(client)


@pytest.mark.django_db(transaction=True)
def test_session_from_before_the_second_factor_is_over(sign_in: SignIn, chief: User) -> None:
    stolen, own = sign_in(chief), sign_in(chief)
    page = own.get(f"{ACCOUNT}app/").content.decode()
    secret = re.search(r'<code class="key" dir="ltr">(\w+)<', page)
    assert secret is not None
    own.post(f"{ACCOUNT}app/", {"code": code(secret[1])})
    assert (is_open(own), is_open(stolen)) == (True, False)
    assert "login" in stolen.get(ACCOUNT)["Location"]


def test_only_factor_of_a_role_that_needs_one_stays(sign_in: SignIn, chief: User) -> None:
    client = sign_in(chief)
    add_app(chief)
    page = client.post(f"/en{ACCOUNT}app/remove/")
    assert "this is your only one" in page.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


def test_only_passkey_of_a_role_that_needs_one_stays(sign_in: SignIn, chief: User) -> None:
    client = sign_in(chief)
    passkey = WebAuthn.add(chief, "key", {}).instance
    response = client.post(f"/en{ACCOUNT}passkeys/{passkey.pk}/remove/")
    assert response["Location"] == f"/en{ACCOUNT}"
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_whoever_may_be_without_one_removes_it_with_the_recovery_codes(
    sign_in: SignIn, editor: User
) -> None:
    client = sign_in(editor)
    add_app(editor)
    RecoveryCodes.activate(editor)
    client.post(f"{ACCOUNT}app/remove/")
    assert not Authenticator.objects.exists()
    assert is_open(client)


@pytest.mark.parametrize("path", ["app/", "passkeys/add/", "codes/new/"])
def test_password_is_asked_for_again_a_quarter_of_an_hour_after_the_sign_in(
    sign_in: SignIn, editor: User, path: str
) -> None:
    client = sign_in(editor)
    assert client.get(f"{ACCOUNT}{path}").status_code == 200
    with time_machine.travel(time.time() + 16 * 60):
        again = client.get(f"{ACCOUNT}{path}")
        assert again["Location"].startswith(f"{ACCOUNT}again/?next=")
        wrong = client.post(again["Location"], {"password": "wrong"})
        assert wrong.status_code == 200
        right = client.post(again["Location"], {"password": PASSWORD})
        assert right["Location"] == f"{ACCOUNT}{path}"


@pytest.mark.parametrize("path", ["", "app/", "codes/", "codes/file/", "passkeys/add/", "devices/"])
def test_pages_of_the_account_are_for_whoever_is_signed_in(client: Client, path: str) -> None:
    response = client.get(f"{ACCOUNT}{path}")
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_second_step_is_given_up_for_another_person(
    sign_in: SignIn, editor: User, journalist: User
) -> None:
    add_app(editor)
    client = sign_in(editor)
    client.post(f"{ACCOUNT}logout/", {"next": SIGN_IN})
    client.post(SIGN_IN, {"login": "sara", "password": PASSWORD})
    assert is_open(client)


def test_sign_out_opened_as_an_address_changes_nothing(sign_in: SignIn, editor: User) -> None:
    client = sign_in(editor)
    assert client.get(f"{ACCOUNT}logout/").status_code == 405
    assert is_open(client)


def test_administrator_takes_lost_factors_away(
    sign_in: SignIn, administrator: User, editor: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = []
    add_app(editor)
    desk = sign_in(administrator)
    assert "lost?" in desk.get(f"/en{USERS}{editor.pk}/devices/").content.decode()
    desk.post(f"{USERS}{editor.pk}/devices/", {"factors": "remove"})
    assert is_open(sign_in(editor))


def test_ending_sessions_alone_leaves_the_factors(
    sign_in: SignIn, administrator: User, editor: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = []
    add_app(editor)
    sign_in(administrator).post(f"{USERS}{editor.pk}/devices/")
    assert Authenticator.objects.exists()


@pytest.mark.parametrize(("roles", "says"), [([], True), (["chief"], False)])
def test_desk_says_when_nobody_is_asked_for_a_second_factor(
    sign_in: SignIn, administrator: User, settings: Any, roles: list[str], says: bool
) -> None:
    settings.SECOND_FACTOR_ROLES = roles
    html = sign_in(administrator).get("/admin/").content.decode()
    assert ("data-second-factor-off" in html) is says


def test_passkeys_that_are_none_wait_by_their_address(client: Client) -> None:
    sent = {"credential": '{"id": "x"}'}
    with time_machine.travel(time.time(), tick=False):
        for _ in range(throttling.ADDRESS.free):
            client.post(f"{ACCOUNT}login/passkey/", sent)
        response = client.post(f"/en{ACCOUNT}login/passkey/", sent, follow=True)
    assert "Too many attempts" in response.content.decode()


@pytest.mark.parametrize(
    "credential", ["{}", '{"id": "x"}', "no json", '{"response": {"userHandle": "Mg"}}', ""]
)
def test_passkey_that_is_none_signs_nobody_in(client: Client, credential: str) -> None:
    response = client.post(f"{ACCOUNT}login/passkey/", {"credential": credential})
    assert response["Location"] == SIGN_IN
    assert client.get("/admin/").status_code == 302


def test_command_takes_the_factors_of_the_last_administrator_away(
    sign_in: SignIn, editor: User
) -> None:
    add_app(editor)
    call_command("remove_second_factors", "MONA", stdout=StringIO())
    assert is_open(sign_in(editor))
    with pytest.raises(CommandError):
        call_command("remove_second_factors", "nobody")
