"""Sessions: their owner and administrators see and end them; a change of rights ends them."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils.translation import override

from newsroom.accounts.models import User
from newsroom.accounts.sessions import device_name
from tests.accounts.test_admin import USERS, form
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN
from tests.conftest import group, person

pytestmark = pytest.mark.django_db
DEVICES = "/admin/account/devices/"
THIS = "this device</span>"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"

type Browser = Callable[..., Client]


@pytest.fixture
def browser() -> Browser:
    """A browser in which somebody has signed in by the form."""

    def make(name: str = "sara", user_agent: str = FIREFOX) -> Client:
        client = Client(headers={"User-Agent": user_agent})
        client.post(SIGN_IN, {"login": name, "password": PASSWORD})
        assert is_in(client)
        return client

    return make


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def change(client: Client, user: User, **changes: Any) -> Any:
    return client.post(f"{USERS}{user.pk}/change/", form(user, **changes))


def test_owner_sees_each_device_and_which_is_this(journalist: User, browser: Browser) -> None:
    browser(user_agent="Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36")
    html = browser().get(f"/en{DEVICES}").content.decode()
    assert html.index("Firefox on Windows") < html.index(THIS)
    assert html.index(THIS) < html.index("Chrome on Android")
    assert html.count("127.0.0.1") == 2
    assert html.count("Sign out there") == 1


def test_owner_ends_one_device(journalist: User, browser: Browser) -> None:
    lost, other, here = browser(), browser(), browser()
    key = lost.session.session_key
    here.post(DEVICES, {"device": UserSession.objects.get(session_key=key).pk})
    assert [is_in(each) for each in (lost, other, here)] == [False, True, True]


@pytest.mark.parametrize("device", ["x", "", "99999999999999999999", "-1"])
def test_device_that_is_none_ends_nothing(journalist: User, browser: Browser, device: str) -> None:
    one, here = browser(), browser()
    assert here.post(DEVICES, {"device": device}).status_code == 302
    assert is_in(one)


def test_device_of_somebody_else_is_not_ended(
    journalist: User, editor: User, browser: Browser
) -> None:
    theirs = browser("mona")
    number = UserSession.objects.get(user=editor).pk
    browser().post(DEVICES, {"device": number})
    assert is_in(theirs)


def test_owner_ends_all_others_those_too_that_no_list_knows(
    journalist: User, browser: Browser
) -> None:
    unlisted, listed, here = Client(), browser(), browser()
    unlisted.force_login(journalist)
    here.post(DEVICES, {"device": "others"})
    assert [is_in(each) for each in (unlisted, listed, here)] == [False, False, True]


def test_session_that_began_elsewhere_stands_in_the_list(journalist: User) -> None:
    client = Client()
    client.force_login(journalist)
    assert THIS in client.get(f"/en{DEVICES}").content.decode()


def test_administrator_ends_the_sessions_of_somebody(
    journalist: User, administrator: User, browser: Browser
) -> None:
    theirs, desk = browser(), browser("laila")
    page = desk.get(f"/en{USERS}{journalist.pk}/devices/").content.decode()
    assert "Firefox on Windows" in page
    desk.post(f"{USERS}{journalist.pk}/devices/")
    assert (is_in(theirs), is_in(desk)) == (False, True)


def test_administrator_who_ends_their_own_stays(administrator: User, browser: Browser) -> None:
    other, desk = browser("laila"), browser("laila")
    desk.post(f"{USERS}{administrator.pk}/devices/")
    assert (is_in(other), is_in(desk)) == (False, True)


@pytest.mark.parametrize(("who", "status"), [("mona", 403), ("laila", 403)])
def test_sessions_of_those_above_are_nobodys_matter(
    editor: User, administrator: User, browser: Browser, who: str, status: int
) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    assert browser(who).post(f"{USERS}{root.pk}/devices/").status_code == status


def test_sessions_of_nobody_are_a_missing_page(administrator: User, browser: Browser) -> None:
    assert browser("laila").get(f"{USERS}0/devices/").status_code == 404


def test_change_of_a_role_ends_the_sessions_of_the_person(
    journalist: User, administrator: User, browser: Browser
) -> None:
    theirs, desk = browser(), browser("laila")
    change(desk, journalist, groups=[group("editor").pk])
    assert (is_in(theirs), is_in(desk)) == (False, True)


def test_form_saved_without_a_change_of_roles_ends_nothing(
    journalist: User, administrator: User, browser: Browser
) -> None:
    theirs, desk = browser(), browser("laila")
    change(desk, journalist, last_name="محمود")
    assert is_in(theirs)


def test_administrator_who_changes_their_own_name_stays_signed_in_everywhere(
    administrator: User, browser: Browser
) -> None:
    other, desk = browser("laila"), browser("laila")
    change(desk, administrator, first_name="ليلى")
    assert (is_in(other), is_in(desk)) == (True, True)


def test_person_who_may_open_the_desk_no_more_is_out_at_the_next_request(
    journalist: User, administrator: User, browser: Browser
) -> None:
    theirs = browser()
    change(browser("laila"), journalist, is_staff="")
    response = theirs.get("/admin/", follow=True)
    assert "account/login" in response.redirect_chain[-1][0]


def test_new_superuser_signs_in_anew(journalist: User, browser: Browser) -> None:
    theirs = browser()
    User.objects.filter(pk=journalist.pk).update(is_superuser=True)
    assert not is_in(theirs)


def test_roles_given_and_taken_from_the_side_of_the_role_count_as_well(
    journalist: User, browser: Browser
) -> None:
    role = group("editor")
    for alter in (
        lambda: role.user_set.add(journalist),
        lambda: role.user_set.clear(),
        lambda: journalist.user_permissions.add(Permission.objects.all()[0]),
        lambda: journalist.groups.clear(),
    ):
        theirs = browser()
        alter()
        journalist.refresh_from_db()
        assert not is_in(theirs)


def test_new_password_ends_the_other_sessions(journalist: User, browser: Browser) -> None:
    other, here = browser(), browser()
    new = "a-fresh-Passw0rd"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    here.post("/admin/password_change/", sent)
    assert (is_in(other), is_in(here)) == (False, True)
    assert here.get(f"/en{DEVICES}").content.decode().count(THIS) == 1


def test_password_that_an_administrator_sets_ends_the_sessions(
    journalist: User, administrator: User, browser: Browser
) -> None:
    theirs, new = browser(), "a-fresh-Passw0rd"
    words = {"password1": new, "password2": new}
    browser("laila").post(f"{USERS}{journalist.pk}/password/", words)
    assert not is_in(theirs)


def test_request_of_somebody_signed_in_reads_no_roles_for_it(
    django_assert_num_queries: Any, browser: Browser
) -> None:
    person("nobody", "journalist")
    client = browser("nobody")
    with django_assert_num_queries(2):
        client.get("/admin/account/signed-in/", headers={"Accept": "application/json"})


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/17 Safari/605", "Safari on macOS"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) CriOS/130 Safari",
            "Chrome on iPhone",
        ),
        ("Mozilla/5.0 (X11) Chrome/130 Safari/537 Edg/130", "Edge on Linux"),
        ("curl/8", "An unknown device"),
        ("Linux", "Linux"),
    ],
)
def test_device_is_called_by_browser_and_system(user_agent: str, said: str) -> None:
    with override("en"):
        assert device_name(user_agent) == said
